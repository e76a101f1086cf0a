"""An import of actors in words: its rows, its preview, the form of its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from werkzeug.datastructures import MultiDict

from compass.imports import mapping, queries, reading, sources, uploads
from compass.imports.forms import ChoiceForm, MappingForm
from compass.imports.models import CHOICE_WORDS, ActorImport, ActorImportRow, Choice, Part
from compass.imports.reading import Answers
from compass.models import Basis
from core.takeover import columns, showing
from core.takeover.columns import Preview

BASE = "/buero/netzwerk/uebernahmen"


@dataclass(frozen=True)
class Shown:
    """One row in words: where it stands, whom it is about, what it is, what is to become of it."""

    id: int
    line: int
    title: str
    beside: bool
    reason: str
    actor: int | None
    like: tuple[str, str] | None
    share: int | None
    choices: Sequence[tuple[str, str]]
    choice: str


def page(job: ActorImport, args: MultiDict[str, str]) -> showing.Page:
    """Return what the page shows."""
    return showing.page(queries.READS, job, BASE, args, shown=_shown, choice=ChoiceForm())


def _shown(rows: Sequence[ActorImportRow]) -> list[Shown]:
    names = queries.named({number for row in rows for number in (row.actor_id, row.like_id) if number})
    return [_row(row, names) for row in rows]


def _row(row: ActorImportRow, names: Mapping[int, str]) -> Shown:
    like = None
    if row.like_id:
        like = (names.get(row.like_id, f"Nr. {row.like_id}"), f"/buero/netzwerk/{row.like_id}")
    elif row.like_line:
        like = (f"Zeile {row.like_line}", "")
    offered = [(one.value, word) for one, word in CHOICE_WORDS.items() if one is not Choice.SAME or row.like_id]
    title = names.get(row.actor_id or 0) or row.name
    beside = row.part is Part.ORGANISATION
    known = row.actor_id if row.actor_id in names else None
    return Shown(row.id, row.line, title, beside, row.reason, known, like, row.likeness, offered, row.choice.value)


def begins(file: str | None) -> Preview:
    """Return the beginning of a kept file: columns and rows of a table, names of cards and entries."""
    path = uploads.SHELF.path(file)
    form = sources.form_of(path)
    if form == "table":
        return columns.preview(path)
    found = islice(reading.rows(path, Answers(basis=Basis.PUBLIC_TASK)), columns.SAMPLE)
    return Preview((), tuple((name,) for name in reading.first_names(list(found))))


def mapping_form(job: ActorImport, found: Preview, sent: MultiDict[str, str] | None = None) -> MappingForm:
    """Return the form with the guesses, or as it was sent."""
    known = queries.source(job.source_name)
    plain = {"mapping": {}, "kind": "person", "sector": "civil_society", "basis": "", "doubles": True}
    answers: dict[str, Any] = known.answers if known else plain
    guessed = columns.guess(found.columns, answers["mapping"], mapping.NAMES)
    rest = {name: answers[name] for name in ("kind", "sector", "basis", "doubles")}
    return MappingForm(sent, found.columns, **rest, **{f"c_{name}": column for name, column in guessed.items()})
