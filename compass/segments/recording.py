"""Tags as records hold them: on their way out of the house and in again."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from compass.models import Tag, actor_tag
from compass.records.beside import ByActor, Kept, Rows
from compass.segments import services
from core.db import db
from core.rows import fold


def kept() -> list[Kept]:
    """Return this wing's list in a record."""
    return [Kept("tags", _load, _fresh, _put, _take_back)]


def _load(session: Session, ids: Collection[int]) -> ByActor:
    wanted = select(actor_tag.c.actor_id, Tag.name).join(Tag, Tag.id == actor_tag.c.tag_id)
    found: dict[int, list[str]] = {}
    for actor, name in session.execute(wanted.where(actor_tag.c.actor_id.in_(ids)).order_by(Tag.key)):
        found.setdefault(actor, []).append(name)
    return found


def _fresh(there: Rows, said: Rows) -> Rows:
    taken = set(map(fold, there))
    found: dict[str, str] = {}
    for one in said:
        if fold(one) not in taken and any(map(str.isalnum, one)):
            found.setdefault(fold(one), one)
    return list(found.values())


def _ids(wanted: ByActor) -> dict[str, int]:
    return {name: services.tag(name).id for name in sorted({one for some in wanted.values() for one in some})}


def _put(wanted: ByActor) -> None:
    ids = _ids(wanted)
    there = select(actor_tag.c.actor_id, actor_tag.c.tag_id).where(actor_tag.c.actor_id.in_(wanted))
    taken = {(actor, number) for actor, number in db.session.execute(there)}
    pairs = {(actor, ids[one]) for actor, some in wanted.items() for one in some} - taken
    rows = [{"actor_id": actor, "tag_id": number} for actor, number in sorted(pairs)]
    if rows:
        db.session.execute(insert(actor_tag), rows)


def _take_back(wanted: ByActor) -> None:
    ids = _ids(wanted)
    for actor, some in wanted.items():
        same = (actor_tag.c.actor_id == actor, actor_tag.c.tag_id.in_([ids[one] for one in some]))
        db.session.execute(delete(actor_tag).where(*same))
