"""Rows of checklists: templates with their steps, and lists that hang on a date."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.rows import Base, Key, Line, Moment, Versioned, Word

TITLE_LENGTH = 160
WORDS_LENGTH = 120
FARTHEST = 365
"""So many days before or after its date a step may lie."""


class ChecklistPlan(Versioned, Base):
    """Vorlage für Checklisten; for_kind says on what it is offered ("dialogue"), empty for a date of one's own."""

    __tablename__ = "checklist_plan"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    for_kind: Mapped[Word] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    nonce_hash: Mapped[str | None] = mapped_column(String(64), unique=True)

    steps: Mapped[list[PlanStep]] = relationship(
        lazy="raise", order_by="PlanStep.days, PlanStep.id", cascade="all, delete-orphan", passive_deletes=True
    )


class PlanStep(Base):
    """Schritt einer Vorlage: days counted from the date (before it negative), what, who, and a link with one click.

    In link, {id} stands for the number of the thing on which the list hangs.
    """

    __tablename__ = "checklist_plan_step"

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(ForeignKey("checklist_plan.id", ondelete="CASCADE"), index=True)
    days: Mapped[int]
    words: Mapped[Line]
    who: Mapped[Word] = mapped_column(default="")
    link_label: Mapped[Word] = mapped_column(default="")
    link: Mapped[Line] = mapped_column(default="")


class Checklist(Versioned, Base):
    """Checkliste: hangs on a thing that has a date (its day is asked of it each time), or on a day of its own (ISO)."""

    __tablename__ = "checklist"
    __table_args__ = (
        UniqueConstraint("kind", "thing_id", "plan_id"),
        CheckConstraint("(thing_id IS NULL) = (kind = '')", name="whole_thing"),
        CheckConstraint("(thing_id IS NULL) = (own_on <> '')", name="one_day"),
    )

    id: Mapped[Key]
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("checklist_plan.id", ondelete="SET NULL"), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH), default="")
    own_on: Mapped[str] = mapped_column(String(10), default="")
    kind: Mapped[Word] = mapped_column(default="")
    thing_id: Mapped[int | None]
    made_at: Mapped[Moment]
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)

    steps: Mapped[list[ChecklistStep]] = relationship(
        lazy="raise",
        order_by="ChecklistStep.days, ChecklistStep.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )


class ChecklistStep(Base):
    """Schritt einer Checkliste, so copied from its template that later changes there leave it alone."""

    __tablename__ = "checklist_step"
    __table_args__ = (Index(None, "checklist_id", "days", "id"),)

    id: Mapped[Key]
    checklist_id: Mapped[int] = mapped_column(ForeignKey("checklist.id", ondelete="CASCADE"))
    days: Mapped[int]
    words: Mapped[Line]
    who: Mapped[Word] = mapped_column(default="")
    link_label: Mapped[Word] = mapped_column(default="")
    link: Mapped[Line] = mapped_column(default="")
    done_at: Mapped[Moment | None]
