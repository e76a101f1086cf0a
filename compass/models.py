"""Rows of the Netzwerkkompass: actors, their competences, consents and ties, requests to join, challenges."""

from __future__ import annotations

import enum

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from core.rows import Base, Key, Line, Moment, Versioned, fold, words
from radar.models import ActivityArea

NAME_LENGTH = 160
ABOUT_LENGTH = 2000


class ActorKind(enum.StrEnum):
    """Art einer Akteurin oder eines Akteurs."""

    PERSON = "person"
    ORGANISATION = "organisation"
    INITIATIVE = "initiative"
    ALLIANCE = "alliance"
    CLUSTER = "cluster"


KIND_WORDS = {
    ActorKind.PERSON: "Person",
    ActorKind.ORGANISATION: "Organisation",
    ActorKind.INITIATIVE: "Initiative",
    ActorKind.ALLIANCE: "Bündnis",
    ActorKind.CLUSTER: "Cluster",
}


class Sector(enum.StrEnum):
    """Sektor: woher jemand kommt."""

    ADMINISTRATION = "administration"
    SCIENCE = "science"
    BUSINESS = "business"
    CIVIL_SOCIETY = "civil_society"


SECTOR_WORDS = {
    Sector.ADMINISTRATION: "Verwaltung",
    Sector.SCIENCE: "Wissenschaft",
    Sector.BUSINESS: "Wirtschaft",
    Sector.CIVIL_SOCIETY: "Zivilgesellschaft",
}


class CompetenceKind(enum.StrEnum):
    """Was ein Satz über jemanden sagt: was sie können, was sie interessiert, was sie anbieten."""

    COMPETENCE = "competence"
    INTEREST = "interest"
    OFFER = "offer"


COMPETENCE_WORDS = {
    CompetenceKind.COMPETENCE: "Kann",
    CompetenceKind.INTEREST: "Interessiert sich für",
    CompetenceKind.OFFER: "Bietet an",
}


class Purpose(enum.StrEnum):
    """Zweck einer Einwilligung."""

    PUBLIC = "public"
    MATCHING = "matching"


MARK_WORDS = {"in_politics": "Politik", "city_owned": "städtisch", "advisory_board": "Beirat"}
"""Marks beside the sector, by the name of their column; a marked actor never fills a citizen's place."""


PURPOSE_WORDS = {Purpose.PUBLIC: "Öffentliche Seite", Purpose.MATCHING: "Vorschläge für Aufgaben"}


class TieKind(enum.StrEnum):
    """Art einer Verbindung, gelesen vom ersten zum zweiten."""

    MEMBER_OF = "member_of"
    PART_OF = "part_of"
    WORKS_FOR = "works_for"
    SPEAKS_FOR = "speaks_for"
    FUNDS = "funds"
    COOPERATES = "cooperates"


TIE_WORDS = {
    TieKind.MEMBER_OF: ("ist Mitglied von", "hat als Mitglied"),
    TieKind.PART_OF: ("ist Teil von", "umfasst"),
    TieKind.WORKS_FOR: ("arbeitet für", "beschäftigt"),
    TieKind.SPEAKS_FOR: ("spricht für", "wird vertreten durch"),
    TieKind.FUNDS: ("fördert", "wird gefördert von"),
    TieKind.COOPERATES: ("arbeitet zusammen mit", "arbeitet zusammen mit"),
}

actor_area = Table(
    "actor_area",
    Base.metadata,
    Column("actor_id", ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True),
    Column("area_id", ForeignKey("activity_area.id"), primary_key=True, index=True),
)
challenge_area = Table(
    "challenge_area",
    Base.metadata,
    Column("challenge_id", ForeignKey("challenge.id", ondelete="CASCADE"), primary_key=True),
    Column("area_id", ForeignKey("activity_area.id"), primary_key=True, index=True),
)


class Actor(Versioned, Base):
    """Akteur*in im Netzwerkkompass; the three marks stand beside the sector and are shown apart in every balance."""

    __tablename__ = "actor"
    __table_args__ = (Index(None, "sort_key", "id"), Index(None, "sector", "sort_key"))

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    sort_key: Mapped[str] = mapped_column(String(NAME_LENGTH))
    kind: Mapped[ActorKind] = mapped_column(words(ActorKind, "kind"))
    sector: Mapped[Sector] = mapped_column(words(Sector, "sector"))
    in_politics: Mapped[bool] = mapped_column(default=False)
    city_owned: Mapped[bool] = mapped_column(default=False)
    advisory_board: Mapped[bool] = mapped_column(default=False)
    about: Mapped[str] = mapped_column(Text, default="")
    web: Mapped[Line] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    added_at: Mapped[Moment]
    changed_at: Mapped[Moment]

    areas: Mapped[list[ActivityArea]] = relationship(secondary=actor_area, lazy="raise", order_by=ActivityArea.position)
    competences: Mapped[list[Competence]] = relationship(
        lazy="raise", order_by="Competence.id", cascade="all, delete-orphan", passive_deletes=True
    )
    consents: Mapped[list[Consent]] = relationship(
        lazy="raise", order_by="Consent.id", cascade="all, delete-orphan", passive_deletes=True
    )

    @validates("name")
    def _follow(self, _: str, name: str) -> str:
        self.sort_key = fold(name)[:NAME_LENGTH]
        return name


class Competence(Base):
    """Kompetenz, Interesse oder Angebot: one short text as the actor would say it; one piece of evidence for matching."""

    __tablename__ = "competence"

    id: Mapped[Key]
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    kind: Mapped[CompetenceKind] = mapped_column(words(CompetenceKind, "kind"))
    text: Mapped[Line]
    confirmed: Mapped[bool] = mapped_column(default=False)
    noted_at: Mapped[Moment]


class Consent(Base):
    """Einwilligung zu einem Zweck; it counts until withdrawn_at is set, and only one of a purpose can count."""

    __tablename__ = "consent"
    __table_args__ = (
        Index(
            "uq_consent_standing",
            "actor_id",
            "purpose",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[Purpose] = mapped_column(words(Purpose, "purpose"))
    given_at: Mapped[Moment]
    wording: Mapped[str] = mapped_column(Text)
    channel: Mapped[Line]
    withdrawn_at: Mapped[Moment | None]


class Tie(Base):
    """Verbindung zwischen zwei Akteur*innen, gelesen vom ersten zum zweiten; days in ISO form, empty when unknown."""

    __tablename__ = "tie"
    __table_args__ = (
        UniqueConstraint("from_id", "to_id", "kind", "since_on"),
        CheckConstraint("from_id <> to_id", name="two_actors"),
    )

    id: Mapped[Key]
    from_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    kind: Mapped[TieKind] = mapped_column(words(TieKind, "kind"))
    since_on: Mapped[str] = mapped_column(String(10), default="")
    until_on: Mapped[str] = mapped_column(String(10), default="")
    source: Mapped[Line] = mapped_column(default="")


class JoinState(enum.StrEnum):
    """Stand einer Selbsteintragung."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class JoinRequest(Versioned, Base):
    """Selbsteintragung: what somebody wrote about themselves; becomes an actor once confirmed and agreed to.

    The two wordings are the sentences somebody agreed to when they asked, empty where they did not.
    """

    __tablename__ = "join_request"
    __table_args__ = (Index(None, "state", "asked_at", "id"),)

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    kind: Mapped[ActorKind] = mapped_column(words(ActorKind, "kind"))
    sector: Mapped[Sector] = mapped_column(words(Sector, "sector"))
    about: Mapped[str] = mapped_column(Text, default="")
    web: Mapped[Line] = mapped_column(default="")
    competences: Mapped[str] = mapped_column(Text, default="")
    interests: Mapped[str] = mapped_column(Text, default="")
    offers: Mapped[str] = mapped_column(Text, default="")
    contact_name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    email: Mapped[str] = mapped_column(String(254))
    public_wording: Mapped[str] = mapped_column(Text, default="")
    matching_wording: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[JoinState] = mapped_column(words(JoinState, "state"), default=JoinState.ASKED)
    suspicion: Mapped[str | None] = mapped_column(String(40))
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
    asked_at: Mapped[Moment]
    confirmed_at: Mapped[Moment | None]
    answered_at: Mapped[Moment | None]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id", ondelete="SET NULL"), index=True)


class Challenge(Versioned, Base):
    """Herausforderung: for what people are sought; may come from a thing of any room (source_kind, source_id)."""

    __tablename__ = "challenge"
    __table_args__ = (Index(None, "source_kind", "source_id"), Index(None, "made_at", "id"))

    id: Mapped[Key]
    title: Mapped[str] = mapped_column(String(NAME_LENGTH))
    text: Mapped[str] = mapped_column(Text, default="")
    source_kind: Mapped[str | None] = mapped_column(String(40))
    source_id: Mapped[int | None]
    made_at: Mapped[Moment]

    areas: Mapped[list[ActivityArea]] = relationship(
        secondary=challenge_area, lazy="raise", order_by=ActivityArea.position
    )
