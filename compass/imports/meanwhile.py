"""Who came into the network between the trial run and the taking: a row about one of them makes no second entry."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from compass.imports import judging, queries
from compass.imports.judging import Known
from compass.imports.models import ActorImport, ActorImportRow, Choice, Part
from compass.imports.reading import Answers, Read
from core.takeover.states import Fate, Verdict

SINCE: Final = "Seit der Prüfung dazugekommen"
GONE: Final = "Den Eintrag, den diese Zeile ergänzen sollte, gibt es nicht mehr."
MOST: Final = 5


def look(job: ActorImport, rows: Sequence[ActorImportRow]) -> list[ActorImportRow]:
    """Judge rows that wait once more against who was added since the upload; return those that still are to be taken."""
    for row in rows:
        if row.values is None or (_supplements(row) and not (row.actor_id or row.like_id)):
            row.fate, row.reason, row.values, row.links = Fate.LEFT_OUT, GONE, None, None
    fresh = [row for row in rows if row.fate is Fate.WAITING and not _supplements(row)]
    since = queries.added_since(job) if fresh else set()
    if since:
        _judge(job, fresh, since)
    return [row for row in rows if row.fate is Fate.WAITING]


def _supplements(row: ActorImportRow) -> bool:
    return row.verdict is Verdict.UPDATE or (row.verdict is Verdict.DOUBLE and row.choice is Choice.SAME)


def _judge(job: ActorImport, rows: Sequence[ActorImportRow], since: Collection[int]) -> None:
    reads = [Read(row.line, row.values) for row in rows]
    asked = judging.Job(job.id, job.source_name, Path(), Answers.of(job.answers), job.line)
    known = _only(since, judging.asked(asked, reads, MOST))
    names = [row.name for row in rows if row.part is Part.ORGANISATION]
    organisations = {key: one for key, one in queries.organisations(names).items() if one in since}
    for place, row in enumerate(rows):
        if row.part is Part.ORGANISATION and row.name_key in organisations:
            row.verdict, row.actor_id = Verdict.KNOWN, organisations[row.name_key]
        else:
            judging.against(row, row.values or {}, known, known.likely.get(place, []))
        if row.verdict not in {Verdict.NEW, Verdict.UPDATE} and not _still_new(row, since):
            row.fate, row.choice, row.values, row.links = Fate.LEFT_OUT, Choice.LEAVE, None, None
            row.reason = f"{SINCE}; {row.reason}".removesuffix("; ")[:600]


def _still_new(row: ActorImportRow, since: Collection[int]) -> bool:
    """Tell whether somebody called a row a new entry, and whom it was likened to is nobody who came since."""
    return row.verdict is Verdict.DOUBLE and row.choice is Choice.NEW and row.like_id not in since


def _only(since: Collection[int], known: Known) -> Known:
    """Return what is known of those who came since, and of nobody else."""
    return replace(
        known,
        refs={ref: one for ref, one in known.refs.items() if one in since},
        emails={mail: here for mail, some in known.emails.items() if (here := [one for one in some if one in since])},
        actors={number: actor for number, actor in known.actors.items() if number in since},
        likely={place: [one for one in some if one.actor_id in since] for place, some in known.likely.items()},
    )
