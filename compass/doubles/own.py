"""Own fields in which two entries say different things: what the kept one says stays, the other goes into the Merksatz."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from core.db import db
from core.rows import Base

INTRO: Final = "Aus dem zusammengeführten Eintrag:"


def differing(kept: int, gone: int) -> list[tuple[str, str]]:
    """Return name and value of each own field that the gone entry fills in otherwise, in the fields' order."""
    value, field = Base.metadata.tables["own_value"], Base.metadata.tables["own_field"]
    other = value.alias()
    wanted = select(field.c.label, value.c.value).join(field, field.c.id == value.c.field_id)
    wanted = wanted.join(other, other.c.field_id == value.c.field_id)
    wanted = wanted.where(value.c.actor_id == gone, other.c.actor_id == kept, value.c.value != other.c.value)
    return [(row[0], row[1]) for row in db.session.execute(wanted.order_by(field.c.position, field.c.sort_key))]


def kept_in(note: str, kept: int, gone: int) -> str:
    """Return a Merksatz that holds what would be lost of the gone entry's own fields."""
    said = [f"{label}: {value}" for label, value in differing(kept, gone)]
    return "\n\n".join(filter(None, (note, "\n".join([INTRO, *said])))) if said else note
