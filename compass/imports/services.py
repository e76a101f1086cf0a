"""Every change of an import but its long work: its steps (core.takeover.steps), the answers, what is chosen among doubles."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import update

from compass.imports import queries
from compass.imports.models import ActorImport, ActorImportRow, Choice
from compass.imports.reading import Answers
from core import clock
from core.db import db
from core.journal import Who
from core.takeover.states import Fate, State, Verdict
from core.takeover.steps import Steps

KIND = "compass.import"
"""What the outbox calls the long work of an import."""
STEPS = Steps(queries.READS, KIND, "actor_import")
locked, take, undo, discard = STEPS.locked, STEPS.take, STEPS.undo, STEPS.discard


def begin(file: str, file_name: str, source_name: str, nonce: str, who: Who) -> ActorImport:
    """Note a file that lies in the instance folder; the form of an import sent twice begins it once."""
    return STEPS.begin(file, file_name, source_name, nonce, who, answers={})


def check(number: int, answers: Answers, who: Who) -> None:
    """Keep the answers for the next file of this source and let the rows be judged; nothing is stored as an entry."""
    job = STEPS.answered(number, answers.kept(), who)
    job.answers, job.basis = answers.kept(), answers.basis


def choose(number: int, chosen: Mapping[int, Choice]) -> None:
    """Note what is to become of rows that are probably there already."""
    STEPS.held(number, State.CHECKED)
    rows = (ActorImportRow.import_id == number, ActorImportRow.verdict == Verdict.DOUBLE)
    for choice in Choice:
        ids = [row for row, said in chosen.items() if said is choice]
        apart = (ActorImportRow.like_id.is_not(None),) if choice is Choice.SAME else ()
        db.session.execute(
            update(ActorImportRow).where(*rows, *apart, ActorImportRow.id.in_(ids)).values(choice=choice)
        )


def leave_to_own_rows(number: int) -> None:
    """Let organisations that stand beside somebody, and in a row of their own too, come in by that one."""
    for row, line in queries.twice(number).items():
        same = {"verdict": Verdict.KNOWN, "reason": f"steht auch in Zeile {line}", "like_id": None, "likeness": None}
        db.session.execute(update(ActorImportRow).where(ActorImportRow.id == row).values(**same))


def finish(job: ActorImport, state: State) -> None:
    """End a stretch of long work; words of rows that became no entry are forgotten."""
    if state is State.TAKEN:
        rows = ActorImportRow.import_id == job.id
        gone = {"values": None, "links": None}
        waiting = update(ActorImportRow).where(rows, ActorImportRow.fate == Fate.WAITING)
        db.session.execute(waiting.values(fate=Fate.LEFT_OUT, **gone))
    job.state, job.changed_at = state, clock.now()
