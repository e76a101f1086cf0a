"""Texts a city edits: key, German default in a room's texts.toml, edited versions with history."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from flask import current_app
from markupsafe import Markup
from sqlalchemy import ForeignKey, Text, func, select
from sqlalchemy.orm import Mapped, mapped_column

from core import accounts, clock, journal, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.markdown import render
from core.rows import Base, Key, Moment, Word
from core.things import Thing

PLACEHOLDER = re.compile(r"\{([A-Za-z_.]+)\}")
BRACES = re.compile(r"\{([^{}\n]{1,60})\}")
DEPTH = 3
MOST_PLACEHOLDERS = 40
LENGTHS = {"line": 300, "text": 2000, "page": 30_000, "number": 3, "email": 254}
ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]+")


@dataclass(frozen=True)
class Wording:
    """A text with its key, what it is for, its default, and its kind.

    A kind is line, text (several lines), page (Markdown), number (whole, 1 to 999) or email; it sets the length.
    """

    key: str
    label: str
    default: str
    kind: str
    room: str
    heading: str

    @property
    def length(self) -> int:
        """How many characters it may have."""
        return LENGTHS[self.kind]

    @property
    def values(self) -> list[str]:
        """Names of the placeholders that the page itself fills in, such as Datum."""
        return [name for name in dict.fromkeys(PLACEHOLDER.findall(self.default)) if name not in wordings()]


class TextEdit(Base):
    """Fassung eines Textes: the newest counts, the older ones are its history; an empty body means the default again."""

    __tablename__ = "text_edit"

    id: Mapped[Key]
    key: Mapped[Word] = mapped_column(index=True)
    body: Mapped[str] = mapped_column(Text)
    edited_at: Mapped[Moment]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)


def read(path: Path, room: str) -> list[Wording]:
    """Read a room's default texts from its file; `title`, if it has one, heads them on the office's page."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    heading = entries.pop("title", room)
    return [
        Wording(key, e["label"], e["default"].strip(), e.get("kind", "line"), room, heading)
        for key, e in entries.items()
    ]


def gathered(files: Iterable[tuple[Path, str]]) -> dict[str, Wording]:
    """Return the texts of all rooms by key; ValueError where two say something under the same key."""
    found: dict[str, Wording] = {}
    for path, room in files:
        for one in read(path, room):
            if one.key in found:
                raise ValueError(f"{one.key} stands in the texts of {found[one.key].room} and of {room}")
            found[one.key] = one
    return found


def wordings() -> dict[str, Wording]:
    """Return every text the rooms of this house know, by key."""
    found: dict[str, Wording] = current_app.extensions["texts"]
    return found


def _edited() -> dict[str, str]:
    """Return the newest edited body of each key."""
    newest = select(func.max(TextEdit.id)).group_by(TextEdit.key)
    return dict(db.session.execute(select(TextEdit.key, TextEdit.body).where(TextEdit.id.in_(newest))).all())


def raw(key: str) -> str:
    """Return a text with its placeholders still in it."""
    edited = versions.cached("texts", _edited)
    return edited.get(key) or wordings()[key].default


def placed(body: str, **values: object) -> str:
    """Return any body with its placeholders filled, as text() would."""
    return _fill(body, {name: str(value) for name, value in values.items()}, DEPTH)


def text(key: str, **values: object) -> str:
    """Return a text with {placeholders} filled from `values` or from other texts; unknown ones stay as they are."""
    return placed(raw(key), **values)


def _fill(body: str, values: dict[str, str], depth: int) -> str:
    """Replace placeholders; texts inside texts only a few levels deep, so that a circle ends."""

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        if name in values:
            return values[name]
        if depth and name in wordings():
            return _fill(raw(name), values, depth - 1)
        return match[0]

    return PLACEHOLDER.sub(replace, body)


def page(key: str, **values: object) -> Markup:
    """Return a long text as HTML; it is Markdown in which HTML is shown, not obeyed."""
    return render(text(key, **values))


def wording(key: str) -> Wording:
    """Return one text; NotThere when no room knows it."""
    try:
        return wordings()[key]
    except KeyError:
        raise NotThere from None


def reusable() -> list[Wording]:
    """Return the texts that other texts are meant to hold: those that some default holds."""
    used = {name for one in wordings().values() for name in PLACEHOLDER.findall(one.default)}
    return [one for key, one in wordings().items() if key in used]


def fault(one: Wording, body: str) -> str | None:
    """Return the sentence about what is wrong with a new body, or None."""
    return next(chain(_shape_faults(one, body), _placeholder_faults(one, body)), None)


def _shape_faults(one: Wording, body: str) -> Iterator[str]:
    if not body:
        yield "Bitte schreiben Sie etwas. Den mitgelieferten Text bekommen Sie mit „Zurück zum Standard“."
    if one.kind == "number" and not (len(body) <= one.length and body.isascii() and body.isdecimal() and int(body)):
        yield "Bitte geben Sie eine ganze Zahl von 1 bis 999 ein."
    if len(body) > one.length:
        yield f"Bitte höchstens {one.length:,} Zeichen.".replace(",", ".")
    if one.kind == "email" and not ADDRESS.fullmatch(body):
        yield "Bitte geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de."


def _placeholder_faults(one: Wording, body: str) -> Iterator[str]:
    names = BRACES.findall(body)
    if len(names) > MOST_PLACEHOLDERS:
        yield f"Bitte höchstens {MOST_PLACEHOLDERS} Platzhalter in einem Text."
    for name in names:
        if name not in one.values and (name not in wordings() or wordings()[name].kind == "page"):
            yield f"Den Platzhalter {{{name}}} gibt es hier nicht. Unten steht, welche Sie nehmen können."
        elif one.key in _inside(name, set()):
            yield f"{{{name}}} führt wieder zu diesem Text zurück. Bitte nehmen Sie den Platzhalter heraus."


def _inside(key: str, seen: set[str]) -> set[str]:
    """Return a text's key and the keys of all texts it holds, however deep."""
    if key in wordings() and key not in seen:
        seen.add(key)
        for name in PLACEHOLDER.findall(raw(key)):
            _inside(name, seen)
    return seen


def edit(key: str, body: str, who: Who, seen: int | None = None) -> TextEdit | None:
    """Store a new version of a text, None when nothing would change; the old ones stay in its history.

    `seen` is the id of the newest version its author saw (0: none); refused when there is a newer one by now.
    """
    one = wording(key)
    versions.turn("texts")  # makes one edit after the other
    last = newest(key)
    if seen is not None and seen != (last.id if last else 0):
        raise Refused(meanwhile(last))
    if body == raw(key):
        return None
    if (wrong := fault(one, body)) is not None:
        raise Refused(wrong)
    kept = "" if body == one.default else body
    row = TextEdit(key=key, body=kept, edited_at=clock.now(), account_id=who.account)
    db.session.add(row)
    db.session.flush()
    journal.note("text.edited", Thing("text", row.id), who, label=one.label)
    return row


def newest(key: str) -> TextEdit | None:
    """Return a text's newest version, None while it is as delivered."""
    return next(iter(history(key, 1)), None)


def history(key: str, limit: int = 50) -> list[TextEdit]:
    """Return a text's edited versions, newest first."""
    wanted = select(TextEdit).where(TextEdit.key == key).order_by(TextEdit.id.desc()).limit(limit)
    return list(db.session.scalars(wanted))


def meanwhile(last: TextEdit | None) -> str:
    """Return the sentence for the second of two people at one text: who was first, and when."""
    if last is None:
        return "Der Text steht inzwischen wieder auf dem Standard."
    name = accounts.names([last.account_id]).get(last.account_id) if last.account_id else None
    return f"{name or 'Jemand anderes'} war schneller ({clock.time_in_words(last.edited_at)})."
