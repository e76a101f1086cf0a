"""Every change of an import but its long work: begin, map, choose among doubles, take, undo, throw away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from core import clock, journal, outbox
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import Who
from core.takeover.states import BUSY, STATE_WORDS, Fate, State, Verdict
from core.things import Thing
from ideas import codes
from ideas.imports import queries
from ideas.imports.models import Import, ImportRow, ImportSource

KIND = "ideas.import"
"""What the outbox calls the long work of an import."""


@dataclass(frozen=True)
class Answers:
    """What the office says about a file: which column is which field, publish at once, look for doubles."""

    mapping: Mapping[str, str]
    publish: bool = False
    doubles: bool = True


def begin(file: str, file_name: str, source_name: str, nonce: str, who: Who) -> Import:
    """Note a file that lies in the instance folder; the form of an import sent twice begins it once."""
    nonce_hash = codes.nonce_hash(f"import:{nonce}")
    present = queries.by_nonce(nonce_hash)
    if present is not None:
        return present
    moment = clock.now()
    made = Import(
        source_name=source_name,
        file_name=file_name,
        file=file,
        nonce_hash=nonce_hash,
        account_id=who.account,
        mapping={},
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
    journal.note("import.begun", _thing(made.id), who)
    return made


def locked(number: int) -> Import:
    """Return an import held until the end of the transaction."""
    wanted = select(Import).where(Import.id == number).with_for_update()
    found = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotThere
    return found


def check(number: int, answers: Answers, who: Who) -> None:
    """Keep the mapping for the next file of this source and let the rows be judged; nothing is stored as an idea."""
    job = locked(number)
    if job.state is not State.MAPPING:
        raise _too_late(job)
    job.mapping, job.publish, job.doubles = dict(answers.mapping), answers.publish, answers.doubles
    kept = {"mapping": dict(answers.mapping), "publish": answers.publish, "doubles": answers.doubles}
    present = queries.source(job.source_name)
    if present is None:
        db.session.add(ImportSource(name=job.source_name, answers=kept))
    else:
        present.answers = kept
    journal.note("import.mapped", _thing(number), who)
    _go(job, State.CHECKING)


def choose(number: int, offered: Collection[int], chosen: Collection[int]) -> None:
    """Take these of the offered rows although they are probably there already, and leave the others out."""
    job = locked(number)
    if job.state is not State.CHECKED:
        raise _too_late(job)
    rows = (ImportRow.import_id == number, ImportRow.verdict == Verdict.DOUBLE)
    for wanted, ids in ((True, set(chosen) & set(offered)), (False, set(offered) - set(chosen))):
        db.session.execute(update(ImportRow).where(*rows, ImportRow.id.in_(ids)).values(wanted=wanted))


def take(number: int, who: Who) -> None:
    """Let the judged rows become ideas."""
    job = locked(number)
    if job.state is not State.CHECKED:
        raise _too_late(job)
    journal.note("import.taken", _thing(number), who)
    _go(job, State.TAKING)


def undo(number: int, who: Who) -> None:
    """Let everything this import brought be taken back, except what somebody has worked with since."""
    job = locked(number)
    if job.state is not State.TAKEN:
        raise _too_late(job)
    journal.note("import.undone", _thing(number), who)
    job.line = 0
    _go(job, State.UNDOING)


def discard(number: int, who: Who) -> str | None:
    """Delete an import that stored nothing; return the name of its file, which may go now."""
    job = locked(number)
    if job.state not in {State.MAPPING, State.CHECKED, State.FAILED}:
        raise _too_late(job)
    journal.note("import.discarded", _thing(number), who)
    file = job.file
    db.session.delete(job)
    return file


def finish(job: Import, state: State) -> None:
    """End a stretch of long work."""
    if state is State.TAKEN:
        waiting = (ImportRow.import_id == job.id, ImportRow.fate == Fate.WAITING)
        db.session.execute(update(ImportRow).where(*waiting).values(fate=Fate.LEFT_OUT, values=None))
    job.state, job.changed_at = state, clock.now()


def _go(job: Import, state: State) -> None:
    job.state, job.changed_at = state, clock.now()
    outbox.promise(KIND, {"import": job.id})


def _too_late(job: Import) -> Refused:
    if job.state in BUSY:
        return Refused(f"Diese Übernahme {STATE_WORDS[job.state]}. Bitte warten Sie, bis sie fertig ist.")
    return stale()


def _thing(number: int) -> Thing:
    return Thing("import", number)
