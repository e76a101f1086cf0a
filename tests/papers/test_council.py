"""The council's reading room: in by a link that opens once, out at once when the office says so; nobody learns who is known."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from core import journal, links
from core.config import settings
from core.db import db, writing
from core.errors import NotThere
from core.factory import House
from core.outbox import deliver_due
from core.things import Thing
from papers import membership, queries
from papers.models import ConsultationRole
from tests.support.entering import moving
from tests.support.entering_council import change, entered, letter_link, link
from tests.support.making_papers import COMMITTEE, COUNCIL, make_body, make_member, make_paper, say
from tests.support.pages import fill, token
from tests.support.smtp import Sink
from tests.support.together import at_once

RECOMMENDS, DECIDES, _ = ConsultationRole


def test_looking_does_not_spend_the_link_one_press_does(app: House, visitor: FlaskClient, letters: Sink) -> None:
    number = make_member("Renate Beispiel", "rat@example.org")
    with writing():
        membership.invite(number, journal.HOUSE)
    path = letter_link(letters)
    for _ in range(3):
        assert visitor.get(path).status_code == 200
    assert visitor.get("/rat").status_code == 403
    answer = fill(visitor, path)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/rat")
    cookie = answer.headers["Set-Cookie"]
    for word in ("HttpOnly", "SameSite=Lax", "Max-Age=43200"):
        assert word in cookie
    page = visitor.get("/rat")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "Renate Beispiel" in page.get_data(as_text=True)


def test_a_link_used_twice_over_or_forged_opens_nothing(app: House) -> None:
    number = make_member()
    used = link(number)
    with writing():
        over = links.issue(membership.ENTER, Thing("council_member", number), lifetime=timedelta(seconds=-1))
        other = links.issue("kickbox.confirm", Thing("council_member", number), lifetime=timedelta(days=1))
    client = app.test_client()
    form = token(client.get(used))
    assert client.post(used, data={"token": form}).status_code == 303
    for path in (used, f"/rat/eintreten/{over}", f"/rat/eintreten/{other}", "/rat/eintreten/abc", f"{used}x"):
        stranger = app.test_client()
        assert stranger.get(path).status_code == 404, path
        answer = stranger.post(path, data={"token": form})
        assert answer.status_code == 404, path
        assert "Set-Cookie" not in answer.headers
        assert stranger.get("/rat").status_code == 403


def test_a_link_lives_a_week_and_a_pass_twelve_hours(app: House) -> None:
    with moving() as time:
        number = make_member()
        path, late = link(number), link(number)
        guest = app.test_client()
        time.move(days=6, hours=23)
        assert fill(guest, path).status_code == 303
        time.move(hours=2)
        assert app.test_client().get(late).status_code == 404
        time.move(hours=9)
        assert guest.get("/rat").status_code == 200
        time.move(hours=2)
        assert guest.get("/rat").status_code == 403


@pytest.mark.parametrize("said", [{"active": "-"}, {"email": "neu@example.org"}])
def test_who_is_switched_off_or_moved_is_out_at_once(app: House, office: FlaskClient, said: dict[str, str]) -> None:
    number = make_member()
    paper = make_paper()
    guest, unused = entered(app, number), link(number)
    assert guest.get(f"/rat/vorlagen/{paper}").status_code == 200
    change(office, number, **said)
    for path in ("/rat", f"/rat/vorlagen/{paper}", f"/rat/vorlagen/{paper}/vorlage-{paper}.pdf"):
        assert guest.get(path).status_code == 403, path
    assert guest.get(unused).status_code == 404


def test_another_name_or_body_throws_nobody_out(app: House, office: FlaskClient) -> None:
    number = make_member()
    guest = entered(app, number)
    change(office, number, name="Renate Neu", body=str(make_body()))
    assert "Renate Neu" in guest.get("/rat").get_data(as_text=True)


def test_a_pass_that_is_forged_or_of_another_house_opens_nothing(app: House, visitor: FlaskClient) -> None:
    number = make_member()
    spare = link(number).rpartition("/")[2]
    for value in ("", "abc", spare, "x" * 3000):
        visitor.set_cookie("stadtkompass-rat", value)
        assert visitor.get("/rat").status_code == 403


def test_who_leaves_needs_a_new_link(app: House) -> None:
    number = make_member()
    guest, elsewhere = entered(app, number), entered(app, number)
    kept = guest.get_cookie("stadtkompass-rat")
    assert kept
    answer = fill(guest, "/rat", to="/rat/verlassen", action="/rat/verlassen")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/rat/zugang")
    guest.set_cookie("stadtkompass-rat", kept.value)
    assert guest.get("/rat").status_code == 403
    assert elsewhere.get("/rat").status_code == 200
    assert elsewhere.post("/rat/verlassen", data={"token": "gefälscht"}).status_code == 400
    assert elsewhere.get("/rat").status_code == 200


def test_asking_tells_nobody_who_is_known(app: House, visitor: FlaskClient, letters: Sink, office: FlaskClient) -> None:
    make_member("Renate Beispiel", "rat@example.org")
    off = make_member("Aus Geschaltet", "aus@example.org")
    change(office, off, active="-")
    answers = [
        fill(visitor, "/rat/zugang", email=one) for one in ("RAT@example.org", "fremd@example.org", "aus@example.org")
    ]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(303, "/rat/zugang?notiz=rat-link")}
    assert len({one.get_data() for one in answers}) == 1
    assert "Kennen wir diese Adresse" in visitor.get("/rat/zugang?notiz=rat-link").get_data(as_text=True)
    deliver_due()
    assert [one.recipients for one in letters.wait_for(1)] == [("rat@example.org",)]
    guest = app.test_client()
    assert fill(guest, letter_link(letters)).status_code == 303


def test_one_address_gets_only_so_many_letters_and_one_source_asks_only_so_often(
    app: House, visitor: FlaskClient, letters: Sink
) -> None:
    make_member()
    for _ in range(settings().letters_per_day + 2):
        assert fill(visitor, "/rat/zugang", email="rat@example.org").status_code == 303
    deliver_due()
    assert len(letters.wait_for(settings().letters_per_day)) == settings().letters_per_day
    seen = {fill(visitor, "/rat/zugang", email=f"a{n}@example.org").status_code for n in range(12)}
    assert 429 in seen


def test_a_machine_gets_no_letter(app: House, visitor: FlaskClient, letters: Sink) -> None:
    make_member()
    assert fill(visitor, "/rat/zugang", email="rat@example.org", website="http://example.org").status_code == 303
    assert deliver_due() == 0 or letters.letters == []


@pytest.mark.parametrize("email", ["", "keine", "rat@example.org\nBcc: x@example.org", "x" * 100_000, "\x00\ud800@"])
def test_a_wrong_address_is_named(app: House, visitor: FlaskClient, email: str) -> None:
    make_member()
    form = token(visitor.get("/rat/zugang"))
    answer = visitor.post("/rat/zugang", data={"token": form, "email": email.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 422
    assert "Diese E-Mail-Adresse hat einen Fehler" in answer.get_data(as_text=True) or not email


def test_my_body_stands_first_then_the_others_then_what_is_decided(app: House) -> None:
    mine = make_paper(subject="Für den Rat", bodies=((COUNCIL, DECIDES),), days=20)
    make_paper(subject="Für den Ausschuss", bodies=((COMMITTEE, DECIDES),), days=3)
    decided = make_paper(subject="Schon entschieden", bodies=((COMMITTEE, DECIDES),), days=2)
    say(decided)
    guest = entered(app, make_member(body_id=make_body(COUNCIL)))
    page = guest.get("/rat").get_data(as_text=True)
    headings = ["Das kommt in Ihrem Gremium", "Das kommt in anderen Gremien", "In Beratung", "Entschieden"]
    places = [page.index(f">{word}</h2>") for word in headings]
    assert places == sorted(places)
    assert "Für den Rat" in page[places[0] : places[1]]
    assert "Für den Ausschuss" in page[places[1] : places[2]]
    assert "Für den Ausschuss" not in page[places[0] : places[1]]
    assert "Schon entschieden" in page[places[3] :]
    assert "Schon entschieden" not in page[: places[2]]
    assert f'href="/rat/vorlagen/{mine}"' in page


def test_the_journal_says_who_came_in_and_not_what_was_read(app: House, office: FlaskClient) -> None:
    number = make_member()
    paper = make_paper()
    guest = entered(app, number)
    before = [entry.verb for entry in journal.entries(Thing("paper", paper))]
    guest.get(f"/rat/vorlagen/{paper}")
    assert [entry.verb for entry in journal.entries(Thing("paper", paper))] == before
    verbs = [entry.verb for entry in journal.entries(Thing("council_member", number))]
    assert sorted(verbs) == ["member.added", "member.entered"]


def test_entering_and_being_switched_off_at_one_moment_ends_outside(app: House) -> None:
    for turn in range(4):
        number = make_member(email=f"rat{turn}@example.org")
        token_given = link(number).rpartition("/")[2]
        row = queries.member(number)
        off = membership.MemberDraft(row.name, row.email, None, active=False)

        def enter(spare: str = token_given) -> None:
            with suppress(NotThere):  # whoever comes second does not get in at all
                found = membership.enter(spare)
                links.issue(membership.PASS, found, lifetime=membership.PASS_LIVES, uses=None)

        def switch_off(number: int = number, off: membership.MemberDraft = off) -> None:
            membership.change(number, off, journal.HOUSE, 1)

        assert at_once(app, enter, switch_off) == ["", ""]
        db.session.rollback()
        assert not queries.member(number).active
        assert not links.outstanding(membership.PASS, Thing("council_member", number))
