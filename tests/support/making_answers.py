"""Answers, questions and drafts for the walks over all pages: what meets their addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from core import clock
from core.db import writing
from core.journal import HOUSE
from ideas.answering import services as answering
from ideas.answering.services import Plan, Words
from ideas.asking import services as asking
from ideas.clock import services as promises
from ideas.stages import Stage
from tests.support.making import make_idea, published


@dataclass(frozen=True)
class Laid:
    """The rows by the beginning of an address, and the idea whose author may answer a question."""

    values: Mapping[str, Sequence[Mapping[str, int | str]]]
    asked: int


def lay_out(long: str) -> Laid:
    """Answer an idea and change the answer, ask back about another, prepare an answer for a third."""
    first, second = published(f"Beantwortet {long}").id, published(f"Noch offen {long}").id
    asked = make_idea(f"Mit Rückfrage {long}").id
    words = Words("Umweltamt", f"Wir pflanzen {long}.", f"Der Boden ist geprüft. {long}", "4.000 €", "im Herbst")
    other = Words("Bauamt", "Zu „{Titel}“: ja.", "Im Frühjahr.")
    with writing():
        reply = answering.give(first, words, HOUSE, Stage.ANSWERED).id
        answering.change(reply, other, HOUSE, 1)
        inquiry = asking.ask(asked, f"Wo genau? {long}", clock.today() + timedelta(days=9), HOUSE).id
        batch = answering.prepare([second], Plan(other, Stage.ANSWERED)).id
        promises.note(second, promises.labels()[0], HOUSE)
    return Laid(
        {
            "/buero/ideen/<int:number>/antwort/": [{"number": first, "reply_id": reply}],
            "/buero/ideen/<int:number>/rueckfrage": [{"number": asked, "inquiry_id": inquiry}],
            "/buero/antworten/": [{"number": batch, "idea_id": second}],
        },
        asked,
    )
