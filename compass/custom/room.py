"""What this wing hands to the house."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from compass.custom import desk, hangings, recording
from compass.custom.models import OwnField
from core.db import db
from core.journal import Verb
from core.room import Room
from core.things import Kind


def _labels(numbers: Sequence[int]) -> dict[int, str]:
    return dict(db.session.execute(select(OwnField.id, OwnField.label).where(OwnField.id.in_(numbers))).all())


room = Room(
    "compass.custom",
    blueprints=(desk.door, desk.values_door),
    kinds=(Kind("own_field", "Eigenes Feld", _labels, lambda number: f"/buero/netzwerk/eigene-felder/{number}"),),
    slots={
        "compass.desk_sections": hangings.desk,
        "compass.desk_filters": hangings.filters,
        "compass.desk_tools": hangings.links,
        "compass.document": hangings.documents,
        "compass.told": hangings.told,
        "compass.record": recording.kept,
    },
    verbs=(
        Verb("own_field.defined", "hat das eigene Feld angelegt"),
        Verb("own_field.changed", "hat das eigene Feld geändert"),
        Verb("actor.own_filled", "hat eigene Felder ausgefüllt"),
    ),
)
