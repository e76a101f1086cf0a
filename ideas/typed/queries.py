"""Every read about what is typed in: occasions, what was typed last, printed cards."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from core.db import db
from core.errors import NotThere
from ideas.models import Idea
from ideas.typed.models import CardBatch, Occasion, PrintedCard

SHOWN = 50
LAST = 10


def occasions() -> list[tuple[Occasion, int]]:
    """Return the newest occasions, each with how many ideas were typed for it."""
    counted = (
        select(Idea.source_name, func.count().label("number"))
        .where(Idea.source_name.in_(select(Occasion.name)))
        .group_by(Idea.source_name)
        .subquery()
    )
    wanted = (
        select(Occasion, func.coalesce(counted.c.number, 0))
        .outerjoin(counted, counted.c.source_name == Occasion.name)
        .order_by(Occasion.held_on.desc(), Occasion.id.desc())
    )
    return [(row[0], row[1]) for row in db.session.execute(wanted.limit(SHOWN))]


def occasion(number: int) -> Occasion:
    """Return one occasion."""
    found = db.session.get(Occasion, number)
    if found is None:
        raise NotThere
    return found


def named(name: str) -> Occasion | None:
    """Return the occasion of this name."""
    return db.session.scalars(select(Occasion).where(Occasion.name == name)).one_or_none()


def last_typed(occasion: Occasion) -> Sequence[Idea]:
    """Return what was typed last for an occasion, newest first."""
    wanted = select(Idea).where(Idea.source_name == occasion.name).order_by(Idea.id.desc())
    return db.session.scalars(wanted.limit(LAST)).all()


def how_many(occasion: Occasion) -> int:
    """Return how many ideas were typed for an occasion."""
    return db.session.scalar(select(func.count()).select_from(Idea).where(Idea.source_name == occasion.name)) or 0


def typed(occasion: Occasion, number: int) -> Idea:
    """Return one idea of an occasion."""
    found = db.session.get(Idea, number)
    if found is None or found.source_name != occasion.name:
        raise NotThere
    return found


def card(number: int) -> PrintedCard | None:
    """Return a printed card."""
    return db.session.get(PrintedCard, number)


def same_ref(occasion: Occasion, ref: str) -> Idea | None:
    """Return the idea that carries this card number within the occasion."""
    wanted = select(Idea).where(Idea.source_name == occasion.name, Idea.source_ref == ref)
    return db.session.scalars(wanted).one_or_none()


def idea_of(nonce_hash: str) -> Idea | None:
    """Return the idea of a form that was sent before."""
    return db.session.scalars(select(Idea).where(Idea.nonce_hash == nonce_hash)).one_or_none()


def batch(nonce_hash: str) -> CardBatch | None:
    """Return the cards printed by a form that was sent before."""
    return db.session.scalars(select(CardBatch).where(CardBatch.nonce_hash == nonce_hash)).one_or_none()


def card_ids(batch: CardBatch) -> Sequence[int]:
    """Return the numbers of a batch's cards in their order."""
    return db.session.scalars(
        select(PrintedCard.id).where(PrintedCard.batch_id == batch.id).order_by(PrintedCard.id)
    ).all()


def waits_to_be_typed(code_hash: str) -> bool:
    """Tell whether this Merk-Code stands on a card nobody has typed in yet."""
    wanted = select(PrintedCard.id).where(PrintedCard.code_hash == code_hash, PrintedCard.idea_id.is_(None))
    return db.session.scalars(wanted).first() is not None
