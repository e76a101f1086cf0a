"""Command line: python run.py doubles rebuild."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from compass.alike import upkeep
from core.db import writing

group = AppGroup("doubles", help="Doubles in the network.")


@group.command("rebuild")
def rebuild() -> None:
    """Write the keys by which doubles are found anew; the job then compares whoever changed."""
    with writing():
        count = upkeep.rebuild()
    click.echo(f"The keys of {count} entries are right.")
