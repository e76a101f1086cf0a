"""Answers are words of their idea: the search finds it by them while everybody may read it, and the archive keeps them."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

from flask.testing import FlaskClient
from sqlalchemy import func, select

from core import clock, indexing
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from ideas import services as ideas
from ideas.answering import services
from ideas.answering.models import Reply
from ideas.answering.services import Words
from ideas.archive import package
from ideas.archive import queries as archive
from ideas.archive.models import Offer
from ideas.services import Said
from ideas.stages import Stage
from tests.support.making import published
from tests.support.statements import counted

WORDS = Words("Umweltamt", "Wir setzen Hainbuchen.", "Das Grundwasser reicht dafür.", "etwa 4.000 €", "Oktober")


def answered(text: str = "Ein Baum am Platz.", words: Words = WORDS) -> tuple[int, int]:
    """Publish and answer an idea; return its number and the answer's."""
    idea = published(text).id
    with writing():
        reply = services.give(idea, words, HOUSE, Stage.ANSWERED).id
    indexing.tend()
    return idea, reply


def finds(client: FlaskClient, query: str, path: str = "/ideen") -> bool:
    page = client.get(path, query_string={"q": query}).get_data(as_text=True)
    return "Ein Baum am Platz" in page


def hide(number: int) -> None:
    with writing():
        ideas.advance(number, Stage.NOT_PUBLISHED, HOUSE, Said(reason="Ein Versehen."))
    indexing.tend()


def test_an_idea_is_found_by_the_answer_to_it(app: House, visitor: FlaskClient) -> None:
    answered()
    for query in ("Hainbuche", "Grundwasser", "Umweltamt"):
        assert finds(visitor, query), query
    assert not finds(visitor, "Kirschlorbeer")


def test_a_changed_answer_is_found_by_its_new_words_alone(app: House, visitor: FlaskClient) -> None:
    _, reply = answered()
    with writing():
        version = db.session.get_one(Reply, reply).version
        services.change(reply, Words("Bauamt", "Wir setzen Linden.", "Der Platz reicht."), HOUSE, version)
    indexing.tend()
    assert finds(visitor, "Linde")
    assert not finds(visitor, "Grundwasser")


def test_with_its_idea_an_answer_is_gone_for_everybody_and_stays_for_the_office(
    app: House, visitor: FlaskClient, office: FlaskClient
) -> None:
    idea, _ = answered()
    assert finds(visitor, "Grundwasser")
    hide(idea)
    assert not finds(visitor, "Grundwasser")
    assert finds(office, "Grundwasser", "/buero/ideen/alle")
    with writing():
        ideas.advance(idea, Stage.PUBLISHED, HOUSE)
    indexing.tend()
    assert finds(visitor, "Grundwasser")
    with writing():
        ideas.advance(idea, Stage.WITHDRAWN, HOUSE)
    indexing.tend()
    assert not finds(visitor, "Grundwasser")


def test_indexing_costs_the_same_for_three_and_thirty_answers(app: House) -> None:
    costs = []
    for number in (3, 30):
        ids = [answered()[0] for _ in range(number)]
        with counted() as statements:
            assert len(list(archive.whole(ids))) == number
            found = app.extensions["slots"]["ideas.words"]
            assert len([part for hook in found for part in hook(ids=ids)]) == number
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_the_file_for_the_archive_holds_every_answer_while_it_is_public(app: House) -> None:
    idea, _ = answered()
    with writing():
        services.give(idea, Words("Bauamt", "Es geht weiter.", "Im Herbst."), HOUSE, None)
    parts = package.of(archive.whole([idea])[0]).statements
    today = clock.today().isoformat()
    assert [(part.by, part.on) for part in parts] == [("Umweltamt", today), ("Bauamt", today)]
    for words in (WORDS.short, WORDS.text, "Kosten: etwa 4.000 €", "Zeitraum: Oktober"):
        assert words in parts[0].text
    assert "Kosten" not in parts[1].text
    offer = Offer(id=7, made_at=clock.now())
    packed = zipfile.ZipFile(BytesIO(package.content(offer, archive.whole([idea]))))
    assert "Hainbuchen" in packed.read(f"akten/idee-{idea}.html").decode()
    assert json.loads(packed.read(f"akten/idee-{idea}.json"))["statements"][0]["by"] == "Umweltamt"
    hide(idea)
    assert package.of(archive.whole([idea])[0]).statements == ()
    assert db.session.scalar(select(func.count()).select_from(Reply)) == 2
