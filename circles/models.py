"""Rows of the Innovationszirkel: one circle per Handlungsfeld, its work orders, places, and results with measures."""

from __future__ import annotations

import enum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from compass.models import Actor
from core.rows import Base, Key, Line, Moment, Versioned, Word, words
from dialogues.models import Vision

TITLE_LENGTH = 160
GOAL_LENGTH = 4000
TEXT_LENGTH = 20000
SEATS = 60


class OrderState(enum.StrEnum):
    """Stand eines Arbeitsauftrags."""

    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"


STATE_WORDS = {OrderState.PLANNED: "Geplant", OrderState.RUNNING: "Läuft", OrderState.ENDED: "Abgeschlossen"}


class ResultKind(Versioned, Base):
    """Art des Ergebnisses (Positionspapier, Anforderungskatalog ...): a list that the office edits."""

    __tablename__ = "result_kind"

    id: Mapped[Key]
    name: Mapped[Word] = mapped_column(unique=True)
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class Circle(Versioned, Base):
    """Innovationszirkel eines Handlungsfelds: ongoing, works off one order after the other."""

    __tablename__ = "circle"

    id: Mapped[Key]
    field_id: Mapped[int] = mapped_column(ForeignKey("action_field.id"), unique=True)
    name: Mapped[Word]
    about: Mapped[str] = mapped_column(Text, default="")
    founded_at: Mapped[Moment]


class WorkOrder(Versioned, Base):
    """Arbeitsauftrag eines Zirkels: goal, kind of result, term, seats; only one of a circle runs at a time.

    erased holds the sectors of those who had a place when the work ended and were erased since: no names, no ids.
    """

    __tablename__ = "work_order"
    __table_args__ = (
        Index(
            "uq_work_order_running",
            "circle_id",
            unique=True,
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
        CheckConstraint("seats BETWEEN 1 AND 60", name="seats"),
    )

    id: Mapped[Key]
    circle_id: Mapped[int] = mapped_column(ForeignKey("circle.id"), index=True)
    vision_id: Mapped[int | None] = mapped_column(ForeignKey("vision.id"), index=True)
    result_kind_id: Mapped[int] = mapped_column(ForeignKey("result_kind.id"), index=True)
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("challenge.id", ondelete="SET NULL"), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    goal: Mapped[str] = mapped_column(Text)
    begins_on: Mapped[str] = mapped_column(String(10))
    ends_on: Mapped[str] = mapped_column(String(10))
    seats: Mapped[int]
    calling: Mapped[bool] = mapped_column(default=False)
    end_note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[OrderState] = mapped_column(words(OrderState, "state"), default=OrderState.PLANNED)
    made_at: Mapped[Moment]
    started_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]
    nonce_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    erased: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")

    circle: Mapped[Circle] = relationship(lazy="raise")
    vision: Mapped[Vision | None] = relationship(lazy="raise")
    result_kind: Mapped[ResultKind] = relationship(lazy="raise")
    places: Mapped[list[Place]] = relationship(
        lazy="raise", order_by="Place.id", cascade="all, delete-orphan", passive_deletes=True
    )
    deliverable: Mapped[Deliverable | None] = relationship(lazy="raise", back_populates="order", passive_deletes=True)

    @property
    def public(self) -> bool:
        """Whether everybody may see it: from its start on, and before it while people are called to join."""
        return self.state is not OrderState.PLANNED or self.calling


class Place(Base):
    """Platz im Zirkel, besetzt mit einer Akteurin oder einem Akteur."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("order_id", "actor_id"),)

    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id", ondelete="CASCADE"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    taken_at: Mapped[Moment]

    actor: Mapped[Actor] = relationship(lazy="raise")


class Deliverable(Versioned, Base):
    """Ergebnis eines Arbeitsauftrags, with measures; everybody reads it once it is released.

    A released one changes only with a note: `changed_at` and `revision_note` then say which version people read.
    """

    __tablename__ = "deliverable"
    __table_args__ = (Index(None, "released_at", "id"),)

    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), unique=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    summary: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    revision_note: Mapped[Line] = mapped_column(default="")
    released_at: Mapped[Moment | None]

    order: Mapped[WorkOrder] = relationship(lazy="raise", back_populates="deliverable")
    measures: Mapped[list[Measure]] = relationship(
        lazy="raise", order_by="Measure.position, Measure.id", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def public(self) -> bool:
        """Whether everybody may read it."""
        return self.released_at is not None

    @property
    def revised(self) -> bool:
        """Whether it was changed after its release."""
        return self.released_at is not None and self.changed_at > self.released_at


class Measure(Base):
    """Maßnahme, die ein Ergebnis vorschlägt."""

    __tablename__ = "measure"

    id: Mapped[Key]
    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    who: Mapped[Line] = mapped_column(default="")
    until: Mapped[Line] = mapped_column(default="")
