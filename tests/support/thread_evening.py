"""A meeting's front and what an evening leaves, for walks over all pages: notes, links, minutes, rankings in every state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from core.db import db, writing
from core.journal import HOUSE
from core.things import Thing
from dialogues.evenings import services as evenings
from dialogues.groups import services as front
from dialogues.groups.purposes import Purpose
from dialogues.models import Ranking, RankingKind
from tests.support.making_evenings import make_evening, talked_over
from tests.support.making_rankings import closed, draft, give, made
from tests.support.making_visions import make_vision

if TYPE_CHECKING:
    from tests.support.thread import Thread, Values


def lay_front(thread: Thread, word: str) -> None:
    """Write a note, a Leitfrage and a vision at the running meeting, and hand out the links into its front."""
    number, thesis = thread.meeting.id, thread.meeting.theses[0]
    with writing():
        note = front.add_note(number, thesis, f"Gesagt wurde: {word}", HOUSE).id
        question = front.ask(number, f"Was heißt {word}?", HOUSE, thesis_id=thesis).id
        front.ask(number, "Und was noch?", HOUSE)
        for door, purpose in (("moderator", Purpose.MODERATOR), ("projector", Purpose.PROJECTOR)):
            thread.tokens[f"dialogues_{door}"] = front.hand_out(purpose, Thing("dialogue", number), HOUSE)
    subject: Values = {
        "number": number,
        "kind": "dialogue",
        "subject": number,
        "purpose": "leinwand",
        "question": question,
    }
    thread.values |= {"/buero/div/<int:number>/vorne": [subject], "/buero/div/<int:number>/leitfragen": [subject]}
    thread.values["/buero/div/<int:number>/notizen"] = [{"number": number, "note": note}]
    vision = make_vision(dialogue_id=number, title=f"Niemand sucht {word}", released=False)
    thread.values["/div/moderation/"] = [{"question": question, "way": "hoch", "number": vision}]


def lay_evening(thread: Thread, word: str) -> None:
    """End an evening that ranked, and let the running meeting rank: planned, running, counted; a word stands in the lists."""
    ended = make_evening(title=f"Urbane Daten {word}")
    talked_over(ended.id)
    with writing():
        evenings.finish(ended.id, HOUSE)
    row = select(Ranking.id).where(Ranking.dialogue_id == ended.id)
    old: Values = {"dialogue_id": ended.id, "number": db.session.scalars(row).one(), "kind": RankingKind.NEEDS.value}
    mine = thread.meeting.id
    counted, running = made(mine, draft(word, "Kühle Orte", "Ruhige Orte")), made(mine, draft(word, "Kühle Orte"))
    for name in range(5):
        give(counted, name, (name, 4 - name, 1))
    closed(counted)
    planned = made(mine, draft(word, "Kühle Orte"), opened=False)
    ways: list[Values] = [
        {"dialogue_id": mine, "number": one.id, "kind": RankingKind.NEEDS.value} for one in (planned, running, counted)
    ]
    thread.values |= {
        "/div/<int:number>/protokoll": [{"number": ended.id, "again": ended.id}],
        "/buero/div/<int:number>/protokoll": [{"number": ended.id, "again": ended.id}],
        "/buero/div/<int:number>/abschluss": [{"number": ended.id}, *thread.values["/buero/div/"]],
        "/buero/div/<int:dialogue_id>/reihungen/": [*ways, old],
        "/div/<int:dialogue_id>/reihungen/": [old],
        "/mitmachen/platz/reihung/": [{"number": one.id} for one in (planned, running, counted)],
    }
