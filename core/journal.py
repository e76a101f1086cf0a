"""Protokoll: who did what to which thing, when. The sentence is rendered when read, so erasure reaches it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import JSON, ForeignKey, Index, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from core import clock
from core.db import db
from core.rows import Base, Key, Moment, Word
from core.things import Thing

ACTORS = {
    "author": "Verfasser*in",
    "office": "Büro",
    "house": "Automatik",
    "visitor": "Besucher*in",
    "place": "Angefragte Stelle",
    "teacher": "Lehrkraft",
    "moderator": "Moderation",
}


@dataclass(frozen=True)
class Who:
    """Who acts: a word (author, office, house, visitor) and, for the office, the account."""

    word: str
    account: int | None = None


AUTHOR, HOUSE, VISITOR = Who("author"), Who("house"), Who("visitor")


@dataclass(frozen=True)
class Verb:
    """What can be noted: a name, the German sentence, the only parameters it may carry."""

    name: str
    sentence: str
    parameters: frozenset[str] = frozenset()


class Entry(Base):
    """Eintrag im Protokoll: holds no text of people, only ids and allow-listed words."""

    __tablename__ = "journal"
    __table_args__ = (Index(None, "kind", "thing_id"),)

    id: Mapped[Key]
    at: Mapped[Moment] = mapped_column(index=True)
    verb: Mapped[Word]
    kind: Mapped[Word]
    thing_id: Mapped[int]
    actor: Mapped[Word]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    parameters: Mapped[dict[str, Any]] = mapped_column(JSON)


@dataclass(frozen=True)
class Line:
    """One entry as people read it."""

    at: datetime
    actor: str
    sentence: str


def note(verb: str, thing: Thing, who: Who, **parameters: str | int | None) -> None:
    """Write one entry in the present transaction; a parameter that its verb does not allow is a programming error."""
    allowed = current_app.extensions["verbs"][verb].parameters
    if not parameters.keys() <= allowed:
        raise ValueError(f"{verb} may not note {sorted(parameters.keys() - allowed)}")
    db.session.add(
        Entry(
            at=clock.now(),
            verb=verb,
            kind=thing.kind,
            thing_id=thing.id,
            actor=who.word,
            account_id=who.account,
            parameters=dict(parameters),
        )
    )


def entries(thing: Thing, limit: int = 100) -> list[Entry]:
    """Return a thing's newest entries."""
    wanted = select(Entry).where(Entry.kind == thing.kind, Entry.thing_id == thing.id)
    return list(db.session.scalars(wanted.order_by(Entry.at.desc(), Entry.id.desc()).limit(limit)))


def lines(found: Sequence[Entry], names: Mapping[int, str]) -> list[Line]:
    """Render entries as sentences; `names` gives the names of accounts."""
    return [line(entry, names) for entry in found]


def line(entry: Entry, names: Mapping[int, str]) -> Line:
    """Render one entry."""
    verb: Verb | None = current_app.extensions["verbs"].get(entry.verb)
    values = {name: entry.parameters.get(name, "") for name in verb.parameters} if verb else {}
    sentence = verb.sentence.format(**values) if verb else entry.verb
    actor = names.get(entry.account_id or 0, ACTORS.get(entry.actor, entry.actor))
    return Line(at=entry.at, actor=actor, sentence=sentence)


def forget(thing: Thing) -> None:
    """Take a thing's parameters out of the journal; that something happened stays."""
    db.session.execute(update(Entry).where(Entry.kind == thing.kind, Entry.thing_id == thing.id).values(parameters={}))


def erase(thing: Thing) -> None:
    """Delete every entry about a thing that was only tried and is gone."""
    db.session.execute(delete(Entry).where(Entry.kind == thing.kind, Entry.thing_id == thing.id))


def purge(before: datetime) -> int:
    """Delete entries older than `before`; return how many."""
    return int(db.session.execute(delete(Entry).where(Entry.at < before)).rowcount)  # type: ignore[attr-defined]  # a DELETE counts rows


def accounts_in(entries: Sequence[Entry]) -> set[int]:
    """Return the accounts whose names a list of entries needs."""
    return {entry.account_id for entry in entries if entry.account_id}
