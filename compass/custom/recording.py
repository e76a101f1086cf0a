"""What stands in own fields, as records hold it: on its way out of the house, and in again where such a field is there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, tuple_
from sqlalchemy.orm import Session

from compass.custom import queries
from compass.custom.models import FieldType, OwnField, OwnValue
from compass.custom.queries import FieldLine
from compass.custom.words import STORED, YES
from compass.records.beside import ByActor, Kept, Rows
from core.db import db
from core.rows import fold


def kept() -> list[Kept]:
    """Return this wing's list in a record."""
    return [Kept("own", _load, _fresh, _put, _take_back, _unknown)]


def _load(session: Session, ids: Collection[int]) -> ByActor:
    wanted = select(OwnValue.actor_id, OwnField.label, OwnValue.value).join(OwnField, OwnField.id == OwnValue.field_id)
    wanted = wanted.where(OwnValue.actor_id.in_(ids)).order_by(OwnField.position, OwnField.sort_key)
    found: dict[int, list[Any]] = {}
    for actor, label, value in session.execute(wanted):
        found.setdefault(actor, []).append({"field": label, "value": value})
    return found


def _by_name() -> dict[str, FieldLine]:
    return {fold(line.label)[:80]: line for line in queries.fields()}


def _fits(line: FieldLine, value: str) -> bool:
    """Tell whether a value may stand in a field as it is stored."""
    if line.type is FieldType.YES:
        return value == YES
    if line.type is FieldType.CHOICE:
        return value in line.choices
    if line.type is FieldType.NUMBER:
        return bool(STORED.fullmatch(value))
    return line.type is FieldType.TEXT or _is_day(value)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _fresh(there: Rows, said: Rows) -> Rows:
    """Return what has a field here in which nothing stands yet, once for each field."""
    lines, taken = _by_name(), {fold(one["field"])[:80] for one in there}
    found: dict[str, Any] = {}
    for one in said:
        key = fold(one["field"])[:80]
        if key in lines and key not in taken and _fits(lines[key], one["value"]):
            found.setdefault(key, one)
    return list(found.values())


def _unknown(said: Rows) -> list[str]:
    lines = _by_name()
    lacking = [one["field"] for one in said if fold(one["field"])[:80] not in lines]
    wrong = [
        one["field"] for one in said if (line := lines.get(fold(one["field"])[:80])) and not _fits(line, one["value"])
    ]
    return [
        *(f"das eigene Feld „{name}“ gibt es hier nicht" for name in lacking),
        *(f"die Angabe passt nicht in das eigene Feld „{name}“" for name in wrong),
    ]


def _pairs(wanted: ByActor) -> dict[tuple[int, int], str]:
    lines = _by_name()
    said = (
        (number, lines.get(fold(one["field"])[:80]), one["value"]) for number, some in wanted.items() for one in some
    )
    return {(number, line.id): value for number, line, value in said if line}


def _put(wanted: ByActor) -> None:
    pairs = _pairs(wanted)
    place = tuple_(OwnValue.actor_id, OwnValue.field_id)
    there = {(row.actor_id, row.field_id) for row in db.session.scalars(select(OwnValue).where(place.in_(pairs)))}
    rows = [
        {"actor_id": actor, "field_id": number, "value": value}
        for (actor, number), value in pairs.items()
        if (actor, number) not in there
    ]
    if rows:
        db.session.execute(insert(OwnValue), rows)


def _take_back(wanted: ByActor) -> None:
    """Take values out again; what the office has written there since stays."""
    for (actor, number), value in _pairs(wanted).items():
        same = (OwnValue.actor_id == actor, OwnValue.field_id == number, OwnValue.value == value)
        db.session.execute(delete(OwnValue).where(*same), execution_options={"synchronize_session": False})
