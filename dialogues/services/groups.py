"""Groups of a meeting that is prepared: named, put in order, taken out; a row keeps its number while its name stays."""

from __future__ import annotations

from collections.abc import Sequence

from core import links
from core.db import db
from core.things import Thing
from dialogues import queries
from dialogues.models import Dialogue, DialogueGroup


def name_groups(dialogue: Dialogue, names: Sequence[str]) -> None:
    """Let a held meeting have these groups in this order; a row whose name is gone takes a new name, the rest is deleted."""
    rows = queries.groups_of(dialogue.id)
    if [row.name for row in rows] == list(names):
        return
    same = {row.name: row for row in rows if row.name in names}
    free = [row for row in rows if row.name not in same]
    for row in rows:
        row.position = -row.id
    db.session.flush()
    for place, name in enumerate(names, 1):
        row = same.get(name) or (free.pop(0) if free else DialogueGroup(dialogue_id=dialogue.id))
        row.position, row.name = place, name
        db.session.add(row)
    for row in free:
        links.forget(Thing("dialogue_group", row.id))
        db.session.delete(row)
    db.session.flush()
