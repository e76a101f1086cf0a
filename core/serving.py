"""The built-in server: waitress, one process, buffered requests, a clean end on SIGTERM."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType
from typing import NoReturn

import click
import waitress
from flask import Flask, current_app
from flask.cli import with_appcontext

from core import migrating, worker
from core.config import SettingMissing, settings


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End as Ctrl+C does, so that requests in flight are finished."""
    raise SystemExit(0)


def listen(app: Flask) -> None:
    """Serve until told to stop; the worker runs as a thread beside it when the settings say so."""
    wanted = app.extensions["settings"]
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _leave)
    if wanted.worker == "thread":
        worker.start_thread(app)
    threading.Thread(target=app.extensions["assets"].warm, daemon=True, name="assets").start()
    waitress.serve(
        app,
        host=wanted.host,
        port=wanted.port,
        threads=wanted.threads,
        ident="Stadtkompass",
        clear_untrusted_proxy_headers=False,  # the house itself decides whom to believe, and must see that somebody forwards
        max_request_body_size=wanted.max_request_kb * 1024 * 300,
        max_request_header_size=65536,
        channel_timeout=60,
    )


def speak() -> None:
    """Write the house's log to the standard error output, unless somebody has said otherwise."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")


def refuse_old_database() -> None:
    """Stop with one sentence when the database is not the one this release needs."""
    behind = migrating.check(settings().database_url)
    if behind:
        raise SettingMissing(behind)


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Serve the site with the built-in server (waitress)."""
    speak()
    refuse_old_database()
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way past the proxy
    click.echo(f"Stadtkompass: http://{settings().host}:{settings().port}/")
    listen(app)
