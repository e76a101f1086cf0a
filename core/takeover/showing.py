"""An import as its page shows it: how far it is, how many rows of which verdict, a page of rows in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from core.forms import DeskForm
from core.takeover.forms import StepForm
from core.takeover.reads import JobT, Reads, RowT, SourceT
from core.takeover.states import BUSY, STATE_WORDS, VERDICT_WORDS, Fate, State, Verdict


@dataclass(frozen=True)
class Tab:
    """One verdict with its number and address."""

    word: str
    number: int
    address: str
    current: bool


@dataclass(frozen=True)
class Page:
    """Everything the page of an import shows; its rows are the room's own, `asks` whether they may still be decided."""

    job: Any
    here: str
    word: str
    busy: bool
    tally: Mapping[str, int]
    done: int
    stays: int
    tabs: Sequence[Tab]
    rows: Sequence[Any]
    first: str | None
    onward: str | None
    asks: bool
    step: StepForm
    choice: DeskForm


def page(
    reads: Reads[JobT, SourceT, RowT],
    job: JobT,
    base: str,
    args: MultiDict[str, str],
    *,
    shown: Callable[[Sequence[RowT]], Sequence[object]],
    choice: DeskForm,
) -> Page:
    """Return what the page shows: the rows of one verdict, or those that stay after an undoing, put in words by `shown`."""
    tally, fates = reads.tally(job.id), reads.fates(job.id)
    asked, begin, here = args.get("urteil", ""), number(args.get("ab", "")), f"{base}/{job.id}"
    verdict = next((one for one in Verdict if one.value == asked), None)
    stays = Fate.STAYS if asked == "bleibt" else None
    found = reads.rows(job.id, verdict, stays, begin) if verdict or stays else None
    chosen = {"urteil": asked}
    return Page(
        job=job,
        here=here,
        word=STATE_WORDS[job.state],
        busy=job.state in BUSY,
        tally={one.value: tally.get(one, 0) for one in Verdict},
        done=fates.get(Fate.UNDONE if job.state in {State.UNDOING, State.UNDONE} else Fate.TAKEN, 0),
        stays=fates.get(Fate.STAYS, 0),
        tabs=[Tab(VERDICT_WORDS[v], tally[v], f"{here}?urteil={v}", v is verdict) for v in Verdict if v in tally],
        rows=shown(found.rows) if found else (),
        first=f"{here}?{urlencode(chosen)}" if begin else None,
        onward=f"{here}?{urlencode({**chosen, 'ab': found.after})}" if found and found.after else None,
        asks=verdict is Verdict.DOUBLE and job.state is State.CHECKED,
        step=StepForm(),
        choice=choice,
    )


def number(said: str) -> int:
    """Return a place in a file or table as an address names it, 0 for anything else."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0  # noqa: PLR2004 - places are smaller
