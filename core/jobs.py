"""Periodic work that rooms declare: elected by a database row, so that one of several processes does it."""

from __future__ import annotations

import logging
from contextlib import closing, nullcontext
from datetime import timedelta
from typing import Final

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import Text, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from core import clock, indexing, journal, limits, links, outbox
from core.db import db, rollback, writing
from core.room import Job
from core.rows import Base, Moment, Word

log = logging.getLogger(__name__)

PURGE: Final = ".purge"
SOON: Final = timedelta(minutes=10)
KEEP_JOURNAL: Final = timedelta(days=730)


class JobRun(Base):
    """When a job runs next and how it went last."""

    __tablename__ = "job_run"

    name: Mapped[Word] = mapped_column(primary_key=True)
    next_at: Mapped[Moment]
    last_at: Mapped[Moment | None]
    last_fault: Mapped[str] = mapped_column(Text, default="")


def jobs() -> list[Job]:
    """Return the jobs of all rooms, in their order."""
    found: list[Job] = current_app.extensions["jobs"]
    return found


def run_due() -> int:
    """Run every job that is due and that no other process has taken; return how many ran."""
    return sum(_run(job) for job in _due() if _elected(job))


def _due() -> list[Job]:
    """Look without a lock which jobs are due; one that never ran is."""
    later = set(db.session.scalars(select(JobRun.name).where(JobRun.next_at > clock.now())))
    rollback()
    return [job for job in jobs() if job.name not in later]


def _elected(job: Job) -> bool:
    """Move a due job's next time in a short transaction; True for the one process that managed to."""
    due = select(JobRun).where(JobRun.name == job.name, JobRun.next_at <= clock.now())
    with writing():
        row = db.session.scalars(due.with_for_update(skip_locked=True)).one_or_none()
        if row is None:
            return _enter(job)
        row.next_at, row.last_at = clock.now() + job.every, clock.now()
    return True


def _enter(job: Job) -> bool:
    """Write a new job's row, elected by doing so; False when the row is there, taken by another process."""
    try:
        with db.session.begin_nested():
            now = clock.now()
            db.session.add(JobRun(name=job.name, next_at=now + job.every, last_at=now))
    except IntegrityError:
        return False
    return True


def _run(job: Job) -> bool:
    """Run one job, in its own transaction unless it opens some itself; a fault is stored and the job tried again soon."""
    fault = ""
    try:
        with nullcontext() if job.alone else writing():
            job.run()
    except Exception as error:  # noqa: BLE001 - one job must not stop the others; stored and logged
        fault = outbox.describe(error)
        log.warning("job %s: %s", job.name, fault)
    again = {"next_at": clock.now() + min(SOON, job.every)} if fault else {}
    with writing():
        db.session.execute(update(JobRun).where(JobRun.name == job.name).values(last_fault=fault, **again))
    return not fault


def purge(*, dry_run: bool = False) -> dict[str, int]:
    """Run all purge jobs now, each in its own transaction; return what each deleted (or would have)."""
    report: dict[str, int] = {}
    for job in jobs():
        if job.name.endswith(PURGE):
            with writing():
                gone = job.run()
                if dry_run:
                    rollback()
            report[job.name] = gone if isinstance(gone, int) else 0
    return report


def purge_journal() -> int:
    """Delete journal entries older than 24 months; return how many."""
    return journal.purge(clock.now() - KEEP_JOURNAL)


def tidy() -> None:
    """Once a day take what was deleted out of the files too: old words from the index, old pages from SQLite's log."""
    indexing.rebuild()
    rollback()
    if db.engine.dialect.name == "sqlite":
        with closing(db.engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


@click.command("purge")
@click.option("--dry-run", is_flag=True, help="Count what would go, delete nothing.")
@with_appcontext
def purge_command(*, dry_run: bool) -> None:
    """Delete what is kept no longer: old journal entries, spent links, delivered letters, counters."""
    for name, number in purge(dry_run=dry_run).items():
        click.echo(f"{name.removesuffix(PURGE):12} {number:6} {'would go' if dry_run else 'deleted'}")


JOBS: Final = (
    Job("outbox.purge", timedelta(hours=6), outbox.purge),
    Job("links.purge", timedelta(days=1), links.purge),
    Job("journal.purge", timedelta(days=1), purge_journal),
    Job("limits.purge", timedelta(hours=1), limits.purge),
    Job("night.tidy", timedelta(days=1), tidy, alone=True),
)
commands = (purge_command,)
