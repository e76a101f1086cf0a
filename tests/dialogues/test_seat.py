"""The seat: one thesis at a time, one's own stones only, nothing that leads from a stone to a phone."""

from __future__ import annotations

import hashlib
import logging
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from sqlalchemy import func, select

from core.config import settings
from core.db import db
from core.factory import House
from core.journal import Entry
from core.limits import Try
from core.rows import Base
from dialogues import agreement, ballots, seat_token
from dialogues.agreement import Counts
from dialogues.models import Ballot
from tests.support import junk, meetings
from tests.support.pages import fill, token
from tests.support.statements import counted

CHOSEN = re.compile(r'value="(\d)" checked')


def number_of_ballots() -> int:
    """Return how many ballots lie."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Ballot)) or 0


def test_theses_come_one_after_the_other_and_end_with_thanks(app: House) -> None:
    meeting = meetings.opened()
    client = meetings.phone(app, meeting)
    assert "Mit These 1 anfangen" in client.get("/mitmachen/platz").get_data(as_text=True)
    first, second, third = meeting.theses
    ways = [meetings.lay(client, thesis, stone).headers["Location"] for thesis, stone in ((first, 5), (second, 0))]
    assert ways == [f"/mitmachen/platz/{second}", f"/mitmachen/platz/{third}"]
    halfway = client.get("/mitmachen/platz").get_data(as_text=True)
    assert "Weiter mit These 3" in halfway
    assert "2 von 3" in halfway
    assert meetings.lay(client, third, 1).headers["Location"] == "/mitmachen/platz"
    done = client.get("/mitmachen/platz").get_data(as_text=True)
    assert "Fertig. Danke!" in done
    assert all(words in done for words in ("stimme voll zu", "Dazu sage ich nichts", "stimme gar nicht zu"))


def test_the_own_stone_is_shown_and_may_be_changed(app: House) -> None:
    meeting = meetings.opened()
    client, other = meetings.phone(app, meeting), meetings.phone(app, meeting)
    thesis = meeting.theses[0]
    for stone in (5, 2):
        meetings.lay(client, thesis, stone)
        shown = client.get(f"/mitmachen/platz/{thesis}").get_data(as_text=True)
        assert CHOSEN.findall(shown) == [str(stone)]
    meetings.lay(client, thesis, 0)
    assert "(so gewählt)" in client.get(f"/mitmachen/platz/{thesis}").get_data(as_text=True)
    assert CHOSEN.findall(other.get(f"/mitmachen/platz/{thesis}").get_data(as_text=True)) == []


def test_without_a_choice_the_page_asks_again(app: House) -> None:
    meeting = meetings.opened()
    client = meetings.phone(app, meeting)
    path = f"/mitmachen/platz/{meeting.theses[0]}"
    for stone in ("", "0", "6", "-1", "5 ", "x", "5\x00", "１", "9" * 40):
        answer = fill(client, path, stone=stone)
        assert answer.status_code == 422, stone
        assert "Bitte wählen Sie einen Stein" in answer.get_data(as_text=True)
    assert fill(client, path).status_code == 422
    assert number_of_ballots() == 0


def test_without_its_token_no_form_lays_a_stone(app: House) -> None:
    meeting = meetings.opened()
    client = meetings.phone(app, meeting)
    path = f"/mitmachen/platz/{meeting.theses[0]}"
    assert client.post(path, data={"stone": "5"}).status_code == 422
    assert client.post(path, data={"stone": "5", "token": "forged"}).status_code == 422
    assert client.post("/mitmachen/platz/verlassen").status_code == 400
    assert number_of_ballots() == 0


def test_without_a_pass_the_seat_is_closed(visitor: FlaskClient) -> None:
    meeting = meetings.opened()
    for path in ("/mitmachen/platz", f"/mitmachen/platz/{meeting.theses[0]}"):
        assert visitor.get(path).status_code == 403
    assert visitor.post(f"/mitmachen/platz/{meeting.theses[0]}", data={"stone": "5"}).status_code == 403


def test_a_pass_of_one_meeting_opens_no_other(app: House) -> None:
    here, there = meetings.opened(), meetings.opened()
    client = meetings.phone(app, here)
    signed = token(client.get(f"/mitmachen/platz/{here.theses[0]}"))
    for thesis in (there.theses[0], 99_999):
        path = f"/mitmachen/platz/{thesis}"
        assert client.get(path).status_code == 404
        assert client.post(path, data={"token": signed, "stone": "5"}).status_code == 404
        assert client.post(path, data={"token": signed}).status_code == 404
    assert number_of_ballots() == 0


def test_a_secret_that_is_missing_forged_or_of_another_meeting_lays_nothing(app: House) -> None:
    here, there = meetings.opened(), meetings.opened()
    client, other = meetings.phone(app, here), meetings.phone(app, there)
    path = f"/mitmachen/platz/{here.theses[0]}"
    signed = token(client.get(path))
    foreign = other.get_cookie("stadtkompass-steine")
    assert foreign is not None
    own_bits = seat_token.new("a key of one's own, long enough to pass", here.id)
    for value in ("", own_bits, foreign.value, f"{here.id}.{foreign.value.partition('.')[2]}", "\u00e4" * 9):
        client.set_cookie("stadtkompass-steine", value)
        answer = client.post(path, data={"token": signed, "stone": "5"})
        assert answer.status_code == 409
        assert "noch einmal Platz" in answer.get_data(as_text=True)
    assert number_of_ballots() == 0


def test_a_stone_sent_again_after_closing_is_refused_in_words(app: House) -> None:
    meeting = meetings.opened()
    client = meetings.phone(app, meeting)
    path = f"/mitmachen/platz/{meeting.theses[0]}"
    sent = {"token": token(client.get(path)), "stone": "5"}
    assert client.post(path, data=sent).status_code == 303
    meetings.closed(meeting)
    late = client.post(path, data={**sent, "stone": "1"})
    assert late.status_code == 409
    assert "Dieses Treffen ist beendet" in late.get_data(as_text=True)
    assert agreement.results(ballots.one(meeting.id))[0].counts == Counts(1, 0, 0, 0, 0)
    assert client.get(path).headers["Location"] == "/mitmachen/platz"
    shown = client.get("/mitmachen/platz").get_data(as_text=True)
    assert f'href="/div/{meeting.id}"' in shown
    assert "stimme voll zu" not in shown


def test_an_unannounced_workshop_shows_its_result_to_its_seats_only(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.opened(announced=False)
    client = meetings.phone(app, meeting)
    meetings.closed(meeting)
    shown = client.get("/mitmachen/platz").get_data(as_text=True)
    assert "/div/" not in shown
    assert "Das Ergebnis" in shown
    assert visitor.get("/mitmachen/platz").status_code == 403


def test_after_closing_everybody_reads_the_result_on_the_phone(app: House) -> None:
    meeting = meetings.opened()
    phones = [meetings.phone(app, meeting) for _ in range(9)]
    for place, client in enumerate(phones):
        meetings.lay(client, meeting.theses[0], (5, 5, 5, 5, 4, 4, 4, 3, 3)[place])
    before = phones[0].get("/mitmachen/platz").get_data(as_text=True)
    assert "dafür" not in before
    meetings.closed(meeting)
    shown = phones[0].get("/mitmachen/platz").get_data(as_text=True)
    assert "Einig dafür" in shown
    assert "7 von 9" in shown


def test_a_device_is_handed_on(app: House) -> None:
    meeting = meetings.opened()
    client = meetings.phone(app, meeting)
    meetings.lay(client, meeting.theses[0], 5)
    signed = token(client.get("/mitmachen/platz"), "/mitmachen/platz/verlassen")
    assert client.post("/mitmachen/platz/verlassen", data={"token": signed}).status_code == 303
    assert client.get("/mitmachen/platz").status_code == 403
    fill(client, f"/mitmachen/{meeting.code}")
    meetings.lay(client, meeting.theses[0], 1)
    assert agreement.results(meetings.closed(meeting))[0].counts == Counts(1, 0, 0, 0, 1)


def secrets_of(client: FlaskClient, meeting: meetings.Meeting) -> set[str]:
    """Return everything that would lead from a table to this phone's stones: token, bits, hashes, keys."""
    cookie = client.get_cookie("stadtkompass-steine")
    assert cookie is not None
    _, bits = seat_token.read(settings().secret_key, cookie.value) or (0, b"")
    assert len(bits) == 32
    plain = {cookie.value, cookie.value.partition(".")[2], bits.hex(), hashlib.sha256(bits).hexdigest()}
    hashed = {hashlib.sha256(word.encode()).hexdigest() for word in plain}
    return plain | hashed | {seat_token.key(bits, thesis) for thesis in meeting.theses}


def everything() -> str:
    """Return every row of every table as one text."""
    db.session.rollback()
    return repr([tuple(row) for table in Base.metadata.sorted_tables for row in db.session.execute(select(table))])


def test_nothing_in_any_table_leads_from_a_stone_to_a_phone(app: House) -> None:
    meeting = meetings.opened()
    client = meetings.phone(app, meeting)
    known = secrets_of(client, meeting)
    keys = {seat for seat in known if seat in {seat_token.key(b, t) for b in bits_of(client) for t in meeting.theses}}
    for thesis in meeting.theses:
        meetings.lay(client, thesis, 4)
    running = everything()
    assert {secret for secret in known if secret in running} == keys
    meetings.closed(meeting)
    assert not {secret for secret in known if secret in everything()}


def bits_of(client: FlaskClient) -> list[bytes]:
    """Return the phone's secret bits."""
    cookie = client.get_cookie("stadtkompass-steine")
    found = seat_token.read(settings().secret_key, cookie.value) if cookie else None
    return [found[1]] if found else []


def test_laying_is_noted_nowhere(app: House, caplog: pytest.LogCaptureFixture) -> None:
    meeting = meetings.opened()
    client = meetings.phone(app, meeting)
    before = [db.session.scalar(select(func.count()).select_from(row)) for row in (Entry, Try)]
    caplog.clear()
    with caplog.at_level(logging.INFO):
        meetings.lay(client, meeting.theses[0], 4)
    db.session.rollback()
    assert [db.session.scalar(select(func.count()).select_from(row)) for row in (Entry, Try)] == before
    assert not [line for line in caplog.messages if "stein" in line.casefold() or "stone" in line.casefold()]


def test_closing_leaves_nothing_of_the_ballots_in_the_file(app: House) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the file of PostgreSQL is vacuumed later: docs/decisions/0008")
    meeting = meetings.opened()
    client = meetings.phone(app, meeting)
    meetings.lay(client, meeting.theses[0], 4)
    key = seat_token.key(bits_of(client)[0], meeting.theses[0]).encode()
    meetings.closed(meeting)
    db.session.remove()
    with db.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        path = raw.execute("PRAGMA database_list").fetchone()[2]
    with open(path, "rb") as file:  # noqa: PTH123 - the bytes as they lie on the disk
        assert key not in file.read()


def test_the_page_loads_one_small_sheet_and_one_small_script(app: House) -> None:
    meeting = meetings.opened()
    client = meetings.phone(app, meeting)
    page = client.get(f"/mitmachen/platz/{meeting.theses[0]}", headers={"Accept-Encoding": "gzip"})
    text = client.get(f"/mitmachen/platz/{meeting.theses[0]}").get_data(as_text=True)
    assert text.count("<script") == 1
    assert "kern" not in text
    loaded = set(re.findall(r'"(/static/[^"]+)"', text))
    weights = [
        len(client.get(address, headers={"Accept-Encoding": "gzip"}).data)
        for address in loaded
        if "favicon" not in address
    ]
    assert len(weights) == 4
    assert len(page.data) + sum(weights) < 60_000
    assert page.headers["Cache-Control"] == "no-store"


@given(fields=junk.forms(("token", "stone", "nothing", "website")))
@profile(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_junk_lays_a_stone_or_breaks_the_seat(app: House, fields: list[tuple[str, str]]) -> None:
    meeting = meetings.opened()
    client = meetings.phone(app, meeting)
    answer = client.post(
        f"/mitmachen/platz/{meeting.theses[0]}",
        data=junk.encoded(fields),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 422


def test_a_seat_costs_the_same_for_few_theses_and_many(app: House) -> None:
    costs = []
    for theses in (meetings.THESES, tuple(f"These {number}." for number in range(30))):
        meeting = meetings.opened(theses)
        client = meetings.phone(app, meeting)
        for thesis in meeting.theses:
            meetings.lay(client, thesis, 4)
        for path in ("/mitmachen/platz", f"/mitmachen/platz/{meeting.theses[0]}"):
            client.get(path)
            with counted() as statements:
                client.get(path)
            costs.append(len(statements))
    assert costs[:2] == costs[2:]
