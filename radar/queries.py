"""Every read of the vocabulary: the whole tree at once, kept until somebody changes a word of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from sqlalchemy import select

from core import accounts, clock, versions
from core.db import db
from core.errors import NotThere
from core.journal import Entry as Noted
from core.rows import fold
from radar.lists import LISTS, SUBJECT, WordList
from radar.models import ActionField, ActivityArea, District, Entry, Sphere, Trait

Row = TypeVar("Row", bound=Entry)


@dataclass(frozen=True)
class Term:
    """One word of the vocabulary as everybody reads it; `active` is whether it is on offer."""

    id: int
    key: str
    name: str
    about: str
    active: bool


@dataclass(frozen=True)
class Area(Term):
    """Aktionsfeld with the Handlungsfeld it belongs to; on offer only while both are."""

    field_id: int
    field_key: str
    field_name: str


@dataclass(frozen=True)
class Field(Term):
    """Handlungsfeld with its Aktionsfelder on offer."""

    areas: tuple[Area, ...]


AnyTerm = TypeVar("AnyTerm", bound=Term)


def _on(terms: Iterable[AnyTerm]) -> tuple[AnyTerm, ...]:
    return tuple(term for term in terms if term.active)


@dataclass(frozen=True)
class Taxonomy:
    """The whole vocabulary. The plain names hold what is on offer, in order; the lookups by id know what is off too."""

    every_field: tuple[Field, ...]
    every_area: tuple[Area, ...]
    every_district: tuple[Term, ...]
    every_trait: tuple[Term, ...]
    every_sphere: tuple[Term, ...]

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Handlungsfelder on offer, each with its `areas`."""
        return _on(self.every_field)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Aktionsfelder on offer, those of one Handlungsfeld together."""
        return tuple(area for one in self.fields for area in one.areas)

    @cached_property
    def districts(self) -> tuple[Term, ...]:
        """Stadtbezirke on offer, sorted as Germans sort."""
        return _on(self.every_district)

    @cached_property
    def traits(self) -> tuple[Term, ...]:
        """Attributes of the Zielbild on offer."""
        return _on(self.every_trait)

    @cached_property
    def spheres(self) -> tuple[Term, ...]:
        """Spheres on offer."""
        return _on(self.every_sphere)

    @cached_property
    def areas_by_key(self) -> Mapping[str, Area]:
        """All Aktionsfelder by key (kg1 ... td2, and what a city added)."""
        return {area.key: area for area in self.every_area}

    @cached_property
    def _by_id(self) -> Mapping[str, Mapping[int, Term]]:
        kinds: dict[str, Sequence[Term]] = {
            "field": self.every_field,
            "area": self.every_area,
            "district": self.every_district,
            "trait": self.every_trait,
            "sphere": self.every_sphere,
        }
        return {kind: {term.id: term for term in terms} for kind, terms in kinds.items()}

    def terms(self, kind: str) -> tuple[Term, ...]:
        """Return all words of a kind (field, area, trait, sphere, district), off ones too, in order."""
        return tuple(self._by_id[kind].values())

    def term(self, kind: str, number: int | None) -> Term | None:
        """Return any word by its kind and id, also one that is off."""
        return self._by_id[kind].get(number or 0)

    def field(self, number: int | None) -> Field | None:
        """Return a Handlungsfeld by id."""
        found = self.term("field", number)
        return found if isinstance(found, Field) else None

    def area(self, number: int | None) -> Area | None:
        """Return an Aktionsfeld by id."""
        found = self.term("area", number)
        return found if isinstance(found, Area) else None

    def district(self, number: int | None) -> Term | None:
        """Return a Stadtbezirk by id."""
        return self.term("district", number)

    def district_named(self, name: str) -> int | None:
        """Return the id of the Stadtbezirk that is written so, whatever its case or umlauts."""
        wanted = fold(name)
        return next((one.id for one in self.every_district if fold(one.name) == wanted), None)


def taxonomy() -> Taxonomy:
    """Return the vocabulary as it stands; costs no statement while nobody changes it."""
    return versions.cached(SUBJECT, _taxonomy)


def _taxonomy() -> Taxonomy:
    """Read the five tables, one statement each."""
    fields = _rows(ActionField)
    named = {row.id: row for row in fields}
    areas = tuple(_area(row, named[row.field_id]) for row in _rows(ActivityArea))
    return Taxonomy(
        every_field=tuple(_field(row, areas) for row in fields),
        every_area=areas,
        every_district=tuple(_term(row) for row in _rows(District)),
        every_trait=tuple(_term(row) for row in _rows(Trait)),
        every_sphere=tuple(_term(row) for row in _rows(Sphere)),
    )


def _rows(row: type[Row]) -> Sequence[Row]:
    """Read one table in its order: Stadtbezirke by name, everything else as the office put it."""
    order = (row.sort_key, row.id) if row is District else (row.position, row.id)
    return db.session.scalars(select(row).order_by(*order)).all()


def _term(row: Entry) -> Term:
    return Term(id=row.id, key=row.key, name=row.name, about=row.about, active=row.active)


def _area(row: ActivityArea, field: ActionField) -> Area:
    return Area(
        id=row.id,
        key=row.key,
        name=row.name,
        about=row.about,
        active=row.active and field.active,
        field_id=field.id,
        field_key=field.key,
        field_name=field.name,
    )


def _field(row: ActionField, areas: Iterable[Area]) -> Field:
    mine = _on(area for area in areas if area.field_id == row.id)
    return Field(id=row.id, key=row.key, name=row.name, about=row.about, active=row.active, areas=mine)


@dataclass(frozen=True)
class Shelf:
    """One list as the office sees it: its rows, off ones too, in groups with a heading (Aktionsfelder) or one without.

    Shape: groups of (heading or None, rows).
    """

    words: WordList
    groups: tuple[tuple[Term | None, tuple[Term, ...]], ...]


def shelves() -> list[Shelf]:
    """Return the five lists for the office."""
    words = taxonomy()
    by_field = tuple(
        (field, tuple(area for area in words.every_area if area.field_id == field.id)) for field in words.every_field
    )
    return [Shelf(one, by_field if one.kind == "area" else ((None, words.terms(one.kind)),)) for one in LISTS]


def entry(words: WordList, number: int) -> Entry:
    """Return one row of a list for its form."""
    found = db.session.get(words.row, number)
    if found is None:
        raise NotThere
    return found


def name_taken(words: WordList, name: str, number: int | None) -> bool:
    """Tell whether another row of the list has this name, whatever its case or umlauts."""
    same = select(words.row.id).where(words.row.sort_key == fold(name)[:80])
    return any(found != number for found in db.session.scalars(same))


def others_on(words: WordList, number: int) -> bool:
    """Tell whether another row of the list is on offer."""
    other = select(words.row.id).where(words.row.active.is_(True), words.row.id != number).limit(1)
    return db.session.scalar(other) is not None


def meanwhile(words: WordList, row: Entry) -> str:
    """Return the sentence for the second of two people at one row: who was first, and what stands there now."""
    wanted = select(Noted).where(Noted.kind == words.kind, Noted.thing_id == row.id)
    noted = db.session.scalars(wanted.order_by(Noted.at.desc(), Noted.id.desc()).limit(1)).one_or_none()
    name = accounts.names([noted.account_id]).get(noted.account_id) if noted and noted.account_id else None
    when = f" ({clock.time_in_words(noted.at)})" if noted else ""
    return f"{name or 'Jemand anderes'} war schneller{when}: Der Eintrag heißt jetzt „{row.name}“."


def titles(kind: str, numbers: Sequence[int]) -> dict[int, str]:
    """Return the names of rows of one list, for the journal."""
    found = ((number, taxonomy().term(kind, number)) for number in numbers)
    return {number: term.name for number, term in found if term}
