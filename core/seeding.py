"""Fills empty tables with the vocabulary each room brings; what a city changed stays."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from core.db import writing
from core.room import Room


def seed() -> None:
    """Let every room write its vocabulary, each in a transaction of its own."""
    rooms: tuple[Room, ...] = current_app.extensions["rooms"]
    for room in rooms:
        if room.seed:
            with writing():
                room.seed()


@click.command("seed")
@with_appcontext
def seed_command() -> None:
    """Fill empty tables with the vocabulary (Themenradar, Stadtbezirke, kinds of contributions)."""
    seed()
    click.echo("The vocabulary is there.")


commands = (seed_command,)
