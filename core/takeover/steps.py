"""Every step of an import but its long work: begin, answer, take, undo, throw away; the same in every room."""

from __future__ import annotations

import hashlib
from typing import Any, Generic

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core import clock, journal, outbox
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import Who
from core.takeover.reads import JobT, Reads, RowT, SourceT
from core.takeover.states import BUSY, STATE_WORDS, State
from core.things import Thing

DISCARDABLE = frozenset({State.MAPPING, State.CHECKED, State.FAILED})
"""Nothing is stored of these yet."""


class Steps(Generic[JobT, SourceT, RowT]):
    """The steps of one room's imports: `kind` is what the outbox calls the long work, `thing` what the journal calls one."""

    def __init__(self, reads: Reads[JobT, SourceT, RowT], kind: str, thing: str) -> None:
        """Name what a room's imports are called."""
        self._reads, self._kind, self._thing = reads, kind, thing

    def begin(self, file: str, file_name: str, source_name: str, nonce: str, who: Who, **given: Any) -> JobT:  # noqa: ANN401 - the room's own columns
        """Note a file that lies in the instance folder; the form of an import sent twice begins it once."""
        nonce_hash = hashlib.sha256(f"{self._thing}:{nonce}".encode("utf-8", "replace")).hexdigest()
        present = self._reads.by_nonce(nonce_hash)
        if present is not None:
            return present
        kept = {"source_name": source_name, "file_name": file_name, "file": file, "account_id": who.account, **given}
        moment = clock.now()
        made = self._reads.job(nonce_hash=nonce_hash, made_at=moment, changed_at=moment, **kept)
        try:
            with db.session.begin_nested():
                db.session.add(made)
        except IntegrityError:
            present = self._reads.by_nonce(nonce_hash)
            if present is None:
                raise
            return present
        self._note("begun", made.id, who)
        return made

    def locked(self, number: int) -> JobT:
        """Return an import held until the end of the transaction; NotThere when it is gone."""
        job = self._reads.job
        wanted = select(job).where(job.id == number).with_for_update().execution_options(populate_existing=True)
        found = db.session.scalars(wanted).one_or_none()
        if found is None:
            raise NotThere
        return found

    def held(self, number: int, *states: State) -> JobT:
        """Return an import held, if it is in one of these states; Refused when somebody was faster."""
        job = self.locked(number)
        if job.state in states:
            return job
        if job.state in BUSY:
            raise Refused(f"Diese Übernahme {STATE_WORDS[job.state]}. Bitte warten Sie, bis sie fertig ist.")
        raise stale()

    def answered(self, number: int, kept: dict[str, Any], who: Who) -> JobT:
        """Keep what was answered for the next file of this source and let the rows be judged; return the import."""
        job = self.held(number, State.MAPPING)
        self._remember(job.source_name, kept)
        self._note("mapped", number, who)
        self._go(job, State.CHECKING)
        return job

    def take(self, number: int, who: Who) -> None:
        """Let the judged rows be stored."""
        job = self.held(number, State.CHECKED)
        self._note("taken", number, who)
        self._go(job, State.TAKING)

    def undo(self, number: int, who: Who) -> None:
        """Let everything this import brought be taken back, except what somebody has worked with since."""
        job = self.held(number, State.TAKEN)
        self._note("undone", number, who)
        self._go(job, State.UNDOING)

    def discard(self, number: int, who: Who) -> str | None:
        """Delete an import that stored nothing; return the name of its file, which may go now."""
        job = self.held(number, *DISCARDABLE)
        self._note("discarded", number, who)
        file = job.file
        db.session.delete(job)
        return file

    def _remember(self, name: str, kept: dict[str, Any]) -> None:
        """Keep the answers for the next file of a source; of two people who map one at once, the later one's stand."""
        source = self._reads.source(name)
        if source is None:
            try:
                with db.session.begin_nested():
                    db.session.add(self._reads.new_source(name=name, answers=kept))
            except IntegrityError:
                db.session.expire_all()
                source = self._reads.source(name)
        if source is not None:
            source.answers = kept

    def _go(self, job: JobT, state: State) -> None:
        job.state, job.line, job.changed_at = state, 0, clock.now()
        outbox.promise(self._kind, {"import": job.id})

    def _note(self, what: str, number: int, who: Who) -> None:
        journal.note(f"{self._thing}.{what}", Thing(self._thing, number), who)
