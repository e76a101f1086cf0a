"""The worker: woken by a commit, two lanes, one fault ends nothing, a clean end."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from core import outbox, worker
from core.db import writing
from core.worker import Worker

PATIENCE = 10.0


@pytest.fixture
def running(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Worker]]:
    """Return a function that starts the worker; it is stopped after the test."""
    monkeypatch.setitem(app.extensions, "jobs", [])
    monkeypatch.setitem(app.extensions, "wake", threading.Event())
    monkeypatch.setitem(app.extensions, "worker", None)
    started: list[Worker] = []

    def start() -> Worker:
        started.append(worker.start_thread(app))
        return started[-1]

    yield start
    for one in started:
        one.stop()


def promise(app: Flask, kind: str) -> None:
    """Promise something in a transaction of its own."""
    with app.app_context(), writing():
        outbox.promise(kind, {})


def teach(app: Flask, monkeypatch: pytest.MonkeyPatch, kind: str, deliver: Callable[[int, Any], object]) -> None:
    """Tell the house how to deliver a kind."""
    monkeypatch.setitem(app.extensions["deliveries"], kind, deliver)


def test_a_commit_wakes_the_worker_at_once(
    app: Flask, running: Callable[[], Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived = threading.Event()
    teach(app, monkeypatch, "test", lambda _, __: arrived.set())
    monkeypatch.setattr(worker, "POLL", 600.0)
    running()

    promise(app, "test")

    assert arrived.wait(PATIENCE)


def test_what_other_processes_promise_is_found_by_looking(
    app: Flask, running: Callable[[], Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived = threading.Event()
    teach(app, monkeypatch, "test", lambda _, __: arrived.set())
    monkeypatch.setattr(worker, "POLL", 0.05)
    running()
    monkeypatch.setitem(app.extensions, "wake", threading.Event())  # a bell in another process

    promise(app, "test")

    assert arrived.wait(PATIENCE)


def test_a_slow_letter_does_not_hold_the_index(
    app: Flask, running: Callable[[], Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, followed = threading.Event(), threading.Event()
    teach(app, monkeypatch, "test", lambda _, __: slow.wait(PATIENCE))
    teach(app, monkeypatch, "index", lambda _, __: followed.set())
    running()

    promise(app, "test")
    promise(app, "index")

    try:
        assert followed.wait(PATIENCE / 2)
    finally:
        slow.set()


def test_a_fault_of_the_whole_round_ends_nothing(
    app: Flask, running: Callable[[], Worker], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failed, arrived = threading.Event(), threading.Event()
    deliver_due = outbox.deliver_due

    def fail_once(**given: Any) -> int:
        if not failed.is_set():
            failed.set()
            raise RuntimeError("somebody@example.org")
        return deliver_due(**given)

    teach(app, monkeypatch, "test", lambda _, __: arrived.set())
    monkeypatch.setattr(outbox, "deliver_due", fail_once)
    monkeypatch.setattr(worker, "POLL", 0.05)
    running()

    promise(app, "test")

    assert arrived.wait(PATIENCE)
    assert "RuntimeError in test_worker.py" in caplog.text
    assert "somebody@" not in caplog.text


def test_a_worker_starts_once_and_ends_when_told(running: Callable[[], Worker]) -> None:
    first, second = running(), running()

    first.stop()

    assert first is second
    assert [thread for thread in threading.enumerate() if thread.name.startswith("worker-")] == []


def test_work_once_does_what_is_due_and_ends(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    arrived: list[int] = []
    teach(app, monkeypatch, "test", lambda promise_id, _: arrived.append(promise_id))
    monkeypatch.setitem(app.extensions, "jobs", [])
    promise(app, "test")

    said = app.test_cli_runner().invoke(args=["work", "--once"])

    assert (said.exit_code, len(arrived)) == (0, 1)
