"""The network as it was a few seconds ago, for pages and sums that need all of it: read, never built, in a request.

`current()` gives the Snapshot (compass/graphs/snapshot.py) that the worker has written last: nodes, edges by whose eyes see
them, places on the map. It is None while the first one is being drawn; a page then says so, or asks `neighbours`, which
goes the small direct way through compass/graph.py. An edit is in it within seconds, so what somebody took back may still
be: whoever shows names asks `still(ids, eyes)` first, which knows it at once.

A room that knows further what joins actors (places in the same circle) hangs it into the slot `compass.graph` as Shared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from compass import graph, queries
from compass.graph import Eyes
from compass.models import Actor, Purpose
from core.db import db

if TYPE_CHECKING:
    from compass.graphs.snapshot import Snapshot

SLOT: Final = "compass.graph"
DRAWN: Final = "Das Bild des Netzwerks wird gerade gezeichnet. Laden Sie die Seite in einer Minute noch einmal."
"""What a page says while there is no snapshot."""


@dataclass(frozen=True)
class Shared:
    """Something that several actors have in common: a kind of thing, the version that says it changed, which Yes shows it.

    `rows` reads (id of the actor, id of the thing, whether everybody may see the thing), in the builder only.
    """

    kind: str
    subject: str
    purpose: Purpose
    rows: Callable[[], Iterable[tuple[int, int, bool]]]


@dataclass(frozen=True)
class Neighbour:
    """One end of a tie as the other sees it: who, the key of the tie's kind, and whether it reads from the one who asks."""

    id: int
    kind: str
    outward: bool


def current() -> Snapshot | None:
    """Return the newest snapshot this process has; a newer one is loaded beside it and stands there the next time."""
    from compass.graphs import shelf  # noqa: PLC0415 - heavy, and only pages of the network need it

    return shelf.current()


def neighbours(ids: Collection[int], eyes: Eyes = Eyes.SUGGESTIONS) -> dict[int, list[Neighbour]]:
    """Return for each actor those it is tied to today, by id: as the snapshot has it, without one by one small read."""
    now = current()
    if now is not None:
        return {number: now.neighbours(number, eyes) for number in ids}
    found = graph.beside(ids, eyes)
    return {number: [Neighbour(*one) for one in found[number]] for number in ids}


def way(start: int, end: int, eyes: Eyes = Eyes.SUGGESTIONS) -> list[int]:
    """Return the ids on a shortest way over ties from one actor to another, both included; empty without one or a snapshot."""
    now = current()
    return now.way(start, end, eyes) if now is not None else []


def still(ids: Collection[int], eyes: Eyes) -> set[int]:
    """Return those among ids whom these eyes may see at this moment."""
    if not ids:
        return set()
    wanted = select(Actor.id).where(Actor.id.in_(ids), Actor.restricted_at.is_(None))
    if eyes is Eyes.EVERYBODY:
        wanted = wanted.where(Actor.id.in_(queries.showing(Purpose.SHOW_TIES)))
    elif eyes is Eyes.SUGGESTIONS:
        wanted = wanted.where(Actor.id.in_(queries.agreed(Purpose.MATCHING)))
    return set(db.session.scalars(wanted))


def named(ids: Sequence[int], eyes: Eyes = Eyes.OFFICE) -> dict[int, str]:
    """Return the names of those among ids whom these eyes may see at this moment: for "Sie kennen sie über X"."""
    seen = still(ids, eyes)
    wanted = select(Actor.id, Actor.name).where(Actor.id.in_(seen))
    return dict(db.session.execute(wanted).all()) if seen else {}
