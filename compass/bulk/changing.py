"""One slice of a change to many: each actor as it was seen, or left as it is with the reason; and the same back again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from compass.bulk import queries, words
from compass.bulk.models import Act, Bulk, BulkLine, Fate, State
from compass.models import Actor, Capacity, Sector, Tie
from compass.services import main_roles
from core import clock, indexing, journal, versions
from core.db import db
from core.journal import Who
from core.things import Thing

ADDING = {Act.ADD_AREA, Act.ADD_DISTRICT, Act.ADD_TAG}


def reason(bulk: Bulk, row: Any, *, has: bool) -> str:  # noqa: ANN401 - an actor, or a row of its columns
    """Return why a change does nothing to an actor; empty when it does."""
    if bulk.act in queries.LISTS:
        adding = bulk.act in ADDING
        return words.HAS if adding and has else words.LACKS if not adding and not has else ""
    if bulk.act is Act.SECTOR:
        return words.SAME if row.sector == bulk.value and not row.sector_follows else ""
    return words.SAME if row.capacity == bulk.value else ""


def slice_of(bulk: Bulk, lines: Sequence[BulkLine], who: Who) -> None:
    """Change the actors of some lines, or take their change back, in the present transaction."""
    back = bulk.state is State.UNDOING
    wanted = queries.standing([line.actor_id for line in lines]).with_for_update()
    held = {one.id: one for one in db.session.scalars(wanted.execution_options(populate_existing=True))}
    going = []
    for line in lines:
        if fault := _fault(line, held[line.actor_id]):
            line.fate, line.reason = (Fate.KEPT if back else Fate.LEFT), fault
        else:
            line.fate = Fate.UNDONE if back else Fate.DONE
            going.append(line)
    if going:
        _put(bulk, going, held, back=back)
        _noted(bulk, going, held, who)
    db.session.flush()


def _fault(line: BulkLine, actor: Actor) -> str:
    if actor.version != line.seen:
        return words.MEANWHILE
    return words.RESTRICTED if actor.restricted_at else ""


def _put(bulk: Bulk, lines: Sequence[BulkLine], held: dict[int, Actor], *, back: bool) -> None:
    if bulk.act in queries.LISTS:
        _listed(bulk, [line.actor_id for line in lines], adding=(bulk.act in ADDING) is not back)
        return
    for line in lines:
        actor = held[line.actor_id]
        if bulk.act is Act.SECTOR:
            _sector(bulk, line, actor, back=back)
        else:
            _capacity(bulk, line, actor, back=back)


def _listed(bulk: Bulk, ids: Sequence[int], *, adding: bool) -> None:
    table, column = queries.LISTS[bulk.act]
    same = (table.c.actor_id.in_(ids), table.c[column] == int(bulk.value))
    if not adding:
        db.session.execute(delete(table).where(*same))
        return
    there = set(db.session.scalars(select(table.c.actor_id).where(*same)))
    rows = [{"actor_id": number, column: int(bulk.value)} for number in ids if number not in there]
    if rows:
        db.session.execute(insert(table), rows)


def _sector(bulk: Bulk, line: BulkLine, actor: Actor, *, back: bool) -> None:
    """Override a sector; a person's then no longer follows the main role."""
    before = line.before or {}
    line.before = {"sector": actor.sector.value, "follows": "1" if actor.sector_follows else ""}
    actor.sector = Sector(before["sector"] if back else bulk.value)
    actor.sector_follows = bool(before["follows"]) if back else False


def _capacity(bulk: Bulk, line: BulkLine, actor: Actor, *, back: bool) -> None:
    before = line.before or {}
    line.before = {"capacity": actor.capacity.value, "on": actor.capacity_on}
    actor.capacity = Capacity(before["capacity"] if back else bulk.value)
    today = "" if actor.capacity is Capacity.UNKNOWN else clock.today().isoformat()
    actor.capacity_on = before["on"] if back else today


def _noted(bulk: Bulk, lines: Sequence[BulkLine], held: dict[int, Actor], who: Who) -> None:
    """Raise the version of each actor, journal it, tell the index; persons follow the sector of where they are."""
    ids = [line.actor_id for line in lines]
    db.session.flush()
    moved = _followers(ids, who) if bulk.act is Act.SECTOR else []
    raised = update(Actor).where(Actor.id.in_(ids)).values(changed_at=clock.now(), version=Actor.version + 1)
    db.session.execute(raised, execution_options={"synchronize_session": False})
    found = select(Actor.id, Actor.version).where(Actor.id.in_(ids))
    after: dict[int, int] = dict(db.session.execute(found).all())
    for line in lines:
        line.seen = after[line.actor_id]
        journal.note("actor.changed", Thing("actor", line.actor_id), who)
    for number in (*ids, *moved):
        indexing.changed(Thing("actor", number))
        indexing.changed(Thing("actor_page", number))
    for actor in held.values():
        db.session.expire(actor)
    versions.up("compass")


def _followers(ids: Sequence[int], who: Who) -> list[int]:
    theirs = select(Tie.from_id).where(Tie.to_id.in_(ids), Tie.is_main)
    return main_roles.follow(set(db.session.scalars(theirs)) - set(ids), who)
