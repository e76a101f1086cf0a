"""Every change of an import but its long work: begin, map, choose among doubles, take, undo, throw away."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from compass.imports import queries
from compass.imports.models import ActorImport, ActorImportRow, ActorSource, Choice
from compass.imports.reading import Answers
from core import clock, journal, outbox
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import Who
from core.takeover.states import BUSY, STATE_WORDS, Fate, State, Verdict
from core.things import Thing

KIND = "compass.import"
"""What the outbox calls the long work of an import."""


def begin(file: str, file_name: str, source_name: str, nonce: str, who: Who) -> ActorImport:
    """Note a file that lies in the instance folder; the form of an import sent twice begins it once."""
    nonce_hash = hashlib.sha256(f"actors:{nonce}".encode()).hexdigest()
    present = queries.by_nonce(nonce_hash)
    if present is not None:
        return present
    moment = clock.now()
    made = ActorImport(
        source_name=source_name,
        file_name=file_name,
        file=file,
        nonce_hash=nonce_hash,
        account_id=who.account,
        answers={},
        made_at=moment,
        changed_at=moment,
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        present = queries.by_nonce(nonce_hash)
        if present is None:
            raise
        return present
    journal.note("actor_import.begun", _thing(made.id), who)
    return made


def locked(number: int) -> ActorImport:
    """Return an import held until the end of the transaction."""
    wanted = select(ActorImport).where(ActorImport.id == number).with_for_update()
    found = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotThere
    return found


def check(number: int, answers: Answers, who: Who) -> None:
    """Keep the mapping for the next file of this source and let the rows be judged; nothing is stored as an entry."""
    job = locked(number)
    if job.state is not State.MAPPING:
        raise _too_late(job)
    job.answers, job.basis = answers.kept(), answers.basis
    present = queries.source(job.source_name)
    if present is None:
        db.session.add(ActorSource(name=job.source_name, answers=answers.kept()))
    else:
        present.answers = answers.kept()
    journal.note("actor_import.mapped", _thing(number), who)
    _go(job, State.CHECKING)


def choose(number: int, chosen: Mapping[int, Choice]) -> None:
    """Note what is to become of rows that are probably there already."""
    job = locked(number)
    if job.state is not State.CHECKED:
        raise _too_late(job)
    rows = (ActorImportRow.import_id == number, ActorImportRow.verdict == Verdict.DOUBLE)
    for choice in Choice:
        ids = [row for row, said in chosen.items() if said is choice]
        apart = (ActorImportRow.like_id.is_not(None),) if choice is Choice.SAME else ()
        db.session.execute(
            update(ActorImportRow).where(*rows, *apart, ActorImportRow.id.in_(ids)).values(choice=choice)
        )


def take(number: int, who: Who) -> None:
    """Let the judged rows become entries."""
    job = locked(number)
    if job.state is not State.CHECKED:
        raise _too_late(job)
    journal.note("actor_import.taken", _thing(number), who)
    job.line = 0
    _go(job, State.TAKING)


def undo(number: int, who: Who) -> None:
    """Let everything this import brought be taken back, except what somebody has worked with since."""
    job = locked(number)
    if job.state is not State.TAKEN:
        raise _too_late(job)
    journal.note("actor_import.undone", _thing(number), who)
    job.line = 0
    _go(job, State.UNDOING)


def discard(number: int, who: Who) -> str | None:
    """Delete an import that stored nothing; return the name of its file, which may go now."""
    job = locked(number)
    if job.state not in {State.MAPPING, State.CHECKED, State.FAILED}:
        raise _too_late(job)
    journal.note("actor_import.discarded", _thing(number), who)
    file = job.file
    db.session.delete(job)
    return file


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


def _go(job: ActorImport, state: State) -> None:
    job.state, job.changed_at = state, clock.now()
    outbox.promise(KIND, {"import": job.id})


def _too_late(job: ActorImport) -> Refused:
    if job.state in BUSY:
        return Refused(f"Diese Übernahme {STATE_WORDS[job.state]}. Bitte warten Sie, bis sie fertig ist.")
    return stale()


def _thing(number: int) -> Thing:
    return Thing("actor_import", number)
