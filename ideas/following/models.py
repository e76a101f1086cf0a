"""Rows of following: addresses with what they follow, the news to be told, how far each week's letters are."""

from __future__ import annotations

import enum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.rows import Base, Key, Line, Moment, Word, words
from core.things import Thing


class Rhythm(enum.StrEnum):
    """Wie oft jemand Briefe möchte."""

    AT_ONCE = "at_once"
    WEEKLY = "weekly"


RHYTHM_WORDS = {Rhythm.AT_ONCE: "Sofort, bei jedem Schritt", Rhythm.WEEKLY: "Einmal in der Woche, alles in einem Brief"}


class Follower(Base):
    """E-Mail-Adresse von jemandem, der Ideen folgt; gone with the last thing followed.

    `address_hash` finds the address again however it is written; `salt` goes into the tokens that end the letters.
    """

    __tablename__ = "follower"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a number never comes again: old links point at it

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(254))
    address_hash: Mapped[str] = mapped_column(String(64), unique=True)
    salt: Mapped[str] = mapped_column(String(32))

    @property
    def thing(self) -> Thing:
        """How links point at all that this address follows."""
        return Thing("follower", self.id)


class Following(Base):
    """Folgen: one address and either an idea, an Aktionsfeld or a Stadtbezirk; counts once `rhythm` is set.

    A stranger can only set `asked_rhythm`; the link in the letter makes it the one that counts.
    """

    __tablename__ = "following"
    __table_args__ = (
        UniqueConstraint("follower_id", "idea_id"),
        UniqueConstraint("follower_id", "area_id"),
        UniqueConstraint("follower_id", "district_id"),
        CheckConstraint(
            "CAST(idea_id IS NULL AS INTEGER) + CAST(area_id IS NULL AS INTEGER) + CAST(district_id IS NULL AS INTEGER) = 2",
            name="one_subject",
        ),
        Index(None, "rhythm", "follower_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Key]
    follower_id: Mapped[int] = mapped_column(ForeignKey("follower.id", ondelete="CASCADE"))
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("activity_area.id", ondelete="CASCADE"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id", ondelete="CASCADE"), index=True)
    rhythm: Mapped[Rhythm | None] = mapped_column(words(Rhythm, "rhythm"))
    asked_rhythm: Mapped[Rhythm] = mapped_column(words(Rhythm, "asked_rhythm"))
    asked_at: Mapped[Moment] = mapped_column(index=True)
    confirmed_at: Mapped[Moment | None]

    follower: Mapped[Follower] = relationship(lazy="raise")

    @property
    def thing(self) -> Thing:
        """How links point at it."""
        return Thing("following", self.id)


class News(Base):
    """Neuigkeit zu einer Idee, as followers read it; `upto` is the last follower who was told at once.

    It goes with its step, should the office take that back, and after a few weeks.
    """

    __tablename__ = "idea_news"

    id: Mapped[Key]
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    step_id: Mapped[int | None] = mapped_column(ForeignKey("idea_step.id", ondelete="CASCADE"), unique=True)
    at: Mapped[Moment] = mapped_column(index=True)
    word: Mapped[Word]
    sentence: Mapped[str] = mapped_column(Text)
    page: Mapped[Line]
    upto: Mapped[int] = mapped_column(default=0)


class WeeklyRound(Base):
    """Wochenbriefe einer Woche: the Monday up to which they tell, the last follower written to, when all were."""

    __tablename__ = "weekly_round"

    monday_on: Mapped[str] = mapped_column(String(10), primary_key=True)
    upto: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[Moment | None]
