"""Every read of this wing: terms with how many say them, free texts that mean none yet, which terms they may mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import selectinload

from compass import queries
from compass.models import Competence, CompetenceKind, Purpose, Term, actor_area
from compass.queries.terms import SUBJECT
from core import versions
from core.db import db
from core.errors import NotThere
from core.similar import Collection

PAGE = 25
LIKELY = 3
"""Terms that are offered for a free text."""
ENOUGH = 0.1
"""Share of the score of a term that says exactly the text, from which on it is offered."""
CLOSE = 0.5
"""Share of the best term's score, from which on another one is offered beside it."""
MOST = 1000
"""Terms that the list may hold: it is read whole."""


@dataclass(frozen=True)
class Loose:
    """A free text that means no term yet: one competence that says it, how many say it, likely terms as (id, name)."""

    sample_id: int
    text: str
    number: int
    likely: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class LoosePage:
    """One page of free texts, the most frequent first; `after` is the sample of the last one where more follow."""

    rows: Sequence[Loose]
    total: int
    after: int | None


def terms() -> list[Term]:
    """Return every term with its synonyms, by name."""
    wanted = select(Term).options(selectinload(Term.synonyms)).order_by(Term.sort_key, Term.id)
    return list(db.session.scalars(wanted.limit(MOST)))


def term(number: int) -> Term:
    """Return one term with its synonyms; NotThere without it."""
    wanted = select(Term).where(Term.id == number).options(selectinload(Term.synonyms))
    row = db.session.scalars(wanted).one_or_none()
    if row is None:
        raise NotThere
    return row


def how_many() -> Mapping[int, int]:
    """Return for each term how many actors can, want or offer it."""
    counted = select(Competence.term_id, func.count(Competence.actor_id.distinct())).group_by(Competence.term_id)
    rows = db.session.execute(counted.where(Competence.term_id.is_not(None)))
    return {number: many for number, many in rows if number}


def by_area() -> Mapping[int, int]:
    """Return for each Aktionsfeld how often somebody says in public that they can or offer something that belongs there."""
    return versions.cached(("compass", SUBJECT), _by_area)


def _by_area() -> Mapping[int, int]:
    said = Competence.kind.in_((CompetenceKind.COMPETENCE, CompetenceKind.OFFER))
    showing = Competence.actor_id.in_(queries.showing(Purpose.SHOW_COMPETENCES))
    counted = select(Term.area_id, func.count(Competence.id)).join(Competence, Competence.term_id == Term.id)
    rows = db.session.execute(counted.where(Term.active, said, showing).group_by(Term.area_id))
    return {number: many for number, many in rows if number}


def in_public() -> Mapping[int, int]:
    """Return for each term how many actors say it whose page shows it to everybody."""
    return versions.cached(("compass", SUBJECT), _in_public)


def _in_public() -> Mapping[int, int]:
    counted = select(Competence.term_id, func.count(Competence.actor_id.distinct())).group_by(Competence.term_id)
    showing = Competence.actor_id.in_(queries.showing(Purpose.SHOW_COMPETENCES))
    return {number: many for number, many in db.session.execute(counted.where(showing)) if number}


def present() -> Mapping[int, int]:
    """Return for each Aktionsfeld how many actors with a public page work on it."""
    return versions.cached(("compass", SUBJECT), _present)


def _present() -> Mapping[int, int]:
    agreed = actor_area.c.actor_id.in_(queries.agreed(Purpose.PUBLIC))
    counted = select(actor_area.c.area_id, func.count()).where(agreed).group_by(actor_area.c.area_id)
    return dict(db.session.execute(counted).all())


def loose(after: int | None = None) -> LoosePage:
    """Return free texts that mean no term yet with their likely terms; `after` is the sample of the page before."""
    number, sample = func.count(Competence.actor_id.distinct()), func.min(Competence.id)
    free = select(number, Competence.text, sample).where(Competence.term_id.is_(None)).group_by(Competence.text)
    if after:
        text, count = _place(after)
        free = free.having(or_(number < count, and_(number == count, Competence.text > text)))
    rows = db.session.execute(free.order_by(number.desc(), Competence.text).limit(PAGE + 1)).all()
    distinct = func.count(Competence.text.distinct())
    total = db.session.scalar(select(distinct).where(Competence.term_id.is_(None))) or 0
    found = [Loose(one, text, count, likely(text)) for count, text, one in rows[:PAGE]]
    return LoosePage(found, total, found[-1].sample_id if len(rows) > PAGE else None)


def _place(sample: int) -> tuple[str, int]:
    """Return the text of a sample and how many say it; NotThere when nobody does any more."""
    row = db.session.get(Competence, sample)
    if row is None:
        raise NotThere
    same = select(func.count(Competence.actor_id.distinct())).where(
        Competence.text == row.text, Competence.term_id.is_(None)
    )
    return row.text, db.session.scalar(same) or 0


def how_many_loose() -> int:
    """Return how many free texts mean no term yet; counted anew only when the network or the list is another one."""
    return versions.cached(("compass", SUBJECT), _loose)


def _loose() -> int:
    distinct = func.count(Competence.text.distinct())
    return db.session.scalar(select(distinct).where(Competence.term_id.is_(None))) or 0


def texts_of(samples: Sequence[int]) -> Mapping[int, str]:
    """Return the texts of competences by their ids; those are left out that mean a term already."""
    wanted = select(Competence.id, Competence.text).where(Competence.id.in_(samples), Competence.term_id.is_(None))
    return dict(db.session.execute(wanted).all())


def likely(text: str) -> list[tuple[int, str]]:
    """Return the terms on offer that a free text most likely means, best first: by the stems that both have."""
    numbers, names, collection = versions.cached(SUBJECT, _stems)
    found = collection.ask(text)
    scores = sorted(((found.score(place), -place) for place in found.found), reverse=True)
    enough = max(ENOUGH * found.ideal, CLOSE * scores[0][0]) if scores else 0.0
    return [(numbers[-place], names[-place]) for score, place in scores[:LIKELY] if score >= enough]


def _stems() -> tuple[list[int], list[str], Collection]:
    on = [one for one in terms() if one.active]
    texts = [" ".join([one.name, *(other.name for other in one.synonyms)]) for one in on]
    return [one.id for one in on], [one.name for one in on], Collection(texts)
