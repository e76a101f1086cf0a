"""Lists of the network go out: only what was agreed to, harmless in spreadsheets, noted without names, and back without loss."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import networkx as nx
import pytest
import vobject
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import delete, select, update

from compass import services
from compass.exports import stream
from compass.exports.formats import FORMS
from compass.exports.models import ActorExport
from compass.imports import queries
from compass.models import Actor, ActorKind, Address, ContactPoint, Language, Purpose, Reference, Sector
from compass.records import loading
from core import clock
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE, Entry
from radar import queries as radar
from tests.support.forms import submit
from tests.support.importing_actors import checked, step, taken, verdicts
from tests.support.making_actors import make_actor
from tests.support.statements import counted

HERE = "/buero/netzwerk/herausgeben"
FORMULAS = ("=1+1", "+49 521 51", "@SUM(A1)", "'=1+1", "-2")


def export(office: FlaskClient, form: str, extent: str = "whole", query: str = "") -> Any:
    """Take a list along."""
    answer = submit(office, f"{HERE}{query}", None, form=form, extent=extent, purpose="Für den Test")
    assert answer.status_code == 200, answer.get_data(as_text=True)[:2000]
    return answer.data


def table(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def network() -> tuple[int, int]:
    """Make an organisation and a person who works there, with something in every field; both may leave."""
    area = radar.taxonomy().areas[0].id
    verein = make_actor("Verein „Rad & Tat“; Süd", about="Zeile 1\n\n=Zeile 2", email="info@rad.example", areas=[area])
    person = make_actor(
        "Dr. Eva Müller", kind=ActorKind.PERSON, sector=Sector.SCIENCE, competences=["Löten | Schweißen; mehr"]
    )
    with writing():
        for number in (verein, person):
            services.give_consent(
                number, Purpose.INTERNAL, "schriftlich", "Ja,\n\\ ich will | auch.", HOUSE, evidence="Ordner 7"
            )
        services.withdraw_consent(person, Purpose.MATCHING, "am Telefon", HOUSE)
        services.tie(
            person, verein, "works_for", HOUSE, role="Vorsitz; Presse", since_on="2020-01-01", source="Amtsblatt"
        )
        services.tie(person, verein, "member_of", HOUSE, since_on="2010", until_on="2019-12-31")
        both = queries.in_full([verein, person])
        one = both[person]
        one.source = both[verein].source = "Messe 2025"
        one.phone, one.phone_label, one.note, one.web = "+49 521 51", "Mobil", "Notiz\n'=1", "https://rad.example/a?b=c"
        one.everyday_expertise, one.capacity_on, one.informed_at = "Rollstuhl; Bus", "2026-01-01", clock.now()
        one.advisory_board = one.is_example = True
        one.contact_points = [
            ContactPoint(kind="email", value="alt@rad.example", label="früher", ended_on="2024-02-03"),
            ContactPoint(kind="phone", value="0521 5 | 2", label="Büro", ended_on=""),
        ]
        one.addresses = [Address(label="Post", street="Am Bach 1", postcode="33602", town="Bielefeld")]
        one.languages = [Language(code="de"), Language(code="tr")]
        one.references = [Reference(title="Haus | Hof", web="https://x.example", year="2025", highlighted=True)]
        one.districts = [next(iter(db.session.scalars(select(type(one).districts.property.mapper.class_))))]
    return verein, person


def told() -> list[dict[str, Any]]:
    """Return everything a record holds of all actors, refs as names, for houses in which numbers differ."""
    db.session.rollback()
    actors = list(queries.in_full(list(db.session.scalars(select(Actor.id)))).values())
    records = loading.records(db.session, actors)  # type: ignore[arg-type]  # a scoped session is one
    named = {record["ref"]: record["name"] for record in records}
    for record in records:
        record["ref"] = record["name"]
        for tie in record["ties"]:
            tie["to"] = named[tie["to"]]
        for key in ("competences", "consents", "contact_points", "ties", "references", "addresses"):
            record[key] = sorted(record[key], key=lambda row: json.dumps(row, sort_keys=True))
    return sorted(records, key=lambda record: str(record["name"]))


def clear() -> None:
    """Empty the network."""
    with writing():
        db.session.execute(delete(Actor))


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_what_goes_out_comes_back_without_loss(app: House, office: FlaskClient, form: str) -> None:
    network()
    before = told()
    content = export(office, form)
    known = checked(office, content, upload={"source": "Umzug"})
    assert {verdict.value for _, verdict in verdicts(known)} == {"known"}
    clear()

    taken(office, content, upload={"source": "Umzug"})

    assert told() == before


@pytest.mark.parametrize("form", ["vcard3", "vcard4"])
def test_cards_are_read_by_a_client_and_come_back_as_far_as_cards_go(
    app: House, office: FlaskClient, form: str
) -> None:
    network()
    before = {record["name"]: record for record in told()}
    content = export(office, form)
    read = {card.fn.value: card for card in vobject.readComponents(content.decode())}
    assert set(read) == set(before)
    eva = read["Dr. Eva Müller"]
    assert (eva.n.value.family, eva.n.value.given, eva.n.value.prefix) == ("Müller", "Eva", "Dr.")
    assert eva.org.value == ["Verein „Rad & Tat“; Süd"]
    assert eva.adr.value.city == "Bielefeld"
    assert read["Verein „Rad & Tat“; Süd"].note.value == "Zeile 1\n\n=Zeile 2"
    clear()

    taken(office, content, upload={"source": "Umzug"})

    for record in told():
        for key in ("kind", "sector", "email", "phone", "phone_label", "web", "about", "areas"):
            assert record[key] == before[record["name"]][key], key
    assert [tie["kind"] for record in told() for tie in record["ties"]] == ["works_for"]


def test_nothing_about_a_person_leaves_that_they_did_not_agree_to(app: House, office: FlaskClient) -> None:
    more = {"kind": ActorKind.PERSON, "email": "geheim@x.example", "note": "GEHEIM"}
    make_actor("Ohne Ja", public=False, matching=True, **more)  # type: ignore[arg-type]  # plain fields by name
    make_actor("Nur Seite", **more, phone="0521 99")  # type: ignore[arg-type]  # the same
    restricted = make_actor("Eingeschränkt", public=True)
    make_actor("Verein Süd", contact_name="Frau Heimlich", email="info@verein.example")
    with writing():
        db.session.execute(update(Actor).where(Actor.id == restricted).values(restricted_at=clock.now()))

    for form in FORMS:
        content = export(office, form)
        if form == "xlsx":
            cells = [
                cell for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True) for cell in row
            ]
            content = "\n".join(map(str, cells)).encode()
        assert b"Nur Seite" in content
        assert "Verein Süd".encode() in content
        for secret in ("Ohne Ja", "geheim@", "GEHEIM", "Eingeschränkt", "Heimlich", "0521 99"):
            assert secret.encode() not in content, (form, secret)
    assert "1 Person bleibt" in office.get(HERE).get_data(as_text=True)


def test_ways_to_reach_somebody_go_along_only_when_asked_for(app: House, office: FlaskClient) -> None:
    network()
    rows = table(export(office, "csv", "list"))
    assert "E-Mail" not in rows[0]
    assert "Notiz" not in rows[0]
    assert table(export(office, "csv", "contact"))[1]["E-Mail"] == "info@rad.example"


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_is_a_formula_and_each_comes_back(app: House, office: FlaskClient, cell: str) -> None:
    make_actor(f"{cell} e. V.", about=cell)
    content = export(office, "csv")
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"):
        assert not any(value.startswith(("=", "+", "-", "@")) for value in row)
    clear()

    taken(office, content)

    assert [(one["name"], one["about"]) for one in told()] == [(f"{cell} e. V.", cell)]


def test_graphs_are_read_by_networkx_with_labelled_ties_and_days(app: House, office: FlaskClient) -> None:
    network()
    graph = nx.parse_graphml(export(office, "graphml", "list").decode())
    assert {one["name"] for _, one in graph.nodes(data=True)} == {"Dr. Eva Müller", "Verein „Rad & Tat“; Süd"}
    assert {one["sector"] for _, one in graph.nodes(data=True)} == {"Wissenschaft", "Zivilgesellschaft"}
    labels = {(one["label"], one.get("since"), one.get("until")) for *_, one in graph.edges(data=True)}
    assert ("arbeitet für", "2020-01-01", None) in labels

    gexf = nx.read_gexf(io.BytesIO(export(office, "gexf", "list")))
    assert {one["label"] for _, one in gexf.nodes(data=True)} == {"Dr. Eva Müller", "Verein „Rad & Tat“; Süd"}
    assert "2020-01-01" in {one.get("start") for *_, one in gexf.edges(data=True)}


def test_an_export_needs_right_and_purpose_and_is_noted_with_a_number_without_names(
    app: House, office: FlaskClient, reader: FlaskClient
) -> None:
    network()
    assert reader.get(HERE).status_code == 403
    assert submit(office, HERE, None, form="csv", extent="list", purpose="").status_code == 422
    assert db.session.scalar(select(ActorExport.id)) is None

    export(office, "csv", "list", "?q=Müller")

    db.session.rollback()
    noted = db.session.scalars(select(ActorExport)).one()
    entry = db.session.scalars(select(Entry).where(Entry.verb == "actors.exported")).one()
    assert (noted.number, noted.purpose, noted.narrowed) == (0, "Für den Test", "Suche")
    assert "Müller" not in json.dumps(entry.parameters, ensure_ascii=False)
    assert "hat 0 Einträge" in office.get("/buero/protokoll").get_data(as_text=True) or entry.parameters["number"] == 0


def test_a_list_goes_out_narrowed_as_its_page_and_single_entries_by_number(app: House, office: FlaskClient) -> None:
    verein, person = network()
    assert [row["Name"] for row in table(export(office, "csv", "list", "?art=person"))] == ["Dr. Eva Müller"]
    assert [row["Kennung"] for row in table(export(office, "csv", "list", f"?nr={verein}"))] == [loading.ref(verein)]
    assert f"{HERE}?nr={person}" in office.get(f"/buero/netzwerk/{person}").get_data(as_text=True)
    assert f"{HERE}?art=person" in office.get("/buero/netzwerk?art=person").get_data(as_text=True)


def test_an_export_costs_the_same_statements_for_few_and_many(app: House) -> None:
    def cost() -> int:
        with counted() as statements:
            going = stream.opened(select(Actor.id), "contact")
            b"".join(FORMS["csv"].write(going))
            going.close()
        return len(statements)

    for number in range(3):
        make_actor(f"Verein {number}")
    cost()  # what is kept in memory is read once
    few = cost()
    for number in range(3, 30):
        make_actor(f"Verein {number}")
    assert cost() == few


def test_undoing_a_move_empties_the_house_again(app: House, office: FlaskClient) -> None:
    network()
    content = export(office, "json")
    clear()
    page = taken(office, content, upload={"source": "Umzug"})
    assert len(told()) == 2

    step(office, page, "rueckgaengig")

    assert told() == []
