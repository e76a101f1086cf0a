"""Own fields: the admin defines them per kind of actor; values are shown, changed, filtered by and found, in the office alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from compass.custom import queries, services, words
from compass.custom.models import FieldType, OwnField, OwnValue
from compass.custom.services import FieldDraft
from compass.models import ActorKind
from compass.told import elsewhere
from core import outbox
from core.db import db, writing
from core.errors import Refused
from core.journal import HOUSE
from tests.support.making_actors import make_actor
from tests.support.pages import fill, version
from tests.support.statements import counted

ROOT = "/buero/netzwerk/eigene-felder"
NAME = re.compile(r'<h2><a href="(?:/buero)?/netzwerk/\d+"[^>]*>(.*?)</a></h2>')


def define(label: str, kind: FieldType = FieldType.TEXT, **more: Any) -> int:
    with writing():
        return services.define(FieldDraft(label, **more), kind, HOUSE).id


def put(number: int, **said: str) -> None:
    with writing():
        services.fill_in(number, {int(key[1:]): value for key, value in said.items()}, HOUSE, None)


def names(client: FlaskClient, address: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", name) for name in NAME.findall(client.get(address).text)]


def test_the_admin_defines_a_field_and_nobody_else(admin: FlaskClient, office: FlaskClient) -> None:
    made = fill(admin, f"{ROOT}/neu", label="Mitglieder", type="number", kinds=["organisation"], position="5")

    assert made.status_code == 303, made.text
    (line,) = queries.fields()
    assert (line.label, line.type, line.kinds) == ("Mitglieder", FieldType.NUMBER, frozenset({"organisation"}))
    assert [one.label for one in queries.asked_of(ActorKind.ORGANISATION)] == ["Mitglieder"]
    assert queries.asked_of(ActorKind.PERSON) == []
    assert office.get(ROOT).status_code == 403
    assert ROOT + '"' not in office.get("/buero/netzwerk").text
    assert ROOT + '"' in admin.get("/buero/netzwerk").text


def test_values_of_every_type_are_kept_and_shown(office: FlaskClient) -> None:
    number = make_actor()
    kinds = (FieldType.TEXT, FieldType.NUMBER, FieldType.DATE, FieldType.CHOICE, FieldType.YES)
    text, count, day, pick, yes = (define(kind.value, kind, choices=("rot", "blau")) for kind in kinds)
    page = f"/buero/netzwerk/{number}/eigene-felder"
    said = {f"f{text}": "Wort", f"f{count}": "1.234,5", f"f{day}": "2026-03-01", f"f{pick}": "blau", f"f{yes}": "y"}

    assert fill(office, page, version=version(office.get(page)), **said).status_code == 303

    assert queries.values([number])[number] == {
        text: "Wort",
        count: "1234.5",
        day: "2026-03-01",
        pick: "blau",
        yes: "ja",
    }
    shown = office.get(f"/buero/netzwerk/{number}").text
    assert all(word in shown for word in ("Wort", "1234,5", "1.\xa0März\xa02026", "blau"))
    assert 'value="1234,5"' in office.get(page).text
    assert [row["Feld"] for part in elsewhere(number) if part.title == "Eigene Felder" for row in part.rows] == [
        kind.value for kind in sorted(kinds, key=lambda kind: kind.value)
    ]
    assert fill(office, page, version=version(office.get(page))).status_code == 303
    assert db.session.scalars(select(OwnValue)).all() == []


def test_fields_narrow_the_list_and_their_words_are_found(
    office: FlaskClient, reader: FlaskClient, visitor: FlaskClient
) -> None:
    first, second = make_actor("Erste"), make_actor("Zweite")
    pick, text = define("Farbe", FieldType.CHOICE, choices=("rot", "blau")), define("Fundort")
    put(first, **{f"f{pick}": "blau", f"f{text}": "Kellergewölbe"})
    put(second, **{f"f{pick}": "rot"})
    outbox.deliver_due()

    assert names(office, f"/buero/netzwerk?feld{pick}=blau") == ["Erste"]
    assert names(office, f"/buero/netzwerk?feld{pick}=blau&feld{pick}=rot") == ["Erste", "Zweite"]
    assert names(office, f"/buero/netzwerk?feld{text}=nein") == ["Zweite"]
    assert names(office, "/buero/netzwerk?q=Kellergewölbe") == ["Erste"]
    assert names(office, f"/buero/netzwerk?q=Kellergewölbe&feld{pick}=rot") == []
    assert names(office, f"/buero/netzwerk?feld{pick}=\x00&feld999=ja") == ["Erste", "Zweite"]
    assert names(reader, f"/buero/netzwerk?feld{pick}=blau") == ["Erste", "Zweite"]
    assert "Kellergewölbe" not in reader.get(f"/buero/netzwerk/{first}").text
    assert names(visitor, "/netzwerk?q=Kellergewölbe") == []
    assert "Kellergewölbe" not in visitor.get(f"/netzwerk/{first}").text


def test_a_field_that_ended_keeps_what_stands_in_it(admin: FlaskClient) -> None:
    number, field = make_actor(), define("Alt")
    put(number, **{f"f{field}": "bleibt"})
    page = f"{ROOT}/{field}"

    changed = fill(admin, page, label="Alt", position="1", ended="y", version=version(admin.get(page)))

    assert changed.status_code == 303
    assert queries.asked_of(ActorKind.ORGANISATION) == []
    assert "bleibt" in admin.get(f"/buero/netzwerk/{number}").text
    assert f"feld{field}" not in admin.get("/buero/netzwerk").text
    assert fill(admin, page, label="Spät", position="1", version="1").status_code == 409


@pytest.mark.parametrize(
    "bad",
    [
        {"label": ""},
        {"label": "\x00"},
        {"label": "x" * 81},
        {"label": "vergeben"},
        {"type": "geheim"},
        {"type": "choice"},
        {"kinds": "alien"},
        {"position": "-1"},
        {"position": "x" * 100_000},
        {"hint": "x" * 301},
        {"token": "x"},
    ],
)
def test_bad_fields_are_told_and_nothing_kept(admin: FlaskClient, bad: dict[str, str]) -> None:
    define("Vergeben")

    answer = fill(admin, f"{ROOT}/neu", **{"label": "Neu", "type": "text", "position": "1", **bad})

    assert answer.status_code == 422
    assert db.session.scalars(select(OwnField.label)).all() == ["Vergeben"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldType.NUMBER, "viel"),
        (FieldType.NUMBER, "1e5"),
        (FieldType.NUMBER, "9" * 30),
        (FieldType.DATE, "31.12.2026x"),
        (FieldType.DATE, "2026-02-30"),
        (FieldType.CHOICE, "grün"),
        (FieldType.TEXT, "x" * 301),
    ],
)
def test_bad_values_are_told_and_nothing_kept(office: FlaskClient, kind: FieldType, value: str) -> None:
    number, field = make_actor(), define("Feld", kind, choices=("rot",))
    page = f"/buero/netzwerk/{number}/eigene-felder"

    answer = fill(office, page, version=version(office.get(page)), **{f"f{field}": value})

    assert answer.status_code == 422
    assert db.session.scalars(select(OwnValue)).all() == []


def test_the_second_of_two_people_is_refused(office: FlaskClient) -> None:
    number, field = make_actor(), define("Feld")
    page = f"/buero/netzwerk/{number}/eigene-felder"
    seen = version(office.get(page))
    put(number, **{f"f{field}": "zuerst"})

    assert fill(office, page, version=seen, **{f"f{field}": "danach"}).status_code == 409
    assert queries.values([number])[number] == {field: "zuerst"}
    with pytest.raises(Refused), writing():
        services.define(FieldDraft("feld"), FieldType.TEXT, HOUSE)


def test_numbers_are_read_as_germans_write_them() -> None:
    said = {
        "12": "12",
        "3,50": "3.50",
        "1.234": "1234",
        "-1": "-1",
        "1 000": "1000",
        "1,2,3": None,
        "a": None,
        "": None,
    }
    assert {text: words.plain_number(text) for text in said} == said


def test_fields_cost_the_same_for_few_and_many(office: FlaskClient) -> None:
    numbers = [make_actor(f"Akteur {n}") for n in range(3)]
    fields = [define(f"Feld {n}", position=n) for n in range(30)]
    pages = ["/buero/netzwerk", f"/buero/netzwerk/{numbers[0]}", f"/buero/netzwerk/{numbers[0]}/eigene-felder"]

    def cost() -> list[int]:
        spent = []
        for page in pages:
            office.get(page)
            with counted() as statements:
                assert office.get(page).status_code == 200
            spent.append(len(statements))
        return spent

    put(numbers[0], **{f"f{fields[0]}": "x"})
    few = cost()
    put(numbers[0], **{f"f{one}": "x" for one in fields})
    assert cost() == few
