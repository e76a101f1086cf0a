"""The worker: waits, delivers what was promised, runs jobs that are due; as a thread of the server or as a process.

Lanes, each a thread: index changes must not wait for a slow mail server, and rooms may declare further ones (Room.lanes).
Several processes are safe: rows are leased, jobs are elected, and a file lock says whose turn it is at the index.
"""

from __future__ import annotations

import atexit
import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Final

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from core import indexing, jobs, migrating, outbox
from core.config import SettingMissing, settings
from core.outbox.commands import group as outbox_group

log = logging.getLogger(__name__)

POLL: Final = 1.0
"""Seconds after which a lane looks by itself: other processes cannot wake it."""
GOODBYE: Final = 25.0
"""Seconds a stopping process waits for a delivery under way."""


class Wake(threading.Event):
    """The house's wake bell: rings in every lane."""

    def __init__(self) -> None:
        super().__init__()
        self.bells: list[threading.Event] = []

    def set(self) -> None:
        """Wake every lane."""
        super().set()
        for bell in self.bells:
            bell.set()


class Worker:
    """The lanes of one process; `run` works until `stop`, `start` does so in threads."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._ended = threading.Event()
        self._lanes = lanes(app)
        self._bells = {name: threading.Event() for name in self._lanes}
        self._threads: list[threading.Thread] = []
        wake = app.extensions["wake"] = Wake()
        wake.bells.extend(self._bells.values())

    def start(self) -> None:
        """Open the lanes as threads that end with the process."""
        for name, work in self._lanes.items():
            thread = threading.Thread(target=self._lane, args=(name, work), name=f"worker-{name}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """Let the lanes finish what they are doing, then end."""
        self._ended.set()
        self._app.extensions["wake"].set()
        for thread in self._threads:
            thread.join(GOODBYE)

    def wait(self) -> None:
        """Return when somebody stops the worker."""
        while not self._ended.wait(POLL):
            pass

    def _lane(self, name: str, work: Callable[[], object]) -> None:
        """Work at every bell and at least once a second; a fault is logged in one line and ends nothing."""
        while not self._ended.is_set():
            self._bells[name].clear()
            once(self._app, work)
            self._bells[name].wait(POLL)


def once(app: Flask, work: Callable[[], object]) -> None:
    """Do one round in an application context of its own, so that nothing stale is kept between rounds."""
    try:
        with app.app_context():
            work()
    except Exception as error:  # noqa: BLE001 - the loop must go on; logged without what people wrote
        log.error("worker: %s", outbox.describe(error))  # noqa: TRY400 - a traceback may hold addresses


def lanes(app: Flask) -> dict[str, Callable[[], object]]:
    """Return what each lane does, the index first: the house's own two and those of the rooms."""
    own = {name: work for room in app.extensions["rooms"] for name, work in room.lanes.items()}
    return {"index": indexing.tend, "errands": errands, **own}


def errands() -> None:
    """Deliver everything but index changes, then run the jobs that are due."""
    outbox.deliver_due(without={indexing.KIND})
    jobs.run_due()


def start_thread(app: Flask) -> Worker:
    """Start the worker inside this process, once; for one single process: what a crash left leased is freed."""
    running = app.extensions.get("worker")
    if isinstance(running, Worker):
        return running
    worker = app.extensions["worker"] = Worker(app)
    once(app, outbox.free_leases)
    atexit.register(worker.stop)
    worker.start()
    return worker


@click.command("work")
@click.option("--once", "single", is_flag=True, help="Do what is due now, then end.")
@with_appcontext
def work_command(*, single: bool) -> None:
    """Deliver letters, keep the search index, run periodic jobs: until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    behind = migrating.check(settings().database_url)
    if behind:
        raise SettingMissing(behind)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way
    if single:
        for work in lanes(app).values():
            once(app, work)
        return
    worker = Worker(app)

    def end(_: int, __: FrameType | None) -> None:
        raise SystemExit

    signal.signal(signal.SIGTERM, end)
    worker.start()
    try:
        worker.wait()
    except (KeyboardInterrupt, SystemExit):
        click.echo("The worker finishes what it is doing and ends.")
    finally:
        worker.stop()


commands = (work_command, outbox_group)
