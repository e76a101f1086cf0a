"""An import of ideas in words: its rows, its preview, the form of its mapping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from core.takeover import columns, showing
from ideas.imports import mapping, queries, uploads
from ideas.imports.forms import DoublesForm, MappingForm
from ideas.imports.models import Import, ImportRow

BASE = "/buero/ideen/uebernahmen"


@dataclass(frozen=True)
class Shown:
    """One row in words: where it stands, what it is about, whether it is to be taken although double."""

    id: int
    line: int
    title: str
    reason: str
    idea: int | None
    like: tuple[str, str] | None
    share: int | None
    wanted: bool


def page(job: Import, args: MultiDict[str, str]) -> showing.Page:
    """Return what the page shows."""
    return showing.page(queries.READS, job, BASE, args, shown=_shown, choice=DoublesForm())


def _shown(rows: Sequence[ImportRow]) -> list[Shown]:
    titles = queries.titles({number for row in rows for number in (row.idea_id, row.like_id) if number})
    return [_row(row, titles) for row in rows]


def _row(row: ImportRow, titles: Mapping[int, str]) -> Shown:
    values = row.values or {}
    title = titles.get(row.idea_id or 0) or values.get("title") or (values.get("text") or "")[:100]
    like = None
    if row.like_id:
        like = (titles.get(row.like_id, f"Nr. {row.like_id}"), f"/buero/ideen/{row.like_id}")
    elif row.like_line:
        like = (f"Zeile {row.like_line}", "")
    return Shown(row.id, row.line, title, row.reason, row.idea_id, like, row.likeness, row.wanted)


def mapping_form(job: Import, found: columns.Preview, sent: MultiDict[str, str] | None = None) -> MappingForm:
    """Return the form with the guesses, or as it was sent."""
    known = queries.source(job.source_name)
    answers: dict[str, Any] = known.answers if known else {"mapping": {}, "publish": False, "doubles": True}
    guessed = columns.guess(found.columns, answers["mapping"], mapping.NAMES)
    return MappingForm(sent, found.columns, publish=answers["publish"], doubles=answers["doubles"], **guessed)


def begins(file: str | None) -> columns.Preview:
    """Return the beginning of a kept file; sheets.Unreadable or FileNotFoundError when it is gone."""
    return columns.preview(uploads.SHELF.path(file))
