"""What the pages of one actor show, for the office and for everybody: facts, competences, ties and days in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from compass import queries, services
from compass.models import (
    COMPETENCE_WORDS,
    KIND_WORDS,
    PURPOSE_WORDS,
    SECTOR_WORDS,
    Actor,
    Competence,
    CompetenceKind,
    Consent,
    Purpose,
)
from compass.tied import TieLine
from core import accounts, clock, journal, texts
from core.things import Thing
from radar import queries as radar

OFFERED = (Purpose.PUBLIC, Purpose.MATCHING)
"""Purposes asked for on the pages of an actor."""


@dataclass(frozen=True)
class ConsentLine:
    """One purpose on the page: its word, its wording now, what counts now (or None), and what counted before."""

    purpose: str
    word: str
    wording: str
    present: Consent | None
    past: list[Consent]


def face(actor: Actor, *, public: bool = False) -> dict[str, object]:
    """Return what both sides show of an actor: sector, kind, marks, topics, and what it can, wants and offers.

    `shown` holds the fields of the public page that were agreed to; in public nothing else may be read from `actor`.
    """
    fields, shown = radar.taxonomy(), queries.shown(actor)
    topics = [(area.name, known.field_key, area.id) for area in actor.areas if (known := fields.area(area.id))]
    return {
        "actor": actor,
        "sector": actor.sector.value,
        "sector_word": SECTOR_WORDS[actor.sector],
        "kind_word": KIND_WORDS[actor.kind],
        "marks": queries.marks(actor),
        "topics": topics,
        "said": _said(actor) if not public or Purpose.SHOW_COMPETENCES in shown else [],
        "shown": {purpose.value for purpose in shown},
    }


def _said(actor: Actor) -> list[tuple[str, list[Competence]]]:
    grouped = [(COMPETENCE_WORDS[k], [row for row in actor.competences if row.kind is k]) for k in CompetenceKind]
    return [(word, rows) for word, rows in grouped if rows]


def span(line: TieLine) -> str:
    """Say since and until when a tie stands."""
    since, until = day(line.since_on), day(line.until_on)
    if since and until:
        return f"{since} bis {until}"
    return f"seit {since}" if since else f"bis {until}" if until else ""


def day(iso: str) -> str:
    """Write an ISO day in words; empty stays empty."""
    try:
        return clock.day_in_words(date.fromisoformat(iso)) if iso else ""
    except ValueError:
        return iso


def consents(actor: Actor) -> list[ConsentLine]:
    """Return both purposes with what was agreed to, newest first."""
    standing = queries.standing(actor)
    return [
        ConsentLine(
            purpose=purpose.value,
            word=PURPOSE_WORDS[purpose],
            wording=texts.text(f"compass.consent.{purpose.value}"),
            present=standing.get(purpose),
            past=[c for c in reversed(actor.consents) if c.purpose is purpose and c.withdrawn_at],
        )
        for purpose in OFFERED
    ]


def story(number: int) -> list[tuple[str, journal.Line]]:
    """Return who did what to an actor, newest first, each with its day in short."""
    entries = journal.entries(Thing("actor", number), limit=20)
    lines = journal.lines(entries, accounts.names(journal.accounts_in(entries)))
    return [(f"{clock.local(line.at):%d.%m.%Y}", line) for line in lines]


def filled_in(actor: Actor) -> dict[str, object]:
    """Return what the form holds before anybody types: plain fields, ids of topics, and one short text per line."""
    plain = {name: getattr(actor, name) for name in (*services.PLAIN, "version")}
    named = {
        "competences": CompetenceKind.COMPETENCE,
        "interests": CompetenceKind.INTEREST,
        "offers": CompetenceKind.OFFER,
    }
    lists = {name: "\n".join(row.text for row in actor.competences if row.kind is kind) for name, kind in named.items()}
    return {**plain, **lists, "areas": [area.id for area in actor.areas]}
