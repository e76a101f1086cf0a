"""Filters of the office's list by rows beside the actor: basis, tag, term, tie; with what their words are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, or_, select, true

from compass import queries
from compass.models import Actor, Competence, Tag, Term, Tie, actor_tag
from compass.queries.terms import SUBJECT
from core import clock, slots, versions
from core.db import db

MOST = 200
"""Words that a filter offers."""
DIGITS = 9
MONTH = timedelta(days=30)
QUIET = {"3": "seit 3 Monaten", "6": "seit 6 Monaten", "12": "seit einem Jahr", "24": "seit zwei Jahren"}
"""For how many months nobody was in contact with somebody."""


def number(value: str) -> int | None:
    """Turn a value of an address into an id; None for what is none."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= DIGITS else None


def tags() -> Mapping[str, str]:
    """Return the tags in use, by name; read anew only when the network is another one."""
    return versions.cached("compass", _tags)


def _tags() -> Mapping[str, str]:
    used = select(actor_tag.c.tag_id)
    wanted = select(Tag.id, Tag.name).where(Tag.id.in_(used)).order_by(Tag.key).limit(MOST)
    return {str(row.id): row.name for row in db.session.execute(wanted)}


def terms() -> Mapping[str, str]:
    """Return the terms that are active, by name; read anew only when their list is another one."""
    return versions.cached(SUBJECT, _terms)


def _terms() -> Mapping[str, str]:
    wanted = select(Term.id, Term.name).where(Term.active).order_by(Term.sort_key).limit(MOST)
    return {str(row.id): row.name for row in db.session.execute(wanted)}


def tied_to(values: Sequence[str]) -> Mapping[str, str]:
    """Return the names of the actors that an address names; they are chosen on an actor's page, not from a list."""
    ids = [found for found in map(number, values[:MOST]) if found]
    wanted = select(Actor.id, Actor.name).where(Actor.id.in_(ids)).order_by(Actor.sort_key, Actor.id)
    return {str(row.id): row.name for row in db.session.execute(wanted)} if ids else {}


def with_tag(values: Sequence[str]) -> ColumnElement[bool]:
    """Return who has one of some tags."""
    wanted = actor_tag.c.tag_id.in_(map(int, values))
    return Actor.id.in_(select(actor_tag.c.actor_id).where(wanted))


def with_term(values: Sequence[str]) -> ColumnElement[bool]:
    """Return who said one of some terms, whether they can, want or offer it."""
    return Actor.id.in_(select(Competence.actor_id).where(Competence.term_id.in_(map(int, values))))


def without_contact(values: Sequence[str]) -> ColumnElement[bool]:
    """Return who had no contact for so many months, the fewest of some; wings know of contacts by the slot compass.signs."""
    since = clock.now() - min(map(int, values)) * MONTH
    known = [part.subquery() for part in slots.parts("compass.signs")]
    return and_(true(), *(Actor.id.not_in(select(one.c.actor_id).where(one.c.at >= since)) for one in known))


def with_tie(values: Sequence[str]) -> ColumnElement[bool]:
    """Return who is tied today to one of some actors, in either direction."""
    ids = [int(value) for value in values]
    return or_(
        Actor.id.in_(select(Tie.from_id).where(Tie.to_id.in_(ids), queries.stands())),
        Actor.id.in_(select(Tie.to_id).where(Tie.from_id.in_(ids), queries.stands())),
    )
