"""What a person at the command line asks the outbox."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from core.outbox.rows import retry, status, stuck_rows


@click.group("outbox")
def group() -> None:
    """Letters and index changes that wait for their delivery."""


@group.command("status")
@with_appcontext
def status_command() -> None:
    """Say what waits, since when, and what is stuck and why."""
    now = status()
    click.echo(f"waiting {now.waiting}, oldest for {now.oldest:.0f} s, stuck {now.stuck}")
    for row in stuck_rows():
        click.echo(f"  {row.kind} {row.id}, promised {row.promised_at:%Y-%m-%d}, {row.tries} tries: {row.fault}")


@group.command("retry")
@with_appcontext
def retry_command() -> None:
    """Try everything that failed again at once, also what is stuck."""
    click.echo(f"{retry()} will be tried again")
