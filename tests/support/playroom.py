"""A tiny room that only tests know: rows to count, to vote on, to store once, and doors that behave well and badly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, request
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from core.audience import public
from core.db import after_answer, after_commit, db, own_transactions, writing
from core.errors import Refused
from core.room import Room
from core.rows import Versioned


class PlayBase(DeclarativeBase):
    """Parent of the playroom's rows: apart from the house's, which the migrations know."""


class Tally(PlayBase):
    """A counter without a version."""

    __tablename__ = "play_tally"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(default=0)


class Poll(Versioned, PlayBase):
    """A counter that notices when somebody else was faster."""

    __tablename__ = "play_poll"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(default=0)


class Card(PlayBase):
    """A text that is stored once."""

    __tablename__ = "play_card"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    text: Mapped[str] = mapped_column(default="")


Hook = Callable[[], object]


def nothing() -> None:
    """Do nothing."""


class Play:
    """What a test hangs into the room's doors: a call between reading and writing, one in slow work, one afterwards."""

    def __init__(self) -> None:
        self.between: Hook = nothing
        self.slow: Hook = nothing
        self.afterwards: Hook = nothing

    def room(self) -> Room:
        """Return the room with fresh doors."""
        door = public("play", __name__, url_prefix="/spiel")
        door.before_request(look_first)
        for name, view in self._views().items():
            door.add_url_rule(f"/{name}", name, view, methods=["GET" if name in {"lesen", "blick"} else "POST"])
        return Room("play", blueprints=(door,))

    def _views(self) -> dict[str, Callable[[], Any]]:
        def zaehlen() -> str:
            row = db.session.get_one(Tally, 1, with_for_update=True)
            row.number += 1
            return "gezählt"

        def stimmen() -> str:
            row = db.session.get_one(Poll, 1)
            number = row.number
            self.between()
            row.number = number + 1
            return "gestimmt"

        def karte() -> str:
            db.session.add(Card(key=request.form["key"], text=request.form.get("text", "")))
            after_commit(self.afterwards)
            return "gelegt"

        def falsch() -> tuple[str, int]:
            karte()
            db.session.flush()
            return "so nicht", 422

        def abgelehnt() -> str:
            karte()
            db.session.flush()
            raise Refused("Diese Karte liegt schon woanders.")

        def kaputt() -> str:
            karte()
            db.session.flush()
            raise RuntimeError("a fault of ours")

        @own_transactions
        def langsam() -> str:
            self.slow()
            with writing():
                karte()
            return "endlich"

        def lesen() -> str:
            karte_aus_anfrage = Card(key=request.args["key"])
            db.session.add(karte_aus_anfrage)
            db.session.flush()
            return "gelesen"

        def blick() -> str:
            after_answer(self.afterwards)
            return "geschaut"

        views: list[Callable[[], Any]] = [zaehlen, stimmen, karte, falsch, abgelehnt, kaputt, langsam, lesen, blick]
        return {view.__name__: view for view in views}


def look_first() -> None:
    """Read a row before the view does, as every guard of the office does."""
    db.session.get(Card, 0)


def blueprint_names(rooms: tuple[Room, ...]) -> list[str]:
    """Return the names of all doors."""
    doors: list[Blueprint] = [door for room in rooms for door in room.blueprints]
    return [door.name for door in doors]
