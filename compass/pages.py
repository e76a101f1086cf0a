"""What the pages of one actor show, for the office and for everybody: facts, competences, ties and days in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from compass import queries, services, wordings
from compass.models import (
    COMPETENCE_WORDS,
    CONTACT_FIELDS,
    KIND_WORDS,
    PAGE_FIELDS,
    PURPOSE_WORDS,
    SECTOR_WORDS,
    Actor,
    Competence,
    CompetenceKind,
    Consent,
    Purpose,
)
from compass.tied import TieLine
from core import accounts, clock, journal
from core.things import Thing
from radar import queries as radar

OFFERED = (
    *(Purpose.PUBLIC, *PAGE_FIELDS, *CONTACT_FIELDS),
    *(Purpose.MATCHING, Purpose.INVITATIONS, Purpose.INTERNAL),
)
"""Purposes on the pages of an actor, in their order: the public page with its fields, then the others."""
ADDRESS = ("street", "postcode", "town", "label")
REFERENCE = ("title", "year", "web", "highlighted")


@dataclass(frozen=True)
class ConsentLine:
    """One purpose on the page: its word, its wording now, what counts now (or None), and what counted before.

    `of_page` says that it is a field of the public page, `older` that the Yes was said to another wording than today's.
    """

    purpose: str
    word: str
    wording: str
    present: Consent | None
    past: list[Consent]
    of_page: bool
    older: bool


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
    """Return every purpose with what was agreed to, what counted before newest first."""
    standing, marks = queries.standing(actor), wordings.marks()
    return [
        ConsentLine(
            purpose=purpose.value,
            word=PURPOSE_WORDS[purpose],
            wording=wordings.now(purpose),
            present=(present := standing.get(purpose)),
            past=[c for c in reversed(actor.consents) if c.purpose is purpose and c.withdrawn_at],
            of_page=purpose in (*PAGE_FIELDS, *CONTACT_FIELDS),
            older=present is not None and wordings.mark(present.wording) not in marks[purpose],
        )
        for purpose in OFFERED
    ]


def story(number: int) -> list[tuple[str, journal.Line]]:
    """Return who did what to an actor, newest first, each with its day in short."""
    entries = journal.entries(Thing("actor", number), limit=20)
    lines = journal.lines(entries, accounts.names(journal.accounts_in(entries)))
    return [(f"{clock.local(line.at):%d.%m.%Y}", line) for line in lines]


def filled_in(actor: Actor) -> dict[str, object]:
    """Return what the form holds before anybody types: plain fields, ids, rows, and one short text per line."""
    plain = {
        name: getattr(actor, name) for name in (*services.PLAIN, *services.FURTHER, "capacity", "reach", "version")
    }
    named = {
        "competences": CompetenceKind.COMPETENCE,
        "interests": CompetenceKind.INTEREST,
        "offers": CompetenceKind.OFFER,
    }
    lists = {name: "\n".join(row.text for row in actor.competences if row.kind is kind) for name, kind in named.items()}
    ids = {name: [row.id for row in getattr(actor, name)] for name in ("areas", "traits", "districts")}
    return {**plain, **lists, **ids, **_rows(actor)}


def _rows(actor: Actor) -> dict[str, object]:
    points = [
        {
            "kind": row.kind,
            "value": row.value,
            "label": row.label,
            "former": bool(row.ended_on),
            "ended_on": row.ended_on,
        }
        for row in actor.contact_points
    ]
    addresses = [{name: getattr(row, name) for name in ADDRESS} for row in actor.addresses]
    references = [{name: getattr(row, name) for name in REFERENCE} for row in actor.references]
    asked_on = date.fromisoformat(actor.capacity_on) if actor.capacity_on else None
    return {
        "points": points,
        "addresses": addresses,
        "references": references,
        "languages": [row.code for row in actor.languages],
        "capacity_on": asked_on,
    }
