"""Every change of the vocabulary. Rows are switched off, never deleted: ideas and projects keep pointing at them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from core import journal, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.rows import fold
from core.things import Thing
from radar import queries
from radar.lists import SUBJECT, WordList
from radar.models import ActionField, ActivityArea, District, Entry, Sphere, Trait

FILE = Path(__file__).with_name("taxonomy.toml")
NOT_KEY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Draft:
    """What a row shall say; `field_id` counts for Aktionsfelder only."""

    name: str
    about: str = ""
    active: bool = True
    field_id: int | None = None


def seed() -> None:
    """Fill every empty table from taxonomy.toml; what a city changed stays."""
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))
    areas = [(field["key"], area) for field in written["fields"] for area in field.pop("areas")]
    filled = [_fill(ActionField, written["fields"])]
    ids = {row.key: row.id for row in db.session.scalars(select(ActionField))}
    filled.append(_fill(ActivityArea, [{**area, "field_id": ids[key]} for key, area in areas if key in ids]))
    filled += [
        _fill(row, written[name]) for row, name in ((Trait, "traits"), (Sphere, "spheres"), (District, "districts"))
    ]
    if any(filled):
        versions.up(SUBJECT)


def _fill(row: type[Entry], entries: Sequence[dict[str, Any]]) -> bool:
    """Write the entries into a table if it is empty; tell whether it was."""
    if db.session.scalar(select(func.count()).select_from(row)):
        return False
    db.session.add_all(row(position=position, **entry) for position, entry in enumerate(entries, 1))
    db.session.flush()
    return True


def change(words: WordList, number: int, draft: Draft, who: Who, version: int) -> Entry:
    """Let a row say something else, or take it off or put it on offer; refused when it changed since `version`."""
    versions.turn(SUBJECT)  # makes one change after the other
    row = _fresh(words, number)
    if row.version != version:
        raise Refused(queries.meanwhile(words, row))
    _check(words, draft, number)
    _note_change(words, row, draft, who)
    row.name, row.about = draft.name, draft.about if words.described else ""
    if words.switchable:
        row.active = draft.active
    if isinstance(row, ActivityArea) and draft.field_id:
        row.field_id = draft.field_id
    db.session.flush()
    return row


def add(words: WordList, draft: Draft, who: Who) -> Entry:
    """Put a new row at the end of a list."""
    if not words.addable:
        raise Refused(f"{words.title}: Hier kommt nichts dazu.")
    versions.turn(SUBJECT)
    _check(words, draft, None)
    last = db.session.scalar(select(func.max(words.row.position))) or 0
    row = words.row(key=_new_key(words, draft.name), name=draft.name, position=last + 1, active=draft.active)
    row.about = draft.about if words.described else ""
    if isinstance(row, ActivityArea):
        row.field_id = _known_field(draft.field_id)
    db.session.add(row)
    db.session.flush()
    journal.note("word.added", Thing(words.kind, row.id), who, name=row.name)
    return row


def move(words: WordList, number: int, who: Who, *, up: bool) -> Entry:
    """Let a row change places with its neighbour (an Aktionsfeld only within its Handlungsfeld), if there is one."""
    if not words.movable:
        raise Refused(f"{words.title} stehen nach dem Alphabet.")
    versions.turn(SUBJECT)
    row = _fresh(words, number)
    rows = _beside(words, row)
    here = next(place for place, one in enumerate(rows) if one.id == row.id)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        _number(rows)
        journal.note("word.moved", Thing(words.kind, row.id), who)
        db.session.flush()
    return row


def _fresh(words: WordList, number: int) -> Entry:
    """Return a row as it stands now, locked."""
    row = db.session.get(words.row, number, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotThere
    return row


def _beside(words: WordList, row: Entry) -> list[Entry]:
    """Return the rows among which a row is moved, in their order."""
    wanted = select(words.row).order_by(words.row.position, words.row.id)
    if isinstance(row, ActivityArea):
        wanted = wanted.where(ActivityArea.field_id == row.field_id)
    return list(db.session.scalars(wanted.with_for_update().execution_options(populate_existing=True)))


def _number(rows: Sequence[Entry]) -> None:
    """Give rows in their new order the places they held together; equal places are pulled apart."""
    places = sorted(row.position for row in rows)
    for index in range(1, len(places)):
        places[index] = max(places[index], places[index - 1] + 1)
    for row, place in zip(rows, places, strict=True):
        row.position = place


def _check(words: WordList, draft: Draft, number: int | None) -> None:
    """Refuse a name that another row has, a Handlungsfeld that is not there, and an empty list."""
    if queries.name_taken(words, draft.name, number):
        raise Refused(f"„{draft.name}“ gibt es schon.")
    if words.row is ActivityArea and (number is None or draft.field_id):
        _known_field(draft.field_id)
    if words.switchable and not draft.active and number is not None and not queries.others_on(words, number):
        raise Refused("Das ist der letzte Eintrag, der angeboten wird. Einer muss bleiben.")


def _known_field(number: int | None) -> int:
    """Return the id of a Handlungsfeld that exists."""
    if number is None or db.session.get(ActionField, number) is None:
        raise Refused("Dieses Handlungsfeld gibt es nicht.")
    return number


def _new_key(words: WordList, name: str) -> str:
    """Make the key of a new row from its name; it stays when the name changes."""
    stem = NOT_KEY.sub("-", fold(name)).strip("-")[:70] or "eintrag"
    taken = set(db.session.scalars(select(words.row.key).where(words.row.key.startswith(stem, autoescape=True))))
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if key not in taken)


def _note_change(words: WordList, row: Entry, draft: Draft, who: Who) -> None:
    """Note what a change does: renamed, switched, or the sentence beside it."""
    thing = Thing(words.kind, row.id)
    if row.name != draft.name:
        journal.note("word.renamed", thing, who, before=row.name, after=draft.name)
    if words.switchable and row.active != draft.active:
        journal.note("word.switched_on" if draft.active else "word.switched_off", thing, who)
    if row.name == draft.name and row.active == draft.active:
        journal.note("word.changed", thing, who)
