"""The public directory: narrowed only by what may be seen, an entry field by field, who is missing in words, on paper."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from circles import services as circles
from compass import gaps, services
from compass.models import CONTACT_FIELDS, PAGE_FIELDS, Competence, Purpose, Reach, Sector, Term
from compass.services import AddressLine, ReferenceLine
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from radar import queries as radar
from tests.support.making_actors import make_actor
from tests.support.making_orders import make_order
from tests.support.statements import counted

WORDS = {
    Purpose.SHOW_ABOUT: ("Offene Runde am Bach", "in der Region", "Brackwede"),
    Purpose.SHOW_WEB: ("bach.example.org",),
    Purpose.SHOW_COMPETENCES: ("Handy erklären", "Busfahren im Rollstuhl", "Türkisch"),
    Purpose.SHOW_REFERENCES: ("Das Uferfest",),
    Purpose.SHOW_TIES: ("Nebenan",),
    Purpose.SHOW_CIRCLES: ("Auftrag am Wasser",),
    Purpose.SHOW_CONTACT: ("Demo-Ansprechperson",),
    Purpose.SHOW_EMAIL: ("bach@example.org",),
    Purpose.SHOW_PHONE: ("0521 0000-11",),
    Purpose.SHOW_ADDRESS: ("Uferweg 3",),
}


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True).replace("@<wbr>", "@")


def district(name: str = "Brackwede") -> int:
    return next(one.id for one in radar.taxonomy().districts if one.name == name)


def withdraw(number: int, purpose: Purpose) -> None:
    with writing():
        services.withdraw_consent(number, purpose, "am Telefon", HOUSE)


def give(number: int, purpose: Purpose) -> None:
    with writing():
        services.give_consent(number, purpose, "schriftlich", "Ja.", HOUSE)


@pytest.fixture
def full(app: House) -> int:
    """Write down an entry with a word in every field, tied, with a place in a circle."""
    number = make_actor(
        "Treff am Bach",
        competences=["Handy erklären"],
        about=WORDS[Purpose.SHOW_ABOUT][0],
        web="https://bach.example.org/start",
        contact_name="Demo-Ansprechperson",
        email="bach@example.org",
        phone="0521 0000-11",
        everyday_expertise="Busfahren im Rollstuhl",
        reach=Reach.REGIONAL,
        districts=(district(),),
        languages=("tr",),
        addresses=(AddressLine("Uferweg 3", "33602", "Bielefeld"),),
        references=(ReferenceLine("Ein Flohmarkt"), ReferenceLine("Das Uferfest", highlighted=True)),
    )
    other, order = make_actor("Nebenan"), make_order(title="Auftrag am Wasser")
    with writing():
        services.tie(number, other, "cooperates", HOUSE)
        circles.take(order, number, HOUSE)
    return number


def test_each_field_stands_on_the_page_only_by_its_own_yes(full: int, visitor: FlaskClient) -> None:
    for purpose in CONTACT_FIELDS:
        assert not [word for word in WORDS[purpose] if word in page(visitor, f"/netzwerk/{full}")], purpose
        give(full, purpose)
    assert [word for words in WORDS.values() for word in words if word not in page(visitor, f"/netzwerk/{full}")] == []

    for purpose in (*PAGE_FIELDS, *CONTACT_FIELDS):
        withdraw(full, purpose)
        shown = page(visitor, f"/netzwerk/{full}")
        assert not [word for word in WORDS[purpose] if word in shown], purpose
    assert "Treff am Bach" in page(visitor, f"/netzwerk/{full}")
    withdraw(full, Purpose.PUBLIC)
    assert visitor.get(f"/netzwerk/{full}").status_code == 404


def test_highlighted_examples_stand_first(full: int, visitor: FlaskClient) -> None:
    shown = page(visitor, f"/netzwerk/{full}")
    assert shown.index("Das Uferfest") < shown.index("Ein Flohmarkt")


def test_a_circle_leaves_the_page_with_the_place(full: int, visitor: FlaskClient) -> None:
    tag = visitor.get(f"/netzwerk/{full}").headers["ETag"]
    assert visitor.get(f"/netzwerk/{full}", headers={"If-None-Match": tag}).status_code == 304
    planned = make_order(field="leben", title="Noch geheim", started=False)
    with writing():
        circles.take(planned, full, HOUSE)
    answer = visitor.get(f"/netzwerk/{full}", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "Noch geheim" not in answer.get_data(as_text=True)


def hits(client: FlaskClient, address: str) -> list[str]:
    return re.findall(r"data-row>(.*?)</a>", page(client, address))


def test_a_filter_finds_nobody_by_what_is_hidden(full: int, visitor: FlaskClient) -> None:
    with writing():
        term = Term(name="Handyhilfe")
        db.session.add(term)
        db.session.flush()
        number = term.id
        db.session.query(Competence).filter_by(actor_id=full).update({"term_id": number})
        services.changed(full)
    narrowed = {
        Purpose.SHOW_ABOUT: f"/netzwerk?bezirk={district()}",
        Purpose.SHOW_COMPETENCES: f"/netzwerk?begriff={number}",
    }
    for purpose, address in narrowed.items():
        assert hits(visitor, address) == ["Treff am Bach"]
        withdraw(full, purpose)
        assert hits(visitor, address) == []
        assert "Treff am Bach" not in page(visitor, address.replace("/netzwerk?", "/netzwerk/drucken?"))


def test_kind_and_sector_narrow_together(visitor: FlaskClient) -> None:
    make_actor("Ein Verein")
    make_actor("Eine Firma", sector=Sector.BUSINESS)
    make_actor("Eine Initiative", kind="initiative")  # type: ignore[arg-type]  # as a form says it

    assert hits(visitor, "/netzwerk?art=organisation") == ["Ein Verein", "Eine Firma"]
    assert hits(visitor, "/netzwerk?art=organisation&bereich=business&begriff=x&bezirk=999999999999") == ["Eine Firma"]


def test_gaps_are_named_in_words_and_the_marked_fill_none(app: House, visitor: FlaskClient) -> None:
    area = radar.taxonomy().areas[0]
    for sector in (Sector.ADMINISTRATION, Sector.BUSINESS, Sector.CIVIL_SOCIETY):
        make_actor(sector.value, sector=sector, areas=(area.id,))
    make_actor("Stille Wissenschaft", sector=Sector.SCIENCE, areas=(area.id,), public=False)
    make_actor("Beirat der Wissenschaft", sector=Sector.SCIENCE, areas=(area.id,), advisory_board=True)

    said = f"Für {area.name} ist noch niemand aus der Wissenschaft dabei. Kennen Sie jemanden?".replace("&", "&amp;")
    assert said in page(visitor, "/netzwerk/wer-fehlt")
    assert said in page(visitor, "/netzwerk")
    tag = visitor.get("/netzwerk/wer-fehlt").headers["ETag"]
    assert visitor.get("/netzwerk/wer-fehlt", headers={"If-None-Match": tag}).status_code == 304

    make_actor("Hochschule", sector=Sector.SCIENCE, areas=(area.id,))
    assert visitor.get("/netzwerk/wer-fehlt", headers={"If-None-Match": tag}).status_code == 200
    assert said not in page(visitor, "/netzwerk/wer-fehlt")


def test_sentences_for_one_two_and_all_missing(app: House) -> None:
    def lines(*numbers: int) -> list[gaps.SectorLine]:
        words = ("Verwaltung", "Wissenschaft", "Wirtschaft", "Zivilgesellschaft")
        return [gaps.SectorLine("x", word, number, "/") for word, number in zip(words, numbers, strict=True)]

    assert gaps.said("Mobilität", lines(1, 1, 1, 1)) == ""
    assert gaps.said("Mobilität", lines(1, 0, 0, 1)).startswith(
        "Für Mobilität ist noch niemand aus Wissenschaft oder Wirtschaft dabei."
    )
    assert gaps.said("Mobilität", lines(0, 0, 0, 0)).startswith("Für Mobilität ist noch niemand dabei.")


def test_a_page_costs_the_same_for_three_and_thirty(full: int, visitor: FlaskClient) -> None:
    addresses = ("/netzwerk", "/netzwerk/wer-fehlt", "/netzwerk/drucken", f"/netzwerk/{full}")

    def cost() -> list[int]:
        numbers = []
        for address in addresses:
            visitor.get("/netzwerk/so-schlagen-wir-mitwirkende-vor")
            with counted() as statements:
                page(visitor, address)
            numbers.append(len(statements))
        return numbers

    before = cost()
    areas = tuple(one.id for one in radar.taxonomy().areas[:3])
    for number in range(30):
        other = make_actor(f"Akteur {number}", areas=areas, competences=["Eins", "Zwei"])
        with writing():
            services.tie(full, other, "cooperates", HOUSE)
    assert cost() == before


def test_the_paper_lists_who_agreed_by_name(visitor: FlaskClient) -> None:
    make_actor("Zeigt sich", email="geheim@example.org", offers=["Räume"])
    make_actor("Bleibt verborgen", public=False)

    shown = page(visitor, "/netzwerk/drucken?bereich=civil_society")
    assert "Zeigt sich" in shown
    assert "Nur: Zivilgesellschaft." in shown
    assert "Bleibt verborgen" not in shown
    assert "geheim@example.org" not in shown
