"""What is written about an actor, as plain values: forms, imports and self-service hand it to the services."""

from __future__ import annotations

from dataclasses import dataclass

from compass.models import MARK_WORDS, ActorKind, Basis, Capacity, ContactKind, Reach, Sector


@dataclass(frozen=True)
class PointLine:
    """A further way to reach somebody; one with an end day (ISO) is a former one, by which only the search still finds."""

    kind: ContactKind
    value: str
    label: str = ""
    ended_on: str = ""


@dataclass(frozen=True)
class AddressLine:
    """An address, with which one it is (Sitz, Werkstatt, Post)."""

    street: str = ""
    postcode: str = ""
    town: str = ""
    label: str = ""


@dataclass(frozen=True)
class ReferenceLine:
    """An example of somebody's work."""

    title: str
    web: str = ""
    year: str = ""
    highlighted: bool = False


@dataclass(frozen=True)
class ActorDraft:
    """What is written about an actor; areas are ids of Aktionsfelder, the three lists one short text each.

    From `reach` on, None leaves what is there; an empty text or tuple takes it away.
    """

    name: str
    kind: ActorKind = ActorKind.ORGANISATION
    sector: Sector = Sector.CIVIL_SOCIETY
    about: str = ""
    web: str = ""
    contact_name: str = ""
    email: str = ""
    phone: str = ""
    note: str = ""
    areas: tuple[int, ...] = ()
    competences: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    in_politics: bool = False
    city_owned: bool = False
    advisory_board: bool = False
    reach: Reach | str | None = None
    everyday_expertise: str | None = None
    phone_label: str | None = None
    capacity: Capacity | None = None
    capacity_on: str | None = None
    basis: Basis | None = None
    source: str | None = None
    sector_follows: bool | None = None
    traits: tuple[int, ...] | None = None
    districts: tuple[int, ...] | None = None
    languages: tuple[str, ...] | None = None
    points: tuple[PointLine, ...] | None = None
    addresses: tuple[AddressLine, ...] | None = None
    references: tuple[ReferenceLine, ...] | None = None


PLAIN = ("name", "kind", "sector", "about", "web", "contact_name", "email", "phone", "note", *MARK_WORDS)
FURTHER = ("everyday_expertise", "phone_label", "basis", "source", "sector_follows")
"""Single values that a draft may leave alone."""
