"""No page shows what consent does not cover: every public address, feed, export and index is searched for planted words."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from circles import services as circles
from compass import graph, services
from compass.graph import Eyes
from compass.models import ActorKind, Purpose
from core import clock, indexing, things
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.search.query import parse
from dialogues import services as dialogues
from tests.support import planting
from tests.support.crawling import addresses, clients, words
from tests.support.making_actors import make_actor
from tests.support.making_orders import make_order
from tests.support.planting import SHOWN_BY, Planted
from tests.support.thread import Thread, lay_out

FIELDS = (Purpose.SHOW_ABOUT, Purpose.SHOW_COMPETENCES)


@pytest.fixture
def thread(app: House) -> Thread:
    """Put a row of everything into the house."""
    return lay_out()


@pytest.fixture
def crowd(thread: Thread) -> dict[str, Planted]:
    """Plant people with no consent, with the page alone, with two fields, withdrawn and restricted, each in the thick of it."""
    everything = (Purpose.PUBLIC, Purpose.MATCHING)
    made = {
        "nothing": planting.plant("eins"),
        "page": planting.plant("zwei", (Purpose.PUBLIC,), kind=ActorKind.ORGANISATION),
        "fields": planting.plant("drei", (Purpose.PUBLIC,), fields=FIELDS),
        "withdrawn": planting.plant("vier", everything, fields=FIELDS),
        "restricted": planting.plant("fuenf", everything, fields=FIELDS),
    }
    order, listed = make_order(field="leben", title="Zusammen arbeiten", seats=9), make_actor("Nebenan")
    for one in made.values():
        planting.tied(one, listed)
        with writing():
            circles.take(order, one.id, HOUSE)
            dialogues.add_member(one.id, HOUSE)
    with writing():
        services.withdraw_consent(made["withdrawn"].id, Purpose.PUBLIC, "am Telefon", HOUSE)
        services.locked(made["restricted"].id).restricted_at = clock.now()
        services.changed(made["restricted"].id)
    ids = [{"number": one.id} for one in made.values()]
    thread.values["/netzwerk/"] = [*thread.values["/netzwerk/"], *ids, {"number": listed}]
    indexing.tend()
    return made


def allowed(crowd: dict[str, Planted]) -> set[str]:
    """Return the words that somebody agreed to show."""
    page = {crowd["page"].words["name"], crowd["fields"].words["name"]}
    shown = {name for name, purpose in SHOWN_BY.items() if purpose in FIELDS}
    return page | {crowd["fields"].words[name] for name in shown}


def secrets(crowd: dict[str, Planted]) -> set[str]:
    """Return every planted word that nobody agreed to show."""
    return {word for one in crowd.values() for word in one.words.values()} - allowed(crowd)


def test_no_public_address_shows_what_nobody_agreed_to(app: House, thread: Thread, crowd: dict[str, Planted]) -> None:
    known, hidden = clients(app, thread), secrets(crowd)
    asked = [crowd["nothing"].words["name"], crowd["page"].words["about"]]
    seen = set()
    for audience, path in addresses(app, thread, asked):
        answer = known[audience].get(path, follow_redirects=True)
        assert answer.status_code < 500, path
        said = words(answer, next((word for word in asked if word in path), ""))
        assert {word for word in hidden if word in said} == set(), path
        seen |= {word for word in allowed(crowd) if word in said}
    assert seen == allowed(crowd)  # the walk meets what may be seen


def test_the_same_words_are_found_by_the_office(office: FlaskClient, crowd: dict[str, Planted]) -> None:
    for name in ("nothing", "page", "fields", "withdrawn"):
        one = crowd[name]
        page = office.get(f"/buero/netzwerk/{one.id}").get_data(as_text=True).casefold()
        assert {one.words[word] for word in ("name", "about", "contact", "offer")} - {
            w for w in one.words.values() if w in page
        } == set()


def test_a_page_that_is_not_there_says_so(visitor: FlaskClient, crowd: dict[str, Planted]) -> None:
    answers = {name: visitor.get(f"/netzwerk/{one.id}").status_code for name, one in crowd.items()}

    assert answers == {"nothing": 404, "page": 200, "fields": 200, "withdrawn": 404, "restricted": 404}


def test_the_public_documents_hold_nothing_else(app: House, crowd: dict[str, Planted]) -> None:
    held = [one for kind in things.kinds() for one in indexing.documents(kind) if "public" in one.visibility]
    said = " ".join(f"{one.id} {one.title} {one.text} {one.facets}" for one in held).casefold()

    assert {word for word in secrets(crowd) if word in said} == set()
    assert {word for word in allowed(crowd) if word not in said} == set()


def test_the_public_search_neither_finds_nor_counts_nor_guesses(app: House, crowd: dict[str, Planted]) -> None:
    for word in secrets(crowd):
        for asked in (word, word[:-1], f"{word}x"):  # whole, cut short, misspelled
            assert word not in indexing.find(parse(asked), audience="public").suggestion.casefold(), asked
        exact = indexing.find(parse(f'"{word}"'), audience="public")
        assert exact.total == 0, word
    assert indexing.find(parse(crowd["fields"].words["offer"]), audience="public").total == 1


def test_withdrawn_is_out_of_the_index_with_the_next_round(app: House, crowd: dict[str, Planted]) -> None:
    one = crowd["fields"]
    with writing():
        services.withdraw_consent(one.id, Purpose.SHOW_COMPETENCES, "am Telefon", HOUSE)
    assert one.words["offer"] not in app.test_client().get(f"/netzwerk?q={one.words['about']}").get_data(as_text=True)

    indexing.tend()

    assert indexing.find(parse(one.words["offer"]), audience="public").total == 0
    assert indexing.find(parse(one.words["about"]), audience="public").total == 1


def test_a_way_leads_through_a_private_person_only_with_both_consents(app: House) -> None:
    first, last = make_actor("Erste"), make_actor("Letzte")
    middle = make_actor("Mitte", kind=ActorKind.PERSON, matching=False)
    for other in (first, last):
        with writing():
            services.tie(middle, other, "works_for", HOUSE)
    db.session.rollback()
    assert graph.path(first, last) == []
    assert graph.path(first, last, Eyes.EVERYBODY) == [first, middle, last]

    with writing():
        services.give_consent(middle, Purpose.MATCHING, "am Telefon", "Ja.", HOUSE)
        services.withdraw_consent(middle, Purpose.SHOW_TIES, "am Telefon", HOUSE)

    assert graph.path(first, last) == [first, middle, last]
    assert graph.path(first, last, Eyes.EVERYBODY) == []
    with writing():
        services.withdraw_consent(last, Purpose.MATCHING, "am Telefon", HOUSE)
    assert graph.path(first, last) == []
