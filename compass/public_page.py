"""What the public page of one actor says: every fact only where its own field was agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compass import office_page, pages, queries, tied
from compass.models import (
    COMPETENCE_WORDS,
    LANGUAGE_WORDS,
    REACH_WORDS,
    Actor,
    ActorKind,
    CompetenceKind,
    ContactKind,
    Purpose,
    Reference,
)


@dataclass(frozen=True)
class Said:
    """One thing somebody can, wants or offers; with a term the address lists all who said the same."""

    text: str
    address: str


@dataclass(frozen=True)
class Reachable:
    """What may be shown of how to reach somebody; empty words where there was no Yes."""

    contact_name: str = ""
    phone: office_page.Way | None = None
    email: office_page.Way | None = None
    place: str = ""

    def __bool__(self) -> bool:
        """Whether anything may be shown."""
        return bool(self.contact_name or self.phone or self.email or self.place)


def face(actor: Actor) -> dict[str, object]:
    """Return what the template shows; needs an actor of queries.in_public."""
    shown = queries.shown(actor)
    common = pages.face(actor, public=True)
    return {
        **common,
        "is_person": actor.kind is ActorKind.PERSON,
        "about": actor.about if Purpose.SHOW_ABOUT in shown else "",
        "expertise": actor.everyday_expertise if Purpose.SHOW_COMPETENCES in shown else "",
        "said": _said(actor) if Purpose.SHOW_COMPETENCES in shown else [],
        "where": _where(actor) if Purpose.SHOW_ABOUT in shown else [],
        "languages": _languages(actor) if Purpose.SHOW_COMPETENCES in shown else "",
        "references": _references(actor) if Purpose.SHOW_REFERENCES in shown else [],
        "web": office_page.way(ContactKind.WEB, actor.web) if actor.web and Purpose.SHOW_WEB in shown else None,
        "reachable": _reachable(actor, shown),
        "ties": _ties(actor) if Purpose.SHOW_TIES in shown else [],
    }


def _said(actor: Actor) -> list[tuple[str, list[Said]]]:
    order = (CompetenceKind.OFFER, CompetenceKind.COMPETENCE, CompetenceKind.INTEREST)
    grouped = [(COMPETENCE_WORDS[kind], [row for row in actor.competences if row.kind is kind]) for kind in order]
    return [
        (
            word,
            [
                Said(row.text, f"/netzwerk?begriff={row.term.id}" if row.term and row.term.active else "")
                for row in rows
            ],
        )
        for word, rows in grouped
        if rows
    ]


def _where(actor: Actor) -> list[tuple[str, str]]:
    reach = REACH_WORDS[actor.reach] if actor.reach else ""
    pairs = [("Stadtbezirke", ", ".join(row.name for row in actor.districts)), ("Wirkt", reach)]
    return [pair for pair in pairs if pair[1]]


def _languages(actor: Actor) -> str:
    return ", ".join(LANGUAGE_WORDS.get(row.code, row.code) for row in actor.languages)


def _references(actor: Actor) -> Sequence[Reference]:
    return sorted(actor.references, key=lambda row: (not row.highlighted, row.id))


def _reachable(actor: Actor, shown: frozenset[Purpose]) -> Reachable:
    may = {one: one in shown for one in Purpose}
    place = actor.addresses[0] if actor.addresses and may[Purpose.SHOW_ADDRESS] else None
    return Reachable(
        actor.contact_name if may[Purpose.SHOW_CONTACT] else "",
        office_page.way(ContactKind.PHONE, actor.phone) if actor.phone and may[Purpose.SHOW_PHONE] else None,
        office_page.way(ContactKind.EMAIL, actor.email) if actor.email and may[Purpose.SHOW_EMAIL] else None,
        office_page.place_in_words(place) if place else "",
    )


def _ties(actor: Actor) -> list[tuple[tied.TieLine, str]]:
    return [(line, pages.span(line)) for line in tied.beside(actor, public=True) if not line.ended]
