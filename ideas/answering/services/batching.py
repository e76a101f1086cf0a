"""The same answer for many ideas: prepared, looked at, published together, each idea all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core import clock
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from ideas.answering import queries as answers
from ideas.answering.models import Batch, Member
from ideas.answering.services.giving import GIVES, Words, give
from ideas.answering.wording import placed
from ideas.services import Said
from ideas.stages import Stage

MOST = 100
"""Ideas that one prepared answer may be for."""


@dataclass(frozen=True)
class Plan:
    """What a prepared answer says and which step it takes; the words may hold {Titel}."""

    words: Words
    stage: Stage
    place: str = ""
    on: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of publishing: how many answers stand now, how many were left out."""

    given: int
    left_out: int


def prepare(ideas: Sequence[int], plan: Plan) -> Batch:
    """Write an answer for several ideas; nobody outside the office sees it yet."""
    chosen = sorted(set(ideas))
    if not 0 < len(chosen) <= MOST:
        raise Refused(f"Bitte wählen Sie 1 bis {MOST} Ideen.")
    batch = Batch(made_at=clock.now())
    _put(batch, plan)
    batch.members = [Member(idea_id=number) for number in chosen]
    db.session.add(batch)
    db.session.flush()
    return batch


def reword(batch_id: int, plan: Plan, version: int) -> None:
    """Change what is said to all; what is published already stays as it was said."""
    batch = answers.locked_batch(batch_id)
    if batch.version != version:
        raise Refused("Jemand hat diesen Entwurf gerade geändert. Bitte laden Sie die Seite neu.")
    _put(batch, plan)


def keep_apart(batch_id: int, idea_id: int, text: str) -> None:
    """Give one idea of a draft words of its own ("" for the common ones again)."""
    _waiting(batch_id, idea_id).own_text = text


def take_out(batch_id: int, idea_id: int) -> None:
    """Take an idea out of a draft."""
    db.session.delete(_waiting(batch_id, idea_id))


def throw_away(batch_id: int) -> None:
    """Delete a draft; answers that were published from it stay."""
    db.session.delete(answers.locked_batch(batch_id))


def publish(batch_id: int, seen: Mapping[int, int], who: Who) -> Outcome:
    """Publish the answers for the ideas in `seen` (number: the version that was looked at).

    Each idea is answered whole or not at all. One that somebody changed meanwhile is left out, with the reason; the
    others go on. Sent twice, the second time finds nothing to do.
    """
    batch = answers.locked_batch(batch_id)
    given = left_out = 0
    for member in answers.members(batch.id):
        if member.given_at is not None or member.idea_id not in seen:
            continue
        try:
            with db.session.begin_nested():
                _answer(batch, member, seen[member.idea_id], who)
            given += 1
        except (Refused, NotThere) as reason:
            member.left_out = getattr(reason, "sentence", "Diese Idee gibt es nicht mehr.")[:300]
            left_out += 1
    db.session.flush()
    return Outcome(given, left_out)


def _answer(batch: Batch, member: Member, version: int, who: Who) -> None:
    idea = answers.titled(member.idea_id)
    words = Words(
        batch.role,
        placed(batch.short, idea),
        placed(member.own_text or batch.text, idea),
        batch.costs,
        batch.period,
    )
    give(member.idea_id, words, who, batch.stage, Said(batch.place, batch.on), version=version)
    member.given_at, member.left_out = clock.now(), ""


def _put(batch: Batch, plan: Plan) -> None:
    if plan.stage not in GIVES:
        raise Refused("Diesen Stand kann eine Antwort nicht setzen.")
    for name, value in plan.words.__dict__.items():
        setattr(batch, name, value)
    batch.stage, batch.place, batch.on = plan.stage, plan.place, plan.on


def _waiting(batch_id: int, idea_id: int) -> Member:
    """Return an idea of a draft that is not answered yet, the draft held until the end of the transaction."""
    answers.locked_batch(batch_id)
    member = answers.member(batch_id, idea_id)
    if member.given_at is not None:
        raise Refused("Diese Antwort ist schon veröffentlicht. Sie können sie auf der Seite der Idee ändern.")
    return member
