"""Opens the house: the one place that names every room. `python run.py` serves it, `python run.py COMMAND` does the rest."""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    from tools import bootstrap

    bootstrap.main(sys.argv[1:])

import click
from flask.cli import FlaskGroup

from circles.room import room as circles
from compass.wings import rooms as compass
from core import migrating
from core.config import SettingMissing, Settings
from core.factory import House, build
from core.floor import floor
from core.room import Room
from core.serving import serve, speak
from demo.command import demo
from dialogues.wings import rooms as dialogues
from ideas.wings import rooms as ideas
from kickbox.room import room as kickbox
from papers.room import room as papers
from radar.room import room as radar
from tools import develop

ROOMS: tuple[Room, ...] = (floor, radar, *compass, *ideas, *dialogues, circles, kickbox, papers)


def create_app(settings: Settings | None = None) -> House:
    """Return the house, furnished; without settings they come from the environment and must be complete."""
    if "gunicorn" in os.environ.get("SERVER_SOFTWARE", ""):
        speak()
    return build(ROOMS, settings or Settings.read().require())


class Commands(FlaskGroup):
    """The command line: all commands are known without an app, so that help needs no setting; without a word it serves."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Serve when no command is named."""
        return super().parse_args(ctx, args or ["serve"])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name what is registered here."""
        return click.Group.list_commands(self, ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find what is registered here."""
        return click.Group.get_command(self, ctx, cmd_name)


cli = Commands(name="run.py", create_app=create_app, add_default_commands=False, add_version_option=False)
ALONE = (serve, demo, migrating.migration_command, develop.test, develop.check, develop.bench, develop.lock)
for command in (*ALONE, *(command for room in ROOMS for command in room.commands)):
    cli.add_command(command)


if __name__ == "__main__":
    try:
        cli.main(prog_name="python run.py")
    except SettingMissing as error:
        sys.exit(str(error))
