"""The list: searched, narrowed, page by page, and only what everybody may read."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from core import outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from ideas import queries, services
from ideas.narrowing import Filters
from ideas.services import Said
from ideas.stages import Stage
from radar import queries as radar
from tests.support.making import make_idea, published
from tests.support.statements import counted

TITLE = re.compile(r'<h2><a href="(/ideen/\d+-[^"]*)">(.*?)</a></h2>')


def titles(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", title) for _, title in TITLE.findall(page)]


def shown(visitor: FlaskClient, address: str) -> str:
    page = visitor.get(address)
    assert page.status_code == 200, address
    return page.get_data(as_text=True)


def find(visitor: FlaskClient, app: House, address: str) -> list[str]:
    outbox.deliver_due()
    return titles(shown(visitor, address))


def test_an_empty_list_invites(visitor: FlaskClient) -> None:
    assert "Haben Sie eine?" in shown(visitor, "/ideen")


def test_newest_first_and_only_published(visitor: FlaskClient) -> None:
    published("Erste Idee am Bach.")
    make_idea("Noch nicht gelesen.")
    published("Zweite Idee am Markt.")
    assert titles(shown(visitor, "/ideen")) == ["Zweite Idee am Markt", "Erste Idee am Bach"]


def test_pages_hang_together_in_both_directions(visitor: FlaskClient) -> None:
    for number in range(60):
        published(f"Idee Nummer {number:02} für die Stadt.")
    page = shown(visitor, "/ideen")
    seen = titles(page)
    for _ in range(2):
        older = re.search(r'href="([^"]*vor=[^"]*)"', page)
        assert older
        page = shown(visitor, older[1].replace("&amp;", "&"))
        seen += titles(page)
    assert seen == [f"Idee Nummer {number:02} für die Stadt" for number in reversed(range(60))]
    newer = re.search(r'href="([^"]*nach=[^"]*)"', page)
    assert newer
    assert titles(shown(visitor, newer[1].replace("&amp;", "&"))) == [
        f"Idee Nummer {n:02} für die Stadt" for n in range(34, 9, -1)
    ]


@pytest.mark.parametrize(
    "cursor", ["vor=x", "vor=1-", "vor=99999999999999999999-1", "nach=-1--1", "vor=99999999999999999-999999999"]
)
def test_a_broken_cursor_is_a_page_that_is_not_there(visitor: FlaskClient, cursor: str) -> None:
    assert visitor.get(f"/ideen?{cursor}").status_code in {200, 404}
    assert visitor.get("/ideen?vor=x").status_code == 404


def test_filters_narrow_and_say_so(visitor: FlaskClient) -> None:
    words = radar.taxonomy()
    area, district = words.areas[3], words.districts[0]
    published("Handyhilfe im Café.", areas=(area.id,), district_id=district.id)
    published("Bäume am Platz.")
    address = f"/ideen?thema={area.id}&bezirk={district.id}&stand=published"
    page = shown(visitor, address)
    assert titles(page) == ["Handyhilfe im Café"]
    assert "1 Idee" in page
    assert page.count('class="set"') == 3


def test_filters_nobody_knows_are_passed_over(visitor: FlaskClient) -> None:
    published("Bäume am Platz.")
    assert titles(shown(visitor, "/ideen?thema=999&bezirk=abc&stand=received&art=-1&stand=%00")) == ["Bäume am Platz"]


def test_search_finds_inflected_words_and_marks_them(visitor: FlaskClient, app: House) -> None:
    published("Mehr Bänke am Bach, bitte mit Lehne.")
    published("Ein Kalender für freie Räume.")
    assert find(visitor, app, "/ideen?q=bank") == ["Mehr Bänke am Bach, bitte mit Lehne"]
    assert "<mark>Bänke</mark>" in shown(visitor, "/ideen?q=bank")


def test_search_never_finds_what_is_not_published(visitor: FlaskClient, app: House) -> None:
    make_idea("Geheimnisvolle Kelleridee.")
    idea = published("Geheimnisvolle Dachidee.")
    assert find(visitor, app, "/ideen?q=geheimnisvoll") == ["Geheimnisvolle Dachidee"]
    with writing():
        services.advance(idea.id, Stage.NOT_PUBLISHED, HOUSE, Said(reason="Doch nicht."))
    assert titles(shown(visitor, "/ideen?q=geheimnisvoll")) == []
    assert find(visitor, app, "/ideen?q=geheimnisvoll") == []


def test_the_office_finds_unpublished_ones_too(office: FlaskClient) -> None:
    make_idea("Geheimnisvolle Kelleridee.")
    outbox.deliver_due()
    assert titles_of_desk(office.get("/buero/ideen/alle?q=geheimnisvoll").get_data(as_text=True)) == [
        "Geheimnisvolle Kelleridee"
    ]


def titles_of_desk(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", t) for t in re.findall(r'<h2><a href="/buero/ideen/\d+"[^>]*>(.*?)</a></h2>', page)]


@pytest.mark.parametrize("address", ["/ideen?q=Bank", "/ideen"])
def test_a_list_costs_the_same_for_3_and_30(app: House, visitor: FlaskClient, address: str) -> None:
    def cost() -> int:
        with counted() as statements:
            shown(visitor, address)
        return len(statements)

    for number in range(3):
        published(f"Bank Nummer {number} am Bach.", areas=(radar.taxonomy().areas[0].id,))
    outbox.deliver_due()
    shown(visitor, address)
    few = cost()
    for number in range(27):
        published(f"Bank Nummer {number + 3} am Bach.", areas=(radar.taxonomy().areas[number % 8].id,))
    outbox.deliver_due()
    shown(visitor, address)
    assert cost() == few <= 8


def test_an_idea_page_costs_at_most_six_statements(visitor: FlaskClient) -> None:
    idea = published("Bank am Bach.", areas=tuple(area.id for area in radar.taxonomy().areas[:3]))
    address = visitor.get(f"/ideen/{idea.id}").headers["Location"]
    shown(visitor, address)
    with counted() as statements:
        shown(visitor, address)
    assert len(statements) <= 6, statements


def test_an_unchanged_page_is_not_sent_again(visitor: FlaskClient) -> None:
    idea = published("Bank am Bach.")
    for address in ("/ideen", "/", visitor.get(f"/ideen/{idea.id}").headers["Location"]):
        tag = visitor.get(address).headers["ETag"]
        assert visitor.get(address, headers={"If-None-Match": tag}).status_code == 304
    published("Noch eine Bank.")
    assert visitor.get("/ideen", headers={"If-None-Match": tag}).status_code == 200


def test_a_wrong_slug_leads_to_the_right_address(visitor: FlaskClient) -> None:
    idea = published("Bank am Bach.")
    answer = visitor.get(f"/ideen/{idea.id}-falsch")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/ideen/{idea.id}-bank-am-bach")


@pytest.mark.parametrize("address", ["/ideen/999999999", "/ideen/9999999999999999999999", "/ideen/0-x", "/ideen/1-"])
def test_what_is_not_there_is_a_german_page(visitor: FlaskClient, address: str) -> None:
    page = visitor.get(address)
    assert page.status_code == 404
    assert "Diese Seite gibt es nicht" in page.get_data(as_text=True)


def test_counts_follow_every_change(app: House) -> None:
    published("Bank am Bach.")
    with app.test_request_context():
        assert queries.how_many(Filters()) == 1
    published("Noch eine Bank.")
    db.session.remove()
    with app.test_request_context():
        assert queries.how_many(Filters()) == 2
