"""The large map: all of the network on places that were computed with the snapshot; nothing is laid out in a request.

Beyond MOST its communities stand for their members; each opens by its address. Names are read now: who took a Yes back is
gone at once, whatever the snapshot still holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from compass.graph import Eyes
from compass.models import SECTOR_WORDS
from compass.netmap.queries import Named

if TYPE_CHECKING:
    from compass.graphs.snapshot import Snapshot

MOST: Final = 5000
"""Actors on one map; more are shown as communities."""
LISTED: Final = 40
"""Members that a community names in the list of all."""
LETTERS: Final = {"administration": "V", "science": "Wi", "business": "Wt", "civil_society": "Z"}
NO_POINTS: Final = b'{"groups":false,"points":[],"ties":[]}'
FAR: Final = 6
"""Digits behind the point of places that are far smaller than a sign."""


@dataclass(frozen=True)
class Group:
    """Gruppe im Netz: who is tied among each other more than to others; most ties first, named after the first."""

    number: int
    members: Sequence[Named]

    @property
    def name(self) -> str:
        """The one with the most ties, and how many more."""
        more = len(self.members) - 1
        return f"{self.members[0].name} und {more} weitere" if more else self.members[0].name


@dataclass(frozen=True)
class Great:
    """The large map of some eyes: its groups, how many stand in it, whether groups stand for their members, the map's data."""

    groups: Sequence[Group]
    number: int
    ties: int
    together: bool
    points: bytes


@dataclass(frozen=True)
class _Part:
    """The part of a snapshot that is shown: nodes with a tie, pairs of tied nodes (m x 2), places, ties of each node."""

    nodes: Sequence[int]
    pairs: Any
    x: Any
    y: Any
    degree: Sequence[int]

    def place(self, nodes: Sequence[int]) -> tuple[float, float]:
        """Return the middle of some nodes."""
        return round(float(self.x[nodes].mean()), FAR), round(float(self.y[nodes].mean()), FAR)


def of(snapshot: Snapshot, named: Mapping[int, Named], eyes: Eyes, group: int | None = None) -> Great:
    """Return the map of those in `named` who have a tie and a place; `group` opens one community."""
    part = _part(snapshot, named, eyes, group)
    groups = _groups(snapshot, part, named)
    together = len(part.nodes) > MOST
    points = _together(groups, snapshot, part) if together else _apart(snapshot, part, named)
    said = json.dumps(points, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Great(groups, len(part.nodes), len(part.pairs), together, said)


def _part(snapshot: Snapshot, named: Mapping[int, Named], eyes: Eyes, group: int | None) -> _Part:
    import numpy as np  # noqa: PLC0415 - heavy, and only the large map needs it

    x, y = (snapshot.public_x, snapshot.public_y) if eyes is Eyes.EVERYBODY else (snapshot.x, snapshot.y)
    number = snapshot.actors
    may = np.fromiter((int(one) in named for one in snapshot.ids[:number]), bool, number)
    may &= np.isfinite(x[:number]) & np.isfinite(y[:number])
    if group is not None:
        may &= snapshot.community[:number] == group
    view = snapshot.view(eyes, ties=True)
    starts, ends = np.repeat(np.arange(len(view.indptr) - 1), np.diff(view.indptr)), np.asarray(view.indices)
    forward = (starts < ends) & (ends < number)
    starts, ends = starts[forward], ends[forward]
    kept = may[starts] & may[ends]
    pairs = np.unique(np.stack([starts[kept], ends[kept]], axis=1), axis=0)
    degree = np.bincount(pairs.ravel(), minlength=number)
    return _Part(np.flatnonzero(degree).tolist(), pairs, x, y, degree.tolist())


def _groups(snapshot: Snapshot, part: _Part, named: Mapping[int, Named]) -> list[Group]:
    found: dict[int, list[Named]] = {}
    for node in part.nodes:
        who = replace(named[int(snapshot.ids[node])], ties=part.degree[node])
        found.setdefault(int(snapshot.community[node]), []).append(who)
    return [
        Group(number, sorted(members, key=lambda one: (-one.ties, one.name, one.id)))
        for number, members in sorted(found.items())
    ]


def _apart(snapshot: Snapshot, part: _Part, named: Mapping[int, Named]) -> dict[str, Any]:
    """Return one point for each actor: id, name with the letter of its sector, sector, place, number of ties."""
    place = {node: at for at, node in enumerate(part.nodes)}
    sectors = [sector.value for sector in SECTOR_WORDS]
    points = []
    for node in part.nodes:
        who = named[int(snapshot.ids[node])]
        name = f"{who.name} ({LETTERS[who.sector]})"
        points.append([who.id, name, sectors.index(who.sector), *part.place([node]), part.degree[node]])
    ties = [[place[one], place[other], 1] for one, other in part.pairs.tolist()]
    return {"groups": False, "points": points, "ties": ties}


def _together(groups: Sequence[Group], snapshot: Snapshot, part: _Part) -> dict[str, Any]:
    """Return one point for each community, in the middle of its members, and how many ties lead from one to another."""
    points, place = [], {}
    for at, group in enumerate(groups):
        nodes = [snapshot.index[one.id] for one in group.members]
        place[group.number] = at
        points.append([group.number, group.name, -1, *part.place(nodes), len(nodes)])
    ties: dict[tuple[int, int], int] = {}
    for one, other in snapshot.community[part.pairs].tolist():
        if one != other:
            ends = (min(place[one], place[other]), max(place[one], place[other]))
            ties[ends] = ties.get(ends, 0) + 1
    return {"groups": True, "points": points, "ties": [[*ends, number] for ends, number in sorted(ties.items())]}
