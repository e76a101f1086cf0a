"""An import as its page shows it: how far it is, how many rows of which verdict, a page of rows in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from core.takeover import columns
from core.takeover.states import BUSY, STATE_WORDS, VERDICT_WORDS, Fate, State, Verdict
from ideas.imports import mapping, queries, uploads
from ideas.imports.forms import DoublesForm, MappingForm, StepForm
from ideas.imports.models import Import, ImportRow

TABS = tuple(Verdict)


@dataclass(frozen=True)
class Shown:
    """One row in words: where it stands, what it is about, what it is, whether it is to be taken although double."""

    id: int
    line: int
    title: str
    word: str
    reason: str
    idea: int | None
    like: tuple[str, str] | None
    share: int | None
    wanted: bool


@dataclass(frozen=True)
class Tab:
    """One verdict with its number and address."""

    word: str
    number: int
    address: str
    current: bool


@dataclass(frozen=True)
class Page:
    """Everything the page of an import shows."""

    job: Import
    word: str
    busy: bool
    tally: Mapping[str, int]
    done: int
    stays: int
    tabs: Sequence[Tab]
    rows: Sequence[Shown]
    verdict: str
    first: str | None
    onward: str | None
    step: StepForm
    choice: DoublesForm


def page(job: Import, args: MultiDict[str, str]) -> Page:
    """Return what the page shows; the rows of one verdict, or those that stay after an undoing."""
    tally, fates = queries.tally(job.id), queries.fates(job.id)
    verdict = next((one for one in Verdict if one.value == args.get("urteil")), None)
    stays = Fate.STAYS if args.get("urteil") == "bleibt" else None
    after = args.get("ab", "")
    begin = int(after) if after.isascii() and after.isdecimal() and len(after) < 10 else 0  # noqa: PLR2004 - lines are fewer
    here = f"/buero/ideen/uebernahmen/{job.id}"
    found = queries.rows(job.id, verdict, stays, begin) if verdict or stays else queries.RowsPage(())
    chosen = {"urteil": args.get("urteil", "")}
    return Page(
        job=job,
        word=STATE_WORDS[job.state],
        busy=job.state in BUSY,
        tally={one.value: tally.get(one, 0) for one in Verdict},
        done=fates.get(Fate.UNDONE if job.state in {State.UNDOING, State.UNDONE} else Fate.TAKEN, 0),
        stays=fates.get(Fate.STAYS, 0),
        tabs=[
            Tab(VERDICT_WORDS[one], tally[one], f"{here}?urteil={one}", one is verdict) for one in TABS if one in tally
        ],
        rows=_shown(found.rows),
        verdict="bleibt" if stays else verdict.value if verdict else "",
        first=f"{here}?{urlencode(chosen)}" if begin else None,
        onward=f"{here}?{urlencode({**chosen, 'ab': found.after})}" if found.after else None,
        step=StepForm(),
        choice=DoublesForm(),
    )


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
    word = VERDICT_WORDS[row.verdict]
    return Shown(row.id, row.line, title, word, row.reason, row.idea_id, like, row.likeness, row.wanted)


def mapping_form(job: Import, found: columns.Preview, sent: MultiDict[str, str] | None = None) -> MappingForm:
    """Return the form with the guesses, or as it was sent."""
    known = queries.source(job.source_name)
    answers: dict[str, Any] = known.answers if known else {"mapping": {}, "publish": False, "doubles": True}
    guessed = columns.guess(found.columns, answers["mapping"], mapping.NAMES)
    return MappingForm(sent, found.columns, publish=answers["publish"], doubles=answers["doubles"], **guessed)


def preview(job: Import) -> columns.Preview:
    """Return the beginning of an import's file; sheets.Unreadable or FileNotFoundError when it is gone."""
    return columns.preview(uploads.SHELF.path(job.file))
