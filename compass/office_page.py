"""What the office's page of an actor says beside what everybody may see: how to reach somebody, where, since when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from compass import queries
from compass.models import (
    BASIS_WORDS,
    CAPACITY_WORDS,
    COMPETENCE_WORDS,
    LANGUAGE_WORDS,
    REACH_WORDS,
    Actor,
    Address,
    Capacity,
    ContactKind,
)
from compass.pages import day
from core import clock


@dataclass(frozen=True)
class Way:
    """One way to reach somebody: what stands there, which one it is, the address a tap opens."""

    value: str
    label: str
    address: str


@dataclass(frozen=True)
class Reach:
    """How to reach an actor, the main way first; `former` are ways of the past in words."""

    contact_name: str
    phones: Sequence[Way]
    emails: Sequence[Way]
    pages: Sequence[Way]
    places: Sequence[tuple[str, str]]
    former: Sequence[str]

    def __bool__(self) -> bool:
        """Whether there is any way at all."""
        return bool(self.contact_name or self.phones or self.emails or self.pages or self.places)


def reach(actor: Actor) -> Reach:
    """Return how to reach an actor."""
    points = [row for row in actor.contact_points if not row.ended_on]
    found: dict[ContactKind, list[Way]] = {kind: [] for kind in ContactKind}
    main = ((ContactKind.PHONE, actor.phone, actor.phone_label), (ContactKind.EMAIL, actor.email, ""))
    rows = [*main, (ContactKind.WEB, actor.web, ""), *((row.kind, row.value, row.label) for row in points)]
    for kind, value, label in rows:
        if value:
            found[kind].append(way(kind, value, label))
    past = [row for row in actor.contact_points if row.ended_on]
    return Reach(
        actor.contact_name,
        found[ContactKind.PHONE],
        found[ContactKind.EMAIL],
        found[ContactKind.WEB],
        [(place_in_words(row), row.label) for row in actor.addresses],
        [f"{row.value} (bis {day(row.ended_on)})" for row in past],
    )


def way(kind: ContactKind, value: str, label: str = "") -> Way:
    """Return a number, an address or a page with what a tap on it opens."""
    if kind is ContactKind.PHONE:
        return Way(value, label, f"tel:{re.sub(r'[^0-9+]', '', value)}")
    if kind is ContactKind.EMAIL:
        return Way(value, label, f"mailto:{value}")
    parts = urlsplit(value)
    return Way(f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}", label, value)


def place_in_words(row: Address) -> str:
    """Write an address on one line."""
    return ", ".join(filter(None, (row.street, f"{row.postcode} {row.town}".strip())))


def facts(actor: Actor) -> dict[str, object]:
    """Return what the page says in short pairs: about the actor, and about the entry itself."""
    said = [
        ("Alltagsexpert*in für", actor.everyday_expertise),
        ("Zielbild", ", ".join(row.name for row in actor.traits)),
        ("Wirkt", REACH_WORDS[actor.reach] if actor.reach else ""),
        ("Stadtbezirke", ", ".join(row.name for row in actor.districts)),
        ("Sprachen", ", ".join(LANGUAGE_WORDS.get(row.code, row.code) for row in actor.languages)),
        ("Noch Luft?", _capacity(actor)),
    ]
    return {
        "about_it": [pair for pair in said if pair[1]],
        "unconfirmed": [
            (word, row)
            for kind, word in COMPETENCE_WORDS.items()
            for row in actor.competences
            if row.kind is kind and not row.confirmed
        ],
        "references": sorted(actor.references, key=lambda row: (not row.highlighted, row.id)),
        "known": _known(actor),
        "agreed": {purpose.value for purpose in queries.standing(actor)},
        "source": actor.source,
    }


def _capacity(actor: Actor) -> str:
    if actor.capacity is Capacity.UNKNOWN:
        return ""
    asked = f" (gefragt am {day(actor.capacity_on)})" if actor.capacity_on else ""
    return f"{CAPACITY_WORDS[actor.capacity]}{asked}"


def _known(actor: Actor) -> list[tuple[str, str]]:
    pairs = [("Im Netzwerk seit", clock.day_in_words(actor.added_at))]
    if clock.local(actor.changed_at).date() != clock.local(actor.added_at).date():
        pairs.append(("Zuletzt geändert", clock.day_in_words(actor.changed_at)))
    if actor.checked_at:
        pairs.append(("Zuletzt bestätigt", clock.day_in_words(actor.checked_at)))
    return [*pairs, ("Grundlage", BASIS_WORDS[actor.basis])]
