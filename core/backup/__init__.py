"""Backup and restore: the database by the engine's own means, the files that belong to it, no secret.

What must not live on stays out of every backup: counters of who tried what, their salts, open log-ins. The secret key
stays out too: keep it apart, or Merk-Codes and second factors of a restored house stop working.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from core.backup.making import make
from core.backup.manifest import Failed
from core.backup.restoring import restore
from core.db import db

__all__ = ["Failed", "commands", "make", "restore"]


def _url() -> str:
    """Return the address of the house's database as the house itself uses it."""
    return db.engine.url.render_as_string(hide_password=False)


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    """Turn what went wrong into one sentence and an exit code."""
    try:
        yield
    except Failed as fault:
        raise click.ClickException(str(fault)) from None
    except OperationalError as fault:
        raise click.ClickException(f"The database does not answer ({type(fault.orig).__name__}).") from None


@click.command("backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def backup_command(folder: Path) -> None:
    """Make a backup in a new folder below FOLDER; the server may go on working."""
    with _in_a_sentence():
        made = make(_url(), folder)
    click.echo(
        f"Backup made: {made}\nIt holds people's data: keep it as safe as the database, the secret key apart from it."
    )


@click.command("restore")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--replace", is_flag=True, help="Delete everything in the database first. It must belong to Stadtkompass alone."
)
@with_appcontext
def restore_command(folder: Path, *, replace: bool) -> None:
    """Put the backup in FOLDER back; stop the server and the worker first."""
    with _in_a_sentence():
        click.echo(restore(_url(), folder, replace=replace))


commands: Final = (backup_command, restore_command)
