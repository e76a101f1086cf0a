"""Rows of actors: who they are, how to reach them, what they can, what they agreed to."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from compass.models.kinds import (
    NAME_LENGTH,
    ActorKind,
    Basis,
    Capacity,
    CompetenceKind,
    ContactKind,
    Purpose,
    Reach,
    Sector,
)
from compass.models.terms import Term
from core.rows import Base, Key, Line, Moment, Versioned, Word, fold, words
from radar.models import ActivityArea, District, Trait


def _many(name: str, other: str, column: str) -> Table:
    return Table(
        name,
        Base.metadata,
        Column("actor_id", ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True),
        Column(column, ForeignKey(f"{other}.id"), primary_key=True, index=True),
    )


actor_area = _many("actor_area", "activity_area", "area_id")
actor_trait = _many("actor_trait", "trait", "trait_id")
actor_district = _many("actor_district", "district", "district_id")


class Actor(Versioned, Base):
    """Akteur*in im Netzwerkkompass; the three marks stand beside the sector and are shown apart in every balance.

    sector always holds what counts; a person's follows the organisation of its main role while sector_follows.
    email and phone are the main ones, further and former ones are contact points. informed_at is the day of the letter
    after Art. 14 GDPR, restricted_at since when nothing may be done with the entry but keep it (Art. 18), checked_at when
    somebody last said that it is right, keep_until_on (ISO day) when it is to be looked at again.
    """

    __tablename__ = "actor"
    __table_args__ = (Index(None, "sort_key", "id"), Index(None, "sector", "sort_key"))

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    sort_key: Mapped[str] = mapped_column(String(NAME_LENGTH))
    kind: Mapped[ActorKind] = mapped_column(words(ActorKind, "kind"))
    sector: Mapped[Sector] = mapped_column(words(Sector, "sector"))
    sector_follows: Mapped[bool] = mapped_column(default=False)
    in_politics: Mapped[bool] = mapped_column(default=False)
    city_owned: Mapped[bool] = mapped_column(default=False)
    advisory_board: Mapped[bool] = mapped_column(default=False)
    reach: Mapped[Reach | None] = mapped_column(words(Reach, "reach"))
    about: Mapped[str] = mapped_column(Text, default="")
    everyday_expertise: Mapped[Line] = mapped_column(default="")
    capacity: Mapped[Capacity] = mapped_column(words(Capacity, "capacity"), default=Capacity.UNKNOWN)
    capacity_on: Mapped[str] = mapped_column(String(10), default="")
    web: Mapped[Line] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    email: Mapped[str] = mapped_column(String(254), default="", index=True)
    phone: Mapped[str] = mapped_column(String(60), default="")
    phone_label: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    basis: Mapped[Basis] = mapped_column(words(Basis, "basis"), default=Basis.CONSENT)
    source: Mapped[Line] = mapped_column(default="")
    is_example: Mapped[bool] = mapped_column(default=False)
    informed_at: Mapped[Moment | None]
    restricted_at: Mapped[Moment | None]
    checked_at: Mapped[Moment | None]
    keep_until_on: Mapped[str] = mapped_column(String(10), default="")
    added_at: Mapped[Moment]
    changed_at: Mapped[Moment]

    areas: Mapped[list[ActivityArea]] = relationship(secondary=actor_area, lazy="raise", order_by=ActivityArea.position)
    traits: Mapped[list[Trait]] = relationship(secondary=actor_trait, lazy="raise", order_by=Trait.position)
    districts: Mapped[list[District]] = relationship(secondary=actor_district, lazy="raise", order_by=District.sort_key)
    competences: Mapped[list[Competence]] = relationship(
        lazy="raise", order_by="Competence.id", cascade="all, delete-orphan", passive_deletes=True
    )
    consents: Mapped[list[Consent]] = relationship(
        lazy="raise", order_by="Consent.id", cascade="all, delete-orphan", passive_deletes=True
    )
    contact_points: Mapped[list[ContactPoint]] = relationship(
        lazy="raise", order_by="ContactPoint.id", cascade="all, delete-orphan", passive_deletes=True
    )
    addresses: Mapped[list[Address]] = relationship(
        lazy="raise", order_by="Address.id", cascade="all, delete-orphan", passive_deletes=True
    )
    languages: Mapped[list[Language]] = relationship(
        lazy="raise", order_by="Language.code", cascade="all, delete-orphan", passive_deletes=True
    )
    references: Mapped[list[Reference]] = relationship(
        lazy="raise", order_by="Reference.id", cascade="all, delete-orphan", passive_deletes=True
    )

    @validates("name")
    def _follow(self, _: str, name: str) -> str:
        self.sort_key = fold(name)[:NAME_LENGTH]
        return name


class ContactPoint(Base):
    """Weiterer oder früherer Weg zu jemandem; a former one (ended_on) is no longer used, but the search still finds by it.

    value_key is what the search compares: fold() of an e-mail or page, digits only of a phone number.
    """

    __tablename__ = "contact_point"
    __table_args__ = (Index(None, "value_key"),)

    id: Mapped[Key]
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ContactKind] = mapped_column(words(ContactKind, "kind"))
    label: Mapped[str] = mapped_column(String(40), default="")
    value: Mapped[Line]
    value_key: Mapped[Line]
    ended_on: Mapped[str] = mapped_column(String(10), default="")

    @validates("kind", "value")
    def _follow(self, name: str, given: str) -> str:
        kind, value = (given, self.value) if name == "kind" else (self.kind, given)
        digits = "".join(sign for sign in value or "" if sign.isdecimal())
        self.value_key = (digits if kind == ContactKind.PHONE else fold(value or ""))[:300]
        return given


class Address(Base):
    """Anschrift; label says which one (Sitz, Werkstatt, Post)."""

    __tablename__ = "actor_address"

    id: Mapped[Key]
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(40), default="")
    street: Mapped[Word] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(String(12), default="")
    town: Mapped[Word] = mapped_column(default="")


class Language(Base):
    """Sprache, in der man mit jemandem sprechen kann, als Kürzel (de, tr, uk, dgs)."""

    __tablename__ = "actor_language"

    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(12), primary_key=True, index=True)


class Reference(Base):
    """Referenz: ein Beispiel der Arbeit, mit Adresse; at most three of an actor are highlighted."""

    __tablename__ = "actor_reference"

    id: Mapped[Key]
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    title: Mapped[Line]
    web: Mapped[Line] = mapped_column(default="")
    year: Mapped[str] = mapped_column(String(4), default="")
    highlighted: Mapped[bool] = mapped_column(default=False)


class Competence(Base):
    """Kompetenz, Interesse oder Angebot: one short text as the actor would say it; one piece of evidence for matching.

    term_id is the term of the controlled list that the text means, empty while nobody folded it in.
    """

    __tablename__ = "competence"

    id: Mapped[Key]
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    kind: Mapped[CompetenceKind] = mapped_column(words(CompetenceKind, "kind"))
    text: Mapped[Line]
    term_id: Mapped[int | None] = mapped_column(ForeignKey("term.id", ondelete="SET NULL"), index=True)
    confirmed: Mapped[bool] = mapped_column(default=False)
    noted_at: Mapped[Moment]

    term: Mapped[Term | None] = relationship(lazy="raise")


class Consent(Base):
    """Einwilligung zu einem Zweck; it counts until withdrawn_at is set, and only one of a purpose can count.

    wording is what was read and agreed to, wording_mark its short fingerprint (the version), evidence where the proof is
    kept (a signed sheet, a letter's number), channel and withdrawn_channel how the Yes and the No were said.
    """

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
        Index(None, "purpose", "actor_id"),
    )

    id: Mapped[Key]
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[Purpose] = mapped_column(words(Purpose, "purpose"))
    given_at: Mapped[Moment]
    wording: Mapped[str] = mapped_column(Text)
    wording_mark: Mapped[str] = mapped_column(String(12), default="")
    channel: Mapped[Line]
    evidence: Mapped[Line] = mapped_column(default="")
    withdrawn_at: Mapped[Moment | None]
    withdrawn_channel: Mapped[Line] = mapped_column(default="")
