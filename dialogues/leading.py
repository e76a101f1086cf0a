"""Leitfragen as other rooms take them along: those that belong to a vision, as the end of a text that an office writes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from core.db import db
from dialogues.models import LeadingQuestion, Vision, vision_thesis

MOST = 7
"""Questions a text takes along: more of them lead nowhere."""
MANY = 100
"""Questions a meeting may have."""
HEAD = "Leitfragen aus dem Gespräch:"


def of_meeting(dialogue_id: int) -> list[LeadingQuestion]:
    """Return the Leitfragen of a meeting, the first rank first."""
    wanted = select(LeadingQuestion).where(LeadingQuestion.dialogue_id == dialogue_id)
    return list(db.session.scalars(wanted.order_by(LeadingQuestion.rank, LeadingQuestion.id).limit(MANY)))


def of_vision(vision: Vision) -> list[str]:
    """Return the first Leitfragen of a vision's meeting by rank; where theses carry it, those of other theses are left out."""
    carried = select(vision_thesis.c.thesis_id).where(vision_thesis.c.vision_id == vision.id)
    theses = list(db.session.scalars(carried))
    wanted = select(LeadingQuestion.text).where(LeadingQuestion.dialogue_id == vision.dialogue_id)
    if theses:
        wanted = wanted.where(or_(LeadingQuestion.thesis_id.is_(None), LeadingQuestion.thesis_id.in_(theses)))
    return list(db.session.scalars(wanted.order_by(LeadingQuestion.rank, LeadingQuestion.id).limit(MOST)))


def joined(text: str, questions: Sequence[str], most: int) -> str:
    """Return a text with questions as a list at its end; of at most `most` signs: questions that no longer fit are left out."""
    kept: list[str] = []
    for one in questions:
        if len(_with(text, [*kept, one])) <= most:
            kept.append(one)
    return _with(text, kept) if kept else text


def _with(text: str, questions: Sequence[str]) -> str:
    return "\n".join([text.rstrip(), "", HEAD, *(f"- {one}" for one in questions)])


@dataclass(frozen=True)
class TakenPart:
    """A text of a higher room that may have taken Leitfragen along: what it is, its page for the office, its words.

    Slot dialogues.taken is asked with dialogue_id=, of a meeting.
    """

    label: str
    address: str
    text: str


def places(questions: Sequence[LeadingQuestion], parts: Sequence[TakenPart]) -> dict[int, list[TakenPart]]:
    """Return for each question, by id, the texts in which it stands word for word."""
    return {one.id: [part for part in parts if one.text in part.text] for one in questions}
