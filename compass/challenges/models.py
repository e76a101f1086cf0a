"""Rows beside a challenge: who was put into the team or kept out by hand, and what became of a suggestion."""

from __future__ import annotations

import enum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from compass.models import Actor, Challenge
from core.rows import Base, Key, Moment, Versioned, words

SAID_LENGTH = 300


class State(enum.StrEnum):
    """Was aus einem Vorschlag wurde, in der Reihenfolge, in der es geschieht."""

    SUGGESTED = "suggested"
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNFIT = "unfit"


STATE_WORDS = {
    State.SUGGESTED: "Vorgeschlagen",
    State.INVITED: "Gefragt",
    State.ACCEPTED: "Zugesagt",
    State.DECLINED: "Abgesagt",
    State.UNFIT: "Passt nicht zu dieser Aufgabe",
}


class UnfitReason(enum.StrEnum):
    """Sachlicher Grund, warum jemand zu dieser einen Aufgabe nicht passt; about the match, never about the person."""

    OTHER_SUBJECT = "other_subject"
    OUTDATED = "outdated"
    OTHER_PLACE = "other_place"
    NO_TIME = "no_time"
    INVOLVED = "involved"


REASON_WORDS = {
    UnfitReason.OTHER_SUBJECT: "Der Beleg meint etwas anderes",
    UnfitReason.OUTDATED: "Die Angabe ist veraltet",
    UnfitReason.OTHER_PLACE: "Ist woanders tätig",
    UnfitReason.NO_TIME: "Kann zu dieser Zeit nicht",
    UnfitReason.INVOLVED: "Ist an der Aufgabe schon anders beteiligt",
}


class TeamPick(Base):
    """Festlegung im Team: somebody is in for sure (is_in) or kept out; account_id decided so."""

    __tablename__ = "team_pick"
    __table_args__ = (UniqueConstraint("challenge_id", "actor_id"),)

    id: Mapped[Key]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    is_in: Mapped[bool]
    picked_at: Mapped[Moment]


class SuggestionFeedback(Versioned, Base):
    """Rückmeldung zu einem Vorschlag: its state; place (from 1) and points of then, 0 when not on the list of then.

    reason and said are there for UNFIT alone. Kept for a year after changed_at.
    """

    __tablename__ = "suggestion_feedback"
    __table_args__ = (UniqueConstraint("challenge_id", "actor_id"), Index(None, "changed_at", "id"))

    id: Mapped[Key]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    state: Mapped[State] = mapped_column(words(State, "state"))
    reason: Mapped[UnfitReason | None] = mapped_column(words(UnfitReason, "reason"))
    said: Mapped[str] = mapped_column(String(SAID_LENGTH), default="")
    place: Mapped[int] = mapped_column(default=0)
    points: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[Moment]
    changed_at: Mapped[Moment]

    actor: Mapped[Actor] = relationship(lazy="raise")
    challenge: Mapped[Challenge] = relationship(lazy="raise")
