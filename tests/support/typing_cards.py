"""Occasions and printed cards, made as the office makes them."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from core.db import db, writing
from core.journal import HOUSE
from ideas.models import Idea
from ideas.typed import services as typed
from ideas.typed.models import PrintedCard
from tests.support.forms import done, submit

LIST = "/buero/ideen/karten"


def occasion(office: FlaskClient, **more: object) -> str:
    """Make an occasion and return the address where its cards are typed."""
    given = {"name": "Stadtteilfest", "held_on": "2026-09-12", **more}
    return done(submit(office, LIST, LIST, **given))


def ideas() -> list[Idea]:
    """Return all ideas as they are stored now."""
    db.session.rollback()
    return list(db.session.scalars(select(Idea).order_by(Idea.id)))


def printed(number: int = 1, nonce: str = "batch") -> tuple[list[int], list[str]]:
    """Print blank cards; return their numbers and the codes on their strips."""
    with writing():
        batch = typed.make_cards(number, nonce, HOUSE)
        ids = list(db.session.scalars(select(PrintedCard.id).where(PrintedCard.batch_id == batch.id)))
    return sorted(ids), list(typed.card_codes(nonce, number))
