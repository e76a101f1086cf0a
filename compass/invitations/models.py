"""Rows of invitations: templates of letters, rounds, and each invited actor with its answer."""

from __future__ import annotations

import enum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from compass.models import NAME_LENGTH, Actor
from core.rows import Base, Key, Line, Moment, Versioned, Word, words

TEXT_LENGTH = 4000
NOTE_LENGTH = 500
WORDING_LENGTH = 600


class Way(enum.StrEnum):
    """Was der Brief bittet: to come oneself, or to release somebody and say whom."""

    SELF = "self"
    RELEASE = "release"


class Stage(enum.StrEnum):
    """Stand einer Einladungsrunde."""

    DRAFT = "draft"
    SENDING = "sending"
    SENT = "sent"


class Answer(enum.StrEnum):
    """Antwort auf eine Einladung."""

    YES = "yes"
    NO = "no"
    LATER = "later"
    OTHER = "other"


class InvitationTemplate(Versioned, Base):
    """Briefvorlage: subject and text with placeholders of a fixed list; switched off, never deleted."""

    __tablename__ = "invitation_template"

    id: Mapped[Key]
    name: Mapped[Word]
    key: Mapped[str] = mapped_column(String(160), unique=True)
    way: Mapped[Way] = mapped_column(words(Way, "way"))
    subject: Mapped[Line]
    body: Mapped[str] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(default=True)


class InvitationRound(Versioned, Base):
    """Einladungsrunde: what people are invited to, the words of the letter, how far it has got.

    day_on, answer_by_on are ISO days, starts_at and ends_at times (HH:MM) or empty; (about_kind, about_id) the thing it
    hangs on, if any; past holds the answers' numbers once the answers themselves are deleted.
    """

    __tablename__ = "invitation_round"
    __table_args__ = (Index(None, "about_kind", "about_id"), Index(None, "made_at", "id"))

    id: Mapped[Key]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    title: Mapped[str] = mapped_column(String(NAME_LENGTH))
    way: Mapped[Way] = mapped_column(words(Way, "way"))
    subject: Mapped[Line]
    body: Mapped[str] = mapped_column(Text)
    day_on: Mapped[str] = mapped_column(String(10), default="")
    starts_at: Mapped[str] = mapped_column(String(5), default="")
    ends_at: Mapped[str] = mapped_column(String(5), default="")
    place: Mapped[Line] = mapped_column(default="")
    answer_by_on: Mapped[str] = mapped_column(String(10), default="")
    about_kind: Mapped[str | None] = mapped_column(String(40))
    about_id: Mapped[int | None]
    narrowed: Mapped[Line] = mapped_column(default="")
    stage: Mapped[Stage] = mapped_column(words(Stage, "stage"), default=Stage.DRAFT)
    made_at: Mapped[Moment]
    sent_at: Mapped[Moment | None]
    reminded_at: Mapped[Moment | None]
    past: Mapped[dict[str, int] | None] = mapped_column(JSON)
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)


class Invitation(Base):
    """Einladung: one actor in a round; through_id is the head that gets the letter for it, left why it got none.

    Somebody sent instead (guest_*) has said nothing until guest_answer is set by the guest's own link, with the wording.
    """

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("round_id", "actor_id"), Index(None, "round_id", "letter_at", "id"))

    id: Mapped[Key]
    round_id: Mapped[int] = mapped_column(ForeignKey("invitation_round.id", ondelete="CASCADE"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    through_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id", ondelete="SET NULL"), index=True)
    letter_at: Mapped[Moment | None]
    left: Mapped[str] = mapped_column(String(20), default="")
    reminded_at: Mapped[Moment | None]
    answer: Mapped[Answer | None] = mapped_column(words(Answer, "answer"))
    answered_at: Mapped[Moment | None]
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    guest_name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    guest_email: Mapped[str] = mapped_column(String(254), default="")
    guest_answer: Mapped[Answer | None] = mapped_column(words(Answer, "guest_answer"))
    guest_answered_at: Mapped[Moment | None]
    guest_wording: Mapped[str] = mapped_column(String(WORDING_LENGTH), default="")

    actor: Mapped[Actor] = relationship(lazy="raise", foreign_keys=[actor_id])
    round: Mapped[InvitationRound] = relationship(lazy="raise")
