"""Judged rows become entries: portion by portion, never twice, whatever dies in between; ties last, when both ends are there."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import case, or_, select

from compass import tie_types
from compass.alike import upkeep
from compass.imports import meanwhile, queries, services
from compass.imports.judging import RESTRICTED
from compass.imports.models import ActorImport, ActorImportRow, Choice, Part
from compass.models import Actor, Tie
from compass.records import beside, filling
from compass.records.filling import Lack, Vocabulary
from core import clock, indexing, journal, versions
from core.db import db, writing
from core.journal import HOUSE
from core.takeover.states import Fate, State, Verdict
from core.things import Thing

ROWS: Final = 200
WANTED: Final = or_(
    ActorImportRow.verdict.in_([Verdict.NEW, Verdict.UPDATE]),
    (ActorImportRow.verdict == Verdict.DOUBLE) & (ActorImportRow.choice != Choice.LEAVE),
)
FIRST: Final = case((ActorImportRow.part == Part.ORGANISATION, 0), else_=1)


def taken(number: int) -> Generator[None, None, None]:
    """Make entries of the rows that wait, then their ties, one portion of one transaction a step."""
    for step in (_entries, _ties):
        while True:
            with writing():
                job = turn(number)
                if job.state is not State.TAKING:
                    return
                if not step(job):
                    break
                job.changed_at = clock.now()
                versions.up("compass")
            yield
    with writing():
        job = turn(number)
        if job.state is State.TAKING:
            services.finish(job, State.TAKEN)


def turn(number: int) -> ActorImport:
    """Let two imports work one after the other: the second sees what the first has stored."""
    versions.turn("actor_imports")
    return services.locked(number)


def _entries(job: ActorImport) -> bool:
    rows = _next(job, ActorImportRow.fate == Fate.WAITING, WANTED)
    if not rows:
        return False
    fresh = list[tuple[ActorImportRow, Actor]]()
    rows = meanwhile.look(job, rows)
    held = _held([target for row in rows if (target := _target(row))])
    words = filling.vocabulary(held)
    for row in rows:
        actor = held.get(_target(row) or 0)
        if actor is None:
            made = filling.new({**(row.values or {}), "source": _source(job, row)}, words)
            fresh.append((row, made))
        else:
            _supplement(row, actor, words)
    db.session.add_all(actor for _, actor in fresh)
    db.session.flush()
    beside.put({actor.id: words.beside.lacking(None, row.values or {}) for row, actor in fresh})
    for row, actor in fresh:
        row.fate, row.values, row.actor_id, row.version = Fate.TAKEN, None, actor.id, actor.version
        noted(actor.id, "actor.imported")
    return True


def _source(job: ActorImport, row: ActorImportRow) -> str:
    """Return from where an entry is known: what the record itself says, else the name of the source."""
    return str((row.values or {}).get("source") or job.source_name)


def _target(row: ActorImportRow) -> int | None:
    """Return the entry that a row is to supplement, None for a new one."""
    if row.verdict is Verdict.UPDATE:
        return row.actor_id
    return row.like_id if row.verdict is Verdict.DOUBLE and row.choice is Choice.SAME else None


def _next(job: ActorImport, *conditions: Any) -> Sequence[ActorImportRow]:  # noqa: ANN401 - SQL conditions
    wanted = select(ActorImportRow).where(ActorImportRow.import_id == job.id, *conditions)
    return db.session.scalars(wanted.order_by(FIRST, ActorImportRow.line).limit(ROWS)).all()


def _held(ids: Sequence[int]) -> dict[int, Actor]:
    """Return actors in full, held until the transaction ends."""
    db.session.execute(select(Actor.id).where(Actor.id.in_(ids)).order_by(Actor.id).with_for_update()).all()
    return queries.in_full(ids)


def noted(number: int, verb: str) -> None:
    """Write the journal line of an entry and tell index, keys and caches."""
    journal.note(verb, Thing("actor", number), HOUSE)
    indexing.changed(Thing("actor", number))
    indexing.changed(Thing("actor_page", number))
    upkeep.touched(number)


def _supplement(row: ActorImportRow, actor: Actor, words: Vocabulary) -> None:
    """Put into an entry what it lacks of a row; what it was before is kept for the undoing."""
    lack = filling.lack(actor, row.values or {}, words)
    row.values, row.actor_id = None, actor.id
    if actor.restricted_at is not None:
        row.fate, row.verdict, row.reason, row.links = Fate.LEFT_OUT, Verdict.KEPT, RESTRICTED, None
        return
    before = _before(actor, lack)
    for name, value in lack.plain.items():
        setattr(actor, name, value)
    for name, some in (*lack.rows.items(), *lack.topics.items()):
        getattr(actor, name).extend(some)
    if lack:
        actor.changed_at = clock.now()
        db.session.flush()
        beside.put({actor.id: lack.beside})
        noted(actor.id, "actor.imported_again")
    before["beside"] = lack.beside
    row.before = {**before, "rows": {name: [_key(one) for one in some] for name, some in lack.rows.items()}}
    row.fate, row.version = Fate.TAKEN, actor.version


def _before(actor: Actor, lack: Lack) -> dict[str, Any]:
    old = {name: getattr(actor, name) for name in lack.plain}
    plain = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in old.items()}
    return {"plain": plain, "topics": {name: [one.id for one in some] for name, some in lack.topics.items()}}


def _key(row: Any) -> Any:  # noqa: ANN401 - a row of one of the lists
    return row.code if hasattr(row, "code") else row.id


def _ties(job: ActorImport) -> bool:
    """Make the ties of rows that were taken."""
    rows = _next(job, ActorImportRow.fate == Fate.TAKEN, ActorImportRow.links.is_not(None))
    if not rows:
        return False
    ends, kinds = _ends(job, rows), tie_types.types()
    there = queries.ties({row.actor_id for row in rows if row.actor_id})
    made: dict[ActorImportRow, list[Tie]] = {}
    for row in rows:
        lacking = []
        for link in row.links or ():
            other = ends.get(link.get("organisation") or link.get("to", ""))
            if row.actor_id is None or other == row.actor_id:
                continue
            if other is None or link["kind"] not in kinds:
                lacking.append(link.get("to_name") or link["kind"])
            elif (row.actor_id, other, link["kind"], link.get("role", "")) not in there:
                there.add((row.actor_id, other, link["kind"], link.get("role", "")))
                made.setdefault(row, []).append(_tie(job, row, other, link))
        row.links = None
        if lacking:
            row.reason = "; ".join(filter(None, (row.reason, f"ohne Verbindung zu {', '.join(lacking)}")))[:600]
    _keep(made)
    return True


def _keep(made: Mapping[ActorImportRow, Sequence[Tie]]) -> None:
    """Store ties; which ones an entry that was there before got is kept for the undoing."""
    db.session.add_all(tie for ties in made.values() for tie in ties)
    db.session.flush()
    for row, ties in made.items():
        if row.before is not None:
            row.before = {**row.before, "ties": [tie.id for tie in ties]}


def _tie(job: ActorImport, row: ActorImportRow, other: int, link: Mapping[str, Any]) -> Tie:
    said = {name: link.get(name) or "" for name in ("role", "since_on", "until_on")}
    source = link.get("source", job.source_name if link.get("organisation") else "")
    is_main = bool(link.get("is_main")) and row.before is None
    return Tie(from_id=row.actor_id, to_id=other, kind=link["kind"], is_main=is_main, source=source, **said)


def _ends(job: ActorImport, rows: Sequence[ActorImportRow]) -> dict[str, int]:
    """Return whom the ties of rows lead to, by folded name of an organisation or by ref."""
    links = [link for row in rows for link in row.links or ()]
    called = {link["organisation"] for link in links if link.get("organisation")}
    refs = {link["to"] for link in links if link.get("to")}
    row = ActorImportRow
    wanted = select(row.name_key, row.actor_id).where(row.import_id == job.id, row.name_key.in_(called))
    ends = queries.organisations(called)
    ends |= {key: number for key, number in db.session.execute(wanted.order_by(FIRST)) if number}
    here = select(row.ref, row.actor_id).where(row.import_id == job.id, row.ref.in_(refs), row.actor_id.is_not(None))
    mine = {ref: number for ref, number in db.session.execute(here.order_by(row.id)) if number}
    return ends | queries.by_ref(job.source_name, refs) | mine
