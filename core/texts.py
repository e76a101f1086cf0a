"""Texts a city edits: key, German default in a room's texts.toml, edited versions with history."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from markdown_it import MarkdownIt
from markupsafe import Markup
from sqlalchemy import ForeignKey, Text, func, select
from sqlalchemy.orm import Mapped, mapped_column

from core import clock, versions
from core.db import db
from core.errors import NotThere
from core.journal import Who
from core.rows import Base, Key, Moment, Word

PLACEHOLDER = re.compile(r"\{([A-Za-z_.]+)\}")
DEPTH = 3


@dataclass(frozen=True)
class Wording:
    """A text with its key, what it is for, its default and how long it may be (line, text or page)."""

    key: str
    label: str
    default: str
    kind: str
    room: str


class TextEdit(Base):
    """One edited version of a text; the newest counts, the older ones are its history."""

    __tablename__ = "text_edit"

    id: Mapped[Key]
    key: Mapped[Word] = mapped_column(index=True)
    body: Mapped[str] = mapped_column(Text)
    edited_at: Mapped[Moment]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)


def read(path: Path, room: str) -> list[Wording]:
    """Read a room's default texts from its file."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Wording(key, e["label"], e["default"].strip(), e.get("kind", "line"), room) for key, e in entries.items()]


def wordings() -> dict[str, Wording]:
    """Return every text the rooms of this house know, by key."""
    found: dict[str, Wording] = current_app.extensions["texts"]
    return found


def _edited() -> dict[str, str]:
    """Return the newest edited body of each key."""
    newest = select(func.max(TextEdit.id)).group_by(TextEdit.key)
    return dict(db.session.execute(select(TextEdit.key, TextEdit.body).where(TextEdit.id.in_(newest))).tuples().all())


def raw(key: str) -> str:
    """Return a text with its placeholders still in it."""
    edited = versions.cached("texts", _edited)
    return edited[key] if key in edited else wordings()[key].default


def text(key: str, **values: object) -> str:
    """Return a text with {placeholders} filled from `values` or from other texts; unknown ones stay as they are."""
    return _fill(raw(key), {name: str(value) for name, value in values.items()}, DEPTH)


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
    return Markup(MarkdownIt("commonmark", {"html": False}).enable("table").render(text(key, **values)))  # noqa: S704 - html is off


def edit(key: str, body: str, who: Who) -> None:
    """Store a new version of a text; the old ones stay in its history."""
    if key not in wordings():
        raise NotThere
    db.session.add(TextEdit(key=key, body=body, edited_at=clock.now(), account_id=who.account))
    versions.up("texts")


def history(key: str) -> list[TextEdit]:
    """Return a text's edited versions, newest first."""
    return list(db.session.scalars(select(TextEdit).where(TextEdit.key == key).order_by(TextEdit.id.desc()).limit(50)))
