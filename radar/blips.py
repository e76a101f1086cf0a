"""What the rooms report to the Themenradar: one mark for each thing that everybody may see."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from core import slots, versions

SLOT = "radar.blips"
TOTALS = "radar.totals"
BESIDE = "radar.beside"


class Ring(enum.StrEnum):
    """Ring des Themenradars: how far a thing has come, from the first impulse outside to what stays inside."""

    IMPULSE = "impulse"
    TRIED = "tried"
    DONE = "done"
    LASTING = "lasting"


RING_WORDS = {
    Ring.IMPULSE: "Impuls",
    Ring.TRIED: "erprobt",
    Ring.DONE: "umgesetzt",
    Ring.LASTING: "verstetigt",
}
KIND_WORDS = {"idea": "Idee", "vision": "Vision", "order": "Arbeitsauftrag", "box": "Kickbox", "paper": "Vorlage"}


@dataclass(frozen=True)
class Blip:
    """One mark: kind (a key of KIND_WORDS), the thing's id, its title, the Aktionsfeld it lies in, its ring, its public page."""

    kind: str
    id: int
    title: str
    area_id: int
    ring: Ring
    address: str


@dataclass(frozen=True)
class Total:
    """How many things of a kind an Aktionsfeld holds where a room reports only its newest, and where all of them stand."""

    kind: str
    area_id: int
    number: int
    address: str


@dataclass(frozen=True)
class Beside:
    """What else there is about an Aktionsfeld that is no thing with a ring: in words with its number, and where it stands."""

    area_id: int
    words: str
    address: str


def reported() -> list[Blip]:
    """Return what all rooms report, in a fixed order; each room reports only what everybody may see.

    Kept until a room raises its version, so that a page with the drawing costs no statement of its own.
    """
    return list(versions.cached(subjects(), _reported))


def _reported() -> tuple[Blip, ...]:
    return tuple(sorted(slots.parts(SLOT), key=lambda blip: (blip.kind, blip.id)))


def totals() -> dict[tuple[str, int], Total]:
    """Return by kind and Aktionsfeld how many there are where a room reports only its newest."""
    return {(one.kind, one.area_id): one for one in versions.cached(subjects(), _totals)}


def _totals() -> tuple[Total, ...]:
    return tuple(slots.parts(TOTALS))


def beside() -> dict[int, list[Beside]]:
    """Return by Aktionsfeld what else rooms report about it; kept like the things themselves."""
    found: dict[int, list[Beside]] = {}
    for one in versions.cached(subjects(), _beside):
        found.setdefault(one.area_id, []).append(one)
    return found


def _beside() -> tuple[Beside, ...]:
    return tuple(slots.parts(BESIDE))


def subjects() -> tuple[str, ...]:
    """Return the versions on which the Themenradar depends: every room's, and the vocabulary's."""
    return ("taxonomy", *versions.of_rooms())
