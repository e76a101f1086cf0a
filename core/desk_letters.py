"""Demo only: the letters that were laid into the folder instead of being sent, as a page of the office."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from flask import Flask, render_template, request, url_for

from core.audience import desk
from core.config import settings
from core.errors import NotThere
from core.rights import Right
from core.room import Entrance

AT_ONCE: Final = 50

door = desk("letters", __name__, reads=Right.LETTERS_READ, writes=Right.LETTERS_READ, url_prefix="/buero/briefe")
door.demo_only = True
ENTRANCE: Final = Entrance("Briefe", "letters.index", Right.LETTERS_READ, 90)


def install(app: Flask) -> None:
    """Put the page into the office's menu, in the demo."""
    if app.extensions["settings"].demo:
        app.extensions["entrances"].append(ENTRANCE)
        app.extensions["entrances"].sort(key=lambda entrance: entrance.order)


@dataclass(frozen=True)
class Letter:
    """One letter as the page shows it."""

    number: int
    to: str
    subject: str
    written_at: datetime
    message_id: str
    text: str


@door.url_value_preprocessor
def only_in_the_demo(_: str | None, __: dict[str, object] | None) -> None:
    """Do not exist outside the demo, not even for those who are logged in."""
    if not settings().demo or not settings().mail_folder:
        raise NotThere


@door.get("/")
def index() -> str:
    """List the newest letters; ?vor= goes on below a number."""
    before = request.args.get("vor", type=int)
    numbers = [number for number in written() if before is None or number < before]
    shown = [letter for letter in map(read, numbers[:AT_ONCE]) if letter]
    older = url_for("letters.index", vor=numbers[AT_ONCE - 1]) if len(numbers) > AT_ONCE else None
    newest = url_for("letters.index") if before is not None else None
    return render_template("core/letters.html", letters=shown, newest=newest, older=older)


@door.get("/<int:number>")
def show(number: int) -> str:
    """Show one letter as its recipient reads it; the address holds a number, so it cannot leave the folder."""
    letter = read(number)
    if letter is None:
        raise NotThere
    return render_template("core/letter.html", letter=letter)


def written() -> list[int]:
    """Return the numbers of all letters in the folder, newest first."""
    files = Path(settings().mail_folder).glob("*.eml")
    return sorted((int(file.stem) for file in files if file.stem.isdecimal()), reverse=True)


def read(number: int) -> Letter | None:
    """Read one letter, if it is there."""
    try:
        raw = (Path(settings().mail_folder) / f"{number}.eml").read_bytes()
    except FileNotFoundError:
        return None
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain",))
    return Letter(
        number=number,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        written_at=message["Date"].datetime,
        message_id=str(message["Message-ID"]),
        text=str(body.get_content()) if body else "",
    )
