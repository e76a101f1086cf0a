"""Further filters of the public directory: Stadtbezirk and terms, each only where its field may be seen by everybody.

Who hides what they can is not found by it either: a filter that finds somebody says the thing about them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, func, select

from compass import queries
from compass.models import Actor, Competence, Purpose, Term, actor_district
from compass.narrowing import Args, FilterPart
from core import versions
from core.db import db
from radar import queries as radar

MOST_TERMS = 40
"""Of the panel: the terms that most entries hold."""
DIGITS = 9
DISTRICT, TERM = "bezirk", "begriff"


def parts(args: Args) -> list[FilterPart]:
    """Return the filters with choices; a term that the address names is offered even when few hold it."""
    districts = {str(one.id): one.name for one in radar.taxonomy().districts}
    terms = {**_terms(), **_asked(args.getlist(TERM))}
    found = [FilterPart(DISTRICT, "Stadtbezirk", districts, _in_district), FilterPart(TERM, "Können", terms, _knowing)]
    return [part for part in found if part.choices]


def _in_district(values: Sequence[str]) -> ColumnElement[bool]:
    wanted = actor_district.c.district_id.in_(map(int, values))
    there = select(actor_district.c.actor_id).where(wanted)
    return Actor.id.in_(there) & Actor.id.in_(queries.showing(Purpose.SHOW_ABOUT))


def _knowing(values: Sequence[str]) -> ColumnElement[bool]:
    known = select(Competence.actor_id).where(Competence.term_id.in_(map(int, values)))
    return Actor.id.in_(known) & Actor.id.in_(queries.showing(Purpose.SHOW_COMPETENCES))


def _terms() -> Mapping[str, str]:
    """Return the terms that most entries hold in public, by name; counted anew when the network changed."""
    return versions.cached("compass", _most_used)


def _most_used() -> Mapping[str, str]:
    held = func.count(Competence.actor_id.distinct())
    wanted = (
        select(Term.id, Term.name)
        .join(Competence, Competence.term_id == Term.id)
        .where(Term.active, Competence.actor_id.in_(queries.showing(Purpose.SHOW_COMPETENCES)))
        .group_by(Term.id, Term.name, Term.sort_key)
        .order_by(held.desc(), Term.sort_key)
        .limit(MOST_TERMS)
    )
    rows = sorted(db.session.execute(wanted).all(), key=lambda row: str(row.name).casefold())
    return {str(number): name for number, name in rows}


def _asked(values: Sequence[str]) -> Mapping[str, str]:
    numbers = [int(one) for one in values[:10] if one.isascii() and one.isdecimal() and len(one) <= DIGITS]
    if not numbers:
        return {}
    rows = db.session.execute(select(Term.id, Term.name).where(Term.id.in_(numbers), Term.active))
    return {str(number): name for number, name in rows}
