"""Mitmachen: the code by hand or by QR, wrong ones slowed down, a seat without a name in two strict cookies."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core.db import db
from core.factory import House
from core.limits import Try
from core.links import Link
from dialogues import ballots, codes, entering
from tests.support import entering as entering_support
from tests.support import junk, meetings
from tests.support.pages import fill, token

WRONG = "ZZZZ-ZZZZ"


def test_the_code_is_typed_as_one_likes(visitor: FlaskClient) -> None:
    meeting = meetings.opened()
    answer = fill(visitor, "/mitmachen", code=f" {codes.grouped(meeting.code).lower()} ")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/mitmachen/{codes.grouped(meeting.code)}")
    page = visitor.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Platz nehmen" in page
    assert "Digitale Hilfe" in page


def test_a_wrong_code_is_said_in_words_and_keeps_what_was_typed(visitor: FlaskClient) -> None:
    typed = fill(visitor, "/mitmachen", code=WRONG)
    followed = visitor.get(f"/mitmachen/{WRONG}")
    for page, status in ((typed, 422), (followed, 404)):
        shown = page.get_data(as_text=True)
        assert page.status_code == status
        assert "Diesen Treffen-Code kennen wir nicht" in shown
        assert WRONG in shown


def test_an_ended_meeting_says_so_and_gives_no_seat(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.opened()
    signed = token(visitor.get(f"/mitmachen/{meeting.code}"))
    meetings.closed(meeting)
    page = visitor.get(f"/mitmachen/{meeting.code}").get_data(as_text=True)
    assert "Dieses Treffen ist beendet" in page
    assert f'href="/div/{meeting.id}"' in page
    assert "Platz nehmen" not in page
    late = visitor.post(f"/mitmachen/{meeting.code}", data={"token": signed})
    assert late.status_code == 409
    assert "Set-Cookie" not in late.headers
    assert ballots.seats(meeting.id) == 0


def test_looking_gives_no_seat_and_sets_no_cookie(visitor: FlaskClient) -> None:
    meeting = meetings.opened()
    for path in ("/mitmachen", f"/mitmachen/{meeting.code}", f"/mitmachen/{WRONG}"):
        assert "Set-Cookie" not in visitor.get(path).headers
    assert ballots.seats(meeting.id) == 0


def cookies(client: FlaskClient, meeting: meetings.Meeting) -> dict[str, str]:
    """Take a seat; return the attributes of each cookie by its name."""
    answer = fill(client, f"/mitmachen/{meeting.code}")
    assert answer.status_code == 303
    return {line.partition("=")[0]: line.partition(";")[2] for line in answer.headers.getlist("Set-Cookie")}


def test_the_two_cookies_are_as_strict_as_can_be(visitor: FlaskClient) -> None:
    found = cookies(visitor, meetings.opened())
    assert set(found) == {"stadtkompass-platz", "stadtkompass-steine"}
    assert all("HttpOnly" in flags and "Path=/" in flags and "Domain" not in flags for flags in found.values())
    assert "SameSite=Strict" in found["stadtkompass-steine"]


def test_over_https_both_cookies_carry_the_host_prefix(visitor: FlaskClient, changed_settings: Any) -> None:
    meeting = meetings.opened()
    with changed_settings(base_url="https://ideen.example.org"):
        found = cookies(visitor, meeting)
    assert set(found) == {"__Host-stadtkompass-platz", "__Host-stadtkompass-steine"}
    assert all("Secure" in flags and "Path=/" in flags for flags in found.values())


def test_a_seat_needs_the_token_of_its_page(visitor: FlaskClient) -> None:
    meeting = meetings.opened()
    for signed in ("", "forged", "\ud800"):
        answer = visitor.post(
            f"/mitmachen/{meeting.code}",
            data=junk.encoded({"token": signed}),
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code == 400
    assert ballots.seats(meeting.id) == 0


def test_who_enters_again_replaces_the_own_stones(app: House) -> None:
    here, there = meetings.opened(), meetings.opened()
    client = meetings.phone(app, here)
    meetings.lay(client, here.theses[0], 5)
    for meeting in (here, there, here):
        fill(client, f"/mitmachen/{meeting.code}")
    meetings.lay(client, here.theses[0], 1)
    assert ballots.seats(here.id) == 3
    assert [one.number for one in ballots.laid(ballots.one(here.id))] == [1, 0, 0]


def test_25_phones_behind_one_address_enter_and_may_mistype(app: House) -> None:
    meeting = meetings.opened()
    for _ in range(25):
        client = app.test_client()
        assert fill(client, "/mitmachen", code=WRONG).status_code == 422
        assert fill(client, "/mitmachen", code=meeting.code).status_code == 303
        assert fill(client, f"/mitmachen/{meeting.code}").status_code == 303
    assert ballots.seats(meeting.id) == 25


def test_guessing_is_slowed_down_by_form_and_by_address(visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entering, "WRONG_A_MINUTE", 3)
    meeting = meetings.opened()
    signed = token(visitor.get("/mitmachen"))
    tries = [
        visitor.post("/mitmachen", data={"token": signed, "code": WRONG}).status_code,
        visitor.get(f"/mitmachen/{WRONG}").status_code,
        visitor.post(f"/mitmachen/{WRONG}").status_code,
        visitor.post("/mitmachen", data={"token": signed, "code": WRONG}).status_code,
        visitor.get(f"/mitmachen/{meeting.code}").status_code,
    ]
    assert tries == [422, 404, 404, 429, 200]  # the right code always opens: the room shares this address


def test_two_thousand_wrong_codes_a_minute_lock_nobody_out_and_are_not_written_down(app: House) -> None:
    meeting = meetings.opened()
    attacker = app.test_client()
    signed = token(attacker.get("/mitmachen"))
    with entering_support.moving():
        statuses = Counter(
            attacker.post("/mitmachen", data={"token": signed, "code": f"ZZZZ-{wrong}"}).status_code
            for wrong in ("ZZZZ", "YYYY", "XXXX", "WWWW") * 500
        )
        assert statuses == {422: entering.WRONG_A_MINUTE, 429: 2000 - entering.WRONG_A_MINUTE}
        client = meetings.phone(app, meeting)
        assert meetings.lay(client, meeting.theses[0], 5).status_code == 303
        assert fill(app.test_client(), "/mitmachen", code=meeting.code).status_code == 303
    assert db.session.scalars(select(Try.number).where(Try.purpose == "meeting_code")).all() == [
        entering.WRONG_A_MINUTE
    ]


def test_all_sources_together_have_a_limit_too(app: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entering, "WRONG_OVERALL", 2)
    statuses = [
        app.test_client().get(f"/mitmachen/{WRONG}", environ_base={"REMOTE_ADDR": f"192.0.2.{number}"}).status_code
        for number in range(3)
    ]
    assert statuses == [404, 404, 429]


def test_one_source_does_not_take_seats_without_end(app: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entering, "SEATS_AN_HOUR", 2)
    meeting = meetings.opened()
    assert [fill(app.test_client(), f"/mitmachen/{meeting.code}").status_code for _ in range(3)] == [303, 303, 429]
    assert ballots.seats(meeting.id) == 2


def test_what_can_be_no_code_is_not_counted(visitor: FlaskClient) -> None:
    for typed in ("abc", "x" * 40, "ABCD-EFG0", "%00", "platz-nehmen"):
        assert visitor.get(f"/mitmachen/{typed}").status_code == 404
    assert db.session.scalars(select(Try)).all() == []


@pytest.mark.parametrize("typed", [*junk.HOSTILE, "a" * 100_000])
def test_any_words_in_the_field_are_answered(visitor: FlaskClient, typed: str) -> None:
    signed = token(visitor.get("/mitmachen"))
    sent = junk.encoded({"token": signed, "code": typed})
    answer = visitor.post("/mitmachen", data=sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_a_pass_is_a_link_like_any_other_and_names_nobody(visitor: FlaskClient) -> None:
    meeting = meetings.opened()
    cookies(visitor, meeting)
    link = db.session.scalars(select(Link)).one()
    assert (link.purpose, link.kind, link.subject, len(link.token_hash)) == ("pass.seat", "dialogue", meeting.id, 64)
