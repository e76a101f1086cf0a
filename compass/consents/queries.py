"""Reads of wordings: how many agreed to today's, and who to an older one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from compass import queries, wordings
from compass.models import PURPOSE_WORDS, Actor, Consent, Purpose
from core.db import db

PAGE = 50


@dataclass(frozen=True)
class WordingLine:
    """One purpose: its word, its wording now, how many agreed to it, and how many of them to an older wording."""

    purpose: Purpose
    word: str
    wording: str
    agreed: int
    older: int


@dataclass(frozen=True)
class OlderLine:
    """Somebody who agreed to an older wording."""

    consent: Consent
    actor_id: int
    name: str


def _standing(purpose: Purpose) -> tuple[ColumnElement[bool], ...]:
    counts = (Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
    return (*counts, Consent.actor_id.in_(queries.agreed(purpose)))


def lines() -> list[WordingLine]:
    """Return all purposes with their figures, in two statements."""
    marks, rows = wordings.marks(), _counted()
    return [
        WordingLine(
            one,
            PURPOSE_WORDS[one],
            wordings.now(one),
            sum(number for (purpose, _), number in rows.items() if purpose is one),
            sum(number for (purpose, mark), number in rows.items() if purpose is one and mark not in marks[one]),
        )
        for one in Purpose
    ]


def _counted() -> dict[tuple[Purpose, str], int]:
    unrestricted = select(Actor.id).where(Actor.restricted_at.is_(None))
    wanted = select(Consent.purpose, Consent.wording_mark, func.count())
    wanted = wanted.where(Consent.withdrawn_at.is_(None), Consent.actor_id.in_(unrestricted))
    rows = db.session.execute(wanted.group_by(Consent.purpose, Consent.wording_mark))
    return {(purpose, mark): number for purpose, mark, number in rows}


def older(purpose: Purpose, after: int = 0) -> Sequence[OlderLine]:
    """Return who agreed to an older wording, by the consent's id; one more than a page says that there are more."""
    known = sorted(wordings.marks()[purpose])
    wanted = select(Consent, Actor.id, Actor.name).join(Actor, Actor.id == Consent.actor_id)
    wanted = wanted.where(*_standing(purpose), Consent.wording_mark.not_in(known), Consent.id > after)
    return [OlderLine(*row) for row in db.session.execute(wanted.order_by(Consent.id).limit(PAGE + 1))]
