"""Follow-ups: lists by day, done and postponed by one press, those who are quiet; the office's day, one's calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass.contacts import feed, queries, services
from compass.contacts.models import Contact, FollowUp, Occasion
from compass.models import Actor, ActorKind
from core import clock, links, slots
from core.accounts.models import Account
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.rights import Role
from core.things import Thing
from tests.support.making_actors import make_actor
from tests.support.pages import fill
from tests.support.statements import counted
from tests.support.together import at_once

PLACE = "/buero/netzwerk/wiedervorlagen"
TUESDAY = datetime(2026, 3, 10, 9, tzinfo=UTC)
NAME = 'Ärzt*innen, "Süd"; Praxis\\Haus und noch viele Worte, damit die Zeile gefaltet werden muss, Straße 5'


def plan(number: int, days: int = 0, words: str = "Anrufen", owner: int | None = None) -> int:
    due_on = (clock.today() + timedelta(days=days)).isoformat()
    with writing():
        nonce = f"{number}{days}{words}{owner}"
        return services.follow(number, services.Plan(due_on, words, owner), HOUSE, nonce).id


def me() -> int:
    return db.session.scalars(select(Account.id).where(Account.role == Role.OFFICE)).one()


def row(number: int) -> FollowUp:
    return db.session.get_one(FollowUp, number, populate_existing=True)


def press(client: FlaskClient, number: int, what: str, **fields: str) -> int:
    to = f"{PLACE}/{number}/{what}"
    return fill(client, f"{PLACE}/{number}", to=to, action=to, **fields).status_code


def address_of(client: FlaskClient) -> str:
    """Fetch a new calendar address on "Mein Konto"; return its path."""
    to = "/buero/konto/kalender"
    text = fill(client, "/buero/konto", to=to, action=to).text
    return text[text.index("/netzwerk/kalender/") :].split("<")[0]


def test_the_lists_show_what_is_overdue_this_week_and_later(office: FlaskClient) -> None:
    number = make_actor()
    with clock.at(TUESDAY):
        for days, words in ((-1, "Gestern"), (0, "Heute"), (5, "Sonntag"), (6, "Montag")):
            plan(number, days, words)
        assert dict(queries.counts()) == {queries.View.OVERDUE: 1, queries.View.WEEK: 2, queries.View.LATER: 1}
        for view, words in (("ueberfaellig", "Gestern"), ("woche", "Sonntag"), ("spaeter", "Montag")):
            found = queries.waiting(queries.View(view)).rows
            assert words in {one.words for one in found}
    assert "Gestern" in office.get(f"{PLACE}?liste=ueberfaellig").text
    for wrong in ("liste=nichts", "nach=x", "liste=woche&nach=2026-01-01-%D9%A1"):
        assert office.get(f"{PLACE}?{wrong}").status_code == 404


def test_done_by_one_press_and_taken_back(office: FlaskClient) -> None:
    number = plan(make_actor())

    assert press(office, number, "erledigt") == 303
    first = row(number).done_at
    assert first is not None
    assert fill(office, "/buero/konto", to=f"{PLACE}/{number}/erledigt").status_code in {303, 400}
    assert row(number).done_at == first
    assert press(office, number, "wieder-offen") == 303
    assert row(number).done_at is None


def test_a_week_later_by_one_press_and_two_presses_are_one(app: House, office: FlaskClient) -> None:
    number = plan(make_actor(), 2)
    seen, later = row(number).due_on, (clock.today() + timedelta(days=9)).isoformat()
    to = f"{PLACE}/{number}/woche"

    for _ in range(2):
        answer = fill(office, f"{PLACE}/{number}", to=to, action=to, seen_on=seen)
        assert answer.status_code == 303
    assert row(number).due_on == later
    at_once(app, *(lambda: services.postpone(number, later, HOUSE) for _ in range(2)))
    assert row(number).due_on == (clock.today() + timedelta(days=16)).isoformat()


def test_what_is_long_overdue_moves_to_next_week(app: House) -> None:
    number = plan(make_actor(), -100)
    with writing():
        services.postpone(number, row(number).due_on, HOUSE)
    assert row(number).due_on == (clock.today() + timedelta(days=7)).isoformat()


def test_it_is_planned_from_the_actors_page_once(office: FlaskClient) -> None:
    number = make_actor()
    page, to = f"/buero/netzwerk/{number}", f"/buero/netzwerk/{number}/wiedervorlagen"
    due = (clock.today() + timedelta(days=3)).isoformat()

    assert fill(office, page, to=to, action=to, due_on=due, words="Nachfragen", owner=str(me())).status_code == 303
    assert "Nachfragen" in office.get(page).text
    assert "in 3 Tagen" in office.get(page).text
    assert fill(office, page, to=to, action=to, due_on=due, words="Fremd", owner="999").status_code == 409
    for bad in (
        {"due_on": ""},
        {"due_on": "1999-01-01"},
        {"words": "x" * 100_000},
        {"token": "x"},
        {"due_on": "\ud800"},
    ):
        given = {"due_on": due, "words": "gut", **bad}
        data = {key: value.encode("utf-8", "surrogatepass") for key, value in given.items()}
        assert fill(office, page, to=to, action=to, **data).status_code == 422, bad
    assert db.session.scalar(select(func.count(FollowUp.id))) == 1


def test_two_who_change_it_are_told(office: FlaskClient) -> None:
    number = plan(make_actor(), -3)
    page, seen = f"{PLACE}/{number}", str(row(number).version)
    same = {"due_on": row(number).due_on, "words": "Neu", "owner": str(me()), "version": seen}

    assert fill(office, page, action=page, **same).status_code == 303
    assert fill(office, page, action=page, **same).status_code == 409
    assert (row(number).words, row(number).owner_id) == ("Neu", me())


def test_the_day_shows_ones_own_first_and_names_nobody_restricted(
    office: FlaskClient, reader: FlaskClient, admin: FlaskClient
) -> None:
    number, held = make_actor("Verein Rad"), make_actor("Geheimer Name")
    boss = db.session.scalars(select(Account.id).where(Account.role == Role.ADMIN)).one()
    plan(number, 0, "Für die Chefin", boss)
    plan(number, 0, "Für mich", me())
    plan(held, -1, "Steht unter Verschluss", me())
    plan(number, 1, "Erst morgen", me())
    with writing():
        db.session.get_one(Actor, held).restricted_at = clock.now()

    page = office.get("/buero/").text

    assert page.index("Für mich") < page.index("Für die Chefin")
    assert "Erst morgen" not in page
    assert "Geheimer Name" not in page
    assert "unter Verschluss" not in page
    assert "Für mich" not in reader.get("/buero/").text
    assert "Geheimer Name" not in office.get(f"{PLACE}?liste=ueberfaellig").text


def test_quiet_are_those_without_contact_for_so_many_months(app: House) -> None:
    with clock.at(datetime(2025, 1, 1, tzinfo=UTC)):
        old, spoken, never = make_actor("Alt"), make_actor("Gesprochen"), make_actor("Nie")
    with clock.at(datetime(2026, 8, 31, 9, tzinfo=UTC)):
        make_actor("Neu")
        with writing():
            for who, on in ((old, "2026-02-27"), (spoken, "2026-02-28")):
                services.write([who], services.Draft(Occasion.MAIL, on, "x"), HOUSE, on)
        assert queries.since() == date(2026, 2, 28)
        assert [(one.id, day) for one, day in queries.quiet().rows] == [(old, "2026-02-27"), (never, "")]
        assert queries.how_many_quiet() == 2
        with writing():
            services.write([old], services.Draft(Occasion.MAIL, "2026-08-30", "x"), HOUSE, "again")
        assert queries.how_many_quiet() == 1


def test_the_quiet_ones_come_by_pages(office: FlaskClient) -> None:
    with clock.at(datetime(2025, 1, 1, tzinfo=UTC)):
        numbers = [make_actor(f"Verein {one:02}") for one in range(queries.PAGE + 2)]
    first = queries.quiet()
    assert first.after is not None
    second = queries.quiet(first.after)
    assert [one.id for one, _ in (*first.rows, *second.rows)] == numbers
    assert "Verein 00" in office.get(f"{PLACE}/still").text
    for wrong in ("x", "1-%00", "%D9%A1-verein"):
        assert office.get(f"{PLACE}/still?nach={wrong}").status_code == 404


def test_the_calendar_reads_back_what_stands_there(office: FlaskClient, visitor: FlaskClient) -> None:
    number, held = make_actor(NAME), make_actor("Geheimer Name")
    plan(number, 4, "Rückruf; wegen \\ Zirkel, bald", me())
    plan(held, 1, "Steht unter Verschluss", me())
    plan(number, 1, "Einer Kollegin", None)
    with writing():
        db.session.get_one(Actor, held).restricted_at = clock.now()

    answer = visitor.get(address_of(office))

    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    assert b"\r\n " in answer.data
    held_event, event = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    assert str(event["summary"]) == f"Rückruf; wegen \\ Zirkel, bald: {NAME}"
    assert isinstance(event, icalendar.Event)
    assert event.start == clock.today() + timedelta(days=4)
    assert str(held_event["summary"]) == "Wiedervorlage: Eintrag"
    assert b"Geheimer" not in answer.data
    assert b"Verschluss" not in answer.data


def test_the_same_calendar_is_told_by_304(office: FlaskClient, visitor: FlaskClient) -> None:
    number = plan(make_actor(), 4, "Rückruf", me())
    address = address_of(office)
    tag = visitor.get(address).headers["ETag"]

    assert visitor.get(address, headers={"If-None-Match": tag}).status_code == 304
    with writing():
        services.done(number, HOUSE)
    again = visitor.get(address, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert b"Ruckruf" not in again.data
    assert "Set-Cookie" not in again.headers


def test_a_new_address_ends_the_old_one_and_each_can_be_ended(office: FlaskClient, visitor: FlaskClient) -> None:
    first = address_of(office)
    second = address_of(office)

    assert visitor.get(first).status_code == 404
    assert visitor.get(second).status_code == 200
    token = second.split("/")[3]
    assert db.session.scalar(select(func.count(links.Link.id)).where(links.Link.token_hash == token)) == 0
    to = "/buero/konto/kalender/beenden"
    assert fill(office, "/buero/konto", to=to, action=to).status_code == 303
    assert visitor.get(second).status_code == 404


@pytest.mark.parametrize("change", [{"disabled_at": TUESDAY}, {"role": Role.READER}])
def test_the_calendar_ends_with_the_account_or_its_right(
    office: FlaskClient, visitor: FlaskClient, change: dict[str, object]
) -> None:
    address, number = address_of(office), me()
    with writing():
        account = db.session.get_one(Account, number)
        for name, value in change.items():
            setattr(account, name, value)
    assert visitor.get(address).status_code == 404


def test_one_opened_form_gives_one_address(app: House, office: FlaskClient) -> None:
    number = me()
    tokens = set()
    for _ in range(2):
        with writing():
            tokens.add(services.begin_feed(number, "nonce", HOUSE))
    at_once(app, *(lambda one=one: services.begin_feed(number, one, HOUSE) for one in ("a", "b")))
    assert len(tokens) == 1
    assert db.session.scalar(select(func.count(links.Link.id)).where(links.Link.subject == number)) == 1
    assert links.outstanding("compass.calendar", Thing("account", number))


def test_lists_and_calendar_cost_the_same_for_few_and_many(office: FlaskClient, visitor: FlaskClient) -> None:
    address, number = address_of(office), me()

    def cost(rows: int) -> dict[str, int]:
        for one in range(rows):
            plan(make_actor(f"Mit {rows} {one}", kind=ActorKind.PERSON), 0, f"{rows} {one}", number)
        found = {}
        for path in ("/buero/", f"{PLACE}?liste=woche", f"{PLACE}/still", address):
            office.get(path)
            with counted() as statements:
                assert office.get(path).status_code == 200
            found[path] = len(statements)
        return found

    assert cost(3) == cost(20)


def test_another_wing_has_a_letter_noted_once(app: House) -> None:
    number = make_actor()
    for _ in range(2):
        with writing():
            slots.parts("compass.contacted", actor_ids=[number], text="Einladung geschickt", who=HOUSE, mark="invite-1")
    row = db.session.scalars(select(Contact)).one()
    assert (row.occasion, row.text) == (Occasion.MAIL, "Einladung geschickt")


def test_the_same_rows_give_the_same_bytes(app: House) -> None:
    plan(make_actor(), 1)
    rows = queries.waiting(queries.View.OVERDUE).rows
    assert feed.written(rows) == feed.written(rows)
    assert feed.tag(b"a") != feed.tag(b"b")
