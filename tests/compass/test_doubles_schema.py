"""Every column and every pointer at an actor is known to merging."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Integer

from compass.doubles import fields, schema
from compass.models import Actor, Purpose
from core.rows import Base

NOW = datetime.fromisoformat("2026-05-04T12:00:00+00:00")
EARLIER, LATER = NOW - timedelta(days=9), NOW + timedelta(days=9)
NO_THINGS = {("actor_merge", "gone_id")}
NOTHING: dict[str, set[Purpose]] = {"left": set(), "right": set()}


def test_every_column_of_an_actor_is_chosen_or_follows_by_itself() -> None:
    known = {name for field in fields.FIELDS for name in field.columns} | fields.BY_ITSELF
    assert set(Actor.__table__.columns.keys()) == known


def test_what_points_at_things_of_any_room_is_known() -> None:
    found = {(table.name, number) for table, _, number in schema.things()}
    assert {("journal", "thing_id"), ("link", "subject"), ("challenge", "source_id")} <= found
    named = {"kind", "thing_id", "subject"}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            plain = isinstance(column.type, Integer) and not column.foreign_keys and not column.primary_key
            if plain and (column.name in named or column.name.endswith("_id")) and "kind" in str(table.c.keys()):
                assert (table.name, column.name) in found | NO_THINGS, f"{table.name}.{column.name}"
