"""Brief nach Art. 14 DSGVO: who we are, what we keep, where from, why, how long, rights; by e-mail or on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compass import queries, told_pdf
from compass.models import PURPOSE_WORDS, Actor, Purpose
from compass.telling import rules
from core import texts
from core.rows import Base

KEPT = {
    "name": "Name",
    "about": "Beschreibung",
    "everyday_expertise": "Alltagsexpertise",
    "web": "Seite im Netz",
    "contact_name": "Ansprechperson",
    "email": "E-Mail",
    "phone": "Telefon",
    "note": "Notiz des Büros",
}
LISTED = {
    "contact_points": "weitere Kontakte",
    "addresses": "Anschrift",
    "languages": "Sprachen",
    "competences": "Können, Interessen, Angebote",
    "references": "Beispiele der Arbeit",
    "areas": "Themen",
    "districts": "Stadtbezirke",
}


@dataclass(frozen=True)
class Letter:
    """The letter in words: subject, first sentences, (heading, sentence) pairs, last sentences."""

    title: str
    opening: tuple[str, ...]
    parts: Sequence[tuple[str, str]]
    closing: tuple[str, ...]


def letter(actor: Actor) -> Letter:
    """Return the letter to an actor, loaded with its lists and consents; it holds kinds of data, not the data."""
    agreed = ", ".join(PURPOSE_WORDS[one] for one in Purpose if one in queries.standing(actor))
    seen = texts.text("compass.informing.agreed", Zwecke=agreed) if agreed else texts.text("compass.informing.internal")
    opening = (*_sentences(texts.text("compass.informing.opening", Name=actor.name)), *_sentences(seen))
    closing = _sentences(texts.text("compass.informing.closing"))
    return Letter(texts.text("compass.informing.title"), opening, [*_about(actor)], closing)


def _about(actor: Actor) -> list[tuple[str, str]]:
    first, *others = rules(actor)
    return [first, ("Was wir gespeichert haben", kept(actor)), *others]


def kept(actor: Actor) -> str:
    """Name the kinds of data that an entry holds."""
    said = [word for name, word in KEPT.items() if getattr(actor, name)]
    said += [word for name, word in LISTED.items() if _holds(actor, name)]
    return ", ".join([*said, "Art und Bereich"]) + "."


def _holds(actor: Base, name: str) -> bool:
    return bool(getattr(actor, name))


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())


def sheet(actor: Actor) -> told_pdf.Sheet:
    """Return the letter as a page to print, for an envelope with a window."""
    said = letter(actor)
    place = actor.addresses[0] if actor.addresses else None
    lines = (actor.name, actor.contact_name, *((place.street, f"{place.postcode} {place.town}") if place else ()))
    to = tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))
    parts = tuple(told_pdf.Part(heading, (sentence,)) for heading, sentence in said.parts)
    closing = (*said.closing, f"Freundliche Grüße\n{texts.text('office.name')}")
    return told_pdf.sheet(said.title, ("Guten Tag,", *said.opening), parts, to=to, closing=closing)
