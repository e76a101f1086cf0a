"""Who was written down by the office learns it within a month: by one press, on paper, and the job reminds."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from compass import queries
from compass.models import Actor, Basis
from compass.privacy import queries as privacy_queries
from compass.privacy import services as privacy
from core import clock, journal, outbox, texts
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from tests.support import people
from tests.support.making_actors import make_actor
from tests.support.pages import fill, token
from tests.support.parts import need
from tests.support.smtp import Sink
from tests.support.statements import counted
from tests.support.written_down import DAY, change, names, written


@pytest.mark.parametrize(
    ("added", "last"),
    [
        (datetime(2026, 1, 31, 12, tzinfo=UTC), date(2026, 2, 28)),
        (datetime(2028, 1, 31, 12, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2026, 12, 15, 12, tzinfo=UTC), date(2027, 1, 15)),
        (datetime(2026, 3, 31, 22, 30, tzinfo=UTC), date(2026, 5, 1)),
    ],
)
def test_the_month_ends_on_the_same_day_or_the_last_one(added: datetime, last: date) -> None:
    assert privacy_queries.deadline(added) == last


def test_without_consent_an_entry_is_internal_and_waits_for_its_letter(
    office: FlaskClient, visitor: FlaskClient
) -> None:
    number = written("Anna Eins", email="anna@example.org")

    assert visitor.get(f"/netzwerk/{number}").status_code == 404
    assert queries.matchable([number]) == {}
    with clock.at(DAY + timedelta(days=20)):
        page = office.get("/buero/netzwerk/datenschutz/informieren").get_data(as_text=True)
    assert "Anna Eins" in page


def test_who_need_not_be_informed_stands_in_no_list(app: House) -> None:
    written("Anna Eins", email="a@example.org", basis=Basis.NOT_PERSONAL)
    change(written("Berta Zwei", email="b@example.org"), is_example=True)
    change(written("Cora Drei", email="c@example.org"), restricted_at=DAY)
    with clock.at(DAY):
        make_actor("Ein Verein ohne Kontakt", public=False)
    person = written("Dora Vier")
    db.session.rollback()

    assert [one.actor.id for one in privacy_queries.uninformed()] == [person]


def test_one_press_sends_the_letter_with_everything_the_law_names(office: FlaskClient, letters: Sink) -> None:
    number = written("Anna Eins", email="anna@example.org", note="Ruft gern an", source="Messe im Mai")

    answer = fill(
        office,
        f"/buero/netzwerk/{number}/datenschutz",
        action=f"/buero/netzwerk/{number}/datenschutz/informieren",
        to=f"/buero/netzwerk/{number}/datenschutz/informieren",
    )

    assert answer.status_code == 303
    outbox.deliver_due(only={"letter"})
    (letter,) = letters.letters
    said = " ".join(letter.text.split())
    for words in (
        texts.text("office.phone"),
        "Notiz des Büros",
        "Messe im Mai",
        "öffentliche Aufgabe",
        "5 Jahre nach dem letzten Kontakt",
        "Datenschutzbeauftragte",
        "Sie dürfen wissen, was wir gespeichert haben",
        "Bisher sieht den Eintrag nur unser Büro",
    ):
        assert words in said, words
    assert "Ruft gern an" not in said  # kinds of data; the data itself is the answer after Art. 15
    assert db.session.get_one(Actor, number).informed_at is not None
    assert journal.entries(Thing("actor", number))[0].verb == "privacy.informed"
    assert "Alle wissen Bescheid" in office.get("/buero/netzwerk/datenschutz/informieren").get_data(as_text=True)


def test_a_second_press_sends_no_second_letter(app: House) -> None:
    number = written("Anna Eins", email="anna@example.org")
    for _ in range(2):
        with writing():
            privacy.inform(number, HOUSE)

    assert db.session.scalars(select(outbox.Promise.kind).where(outbox.Promise.kind == "letter")).all() == ["letter"]


def test_all_with_an_address_are_informed_by_one_press(office: FlaskClient) -> None:
    written("Anna Eins", email="a@example.org")
    written("Berta Zwei")
    written("Cora Drei", email="c@example.org")
    page = "/buero/netzwerk/datenschutz/informieren"
    assert names(office, page) == ["Anna Eins", "Berta Zwei", "Cora Drei"]

    answer = office.post(page, data={"token": token(office.get(page))})

    assert answer.status_code == 303
    assert names(office, page) == ["Berta Zwei"]


def test_who_has_no_address_gets_it_on_paper(office: FlaskClient, folder: Path) -> None:
    need("pango")
    number = written("Berta Zwei")
    page = f"/buero/netzwerk/{number}/datenschutz"
    printed = office.get(f"{page}/brief.pdf")
    assert printed.mimetype == "application/pdf"
    (folder / "brief.pdf").write_bytes(printed.get_data())
    said = subprocess.run(
        ["pdftotext", str(folder / "brief.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()
    assert "Berta Zwei" in said
    assert "Art. 14 DSGVO" in said
    with pytest.raises(Refused, match="keine E-Mail-Adresse"), writing():
        privacy.inform(number, HOUSE)

    to = f"{page}/informiert"
    assert fill(office, page, action=to, to=to, how="Brief mit der Post").status_code == 303

    db.session.rollback()
    assert db.session.get_one(Actor, number).informed_at is not None
    assert "Brief mit der Post" in office.get(page).get_data(as_text=True)


def test_the_job_reminds_the_office_once_a_week_without_names(app: House) -> None:
    written("Anna Eins", email="a@example.org")

    def reminded(days: int) -> int:
        with clock.at(DAY + timedelta(days=days)), writing():
            return privacy.remind()

    assert [reminded(days) for days in (10, 24, 25, 30, 31, 32)] == [0, 1, 0, 0, 1, 0]
    bodies = [row.payload["body"] for row in db.session.scalars(select(outbox.Promise)) if row.kind == "letter"]
    assert len(bodies) == 2
    assert all("Anna" not in body for body in bodies)


def test_the_day_of_the_office_names_the_first_end(office: FlaskClient, app: House) -> None:
    written("Anna Eins", email="a@example.org")
    for days, seen in ((5, False), (20, True), (40, True)):
        with clock.at(DAY + timedelta(days=days)):
            texts_of_day = people_today(app)
        assert (
            "1 Eintrag weiß noch nicht" in texts_of_day,
            "seit 9 Tagen überfällig" in texts_of_day,
        ) == (
            seen,
            days == 40,
        )


def people_today(app: House) -> str:
    office = people.logged_in(app, "office", f"Tag {clock.today().isoformat()}")
    return office.get("/buero/").get_data(as_text=True)


@pytest.mark.parametrize("page", ["informieren", "aufbewahrung", "eingeschraenkt", ""])
def test_a_list_costs_the_same_for_three_and_thirty(office: FlaskClient, page: str) -> None:
    def cost() -> int:
        office.get(f"/buero/netzwerk/datenschutz/{page}".rstrip("/"))
        with counted() as statements:
            assert office.get(f"/buero/netzwerk/datenschutz/{page}".rstrip("/")).status_code == 200
        return len(statements)

    def add(number: int) -> None:
        for one in range(number):
            who = written(f"Person {one}", email=f"p{one}@example.org")
            change(who, added_at=DAY - timedelta(days=4000), changed_at=DAY - timedelta(days=4000))
            if one % 3 == 0:
                change(who, restricted_at=DAY)

    add(3)
    few = cost()
    add(27)
    assert cost() == few


@pytest.mark.parametrize("place", ["x", "-1", "9" * 30, "²", "\x00"])
def test_a_broken_place_in_a_list_is_not_there(office: FlaskClient, place: str) -> None:
    for page in ("informieren", "aufbewahrung", "eingeschraenkt"):
        assert office.get(f"/buero/netzwerk/datenschutz/{page}", query_string={"nach": place}).status_code == 404


def test_lists_go_on_behind_a_page(office: FlaskClient) -> None:
    for number in range(privacy_queries.PAGE + 2):
        written(f"Person {number:03d}", email=f"p{number}@example.org")
    page = office.get("/buero/netzwerk/datenschutz/informieren").get_data(as_text=True)
    assert "Person 049" in page
    assert "Person 050" not in page
    after = page.split("informieren?nach=")[1].split('"')[0]

    assert "Person 050" in office.get(f"/buero/netzwerk/datenschutz/informieren?nach={after}").get_data(as_text=True)
