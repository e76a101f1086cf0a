"""A tiny room that only tests know: rows to count, to vote on, to store once, and doors that behave well and badly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import request
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from core.audience import public
from core.db import after_answer, after_commit, db, own_transactions, writing
from core.errors import Refused
from core.room import Room
from core.rows import Versioned

READS = {"sly", "glance"}


class PlayBase(DeclarativeBase):
    """Parent of the playroom's rows: apart from the house's, which the migrations know."""


class Tally(PlayBase):
    """A counter without a version."""

    __tablename__ = "play_tally"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]


class Poll(Versioned, PlayBase):
    """A counter that notices when somebody else was faster."""

    __tablename__ = "play_poll"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]


class Card(PlayBase):
    """A text that is stored once."""

    __tablename__ = "play_card"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    text: Mapped[str]


def nothing() -> None:
    """Do nothing."""


def look_first() -> None:
    """Read a row before the view does."""
    db.session.get(Card, 0)


@dataclass
class Play:
    """What a test hangs into the doors: a call between reading and writing, one in slow work, one afterwards."""

    between: Callable[[], object] = nothing
    slow: Callable[[], object] = nothing
    afterwards: Callable[[], object] = nothing

    def room(self) -> Room:
        """Return the room; its guard reads a row first, as every guard of the office does."""
        door = public("play", __name__, url_prefix="/spiel")
        door.before_request(look_first)
        views = (self.count, self.vote, self.lay, self.wrong, self.refused, self.broken, self.slowly)
        for view in (*views, self.sly, self.glance):
            name = view.__name__
            door.add_url_rule(f"/{name}", name, view, methods=["GET" if name in READS else "POST"])
        return Room("play", blueprints=(door,))

    def count(self) -> str:
        """Raise the counter, its row locked."""
        db.session.get_one(Tally, 1, with_for_update=True).number += 1
        return "counted"

    def vote(self) -> str:
        """Raise the versioned counter, its row not locked."""
        row = db.session.get_one(Poll, 1)
        number = row.number
        self.between()
        row.number = number + 1
        return "voted"

    def lay(self) -> str:
        """Store a card."""
        db.session.add(Card(key=request.values["key"], text=request.values.get("text", "")))
        db.session.flush()
        after_commit(self.afterwards)
        return "laid"

    def wrong(self) -> tuple[str, int]:
        """Store a card and answer that something was wrong with it."""
        return self.lay(), 422

    def refused(self) -> str:
        """Store a card and refuse it."""
        self.lay()
        raise Refused("Diese Karte liegt schon woanders.")

    def broken(self) -> str:
        """Store a card and fall over."""
        self.lay()
        raise RuntimeError("a fault of ours")

    @own_transactions
    def slowly(self) -> str:
        """Do slow work, then store a card in a short transaction."""
        self.slow()
        with writing():
            return self.lay()

    def sly(self) -> str:
        """Store a card although this is a GET."""
        return self.lay()

    def glance(self) -> str:
        """Promise a small write for after the answer."""
        after_answer(self.afterwards)
        return "seen"
