"""Rows of the council papers: papers, bodies, consultations with their decisions, council members."""

from __future__ import annotations

import enum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from core.rows import Base, Key, Line, Moment, Versioned, Word, fold, words

SUBJECT_LENGTH = 300


class PaperKind(enum.StrEnum):
    """Art einer Vorlage."""

    DECISION = "decision"
    INFORMATION = "information"


KIND_WORDS = {PaperKind.DECISION: "Beschlussvorlage", PaperKind.INFORMATION: "Informationsvorlage"}


class PaperState(enum.StrEnum):
    """Stand einer Vorlage."""

    DRAFT = "draft"
    RELEASED = "released"
    DECIDED = "decided"


STATE_WORDS = {
    PaperState.DRAFT: "Entwurf",
    PaperState.RELEASED: "In Beratung",
    PaperState.DECIDED: "Beschlossen",
}


class BodyKind(enum.StrEnum):
    """Art eines Gremiums."""

    BOARD = "board"
    COMMITTEE = "committee"
    DISTRICT = "district"
    COUNCIL = "council"


BODY_WORDS = {
    BodyKind.BOARD: "Verwaltungsvorstand",
    BodyKind.COMMITTEE: "Ausschuss",
    BodyKind.DISTRICT: "Bezirksvertretung",
    BodyKind.COUNCIL: "Rat",
}


class ConsultationRole(enum.StrEnum):
    """Aufgabe eines Gremiums in einer Beratungsfolge."""

    RECOMMENDS = "recommends"
    DECIDES = "decides"
    NOTES = "notes"


ROLE_WORDS = {
    ConsultationRole.RECOMMENDS: "Empfehlung",
    ConsultationRole.DECIDES: "Entscheidung",
    ConsultationRole.NOTES: "Kenntnisnahme",
}


class Outcome(enum.StrEnum):
    """Ergebnis einer Beratung, in den Worten der Tagesordnungen."""

    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    REJECTED = "rejected"
    CHANGED = "changed"
    NOTED = "noted"
    POSTPONED = "postponed"


OUTCOME_WORDS = {
    Outcome.UNANIMOUS: "einstimmig beschlossen",
    Outcome.MAJORITY: "mit Mehrheit beschlossen",
    Outcome.REJECTED: "mit Mehrheit abgelehnt",
    Outcome.CHANGED: "abweichend vom Beschlussvorschlag beschlossen",
    Outcome.NOTED: "zur Kenntnis genommen",
    Outcome.POSTPONED: "vertagt",
}


class Body(Versioned, Base):
    """Gremium, das berät, empfiehlt oder entscheidet."""

    __tablename__ = "body"

    id: Mapped[Key]
    name: Mapped[Word] = mapped_column(unique=True)
    article: Mapped[str] = mapped_column(String(4), default="Der")
    sort_key: Mapped[Word]
    kind: Mapped[BodyKind] = mapped_column(words(BodyKind, "kind"))
    active: Mapped[bool] = mapped_column(default=True)

    @property
    def called(self) -> str:
        """How a sentence begins with it: "Der Rat der Stadt"."""
        return f"{self.article} {self.name}"

    @validates("name")
    def _follow(self, _: str, name: str) -> str:
        self.sort_key = fold(name)[:80]
        return name


class Paper(Versioned, Base):
    """Vorlage für Politik und Verwaltungsvorstand: a draft until released; its number comes from the council system, by hand."""

    __tablename__ = "paper"
    __table_args__ = (
        Index(None, "state", "released_at", "id"),
        CheckConstraint("deliverable_id IS NULL OR box_id IS NULL", name="one_source"),
    )

    id: Mapped[Key]
    deliverable_id: Mapped[int | None] = mapped_column(ForeignKey("deliverable.id"), index=True)
    box_id: Mapped[int | None] = mapped_column(ForeignKey("box.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("activity_area.id"), index=True)
    kind: Mapped[PaperKind] = mapped_column(words(PaperKind, "kind"), default=PaperKind.DECISION)
    state: Mapped[PaperState] = mapped_column(words(PaperState, "state"), default=PaperState.DRAFT)
    number: Mapped[str] = mapped_column(String(40), default="")
    office: Mapped[Line] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(String(SUBJECT_LENGTH))
    product_group: Mapped[Line] = mapped_column(default="")
    effects_result: Mapped[str] = mapped_column(Text, default="")
    effects_finance: Mapped[str] = mapped_column(Text, default="")
    earlier: Mapped[str] = mapped_column(Text, default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    resolution: Mapped[str] = mapped_column(Text, default="")
    reasons: Mapped[str] = mapped_column(Text, default="")
    attachments: Mapped[str] = mapped_column(Text, default="")
    signer_left: Mapped[Line] = mapped_column(default="")
    signer_right: Mapped[Line] = mapped_column(default="")
    in_public: Mapped[bool] = mapped_column(default=True)
    nonce_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    drafted_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    released_at: Mapped[Moment | None]

    consultations: Mapped[list[Consultation]] = relationship(
        lazy="raise",
        order_by="Consultation.held_on, Consultation.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    @property
    def public(self) -> bool:
        """Whether everybody may read it: released, and not for closed sittings only."""
        return self.released_at is not None and self.in_public


class Consultation(Versioned, Base):
    """Beratung einer Vorlage in einem Gremium: when, in public or not, recommending or deciding."""

    __tablename__ = "consultation"

    id: Mapped[Key]
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    held_on: Mapped[str] = mapped_column(String(10))
    in_public: Mapped[bool] = mapped_column(default=True)
    role: Mapped[ConsultationRole] = mapped_column(words(ConsultationRole, "role"))

    body: Mapped[Body] = relationship(lazy="raise")
    decision: Mapped[Decision | None] = relationship(
        lazy="raise", uselist=False, cascade="all, delete-orphan", passive_deletes=True
    )


class Decision(Base):
    """Beschluss oder Empfehlung aus einer Beratung, typed in by the office; `plain` is the sentence citizens read."""

    __tablename__ = "decision"

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"), unique=True)
    outcome: Mapped[Outcome] = mapped_column(words(Outcome, "outcome"))
    yes: Mapped[int | None]
    no: Mapped[int | None]
    abstained: Mapped[int | None]
    agenda_item: Mapped[str] = mapped_column(String(40), default="")
    wording: Mapped[str] = mapped_column(Text, default="")
    plain: Mapped[str] = mapped_column(Text)
    noted_at: Mapped[Moment]


class CouncilMember(Versioned, Base):
    """Mitglied von Rat oder Ausschuss, das mit einem Einmal-Link in den Leseraum kommt."""

    __tablename__ = "council_member"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(160))
    sort_key: Mapped[str] = mapped_column(String(160))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), index=True)
    active: Mapped[bool] = mapped_column(default=True)

    @validates("name")
    def _follow(self, _: str, name: str) -> str:
        self.sort_key = fold(name)[:160]
        return name
