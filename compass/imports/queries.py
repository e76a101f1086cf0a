"""Every read of imports: the list, one import and its rows by verdict, who of the network a row may be about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Column, func, select
from sqlalchemy.orm import aliased

from compass import told
from compass.alike import names
from compass.imports.models import ActorImport, ActorImportRow, ActorSource, Part
from compass.models import Actor, ActorKey, ActorKind, Tie
from compass.records import loading
from core.db import db
from core.journal import Entry
from core.rows import Base, fold
from core.takeover.reads import Reads
from core.takeover.states import Fate, Verdict

READS = Reads(ActorImport, ActorSource, ActorImportRow, "id")
imports, one, source, rows = READS.imports, READS.one, READS.source, READS.rows
tally, fates = READS.tally, READS.fates
KEY_LENGTH = 80
OWN_VERBS = ("actor.imported", "actor.imported_again", "actor.untaken")
OWN_TABLES = frozenset(
    {
        *("actor_area", "actor_trait", "actor_district", "actor_address", "actor_language", "actor_reference"),
        *("competence", "consent", "contact_point", "tie", "actor_key", "actor_due", "actor_seen", "likely_pair"),
        *("actor_import_row", "actor_tag", "own_value", "actor_note"),
    }
)
"""Tables whose rows come with the entry or are derived from it: they say nothing about anybody's work with it."""


def seen(number: int, column: Any, keys: Collection[str], part: Part) -> dict[str, tuple[int, str, str]]:  # noqa: ANN401 - a mapped column
    """Return for keys of an import (ref, name_key, email_key) the first line that has them, with its name and e-mail."""
    row = ActorImportRow
    wanted = select(column, row.line, row.name_key, row.email_key).where(
        row.import_id == number, column.in_(keys), row.part == part, row.verdict != Verdict.FAULT
    )
    return {key: (line, name, email) for key, line, name, email in db.session.execute(wanted.order_by(row.id.desc()))}


def by_ref(source_name: str, refs: Collection[str]) -> dict[str, int]:
    """Return the actors that rows of a source with these ids became; and those of this house by its own addresses."""
    row = ActorImportRow
    wanted = select(row.ref, row.actor_id).join(ActorImport, ActorImport.id == row.import_id)
    wanted = wanted.where(ActorImport.source_name == source_name, row.ref.in_(refs), row.actor_id.is_not(None))
    found = db.session.execute(wanted.where(row.fate.in_([Fate.TAKEN, Fate.LEFT_OUT])).order_by(row.id))
    known = {ref: number for ref, number in found if number}
    own = {ref: number for ref in refs if (number := loading.number_of(ref))}
    there = set(db.session.scalars(select(Actor.id).where(Actor.id.in_(own.values()))))
    return {**known, **{ref: number for ref, number in own.items() if number in there}}


def by_email(emails: Collection[str]) -> dict[str, list[int]]:
    """Return the actors that have or had these folded addresses."""
    keys = {f"e:{one}"[:KEY_LENGTH]: one for one in emails}
    found: dict[str, list[int]] = defaultdict(list)
    wanted = select(ActorKey.key, ActorKey.actor_id).where(ActorKey.key.in_(keys)).order_by(ActorKey.actor_id)
    for key, number in db.session.execute(wanted):
        found[keys[key]].append(number)
    return found


def organisations(said: Iterable[str]) -> dict[str, int]:
    """Return the organisations that are called exactly so, by their folded names."""
    wanted = select(Actor.sort_key, func.min(Actor.id)).where(
        Actor.sort_key.in_({fold(name)[:160] for name in said}), Actor.kind != ActorKind.PERSON
    )
    return dict(db.session.execute(wanted.group_by(Actor.sort_key)).all())


def ties(ids: Collection[int]) -> set[tuple[int, int, str, str]]:
    """Return the ties that begin at these actors: from, to, kind, role."""
    wanted = select(Tie.from_id, Tie.to_id, Tie.kind, Tie.role).where(Tie.from_id.in_(ids))
    return {(row[0], row[1], row[2], row[3]) for row in db.session.execute(wanted)} if ids else set()


def twice(number: int) -> dict[int, int]:
    """Return organisations beside somebody that have a row of their own in the same file: their row and that line."""
    beside, own = aliased(ActorImportRow), aliased(ActorImportRow)
    wanted = select(beside.id, func.min(own.line)).join(
        own, (own.import_id == beside.import_id) & (own.name_key == beside.name_key) & (own.part == Part.MAIN)
    )
    wanted = wanted.where(
        beside.import_id == number,
        beside.part == Part.ORGANISATION,
        own.verdict.in_([Verdict.NEW, Verdict.UPDATE, Verdict.KNOWN]),
    )
    return dict(db.session.execute(wanted.group_by(beside.id)).all())


def in_full(ids: Collection[int]) -> dict[int, Actor]:
    """Return actors with everything a record holds."""
    return {actor.id: actor for actor in db.session.scalars(loading.in_full().where(Actor.id.in_(ids)))} if ids else {}


def named(ids: Collection[int]) -> dict[int, str]:
    """Return names of actors; for the office's eyes."""
    return dict(db.session.execute(select(Actor.id, Actor.name).where(Actor.id.in_(ids))).all())


def changed(ids: Collection[int]) -> set[int]:
    """Return the actors that say something else than when an import wrote them last."""
    row = ActorImportRow
    newest = select(func.max(row.id)).where(row.actor_id.in_(ids), row.version.is_not(None)).group_by(row.actor_id)
    wrote = dict(db.session.execute(select(row.actor_id, row.version).where(row.id.in_(newest))).all())
    there = db.session.execute(select(Actor.id, Actor.version).where(Actor.id.in_(ids)))
    return {number for number, version in there if version != wrote.get(number)}


def touched(ids: Collection[int]) -> set[int]:
    """Return the actors somebody has worked with since an import made them, or that other rows of the house lean on."""
    found = changed(ids)
    here = (Entry.kind == "actor", Entry.thing_id.in_(ids))
    last = select(Entry.thing_id, func.max(Entry.id).label("last")).where(*here, Entry.verb.in_(OWN_VERBS))
    ours = last.group_by(Entry.thing_id).subquery()
    later = select(Entry.thing_id).join(ours, ours.c.thing_id == Entry.thing_id).where(*here, Entry.id > ours.c.last)
    found.update(db.session.scalars(later.distinct()))
    for column in _leaning():
        found.update(
            number for number in db.session.scalars(select(column).where(column.in_(ids)).distinct()) if number
        )
    return found


def _leaning() -> Iterator[Column[int]]:
    """Yield every column of the house that points at an actor, whatever rooms and wings there are."""
    for table in Base.metadata.sorted_tables:
        if table.name not in OWN_TABLES:
            yield from (key.parent for key in table.foreign_keys if key.target_fullname == "actor.id")


def written_since(number: int) -> set[int]:
    """Return those of an import's actors that another import, not undone, has written after it."""
    mine, other = aliased(ActorImportRow), aliased(ActorImportRow)
    later = (other.version > mine.version) | ((other.version == mine.version) & (other.id > mine.id))
    wanted = select(mine.actor_id).join(other, (other.actor_id == mine.actor_id) & (other.import_id != mine.import_id))
    taken = (mine.fate == Fate.TAKEN, other.fate == Fate.TAKEN)
    return {one for one in db.session.scalars(wanted.where(mine.import_id == number, *taken, later)) if one}


def own_ties(number: int) -> set[int]:
    """Return the ties that an import gave to entries that were there before it."""
    row = ActorImportRow
    wanted = select(row.before).where(row.import_id == number, row.fate == Fate.TAKEN, row.before.is_not(None))
    return {tie for before in db.session.scalars(wanted) for tie in (before or {}).get("ties", ())}


def tied_from_elsewhere(ids: Collection[int], number: int, own: Collection[int]) -> set[int]:
    """Return those of an import's actors that hold a tie, not of its `own`, with somebody whom this import's undoing leaves."""
    mine = select(ActorImportRow.actor_id).where(
        ActorImportRow.import_id == number, ActorImportRow.fate == Fate.TAKEN, ActorImportRow.before.is_(None),
        ActorImportRow.actor_id.is_not(None),
    )  # fmt: skip
    there = select(Tie.id, Tie.to_id).where(Tie.to_id.in_(ids), Tie.from_id.not_in(mine))
    return {to for tie, to in db.session.execute(there) if tie not in own}


def email_key(said: str) -> str:
    """Return an address as rows of an import are compared by it."""
    return names.email(said)


def added_since(job: ActorImport) -> set[int]:
    """Return the actors that were added since an import was uploaded, but for its own."""
    own = select(ActorImportRow.actor_id).where(
        ActorImportRow.import_id == job.id, ActorImportRow.actor_id.is_not(None)
    )
    return set(db.session.scalars(select(Actor.id).where(Actor.added_at >= job.made_at, Actor.id.not_in(own))))


def lines_of(actor_id: int) -> list[dict[str, str]]:
    """Return from which lists an entry came or was supplemented: for the person's own export."""
    row = ActorImportRow
    wanted = select(ActorImport.source_name, ActorImport.made_at).join(row, row.import_id == ActorImport.id)
    found = db.session.execute(
        wanted.where(row.actor_id == actor_id, row.fate == Fate.TAKEN).order_by(row.id).limit(200)
    )
    return [told.row(Liste=name, Am=made_at) for name, made_at in found]
