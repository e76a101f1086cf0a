"""For every single Yes: no public address shows more than it covers, from the very request in which it is withdrawn."""

from __future__ import annotations

import logging

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from circles import services as circles
from compass import erasing, services, told
from compass.models import ActorKind, Purpose
from compass.privacy import services as privacy
from core import indexing, jobs
from core.config import settings
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE, Entry
from core.search.query import parse
from dialogues import services as dialogues
from tests.support import planting
from tests.support.crawling import addresses, clients, words
from tests.support.making_actors import make_actor
from tests.support.making_orders import make_order
from tests.support.planting import SHOWN_BY, Planted
from tests.support.thread import Thread, lay_out

FIELDS = [purpose for purpose in Purpose if purpose.value.startswith("show_")]
ALONE = [Purpose.MATCHING, Purpose.INVITATIONS, Purpose.INTERNAL, *FIELDS]
NAME = "name"


@pytest.fixture
def thread(app: House) -> Thread:
    """Put a row of everything into the house."""
    return lay_out()


def plant(thread: Thread) -> dict[str, Planted]:
    """Plant somebody for each purpose alone, and for each field of the page; everybody in the thick of it."""
    made = {f"alone {one}": planting.plant(f"a{place}x", (one,)) for place, one in enumerate(ALONE)}
    for place, one in enumerate(FIELDS):
        agreed = (Purpose.PUBLIC, one)
        made[f"page {one}"] = planting.plant(f"p{place}x", agreed, kind=ActorKind.ORGANISATION, fields=())
    order, listed = make_order(field="leben", title="Zusammen arbeiten", seats=60), make_actor("Nebenan")
    for planted in made.values():
        planting.tied(planted, listed)
        with writing():
            circles.take(order, planted.id, HOUSE)
            dialogues.add_member(planted.id, HOUSE)
    thread.values["/netzwerk/"] = [{"number": one.id} for one in made.values()] + [{"number": listed}]
    return made


def may(made: dict[str, Planted]) -> set[str]:
    """Return the words that may be seen: names of pages, and the one field that was agreed to."""
    pages = {what.removeprefix("page "): one for what, one in made.items() if what.startswith("page ")}
    fields = {one.words[word] for what, one in pages.items() for word, by in SHOWN_BY.items() if by.value == what}
    beside = {Purpose.SHOW_ADDRESS: "town", Purpose.SHOW_REFERENCES: "referenceweb"}
    fields |= {pages[what].words[word] for what, word in beside.items()}
    return fields | {one.words[NAME] for one in pages.values()}


def every(made: dict[str, Planted]) -> set[str]:
    """Return every planted word; a postcode is no word of anybody's own."""
    return {word for one in made.values() for place, word in one.words.items() if place != "postcode"}


def walked(app: House, thread: Thread, asked: list[str], secret: set[str]) -> set[str]:
    """Return which of the words stand on any address."""
    known, seen = clients(app, thread), set[str]()
    for audience, path in addresses(app, thread, asked):
        answer = known[audience].get(path, follow_redirects=True)
        assert answer.status_code < 500, path
        said = words(answer, next((word for word in asked if word in path), ""))
        seen |= {word for word in secret if word in said}
    return seen


def test_each_yes_shows_its_field_and_a_no_hides_it_in_the_same_request(app: House, thread: Thread) -> None:
    made = plant(thread)
    indexing.tend()
    allowed, planted = may(made), every(made)

    seen = walked(app, thread, [], planted)
    assert seen - allowed == set()
    shown = {one.words[word] for one in made.values() for word in ("about", "competence", "email", "phone", "street")}
    assert seen >= allowed & shown  # the walk meets what may be seen

    for what, one in made.items():
        with writing():
            services.withdraw_consent(one.id, Purpose(what.partition(" ")[2]), "am Telefon", HOUSE)
    names = {one.words[NAME] for what, one in made.items() if what.startswith("page ")}
    asked = [made[f"page {Purpose.SHOW_ABOUT}"].words["about"]]
    assert walked(app, thread, asked, planted) - names == set()  # the index has not followed yet

    for what, one in made.items():
        if what.startswith("page "):
            with writing():
                services.withdraw_consent(one.id, Purpose.PUBLIC, "am Telefon", HOUSE)
    assert walked(app, thread, [], planted) == set()


def test_who_withdrew_a_field_is_not_found_by_it_in_the_same_request(app: House, visitor: FlaskClient) -> None:
    one = planting.plant("frei", (Purpose.PUBLIC,), fields=(Purpose.SHOW_COMPETENCES,))
    indexing.tend()
    found = visitor.get("/netzwerk", query_string={"q": one.words["offer"]}).get_data(as_text=True)
    assert f'/netzwerk/{one.id}"' in found
    with writing():
        services.withdraw_consent(one.id, Purpose.SHOW_COMPETENCES, "am Telefon", HOUSE)

    found = visitor.get("/netzwerk", query_string={"q": one.words["offer"]}).get_data(as_text=True)
    assert f'/netzwerk/{one.id}"' not in found
    indexing.tend()
    found = visitor.get("/netzwerk", query_string={"q": one.words[NAME]}).get_data(as_text=True)
    assert f'/netzwerk/{one.id}"' in found


def test_restricting_hides_in_the_same_request_and_freeing_shows_again(app: House, visitor: FlaskClient) -> None:
    one = planting.plant("halt", (Purpose.PUBLIC,), fields=(Purpose.SHOW_ABOUT,))
    indexing.tend()
    assert visitor.get(f"/netzwerk/{one.id}").status_code == 200
    tag = visitor.get(f"/netzwerk/{one.id}").headers["ETag"]
    with writing():
        privacy.restrict(one.id, "bestritten", HOUSE)

    assert visitor.get(f"/netzwerk/{one.id}", headers={"If-None-Match": tag}).status_code == 404
    for path in ("/netzwerk", f"/netzwerk?q={one.words['about']}", "/netzwerk/drucken", "/netzwerk/wer-fehlt"):
        said = visitor.get(path).get_data(as_text=True).replace(one.words["about"], "", 3)
        assert one.words[NAME] not in said.casefold(), path
    with writing():
        privacy.free(one.id, HOUSE)
    assert visitor.get(f"/netzwerk/{one.id}").status_code == 200


def test_who_is_erased_is_in_no_file_no_journal_and_no_log_line(
    app: House, thread: Thread, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    one = planting.plant("weg", (Purpose.PUBLIC, Purpose.MATCHING), fields=tuple(FIELDS))
    other = planting.plant("bleibt", (Purpose.PUBLIC,), fields=tuple(FIELDS))
    planting.tied(one, other.id)
    thread.values["/netzwerk/"] = [{"number": one.id}, {"number": other.id}]
    indexing.tend()
    jobs.tidy()  # the night writes the files anew
    assert on_disk() & {word.encode() for word in one.words.values()}
    assert indexing.find(parse(one.words["about"]), audience="public").total == 1
    walked(app, thread, [], set())
    with writing():
        erasing.erase(one.id, HOUSE)
    planted = set(one.words.values())

    assert walked(app, thread, [one.words[NAME]], planted) == set()
    indexing.tend()
    jobs.tidy()  # the night writes the files anew
    assert on_disk() & {word.encode() for word in planted} == set()
    db.session.rollback()
    journal = " ".join(str(vars(row)) for row in db.session.scalars(select(Entry))).casefold()
    log = " ".join(record.getMessage() for record in caplog.records if record.name.split(".")[0] in OURS).casefold()
    assert {word for word in planted if word in journal or word in log} == set()
    others = other.but(["channel"])  # one of a few fixed words in the journal
    assert {word for word in others if word in journal or word in log} == set()


OURS = {"core", "compass", "circles", "dialogues", "ideas", "stadtkompass", "werkzeug"}


def on_disk() -> set[bytes]:
    """Return the planted words that stand in the files of the index."""
    found = set[bytes]()
    for file in (settings().instance / "search").rglob("*"):
        held = file.read_bytes() if file.is_file() else b""
        found |= {word for word in WORDS if word in held}
    return found


WORDS = {
    word.encode() for mark in ("weg", "bleibt") for word in planting._words(mark).values() if word.startswith("quarz")
}


def test_the_answer_after_art_15_names_nobody_else_who_did_not_agree(app: House) -> None:
    one, hidden = planting.plant("frage"), planting.plant("anderer")
    planting.tied(one, hidden.id)
    said = str([part.rows for part in told.elsewhere(one.id)])
    assert hidden.words[NAME] not in said.casefold()
