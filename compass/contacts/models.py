"""Rows of contacts with actors and of what is to follow them."""

from __future__ import annotations

import enum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, validates

from core.rows import Base, Key, Line, Moment, Versioned, Word, fold, words

TEXT_LENGTH = 2000
WORDS_LENGTH = 200


class Occasion(enum.StrEnum):
    """Art eines Kontakts."""

    CONVERSATION = "conversation"
    MAIL = "mail"
    VISIT = "visit"
    EVENT = "event"


OCCASION_WORDS = {
    Occasion.CONVERSATION: "Gespräch",
    Occasion.MAIL: "Mail oder Brief",
    Occasion.VISIT: "Besuch",
    Occasion.EVENT: "Veranstaltung",
}


class Contact(Versioned, Base):
    """Kontakt mit Akteur*innen: kind, day (ISO), what was said; a private one is for its author and the admin.

    text_key is the folded text, for the search within the log. In no public index, letter or journal; part of what each
    participant may ask to read (Art. 15), gone with the last of them.
    """

    __tablename__ = "contact"
    __table_args__ = (Index(None, "held_on", "id"),)

    id: Mapped[Key]
    occasion: Mapped[Occasion] = mapped_column(words(Occasion, "occasion"))
    held_on: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    text_key: Mapped[str] = mapped_column(Text)
    is_private: Mapped[bool] = mapped_column(default=False)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    written_at: Mapped[Moment]
    changed_at: Mapped[Moment | None]
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)

    @validates("text")
    def _follow(self, _: str, text: str) -> str:
        self.text_key = fold(text)
        return text


class Participant(Base):
    """Beteiligte*r an einem Kontakt."""

    __tablename__ = "contact_actor"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True, index=True)


class ContactLink(Base):
    """Verknüpfung eines Kontakts mit einer Sache anderer Räume: Idee, Treffen, Zirkel, Auftrag, Kickbox, Vorlage."""

    __tablename__ = "contact_thing"
    __table_args__ = (Index(None, "kind", "thing_id"),)

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[Word] = mapped_column(primary_key=True)
    thing_id: Mapped[int] = mapped_column(primary_key=True)


class FollowUp(Versioned, Base):
    """Wiedervorlage zu einer Akteurin oder einem Akteur: what is to be done by when (ISO day), and who takes care.

    Who pressed "done" is not kept: figures count the office, never one employee.
    """

    __tablename__ = "follow_up"
    __table_args__ = (Index(None, "due_on", "id"), Index(None, "owner_id", "due_on"))

    id: Mapped[Key]
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    due_on: Mapped[str] = mapped_column(String(10))
    words: Mapped[Line] = mapped_column(default="")
    made_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    done_at: Mapped[Moment | None] = mapped_column(index=True)
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
