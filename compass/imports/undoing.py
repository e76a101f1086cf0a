"""What an import brought is taken back; what somebody has worked with since stays and says so."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select, update

from compass.imports import queries, services
from compass.imports.models import ActorImport, ActorImportRow
from compass.imports.taking import ROWS, noted, turn
from compass.models import Actor, Tie
from compass.records import beside
from compass.records.filling import KINDS, MAKERS
from core import clock, journal, versions
from core.db import db, writing
from core.takeover.states import Fate, State
from core.things import Thing

TOUCHED: Final = "Mit diesem Eintrag hat schon jemand gearbeitet. Er bleibt."
TIED: Final = "Jemand, der bleibt, ist mit diesem Eintrag verbunden. Er bleibt auch."
AT_ONCE: Final = 500


def undone(number: int) -> Generator[None, None, None]:
    """Decide first who stays, then take back the others, one portion of one transaction a step."""
    with writing():
        job = turn(number)
        if job.state is not State.UNDOING:
            return
        undecided = job.line == 0
        if undecided:
            _leave(job)
            job.line = 1
    if undecided:
        yield
    while True:
        with writing():
            job = turn(number)
            if job.state is not State.UNDOING:
                return
            rows = _next(number)
            if not rows:
                services.finish(job, State.UNDONE)
                return
            _take_back(rows)
            job.changed_at = clock.now()
            versions.up("compass")
        yield


def _next(number: int) -> Sequence[ActorImportRow]:
    wanted = select(ActorImportRow).where(ActorImportRow.import_id == number, ActorImportRow.fate == Fate.TAKEN)
    return db.session.scalars(wanted.order_by(ActorImportRow.id).limit(ROWS)).all()


def _leave(job: ActorImport) -> None:
    """Let stay whom somebody has worked with, and then whoever is tied to one that stays."""
    row = ActorImportRow
    wanted = select(row.actor_id).where(row.import_id == job.id, row.fate == Fate.TAKEN, row.actor_id.is_not(None))
    _stay_in_parts(job, queries.written_since(job.id), TOUCHED)
    for condition, stays in ((row.before.is_(None), queries.touched), (row.before.is_not(None), queries.changed)):
        ids = [number for number in db.session.scalars(wanted.where(condition).order_by(row.id)) if number]
        for part in _parts(ids):
            _stay(job, stays(part), TOUCHED)
    fresh, own = True, queries.own_ties(job.id)
    while fresh:
        left = [number for number in db.session.scalars(wanted.where(row.before.is_(None))) if number]
        fresh = False
        for part in _parts(left):
            tied = queries.tied_from_elsewhere(part, job.id, own)
            fresh = fresh or bool(tied)
            _stay(job, tied, TIED)


def _stay_in_parts(job: ActorImport, ids: set[int], reason: str) -> None:
    for part in _parts(sorted(ids)):
        _stay(job, set(part), reason)


def _parts(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]


def _stay(job: ActorImport, ids: set[int], reason: str) -> None:
    row = ActorImportRow
    held = (row.import_id == job.id, row.fate == Fate.TAKEN, row.actor_id.in_(ids))
    db.session.execute(update(row).where(*held).values(fate=Fate.STAYS, reason=reason, before=None))


def _take_back(rows: Sequence[ActorImportRow]) -> None:
    ids = [row.actor_id for row in rows if row.actor_id]
    db.session.execute(select(Actor.id).where(Actor.id.in_(ids)).order_by(Actor.id).with_for_update()).all()
    held, gone = queries.in_full(ids), list[int]()
    for row in rows:
        actor = held.get(row.actor_id or 0)
        if actor is not None and row.before is not None:
            _restore(row, actor)
        elif actor is not None:
            gone.append(actor.id)
            noted(actor.id, "actor.untaken")
        row.fate, row.before = Fate.UNDONE, None
    db.session.flush()
    for number in gone:
        journal.forget(Thing("actor", number))
    db.session.execute(delete(Actor).where(Actor.id.in_(gone)), execution_options={"synchronize_session": False})
    db.session.expire_all()


def _restore(row: ActorImportRow, actor: Actor) -> None:
    """Let an entry be what it was before a row supplemented it."""
    before: dict[str, Any] = row.before or {}
    for name, value in before["plain"].items():
        setattr(actor, name, _value(name, value))
    for name, ids in before["topics"].items():
        setattr(actor, name, [one for one in getattr(actor, name) if one.id not in ids])
    for name in MAKERS:
        keys = before["rows"].get(name, ())
        kept = [
            one for one in getattr(actor, name) if getattr(one, "code" if name == "languages" else "id") not in keys
        ]
        if keys:
            setattr(actor, name, kept)
    beside.take_back({actor.id: before.get("beside", {})})
    given = delete(Tie).where(Tie.id.in_(before.get("ties", ())), Tie.from_id == actor.id, Tie.version == 1)
    db.session.execute(given, execution_options={"synchronize_session": False})
    actor.changed_at = clock.now()
    db.session.flush()
    noted(actor.id, "actor.imported_again")
    row.version = actor.version


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 - a column's value
    if name in KINDS:
        return KINDS[name](value) if value else None
    return datetime.fromisoformat(value) if name.endswith("_at") and value else value
