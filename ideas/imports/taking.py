"""Judged rows become ideas, or are taken back again: portion by portion, never twice, whatever dies in between."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from sqlalchemy import delete, or_, select

from core import clock, indexing, journal, versions
from core.db import db, writing
from core.journal import HOUSE
from core.takeover.states import Fate, State, Verdict
from core.things import Thing
from ideas import importing
from ideas.imports import queries, services
from ideas.imports.judging import FACTS, same
from ideas.imports.models import Import, ImportRow
from ideas.models import Idea
from radar import queries as radar
from radar.queries import Taxonomy

ROWS = 100
TOUCHED = "Mit dieser Idee hat schon jemand gearbeitet. Sie bleibt."


def taken(number: int) -> Generator[None, None, None]:
    """Make ideas of the rows that wait, one portion of one transaction a step."""
    wanted = or_(
        ImportRow.verdict.in_([Verdict.NEW, Verdict.UPDATE]), (ImportRow.verdict == Verdict.DOUBLE) & ImportRow.wanted
    )
    while True:
        with writing():
            job = _turn(number)
            if job.state is not State.TAKING:
                return
            rows = _next(number, Fate.WAITING, wanted)
            if not rows:
                services.finish(job, State.TAKEN)
                return
            _store(job, rows)
        yield


def _turn(number: int) -> Import:
    """Let two imports work one after the other: the second sees what the first has stored."""
    versions.turn("imports")
    return services.locked(number)


def _next(number: int, fate: Fate, *more: object) -> Sequence[ImportRow]:
    wanted = select(ImportRow).where(ImportRow.import_id == number, ImportRow.fate == fate, *more)  # type: ignore[arg-type]  # conditions
    return db.session.scalars(wanted.order_by(ImportRow.line).limit(ROWS)).all()


def _store(job: Import, rows: Sequence[ImportRow]) -> None:
    known = queries.known(job.source_name, [row.ref for row in rows])
    touched = queries.touched([idea.id for idea in known.values()])
    fresh: list[tuple[ImportRow, Idea]] = []
    words = radar.taxonomy()
    for row in rows:
        idea = known.get(row.ref)
        if idea is None:
            fresh.append((row, _idea(job, row, words)))
        else:
            _update(row, idea, importing.facts_of(row.values or {}, words), touched)
    db.session.add_all(idea for _, idea in fresh)
    db.session.flush()
    for row, idea in fresh:
        row.fate, row.values, row.idea_id, row.version = Fate.TAKEN, None, idea.id, idea.version
        journal.note("idea.imported", Thing("idea", idea.id), HOUSE)
        indexing.changed(Thing("idea", idea.id))
    job.changed_at = clock.now()
    versions.up("ideas")


def _idea(job: Import, row: ImportRow, words: Taxonomy) -> Idea:
    return importing.new_idea(row.values or {}, job.source_name, row.ref, words, publish=job.publish)


def _update(row: ImportRow, idea: Idea, facts: dict[str, object], touched: set[int]) -> None:
    """Put the row's words into an idea nobody has touched; the old ones are kept for the undoing."""
    row.values, row.idea_id = None, idea.id
    if same(idea, facts):
        row.fate, row.verdict = Fate.LEFT_OUT, Verdict.KNOWN
        return
    if idea.id in touched:
        row.fate, row.verdict, row.reason = Fate.LEFT_OUT, Verdict.KEPT, TOUCHED
        return
    row.before = {name: getattr(idea, name) for name in FACTS}
    _write(idea, facts)
    row.fate, row.version = Fate.TAKEN, idea.version


def _write(idea: Idea, facts: dict[str, object]) -> None:
    for name in FACTS:
        setattr(idea, name, facts[name])
    idea.changed_at = clock.now()
    db.session.flush()
    journal.note("idea.imported_again", Thing("idea", idea.id), HOUSE)
    indexing.changed(Thing("idea", idea.id))


def undone(number: int) -> Generator[None, None, None]:
    """Take back what an import brought, one portion a step; what somebody has touched stays and says so."""
    while True:
        with writing():
            job = _turn(number)
            if job.state is not State.UNDOING:
                return
            rows = _next(number, Fate.TAKEN)
            if not rows:
                services.finish(job, State.UNDONE)
                return
            _take_back(rows)
            job.changed_at = clock.now()
            versions.up("ideas")
        yield


def _take_back(rows: Sequence[ImportRow]) -> None:
    held = _held([row.idea_id for row in rows if row.idea_id])
    touched = queries.touched(list(held))
    gone: list[int] = []
    for row in rows:
        idea = held.get(row.idea_id or 0)
        if idea is None:
            row.fate, row.before = Fate.UNDONE, None
        elif idea.id in touched:
            row.fate, row.before, row.reason = Fate.STAYS, None, TOUCHED
        elif row.before is not None:
            _write(idea, row.before)
            row.fate, row.before, row.version = Fate.UNDONE, None, idea.version
        else:
            row.fate = Fate.UNDONE
            gone.append(idea.id)
            indexing.changed(Thing("idea", idea.id))
    db.session.flush()
    db.session.execute(delete(Idea).where(Idea.id.in_(gone)), execution_options={"synchronize_session": False})
    db.session.expire_all()


def _held(ids: Sequence[int]) -> dict[int, Idea]:
    wanted = select(Idea).where(Idea.id.in_(ids)).order_by(Idea.id).with_for_update()
    return {idea.id: idea for idea in db.session.scalars(wanted.execution_options(populate_existing=True))}
