"""Rows of who is tied to whom: kinds of ties as the office words them, ties with their days."""

from __future__ import annotations

import enum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Line, Versioned, Word


class TieKind(enum.StrEnum):
    """Art einer Verbindung, die von Anfang an da ist, gelesen vom ersten zum zweiten; the office may add others."""

    MEMBER_OF = "member_of"
    PART_OF = "part_of"
    WORKS_FOR = "works_for"
    SPEAKS_FOR = "speaks_for"
    FUNDS = "funds"
    COOPERATES = "cooperates"
    DEPUTY_IN = "deputy_in"


TIE_WORDS = {
    TieKind.MEMBER_OF: ("ist Mitglied von", "hat als Mitglied"),
    TieKind.PART_OF: ("ist Teil von", "umfasst"),
    TieKind.WORKS_FOR: ("arbeitet für", "beschäftigt"),
    TieKind.SPEAKS_FOR: ("spricht für", "wird vertreten durch"),
    TieKind.FUNDS: ("fördert", "wird gefördert von"),
    TieKind.COOPERATES: ("arbeitet zusammen mit", "arbeitet zusammen mit"),
    TieKind.DEPUTY_IN: ("vertritt ein Mitglied in", "hat als Stellvertretung"),
}
"""How the kinds of ties read at the start, in both directions; from then on the rows of TieType count."""


class TieType(Versioned, Base):
    """Verbindungsart: its two labels; from_kinds and to_kinds hold ActorKind values, empty for any; never deleted."""

    __tablename__ = "tie_type"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    outward: Mapped[Word]
    inward: Mapped[Word]
    from_kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    to_kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class Tie(Versioned, Base):
    """Verbindung zwischen zwei Akteur*innen, gelesen vom ersten zum zweiten; days in ISO form, empty when unknown.

    kind is the key of a TieType, role what somebody is there ("Vorsitzende"); is_main marks the one role of a person
    that its sector follows. On the day until_on the tie is over, so that one that follows it may begin on that day.
    """

    __tablename__ = "tie"
    __table_args__ = (
        UniqueConstraint("from_id", "to_id", "kind", "since_on", "role"),
        CheckConstraint("from_id <> to_id", name="two_actors"),
    )

    id: Mapped[Key]
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    from_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(ForeignKey("tie_type.key"), index=True)
    role: Mapped[Word] = mapped_column(default="")
    is_main: Mapped[bool] = mapped_column(default=False)
    since_on: Mapped[str] = mapped_column(String(10), default="")
    until_on: Mapped[str] = mapped_column(String(10), default="")
    source: Mapped[Line] = mapped_column(default="")
