"""Writes docs/doors.md: every address of the house and who enters."""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from core.audience import Door
from core.config import ROOT

AUDIENCES = {
    "public": "everybody",
    "desk": "office",
    "seat": "participants",
    "council": "council",
    "holder": "whoever holds the link",
}


def page(app: Flask) -> str:
    """Return the page, made from the map of addresses."""
    lines = [
        "# Doors: every address and who enters",
        "",
        "Made by `python run.py doors`; a test compares it with the code.",
        "",
    ]
    lines += ["| address | methods | who | right to look | right to change |", "| --- | --- | --- | --- | --- |"]
    for rule in sorted(app.url_map.iter_rules(), key=lambda r: (r.rule, r.endpoint)):
        door = app.blueprints.get(rule.endpoint.rsplit(".", 1)[0])
        methods = ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        known = isinstance(door, Door)
        who = AUDIENCES[door.audience] if isinstance(door, Door) else AUDIENCES["public"]
        reads, writes = (
            (str(door.reads or ""), str(door.writes or "")) if known and isinstance(door, Door) else ("", "")
        )
        lines.append(f"| `{rule.rule}` | {methods} | {who} | {reads} | {writes} |")
    return "\n".join(lines) + "\n"


@click.command("doors")
@with_appcontext
def doors_command() -> None:
    """Write docs/doors.md anew."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way past the proxy
    (ROOT / "docs" / "doors.md").write_text(page(app), encoding="utf-8")
    click.echo("docs/doors.md is new.")


commands = (doors_command,)
