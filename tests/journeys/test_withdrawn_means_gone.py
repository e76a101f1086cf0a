"""Moderated or withdrawn means gone, on every path: the map of addresses is walked, so a new door is walked too.

Three ideas go the whole thread: into a meeting, a circle, a kickbox, before the council, with additions, followers,
interest and feeds. Each has a word that stands nowhere else. Before it is hidden, the word is found on many pages; after
it, on none that anybody but the office and its author can open.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, indexing, outbox
from core.audience import Door
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.outbox import Promise
from ideas import services
from ideas.additions import services as additions
from ideas.following import services as following
from ideas.following import weekly
from ideas.following.models import Following, Rhythm
from ideas.following.subjects import Subject
from ideas.interest import services as interest
from ideas.services import Said
from ideas.stages import Stage
from tests.support import people
from tests.support.making import published
from tests.support.pages import token
from tests.support.thread import Thread, lay_out

ASKED, WORD = "Quittengelee", "ingwerwurzel"
"""The first is searched for, the second looked for: a page that repeats a question shows nothing."""
TEXT = "Quittengelee mit Ingwerwurzel für alle"
ADDED = "Bitte auch Ingwerwurzeltee dazu."
THEIRS = {"ideas_letters", "ideas_confirm", "ideas_alone", "ideas_question", "passing_consent"}
"""Links only the author holds; they may see their own idea."""
WAYS = ("circle", "kickbox", "council")
HIDDEN = {
    "withdrawn": (Stage.WITHDRAWN, Said()),
    "moderated": (Stage.NOT_PUBLISHED, Said(reason="Darin steht etwas über andere Menschen.")),
}


def furnished(way: str) -> Thread:
    """Put a row of everything into the house; one of the ideas holds the word."""
    texts, place = ["Hilfe beim Handy", "Ein Fühler am Baum", "Ein Ort für alle"], WAYS.index(way)
    texts[place] = TEXT
    laid = lay_out((texts[0], texts[1], texts[2]))
    laid.ideas = (laid.ideas[place],)
    with writing():
        for number in range(6):
            interest.show(laid.ideas[0], f"browser {number}")
        added = additions.take(laid.ideas[0], ADDED, "added").id
    with writing():
        additions.publish(added, ADDED, HOUSE)
    for rhythm, email in ((Rhythm.WEEKLY, "woche@example.org"), (Rhythm.AT_ONCE, "gleich@example.org")):
        with writing():
            following.ask(email, Subject("idee", laid.ideas[0]), rhythm)
            following.confirm(max(db.session.scalars(select(Following.id))))
    indexing.tend()
    return laid


def addresses(app: House, thread: Thread) -> Iterator[tuple[str, str]]:
    """Return every address that somebody else than the office may open, with its audience; searches ask for the idea."""
    for rule in app.url_map.iter_rules():
        door = app.blueprints.get(rule.endpoint.rsplit(".", 1)[0])
        if "GET" not in (rule.methods or ()) or not isinstance(door, Door) or door.audience == "desk":
            continue
        if door.demo_only or door.name in THEIRS:
            continue
        for path in thread.addresses(rule):
            yield door.audience, path
            if not rule.arguments:
                yield door.audience, f"{path}?q={quote(ASKED)}"
    number = thread.ideas[0]
    yield from (
        ("public", f"/ideen/{number}"),
        ("public", f"/ideen/{number}-x"),
        ("public", f"/ideen/folgen?idee={number}"),
    )


def words(answer_of: FlaskClient, path: str) -> str:
    """Return what a page says, of a PDF its text; nothing of a page that is not there."""
    answer = answer_of.get(path, follow_redirects=True)
    assert answer.status_code < 500, path
    if answer.status_code != 200:
        return ""
    if answer.mimetype == "application/pdf":
        read = subprocess.run(["pdftotext", "-", "-"], input=answer.get_data(), capture_output=True, check=True)
        return read.stdout.decode().casefold()
    return answer.get_data().decode("utf-8", "replace").casefold()


def found(app: House, thread: Thread, clients: dict[str, FlaskClient]) -> set[str]:
    """Return the addresses on which the word stands."""
    walked = {path for audience, path in addresses(app, thread) if WORD in words(clients[audience], path)}
    alike = clients["public"].post("/ideen/aehnliche", data={"title": ASKED, "text": f"{ASKED} für alle"})
    return walked | ({"/ideen/aehnliche"} if WORD in alike.get_data(as_text=True).casefold() else set())


def come_in(app: House, thread: Thread) -> dict[str, FlaskClient]:
    anybody = app.test_client()
    return {
        "public": anybody,
        "holder": anybody,
        "seat": people.seated(app, thread.meeting),
        "council": people.councillor(app, thread.member),
    }


def letters_since(last: int) -> list[str]:
    db.session.rollback()
    rows = db.session.scalars(select(Promise).where(Promise.id > last, Promise.kind == "letter"))
    return [f"{row.payload.get('subject')} {row.payload.get('body')}".casefold() for row in rows]


def last_promise() -> int:
    db.session.rollback()
    return max(db.session.scalars(select(Promise.id)), default=0)


@pytest.mark.parametrize(("way", "how"), [("circle", "withdrawn"), ("kickbox", "moderated"), ("council", "withdrawn")])
def test_gone_on_every_path(app: House, office: FlaskClient, way: str, how: str) -> None:
    thread = furnished(way)
    number, clients = thread.ideas[0], come_in(app, thread)
    before = found(app, thread, clients)
    assert {f"/ideen/{number}", "/ideen", "/ideen.atom", f"/ideen?q={ASKED}", f"/ideen.atom?q={ASKED}"} <= before
    assert len(before) >= 8, sorted(before)

    with writing():
        services.advance(number, HIDDEN[how][0], HOUSE, HIDDEN[how][1])
    told = last_promise()

    assert found(app, thread, clients) == set()  # at once, though the index still holds it
    indexing.tend()
    assert found(app, thread, clients) == set()
    assert WORD in words(office, f"/buero/ideen/{number}")
    outbox.deliver_due(without={"letter", "index"})
    with clock.at(clock.now() + timedelta(days=8)):
        weekly.write()
    assert not [letter for letter in letters_since(told) if WORD in letter]


@pytest.mark.parametrize("how", sorted(HIDDEN))
def test_nothing_can_be_done_with_it_any_more(visitor: FlaskClient, how: str) -> None:
    number = published(TEXT).id
    page = visitor.get(f"/ideen/{number}", follow_redirects=True)
    forms = {
        f"/ideen/{number}/interesse": {"token": token(page, f"/ideen/{number}/interesse")},
        f"/ideen/{number}/ergaenzung": {"token": token(page, f"/ideen/{number}/ergaenzung"), "text": ADDED},
    }
    with writing():
        services.advance(number, HIDDEN[how][0], HOUSE, HIDDEN[how][1])
    for address, sent in forms.items():
        answer = visitor.post(address, data=sent, follow_redirects=True)
        assert (answer.status_code, WORD in answer.get_data(as_text=True).casefold()) == (404, False), address


def test_what_comes_back_is_there_again(app: House) -> None:
    thread = furnished("circle")
    number, clients = thread.ideas[0], come_in(app, thread)
    before = found(app, thread, clients)
    for stage in (Stage.NOT_PUBLISHED, Stage.PUBLISHED):
        with writing():
            services.advance(number, stage, HOUSE, Said(reason="Darin stand etwas."))
    indexing.tend()
    assert {path for path in before if path.startswith("/ideen")} <= found(app, thread, clients)
