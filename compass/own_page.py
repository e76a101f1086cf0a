"""What the page of one's own entry shows: every fact, and whether everybody sees it or the office alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from compass import forms_own, office_page, pages, queries
from compass.models import COMPETENCE_WORDS, LANGUAGE_WORDS, REACH_WORDS, Actor, Competence, Purpose
from compass.queries import own
from core import clock

EVERYBODY, OFFICE = "Alle sehen das", "Nur das Büro sieht das"
LATELY = 30
"""Days after which the page asks again whether all is right."""


@dataclass(frozen=True)
class Fact:
    """One thing that is stored: its word, its lines, and who sees it."""

    word: str
    lines: Sequence[str]
    public: bool

    @property
    def seen_by(self) -> str:
        """Who sees it, in words."""
        return EVERYBODY if self.public else OFFICE


def of(actor: Actor) -> dict[str, object]:
    """Return what the page needs; needs an actor of queries.in_full."""
    lines = pages.consents(actor)
    public = Purpose.PUBLIC in queries.shown(actor)
    checked = clock.local(actor.checked_at or actor.added_at)
    return {
        **pages.face(actor),
        "facts": [fact for fact in _facts(actor) if fact.lines],
        "public": public,
        "restricted": actor.restricted_at is not None,
        "consents": [line for line in lines if public or not line.of_page],
        "checked": clock.day_in_words(checked) if actor.checked_at else "",
        "new_email": waiting.email if (waiting := own.new_email(actor.id)) else "",
        "fresh": bool(actor.checked_at) and (clock.today() - checked.date()).days < LATELY,
    }


def _facts(actor: Actor) -> list[Fact]:
    shown = queries.shown(actor)
    said = [
        (word, [_said(row) for row in actor.competences if row.kind is kind]) for kind, word in COMPETENCE_WORDS.items()
    ]
    reach = office_page.reach(actor)
    rows: list[tuple[str, Sequence[str], Purpose | None]] = [
        ("Beschreibung", [actor.about], Purpose.SHOW_ABOUT),
        ("Alltagsexpert*in für", [actor.everyday_expertise], Purpose.SHOW_COMPETENCES),
        *((word, texts, Purpose.SHOW_COMPETENCES) for word, texts in said),
        ("Themen", [row.name for row in actor.areas], Purpose.PUBLIC),
        ("Stadtbezirke", [", ".join(row.name for row in actor.districts)], Purpose.SHOW_ABOUT),
        ("Wirkt", [REACH_WORDS[actor.reach] if actor.reach else ""], Purpose.SHOW_ABOUT),
        (
            "Sprachen",
            [", ".join(LANGUAGE_WORDS.get(r.code, r.code) for r in actor.languages)],
            Purpose.SHOW_COMPETENCES,
        ),
        (
            "Beispiele",
            [f"{r.title} ({r.year})" if r.year else r.title for r in actor.references],
            Purpose.SHOW_REFERENCES,
        ),
        ("Seite im Netz", [actor.web], Purpose.SHOW_WEB),
        ("Ansprechperson", [actor.contact_name], Purpose.SHOW_CONTACT),
        ("E-Mail", [actor.email], Purpose.SHOW_EMAIL),
        ("Telefon", [actor.phone], Purpose.SHOW_PHONE),
        ("Anschrift", [place for place, _ in reach.places[:1]], Purpose.SHOW_ADDRESS),
        ("Weitere Anschriften", [place for place, _ in reach.places[1:]], None),
        ("Weitere Wege", _further(reach, actor), None),
        ("Zeit für Neues", [forms_own.TIME[actor.capacity] if actor.capacity_on else ""], None),
    ]
    return [Fact(word, [one for one in lines if one], purpose in shown) for word, lines, purpose in rows]


def _said(row: Competence) -> str:
    return f"{row.text} (vom Büro bestätigt)" if row.confirmed else row.text


def _further(reach: office_page.Reach, actor: Actor) -> list[str]:
    main = {actor.email, actor.phone}
    ways = [way.value for way in (*reach.phones, *reach.emails, *reach.pages[1:]) if way.value not in main]
    return [*ways, *(f"früher: {one}" for one in reach.former)]


def day(moment: datetime) -> str:
    """Write the day of a moment in words."""
    return clock.day_in_words(clock.local(moment))
