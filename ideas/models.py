"""Rows of the Ideenspeicher: ideas, their steps, categories, and the addresses of authors who gave one."""

from __future__ import annotations

import enum
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.rows import Base, Key, Line, Moment, Versioned, Word, words
from ideas.stages import Stage
from radar.models import ActivityArea, District

TITLE_LENGTH = 120
TEXT_LENGTH = 4000
PLACE_LENGTH = 200
LANGUAGE_LENGTH = 35
KEYWORD_LENGTH = 40


class Source(enum.StrEnum):
    """Weg, auf dem eine Idee kam."""

    WEB = "web"
    CARD = "card"
    PHONE = "phone"
    MEETING = "meeting"
    SCHOOL = "school"
    IMPORT = "import"


SOURCE_WORDS = {
    Source.WEB: "Über das Formular",
    Source.CARD: "Auf einer Ideen-Karte",
    Source.PHONE: "Am Telefon",
    Source.MEETING: "Bei einem Treffen",
    Source.SCHOOL: "Aus einer Schule",
    Source.IMPORT: "Aus einer früheren Beteiligung",
}

idea_area = Table(
    "idea_area",
    Base.metadata,
    Column("idea_id", ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True),
    Column("area_id", ForeignKey("activity_area.id"), primary_key=True, index=True),
)

idea_keyword = Table(
    "idea_keyword",
    Base.metadata,
    Column("idea_id", ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True),
    Column("keyword_id", ForeignKey("keyword.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Keyword(Base):
    """Schlagwort: a word of the office's own on ideas, for the office alone; `key` is the word without capitals."""

    __tablename__ = "keyword"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(KEYWORD_LENGTH))
    key: Mapped[str] = mapped_column(String(KEYWORD_LENGTH * 2), unique=True)


class Category(Versioned, Base):
    """Art des Beitrags in den Worten der Menschen ("Mir fehlt etwas"); rows that the office renames."""

    __tablename__ = "category"

    id: Mapped[Key]
    key: Mapped[Word] = mapped_column(unique=True)
    label: Mapped[Word]
    short: Mapped[Word]
    about: Mapped[Line]
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class Bundle(Base):
    """Bündel: ideas that wish for the same in other words; each of them keeps its page and its text."""

    __tablename__ = "bundle"

    id: Mapped[Key]
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    made_at: Mapped[Moment]


class Unlike(Base):
    """Passt nicht: two ideas of which a person said that they wish for different things; proposed together no more."""

    __tablename__ = "idea_unlike"

    low_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True)
    high_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True, index=True)
    said_at: Mapped[Moment]


class Objection(Base):
    """Einspruch gegen ein Bündel: an author wants their idea to stand alone; seen_at is empty until the office has seen it."""

    __tablename__ = "idea_objection"

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True)
    bundle_title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    said_at: Mapped[Moment]
    seen_at: Mapped[Moment | None]


class Idea(Versioned, Base):
    """Idee, Bedarf, gutes Beispiel oder Angebot, mit Stand; published_at is set exactly while everybody may read it.

    redacted_at is the moment when the office last took words out of title or text; the words are kept nowhere.
    language is the BCP 47 code of title and text when it is not German; german_title and german_text are the office's
    translation beside them, gone with the words that they translate. claimed_by has the idea open right now, assigned_to
    is the account that takes care of it.
    """

    __tablename__ = "idea"
    __table_args__ = (
        UniqueConstraint("source_name", "source_ref"),
        Index(None, "published_at", "id"),
        Index(None, "stage", "submitted_at", "id"),
        Index(None, "district_id", "published_at"),
        Index(None, "category_id", "published_at"),
        Index(None, "stage", "published_at"),
    )

    id: Mapped[Key]
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(PLACE_LENGTH), default="")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    bundle_id: Mapped[int | None] = mapped_column(ForeignKey("bundle.id", ondelete="SET NULL"), index=True)
    stage: Mapped[Stage] = mapped_column(words(Stage, "stage"), default=Stage.RECEIVED)
    submitted_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    published_at: Mapped[Moment | None]
    redacted_at: Mapped[Moment | None]
    source: Mapped[Source] = mapped_column(words(Source, "source"), default=Source.WEB)
    source_name: Mapped[str | None] = mapped_column(String(80))
    source_ref: Mapped[str | None] = mapped_column(String(120))
    suspicion: Mapped[str | None] = mapped_column(String(40))
    nonce_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    claimed_at: Mapped[Moment | None]
    assigned_to: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)

    language: Mapped[str | None] = mapped_column(String(LANGUAGE_LENGTH))
    german_title: Mapped[str | None] = mapped_column(String(TITLE_LENGTH))
    german_text: Mapped[str | None] = mapped_column(Text)

    areas: Mapped[list[ActivityArea]] = relationship(secondary=idea_area, lazy="raise", order_by=ActivityArea.position)
    category: Mapped[Category | None] = relationship(lazy="raise")
    district: Mapped[District | None] = relationship(lazy="raise")
    steps: Mapped[list[Step]] = relationship(
        lazy="raise", order_by="Step.at, Step.id", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def public(self) -> bool:
        """Whether everybody may read it."""
        return self.published_at is not None

    @property
    def listed_title(self) -> str:
        """The title that lists show: the German one where there is a translation."""
        return self.german_title or self.title


class Step(Base):
    """Schritt auf dem Weg einer Idee: a stage, when, and what the stage says (place, day, reason), all of it public.

    inner_reason is for the office alone: it stands on no page, letter or export for others. letter_id is the promise of
    the author's letter in the outbox, which forgets it some days after it has left.
    """

    __tablename__ = "idea_step"

    id: Mapped[Key]
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    stage: Mapped[Stage] = mapped_column(words(Stage, "stage"))
    at: Mapped[Moment]
    place: Mapped[Line] = mapped_column(default="")
    on: Mapped[str] = mapped_column("on_day", String(10), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    inner_reason: Mapped[str | None] = mapped_column(Text)
    letter_id: Mapped[int | None]


class LastStep(Base):
    """Letzter Schritt des Büros an einer Idee, for undoing it: how the idea stood `before`, its version `after`.

    Holds no text of people; step_id is empty when the idea was only placed.
    """

    __tablename__ = "idea_last_step"

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    step_id: Mapped[int | None] = mapped_column(ForeignKey("idea_step.id", ondelete="CASCADE"), index=True)
    at: Mapped[Moment]
    after: Mapped[int]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)


class Contact(Base):
    """E-Mail-Adresse einer Person, die zu ihrer Idee Briefe möchte; confirmed_at is empty until the link was used."""

    __tablename__ = "idea_contact"

    id: Mapped[Key]
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    given_at: Mapped[Moment] = mapped_column(index=True)
    confirmed_at: Mapped[Moment | None]
