"""Opens the house: the one place that names every room. `python run.py` serves it, `python run.py COMMAND` does the rest."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    from tools import bootstrap

    bootstrap.main(sys.argv[1:])

import click
from flask.cli import FlaskGroup

from core import migrating
from core.config import SettingMissing, Settings
from core.factory import House, build
from core.floor import floor
from core.room import Room
from core.serving import serve
from demo.command import demo
from ideas.room import room as ideas
from radar.room import room as radar
from tools import develop

ROOMS: tuple[Room, ...] = (floor, radar, ideas)


def create_app(settings: Settings | None = None) -> House:
    """Return the house, furnished; without settings they come from the environment and must be complete."""
    return build(ROOMS, settings or Settings.read().require())


class Commands(FlaskGroup):
    """The command line: without a word it serves; a missing setting is one sentence, not a traceback."""

    def main(self, *args: object, **kwargs: object) -> object:
        """Run a command."""
        try:
            return super().main(*args, **kwargs)  # type: ignore[arg-type]  # click's own arguments
        except SettingMissing as error:
            sys.exit(str(error))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Serve when no command is named."""
        return super().parse_args(ctx, args or ["serve"])


cli = Commands(name="run.py", create_app=create_app, add_default_commands=False, add_version_option=False, load_dotenv=False)
for command in (serve, demo, migrating.migration_command, develop.test, develop.check, develop.bench, develop.lock):
    cli.add_command(command)


if __name__ == "__main__":
    cli.main(prog_name="python run.py")
