"""Many ideas declined with one reason: in a few statements, so that a wave of two thousand is cleared in one go."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from core import clock, indexing, journal, slots, versions
from core.db import db
from core.errors import Refused
from core.journal import Who
from ideas.models import Contact, Idea, Step
from ideas.services.steps import tell_author, thing
from ideas.stages import WORDS, Stage, may_follow


def decline_all(ideas: Sequence[Idea], reason: str, who: Who) -> None:
    """Set ideas that the caller holds on "Nicht veröffentlicht", as advance() does with one; all of them or none."""
    if not reason.strip():
        raise Refused("Bitte schreiben Sie einen Grund auf.")
    if not all(may_follow(idea.stage, Stage.NOT_PUBLISHED) for idea in ideas):
        raise Refused("Eine dieser Ideen kann man nicht mehr ablehnen.")
    moment, steps = clock.now(), []
    for idea in ideas:
        idea.stage, idea.changed_at, idea.published_at = Stage.NOT_PUBLISHED, moment, None
        idea.claimed_by = idea.claimed_at = None
        steps.append(Step(idea_id=idea.id, stage=Stage.NOT_PUBLISHED, at=moment, reason=reason.strip()))
        journal.note("idea.advanced", thing(idea), who, stage=WORDS[Stage.NOT_PUBLISHED])
        indexing.changed(thing(idea))
    db.session.add_all(steps)
    db.session.flush()
    versions.up("ideas")
    addressed = set(db.session.scalars(select(Contact.idea_id).where(Contact.idea_id.in_([idea.id for idea in ideas]))))
    for idea, step in zip(ideas, steps, strict=True):
        if idea.id in addressed:
            tell_author(idea, step)
        slots.parts("ideas.stepped", idea=idea, step=step)
