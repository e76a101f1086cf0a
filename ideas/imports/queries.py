"""Every read of imports: the list, one import and its rows by verdict, what is known of ideas that rows speak of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Column, Table, func, select
from sqlalchemy.orm import load_only

from core.db import db
from core.journal import Entry
from core.rows import Base
from core.takeover.reads import Reads
from core.takeover.states import State, Verdict
from ideas.imports.models import Import, ImportRow, ImportSource
from ideas.models import Idea
from ideas.stages import Stage

READS = Reads(Import, ImportSource, ImportRow)
imports, one, source, rows = READS.imports, READS.one, READS.source, READS.rows
tally, fates = READS.tally, READS.fates
OWN_VERBS = ("idea.imported", "idea.imported_again")
OWN_TABLES = frozenset({"idea_step", "idea_area", "import_row"})


def refs_seen(number: int, refs: Collection[str]) -> dict[str, int]:
    """Return which of these ids stood in the file before, and in which line."""
    wanted = select(ImportRow.ref, func.min(ImportRow.line)).where(
        ImportRow.import_id == number, ImportRow.ref.in_(refs), ImportRow.verdict != Verdict.FAULT
    )
    return dict(db.session.execute(wanted.group_by(ImportRow.ref)).all())


def known(source_name: str, refs: Collection[str]) -> dict[str, Idea]:
    """Return the ideas of a source by the ids of its rows."""
    wanted = select(Idea).where(Idea.source_name == source_name, Idea.source_ref.in_(refs))
    return {idea.source_ref: idea for idea in db.session.scalars(wanted) if idea.source_ref}


def touched(ids: Collection[int]) -> set[int]:
    """Return the ideas somebody has worked with since an import wrote them, or that other rows of the house lean on."""
    if not ids:
        return set()
    ideas = db.session.execute(select(Idea.id, Idea.version).where(Idea.id.in_(ids)))
    versions = _written(ids)
    found = {number for number, version in ideas if version != versions.get(number, 1)}
    entries = select(Entry.thing_id).where(Entry.kind == "idea", Entry.thing_id.in_(ids), Entry.verb.not_in(OWN_VERBS))
    found.update(db.session.scalars(entries.distinct()))
    for column in _leaning():
        found.update(db.session.scalars(select(column).where(column.in_(ids)).distinct()))
    return found


def _written(ids: Collection[int]) -> Mapping[int, int]:
    """Return the version each idea had when an import wrote it last; the command line's are version 1."""
    newest = select(func.max(ImportRow.id)).where(ImportRow.idea_id.in_(ids), ImportRow.version.is_not(None))
    wanted = select(ImportRow.idea_id, ImportRow.version).where(ImportRow.id.in_(newest.group_by(ImportRow.idea_id)))
    return {number: version for number, version in db.session.execute(wanted) if number and version}


def _leaning() -> Iterator[Column[int]]:
    """Yield every column of the house that points at an idea, whatever rooms and wings there are."""
    for table in Base.metadata.sorted_tables:
        if table.name not in OWN_TABLES:
            yield from _pointing(table)


def _pointing(table: Table) -> list[Column[int]]:
    return [key.parent for key in table.foreign_keys if key.target_fullname == "idea.id"]


def texts() -> Iterator[tuple[tuple[str, int], str]]:
    """Yield title and text of every idea that was not taken back, in bounded memory."""
    wanted = select(Idea).options(load_only(Idea.id, Idea.title, Idea.text)).where(Idea.stage != Stage.WITHDRAWN)
    last = 0
    while found := list(db.session.scalars(wanted.where(Idea.id > last).order_by(Idea.id).limit(500))):
        for idea in found:
            yield ("idea", idea.id), f"{idea.title}\n{idea.text}"
        last = found[-1].id
        db.session.expunge_all()


def staged(number: int) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield the texts of an import's rows that were judged already."""
    wanted = select(ImportRow.line, ImportRow.values).where(ImportRow.import_id == number)
    last = 0
    while found := db.session.execute(wanted.where(ImportRow.line > last).order_by(ImportRow.line).limit(500)).all():
        for line, values in found:
            if values:
                yield ("line", line), f"{values['title']}\n{values['text']}"
        last = found[-1][0]


def titles(ids: Collection[int]) -> dict[int, str]:
    """Return the titles of ideas."""
    return dict(db.session.execute(select(Idea.id, Idea.title).where(Idea.id.in_(ids))).all())


def busy(source_name: str, number: int) -> bool:
    """Tell whether another import of this source is being taken or undone."""
    wanted = select(Import.id).where(
        Import.source_name == source_name, Import.id != number, Import.state.in_([State.TAKING, State.UNDOING])
    )
    return db.session.scalars(wanted.limit(1)).first() is not None
