"""The trial run: each row of a file gets its verdict, in portions that survive a power cut; nothing becomes an idea yet."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from core import clock
from core.db import db, writing
from core.sheets import Unreadable
from core.takeover.states import State, Verdict
from ideas import importing
from ideas.importing import Row
from ideas.imports import queries, services, uploads
from ideas.imports.doubles import Texts
from ideas.imports.models import Import, ImportRow
from ideas.models import Idea
from radar import queries as radar

AT_ONCE = 2
FACTS = ("title", "text", "place", "district_id")
_texts: dict[int, Texts] = {}
"""What imports under way are held against: made once a process, as long as a trial run lasts."""


@dataclass(frozen=True)
class Job:
    """An import as the trial run needs it, free of the session."""

    id: int
    source: str
    path: Path
    mapping: dict[str, str]
    publish: bool
    doubles: bool
    line: int


def portions(number: int) -> Generator[None, None, None]:
    """Judge row after row, one portion of one transaction a step, from where the last step ended."""
    job = _job(queries.one(number))
    db.session.rollback()
    try:
        found = (row for row in importing.rows(job.path, job.mapping) if row.line > job.line)
        for batch in importing.batches(found):
            if not _store(job, _judged(job, batch), batch[-1].line):
                return  # another process is at it
            yield
    except (Unreadable, FileNotFoundError) as error:
        fault = str(error) if isinstance(error, Unreadable) else "Die Datei ist nicht mehr da."
        _finish(job, State.FAILED, fault)
        return
    _finish(job, State.CHECKED)


def _job(found: Import) -> Job:
    path = uploads.SHELF.path(found.file)
    return Job(found.id, found.source_name, path, dict(found.mapping), found.publish, found.doubles, found.line)


def _finish(job: Job, state: State, fault: str = "") -> None:
    _texts.pop(job.id, None)
    with writing():
        held = services.locked(job.id)
        if held.state is State.CHECKING:
            services.finish(held, state)
            held.file, held.fault = None, fault[:300]
    job.path.unlink(missing_ok=True)


def _store(job: Job, judged: list[ImportRow], line: int) -> bool:
    with writing():
        held = services.locked(job.id)
        if held.state is not State.CHECKING or held.line >= line:
            return False
        db.session.add_all(judged)
        held.line, held.changed_at = line, clock.now()
    return True


def _judged(job: Job, batch: list[Row]) -> list[ImportRow]:
    """Return a row with its verdict for each row of the file; reads only."""
    refs = {importing.ref_of(row) for row in batch if row.fault is None}
    seen, known = queries.refs_seen(job.id, refs), queries.known(job.source, refs)
    touched = queries.touched([idea.id for idea in known.values()])
    words = radar.taxonomy()
    judged = []
    for row in batch:
        made = ImportRow(import_id=job.id, line=row.line, verdict=Verdict.NEW)
        judged.append(made)
        if row.fault is not None:
            made.verdict, made.reason = Verdict.FAULT, row.fault
            continue
        made.ref = importing.ref_of(row)
        if made.ref in seen:
            made.verdict, made.reason = Verdict.KNOWN, f"steht schon in Zeile {seen[made.ref]}"
            continue
        seen[made.ref] = row.line
        made.values = dict(row.values)
        if (idea := known.get(made.ref)) is not None:
            _against_known(job, made, idea, importing.facts_of(row.values, words), touched)
        if made.verdict is Verdict.NEW and job.doubles:
            _against_others(job, made, row)
    db.session.rollback()
    return judged


def _against_known(job: Job, made: ImportRow, idea: Idea, facts: dict[str, object], touched: set[int]) -> None:
    """Say what a row is to the idea that came from the same row of an earlier file."""
    made.idea_id = idea.id
    if same(idea, facts):
        made.verdict, made.values = Verdict.KNOWN, None
    elif idea.id in touched:
        made.verdict, made.reason = Verdict.KEPT, "Die Idee ist schon in Arbeit. Sie bleibt, wie sie ist."
    elif idea.public and not job.publish:
        made.verdict, made.reason = Verdict.KEPT, "Die Idee ist schon veröffentlicht. Sie bleibt, wie sie ist."
    else:
        made.verdict = Verdict.UPDATE


def same(idea: Idea, facts: dict[str, object]) -> bool:
    """Tell whether an idea says what the row says."""
    return all(getattr(idea, name) == facts[name] for name in FACTS)


def _against_others(job: Job, made: ImportRow, row: Row) -> None:
    """Look for a text that is nearly the same, among all ideas and the rows before."""
    if job.id not in _texts:
        while len(_texts) >= AT_ONCE:
            _texts.pop(next(iter(_texts)))
        _texts[job.id] = Texts((*queries.texts(), *queries.staged(job.id)))
    words = f"{row.values['title']}\n{row.values['text']}"
    found = _texts[job.id].meet(("line", row.line), words)
    if found is None:
        return
    kind, number = found.name
    made.verdict, made.likeness = Verdict.DOUBLE, round(found.share * 100)
    made.like_id, made.like_line = (number, None) if kind == "idea" else (None, number)
