"""python run.py demo: everything a newcomer needs to walk through the house, from an empty folder to open doors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click
from flask import Flask

from core import indexing, migrating, outbox, seeding
from core.config import Settings
from core.db import db
from core.serving import listen
from demo.folder import Folder, Unready

if TYPE_CHECKING:
    from demo.cast import Event


@click.command("demo")
@click.option("--reset", is_flag=True, envvar="RESET", help="Throw the demo's own files away and start anew.")
def demo(*, reset: bool) -> None:
    """Serve the house with a played year in it, on this machine only, without any setting."""
    from demo import doors  # noqa: PLC0415 - a tenth of the house's memory, which only the demo needs

    folder = Folder.here()
    try:
        with folder.held():
            folder.check_port()
            app = prepare(folder, reset=reset)
            click.echo("\n".join(doors.lines(open_doors(app, folder), folder)))
            listen(app)
    except Unready as reason:
        raise click.ClickException(str(reason)) from None


def prepare(folder: Folder, *, reset: bool = False) -> Flask:
    """Return the furnished house; a year that was only half played is played anew."""
    from demo import year  # noqa: PLC0415 - as above

    folder.links.unlink(missing_ok=True)
    if reset or not folder.played:
        folder.clear()
    settings = folder.settings()
    click.echo("Bringing the database into shape ...")
    bring_forward(settings.database_url)
    app = house(settings)
    with app.app_context():
        seeding.seed()
        if not folder.played:
            year.play(shown)
        click.echo("Delivering letters, filling the search index ...")
        catch_up()
        folder.mark_played()
        db.session.remove()
    return app


def house(settings: Settings) -> Flask:
    """Return the house with every room."""
    from run import create_app  # noqa: PLC0415 - run.py names this command, so it cannot be imported above

    return create_app(settings)


def bring_forward(url: str) -> None:
    """Migrate; data of a newer program are told in a sentence."""
    before = migrating.current(url)
    if before is not None and not migrating.known(before):
        raise Unready("The demo's data come from a newer program: start anew with RESET=1.")
    migrating.upgrade(url)


def shown(events: Sequence[Event]) -> Iterable[Event]:
    """Show how far the year is."""
    with click.progressbar(events, label="Playing a year in the life of the office", show_eta=False) as bar:
        yield from bar


def catch_up() -> None:
    """Do now what the worker would do: build the index, write the letters; searching works at the first request."""
    indexing.tend()
    while outbox.deliver_due(without={indexing.KIND}):  # news become letters, each waits a moment for the office's undo
        pass


def open_doors(app: Flask, folder: Folder) -> dict[str, str]:
    """Find the doors and write them down, before anybody can knock."""
    from demo import doors  # noqa: PLC0415 - as above

    found = doors.found(app, folder)
    doors.write(found, folder)
    return found
