"""An import as its page shows it: how far it is, how many rows of which verdict, a page of rows in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from compass.imports import mapping, queries, reading, sources, uploads
from compass.imports.forms import ChoiceForm, MappingForm, StepForm
from compass.imports.models import CHOICE_WORDS, ActorImport, ActorImportRow, Choice, Part
from compass.imports.reading import Answers
from compass.models import Basis
from core.takeover import columns
from core.takeover.columns import Preview
from core.takeover.states import BUSY, STATE_WORDS, VERDICT_WORDS, Fate, State, Verdict

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

    job: ActorImport
    here: str
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
    choice: ChoiceForm


def page(job: ActorImport, args: MultiDict[str, str]) -> Page:
    """Return what the page shows; the rows of one verdict, or those that stay after an undoing."""
    tally, fates = queries.tally(job.id), queries.fates(job.id)
    verdict = next((one for one in Verdict if one.value == args.get("urteil")), None)
    stays = Fate.STAYS if args.get("urteil") == "bleibt" else None
    begin = _number(args.get("ab", ""))
    here = f"{BASE}/{job.id}"
    found = queries.rows(job.id, verdict, stays, begin) if verdict or stays else queries.RowsPage(())
    chosen = {"urteil": args.get("urteil", "")}
    return Page(
        job=job,
        here=here,
        word=STATE_WORDS[job.state],
        busy=job.state in BUSY,
        tally={one.value: tally.get(one, 0) for one in Verdict},
        done=fates.get(Fate.UNDONE if job.state in {State.UNDOING, State.UNDONE} else Fate.TAKEN, 0),
        stays=fates.get(Fate.STAYS, 0),
        tabs=[Tab(VERDICT_WORDS[v], tally[v], f"{here}?urteil={v}", v is verdict) for v in Verdict if v in tally],
        rows=_shown(found.rows),
        verdict="bleibt" if stays else verdict.value if verdict else "",
        first=f"{here}?{urlencode(chosen)}" if begin else None,
        onward=f"{here}?{urlencode({**chosen, 'ab': found.after})}" if found.after else None,
        step=StepForm(),
        choice=ChoiceForm(),
    )


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0  # noqa: PLR2004 - ids are smaller


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


def preview(job: ActorImport) -> Preview:
    """Return the beginning of an import's file; sheets.Unreadable or FileNotFoundError when it is gone."""
    return begins(job.file)


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
