"""Periodic jobs: run when due, by one process, each in its own transaction; purge deletes what is over."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from core import clock, jobs, journal, links, outbox
from core.db import db, writing
from core.journal import Entry
from core.links import Link
from core.room import Job
from core.things import Thing

MONTAG = datetime(2026, 11, 23, 8, tzinfo=clock.BERLIN)


@pytest.fixture
def only(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that leaves the house with just these jobs."""
    return lambda *wanted: monkeypatch.setitem(app.extensions, "jobs", list(wanted))


def run_due(app: Flask) -> int:
    """Run what is due, as the worker does."""
    with app.app_context():
        return jobs.run_due()


def test_a_job_runs_at_once_and_then_when_its_time_is_over(app: Flask, only: Callable[..., None]) -> None:
    ran: list[datetime] = []
    only(Job("test", timedelta(hours=1), lambda: ran.append(clock.now())))
    moments = [MONTAG + timedelta(minutes=minutes) for minutes in (0, 30, 59, 61, 90, 122)]

    for moment in moments:
        with clock.at(moment):
            run_due(app)

    assert ran == [moments[0], moments[3], moments[5]]


def test_one_of_many_workers_runs_a_job(app: Flask, only: Callable[..., None]) -> None:
    ran: list[str] = []
    names = [f"test{number}" for number in range(3)]
    only(*(Job(name, timedelta(hours=1), partial(ran.append, name)) for name in names))

    for _ in range(2):  # new rows first, then rows that are there and due
        workers = [threading.Thread(target=run_due, args=(app,)) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        with app.app_context(), writing():
            for row in db.session.scalars(select(jobs.JobRun)):
                row.next_at = clock.now() - timedelta(seconds=1)

    assert sorted(ran) == sorted(names * 2)


def test_a_job_that_fails_stops_no_other_and_is_tried_again_soon(app: Flask, only: Callable[..., None]) -> None:
    def fail() -> None:
        outbox.promise("test", {})
        raise RuntimeError("somebody@example.org")

    ran: list[str] = []
    only(Job("bad", timedelta(days=1), fail), Job("good", timedelta(days=1), lambda: ran.append("good")))

    with clock.at(MONTAG):
        assert run_due(app) == 1

    with app.app_context():
        bad = db.session.get_one(jobs.JobRun, "bad")
        assert bad.last_fault.startswith("RuntimeError in test_jobs.py:")
        assert bad.next_at == MONTAG + timedelta(minutes=10)
        assert outbox.status().waiting == 0
    assert ran == ["good"]


@pytest.fixture
def leftovers(app: Flask, only: Callable[..., None]) -> None:
    """Leave things behind, two years ago and today."""
    only(*jobs.JOBS)
    app.extensions["verbs"].setdefault("test.done", journal.Verb("test.done", "hat etwas getan"))
    for moment in (MONTAG - timedelta(days=740), MONTAG):
        with clock.at(moment), app.app_context(), writing():
            links.issue("test", Thing("test", 1), lifetime=timedelta(days=1))
            journal.note("test.done", Thing("test", 1), journal.HOUSE)


def left(app: Flask) -> tuple[int, int]:
    """Count links and journal entries."""
    with app.app_context():
        return tuple(db.session.scalar(select(func.count()).select_from(kind)) or 0 for kind in (Link, Entry))  # type: ignore[return-value]  # two of them


@pytest.mark.usefixtures("leftovers")
def test_a_dry_purge_counts_and_deletes_nothing(app: Flask) -> None:
    before = left(app)
    with clock.at(MONTAG):
        said = app.test_cli_runner().invoke(args=["purge", "--dry-run"]).output

    assert [line.split() for line in said.splitlines()] == [
        ["outbox", "0", "would", "go"],
        ["links", "1", "would", "go"],
        ["journal", "1", "would", "go"],
        ["limits", "0", "would", "go"],
    ]
    assert left(app) == before == (2, 2)


@pytest.mark.usefixtures("leftovers")
def test_a_purge_deletes_what_is_over(app: Flask) -> None:
    with clock.at(MONTAG), app.app_context():
        report = jobs.purge()

    assert report == {"outbox.purge": 0, "links.purge": 1, "journal.purge": 1, "limits.purge": 0}
    assert left(app) == (1, 1)
