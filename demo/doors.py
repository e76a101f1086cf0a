"""The doors of the demo: a file for programs, a few lines for people."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flask import Flask

from core.accounts import rehearsal
from core.db import writing
from demo import decisions, fronts, year
from demo.folder import Folder, write_whole
from demo.network import habits

NAMES = {
    "visitor": "Citizens",
    "office": "Office",
    "follow_up": "Look up an idea",
    "follow_up_code": "with the Merk-Code",
    "seat": "Today: a seat",
    "wall": "Today: the wall",
    "moderator": "Today: the moderator",
    "rehearsal": "A seat to rehearse",
    "minutes": "Minutes",
    "council": "Council",
    "calendar": "Office, calendar",
}


def found(app: Flask, folder: Folder) -> dict[str, str]:
    """Return every door that exists now; the office's only where nobody else can come in."""
    doors = {"visitor": f"{folder.address}/"}
    if folder.private:
        doors["office"] = folder.address + rehearsal.demo_address(app)
    with app.app_context():
        code = year.example_code()
        calendar = habits.calendar_path() if folder.private else ""
    doors |= {"follow_up": f"{folder.address}/ideen/nachsehen", "follow_up_code": code}
    with app.app_context(), writing():
        front = fronts.links(private=folder.private)
        council = decisions.reading_link()
    found = {**front, "council": council, "calendar": calendar}
    return doors | {name: folder.address + path for name, path in found.items() if path}


def write(doors: dict[str, str], folder: Folder) -> None:
    """Write the links for programs, whole or not at all."""
    write_whole(folder.links, json.dumps(doors, indent=2, ensure_ascii=False) + "\n", mode=0o600)


def lines(doors: dict[str, str], folder: Folder) -> Iterator[str]:
    """Yield what stands on the screen once the doors open."""
    yield ""
    for key, value in doors.items():
        yield f"  {NAMES[key]:<20} {value}"
    if "office" not in doors:
        yield f"  {NAMES['office']:<20} closed: it opens only on this machine itself (HOST=127.0.0.1)"
    yield ""
    yield f"  Letters land in {folder.letters}. Stop with Ctrl+C; what you change is kept; RESET=1 starts anew."
