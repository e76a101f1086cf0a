"""Changes of own fields and of what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from compass import queries as actors
from compass import services as room
from compass.custom import queries
from compass.custom.models import FieldType, OwnField, OwnValue
from core import clock, journal, versions
from core.db import db, stale
from core.errors import Refused
from core.journal import Who
from core.rows import fold
from core.things import Thing

TAKEN = "Ein Feld mit diesem Namen gibt es schon."


@dataclass(frozen=True)
class FieldDraft:
    """What the admin says about an own field."""

    label: str
    hint: str = ""
    kinds: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    position: int = 10
    ended: bool = False


def define(draft: FieldDraft, kind: FieldType, who: Who) -> OwnField:
    """Make an own field; Refused when there are too many, or one of this name."""
    versions.turn("compass")
    if len(queries.fields()) >= queries.MOST:
        raise Refused(f"Mehr als {queries.MOST} eigene Felder liest niemand. Beenden Sie zuerst eins.")
    row = OwnField(type=kind, label="", sort_key="")
    _put(row, draft)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise Refused(TAKEN) from None
    journal.note("own_field.defined", Thing("own_field", row.id), who)
    return row


def change(number: int, draft: FieldDraft, who: Who, version: int | None) -> OwnField:
    """Let an own field ask something else, or nothing any more; what stands in it stays."""
    row = queries.field(number)
    db.session.refresh(row, with_for_update=True)
    if row.version != version:
        raise stale()
    try:
        with db.session.begin_nested():
            _put(row, draft)
            db.session.flush()
    except IntegrityError:
        raise Refused(TAKEN) from None
    journal.note("own_field.changed", Thing("own_field", number), who)
    versions.up("compass")
    return row


def _put(row: OwnField, draft: FieldDraft) -> None:
    row.label, row.sort_key, row.hint = draft.label, fold(draft.label)[:80], draft.hint
    row.kinds, row.choices = list(draft.kinds), list(draft.choices)
    row.position, row.ended = draft.position, draft.ended


def fill_in(actor_id: int, said: Mapping[int, str], who: Who, version: int | None) -> None:
    """Write down what stands in own fields; an empty text takes it away; Refused when the actor changed since `version`."""
    actor = room.locked(actor_id)
    if version is not None and actor.version != version:
        raise Refused(actors.meanwhile(actor))
    rows = db.session.scalars(select(OwnValue).where(OwnValue.actor_id == actor_id, OwnValue.field_id.in_(said)))
    present = {row.field_id: row for row in rows}
    for number, value in said.items():
        row = present.get(number)
        if not value:
            if row is not None:
                db.session.delete(row)
        elif row is None:
            db.session.add(OwnValue(actor_id=actor_id, field_id=number, value=value))
        else:
            row.value = value
    actor.changed_at = clock.now()
    journal.note("actor.own_filled", room.thing(actor), who)
    room.changed(actor_id)
