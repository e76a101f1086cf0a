"""Reads of actors: by keyset pages, one, several, by name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import raiseload, selectinload

from compass.models import (
    MARK_WORDS,
    Actor,
    ActorKind,
    Consent,
    Purpose,
    Sector,
    actor_area,
)
from compass.queries.consents import agreed
from core import accounts, clock, versions
from core.among import among
from core.db import db
from core.errors import NotThere
from core.forms import clean, one_line
from core.journal import Entry
from core.rows import fold

PAGE = 25


CURSOR = re.compile(r"(\d{1,9})-(.{0,160})", re.DOTALL)


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to: any within a name, all between names; consents may hold "none".

    `also` are conditions that the index knows nothing of.
    """

    sectors: tuple[Sector, ...] = ()
    kinds: tuple[ActorKind, ...] = ()
    areas: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    also: tuple[ColumnElement[bool], ...] = ()


@dataclass(frozen=True)
class ListPage:
    """One page of actors by name, how many there are in all, cursors to the pages beside it."""

    actors: Sequence[Actor]
    total: int
    before: str | None = None
    after: str | None = None


def _shown() -> Select[Actor]:
    options = (selectinload(Actor.areas), selectinload(Actor.consents), raiseload("*"))
    return select(Actor).options(*options)


def _bare() -> Select[Actor]:
    return select(Actor).options(raiseload("*"))


def whole() -> Select[Actor]:
    """Return the select of actors with topics, consents and competences loaded; anything else raises."""
    options = (
        selectinload(Actor.areas),
        selectinload(Actor.consents),
        selectinload(Actor.competences),
        raiseload("*"),
    )
    return select(Actor).options(*options)


def narrowed(wanted: Select[Any], filters: Filters, *, public: bool) -> Select[Any]:
    """Narrow a select of actors to filters; nobody who is restricted, in public only those who agreed."""
    wanted = wanted.where(*filters.also)
    wanted = wanted.where(Actor.restricted_at.is_(None))  # only kept: Art. 18 DSGVO
    if public:
        wanted = wanted.where(Actor.id.in_(agreed(Purpose.PUBLIC)))
    if filters.sectors:
        wanted = wanted.where(Actor.sector.in_(filters.sectors))
    if filters.kinds:
        wanted = wanted.where(Actor.kind.in_(filters.kinds))
    for field in ("areas", "marks", "consents"):
        if values := getattr(filters, field):
            wanted = wanted.where(meaning(field, values))
    return wanted


def meaning(field: str, values: Sequence[Any]) -> ColumnElement[bool]:
    """Return what any of some values of one field of Filters means: areas, marks or consents."""
    if field == "areas":
        return Actor.id.in_(select(actor_area.c.actor_id).where(actor_area.c.area_id.in_(map(int, values))))
    if field == "marks":
        return or_(*(getattr(Actor, mark).is_(True) for mark in values if mark in MARK_WORDS))
    return or_(*map(_consenting, values))


def _consenting(word: str) -> ColumnElement[bool]:
    if word == "none":
        standing = select(Consent.actor_id).where(Consent.withdrawn_at.is_(None))
        return Actor.id.not_in(standing)
    return Actor.id.in_(agreed(Purpose(word)))


def cursor_of(actor: Actor) -> str:
    """Return the place of an actor in the list by name."""
    return f"{actor.id}-{actor.sort_key}"


def _read_cursor(cursor: str) -> tuple[str, int]:
    match = CURSOR.fullmatch(cursor)
    if match is None or clean(cursor) != cursor.strip():
        raise NotThere
    return match[2], int(match[1])


def page(
    filters: Filters, *, public: bool, before: str | None = None, after: str | None = None, size: int = PAGE
) -> ListPage:
    """Return actors by name, bare rows; `after` is the cursor of the last one before, `before` of the first one behind."""
    wanted = narrowed(_bare(), filters, public=public)
    place = tuple_(Actor.sort_key, Actor.id)
    if before:
        earlier = wanted.where(place < _read_cursor(before)).order_by(Actor.sort_key.desc(), Actor.id.desc())
        found = list(db.session.scalars(earlier.limit(size + 1)))
        actors, has_before, has_after = found[:size][::-1], len(found) > size, True
    else:
        wanted = wanted.where(place > _read_cursor(after)) if after else wanted
        found = list(db.session.scalars(wanted.order_by(Actor.sort_key, Actor.id).limit(size + 1)))
        actors, has_before, has_after = found[:size], bool(after), len(found) > size
    everybody = not public and filters == Filters()
    total = versions.cached("compass", _how_many_in_all) if everybody else _how_many(filters, public=public)
    edges = (
        cursor_of(actors[0]) if actors and has_before else None,
        cursor_of(actors[-1]) if actors and has_after else None,
    )
    return ListPage(actors, total, *edges)


def _how_many(filters: Filters, *, public: bool) -> int:
    wanted = narrowed(select(Actor.id), filters, public=public).subquery()
    return db.session.scalar(select(func.count()).select_from(wanted)) or 0


def _how_many_in_all() -> int:
    return _how_many(Filters(), public=False)


def one(number: int, *, public: bool) -> Actor:
    """Return one actor with topics, competences and consents; NotThere when it does not exist for this reader."""
    wanted = whole().where(Actor.id == number)
    if public:
        wanted = wanted.where(Actor.id.in_(agreed(Purpose.PUBLIC)))
    actor = db.session.scalars(wanted).one_or_none()
    if actor is None:
        raise NotThere
    return actor


def by_ids(ids: Sequence[int], *, public: bool) -> list[Actor]:
    """Return actors in the order of ids, bare rows, leaving out what this reader may not see and what is restricted."""
    wanted = _bare().where(among(Actor.id, ids), Actor.restricted_at.is_(None))
    if public:
        wanted = wanted.where(Actor.id.in_(agreed(Purpose.PUBLIC)))
    found = {actor.id: actor for actor in db.session.scalars(wanted)}
    return [found[number] for number in ids if number in found]


def narrowed_ids(ids: Sequence[int], filters: Filters, *, public: bool) -> list[int]:
    """Return those among ids that filters let through, in their order; in public only those who agreed."""
    found = set(db.session.scalars(narrowed(select(Actor.id), filters, public=public).where(among(Actor.id, ids))))
    return [number for number in ids if number in found]


def actors(ids: Collection[int]) -> dict[int, Actor]:
    """Return actors by id, with topics and consents: for rooms whose rows point at them; for the office's eyes."""
    return {actor.id: actor for actor in db.session.scalars(_shown().where(Actor.id.in_(ids)))} if ids else {}


def public_names(ids: Collection[int]) -> dict[int, str]:
    """Return the names of those among ids who agreed to their public page; nobody else may be named in public."""
    if not ids:
        return {}
    wanted = select(Actor.id, Actor.name).where(Actor.id.in_(ids), Actor.id.in_(agreed(Purpose.PUBLIC)))
    return dict(db.session.execute(wanted).all())


def choices(text: str = "", limit: int = 50) -> list[Actor]:
    """Return actors whose name holds a text, whatever its case or umlauts, by name: for the office's pickers."""
    wanted = _shown().where(Actor.restricted_at.is_(None))
    for word in fold(str(one_line(clean(text))))[:80].split():
        wanted = wanted.where(Actor.sort_key.contains(word, autoescape=True))
    return list(db.session.scalars(wanted.order_by(Actor.sort_key, Actor.id).limit(limit)))


def same_named(name: str) -> list[Actor]:
    """Return actors who are called the same, whatever case or umlauts: most likely the same ones."""
    wanted = _shown().where(Actor.sort_key == fold(name)[:160]).order_by(Actor.id)
    return list(db.session.scalars(wanted.limit(5)))


def meanwhile(actor: Actor) -> str:
    """Return the sentence for the second of two people at one actor."""
    wanted = select(Entry).where(Entry.kind == "actor", Entry.thing_id == actor.id)
    entry = db.session.scalars(wanted.order_by(Entry.at.desc(), Entry.id.desc()).limit(1)).one_or_none()
    name = accounts.names([entry.account_id]).get(entry.account_id) if entry and entry.account_id else None
    when = f" ({clock.time_in_words(entry.at)})" if entry else ""
    return f"{name or 'Jemand anderes'} war schneller{when}. Bitte laden Sie die Seite neu und schauen Sie noch einmal."
