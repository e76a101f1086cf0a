"""Every change of an import but its long work: its steps (core.takeover.steps), the answers, what is chosen among doubles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import update

from core import clock
from core.db import db
from core.journal import Who
from core.takeover.states import Fate, State, Verdict
from core.takeover.steps import Steps
from ideas.imports import queries
from ideas.imports.mapping import Answers
from ideas.imports.models import Import, ImportRow

KIND = "ideas.import"
"""What the outbox calls the long work of an import."""
STEPS = Steps(queries.READS, KIND, "import")
locked, take, undo, discard = STEPS.locked, STEPS.take, STEPS.undo, STEPS.discard


def begin(file: str, file_name: str, source_name: str, nonce: str, who: Who) -> Import:
    """Note a file that lies in the instance folder; the form of an import sent twice begins it once."""
    return STEPS.begin(file, file_name, source_name, nonce, who, mapping={})


def check(number: int, answers: Answers, who: Who) -> None:
    """Keep the mapping for the next file of this source and let the rows be judged; nothing is stored as an idea."""
    kept = asdict(answers)
    job = STEPS.answered(number, kept, who)
    job.mapping, job.publish, job.doubles = kept["mapping"], answers.publish, answers.doubles


def choose(number: int, chosen: Mapping[int, bool]) -> None:
    """Take these rows although they are probably there already (true), or leave them out."""
    STEPS.held(number, State.CHECKED)
    rows = (ImportRow.import_id == number, ImportRow.verdict == Verdict.DOUBLE)
    for wanted in (True, False):
        ids = [row for row, said in chosen.items() if said is wanted]
        db.session.execute(update(ImportRow).where(*rows, ImportRow.id.in_(ids)).values(wanted=wanted))


def finish(job: Import, state: State) -> None:
    """End a stretch of long work."""
    if state is State.TAKEN:
        waiting = (ImportRow.import_id == job.id, ImportRow.fate == Fate.WAITING)
        db.session.execute(update(ImportRow).where(*waiting).values(fate=Fate.LEFT_OUT, values=None))
    job.state, job.changed_at = state, clock.now()
