"""Ways through the network: over whom the asking side knows somebody, how near people are to each other.

Asked of the snapshot (compass/networked.py); while there is none, of the graph of ties with the same eyes, kept until
anything in the network changes. A way leads only over those who agreed to be suggested: nobody else is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from compass import graph, networked, queries, tie_types
from compass.graph import Eyes
from compass.models import Actor, ActorKind, Challenge, Purpose, TieKind
from core import texts, versions
from core.db import db

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from compass.graphs.snapshot import Snapshot

FARTHEST = 4
"""Steps of a way that still helps: over three others."""
MOST_TIED = 3
HOUSE_TIES = frozenset({TieKind.WORKS_FOR, TieKind.SPEAKS_FOR})


@dataclass(frozen=True)
class Way:
    """A shortest way to somebody: whose way it is, and over whom it leads, each as (id, name)."""

    start: str
    over: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class _Known:
    """Who is tied to whom, by id; whether somebody agreed to be suggested; the same as a matrix, with the rows of ids."""

    ends: Callable[[int], Sequence[int]]
    ties: Callable[[int], Sequence[tuple[int, str, bool]]]
    agreed: Callable[[int], bool]
    matrix: Callable[[], csr_array[Any] | None]
    index: Mapping[int, int]


def _known() -> _Known:
    now = networked.current()
    return versions.cached("compass", _read) if now is None else _of(now)


def _of(now: Snapshot) -> _Known:
    view = now.view(Eyes.SUGGESTIONS, ties=True)

    def ends(number: int) -> Sequence[int]:
        node = now.index.get(number)
        return [] if node is None else sorted(now.ids[view.indices[view.row(node)]].tolist())

    def ties(number: int) -> Sequence[tuple[int, str, bool]]:
        return [(one.id, one.kind, one.outward) for one in now.neighbours(number)]

    def agreed(number: int) -> bool:
        return now.sees(number, Eyes.SUGGESTIONS)

    return _Known(ends, ties, agreed, lambda: now.csr(Eyes.SUGGESTIONS), now.index)


def _read() -> _Known:
    import networkx as nx  # noqa: PLC0415 - heavy, and only while there is no snapshot

    found, agreed = graph.ties(), frozenset(db.session.scalars(queries.agreed(Purpose.MATCHING)))
    nodes = sorted(found)
    index = {number: place for place, number in enumerate(nodes)}
    near = {number: sorted(found.adj[number].items()) for number in nodes}

    def ties(number: int) -> Sequence[tuple[int, str, bool]]:
        return [(far, str(edge["kind"]), edge["start"] == number) for far, edge in near.get(number, ())]

    def matrix() -> csr_array[Any] | None:
        return nx.to_scipy_sparse_array(found, nodelist=nodes, weight=None, format="csr") if nodes else None

    return _Known(lambda n: [far for far, _ in near.get(n, ())], ties, agreed.__contains__, matrix, index)


def asker(challenge: Challenge) -> int | None:
    """Return the actor that asks: the one named there, else the office's own entry, None where there is none."""
    if challenge.asker_id:
        return challenge.asker_id
    own = [one.id for one in queries.same_named(texts.text("office.name")) if one.kind is not ActorKind.PERSON]
    return own[0] if own else None


def ways(start: int | None, ids: Sequence[int]) -> dict[int, Way]:
    """Return the way from one actor to each of some that it reaches in at most four steps; empty without a start."""
    if start is None:
        return {}
    paths = _paths(start, set(ids) - {start})
    needed = {start, *(number for path in paths.values() for number in path)}
    names = _names(needed, start)
    return {
        number: Way(names[start], tuple((one, names[one]) for one in path))
        for number, path in paths.items()
        if start in names and all(one in names for one in path)
    }


def _paths(start: int, goals: set[int]) -> dict[int, tuple[int, ...]]:
    """Return whom a shortest way to each goal leads over: breadth first, smaller ids first."""
    known = _known()
    paths: dict[int, tuple[int, ...]] = {start: ()}
    edge = [start]
    for _ in range(FARTHEST):
        reached = []
        for near in edge:
            for far in known.ends(near):
                if far not in paths and known.agreed(far):
                    paths[far] = (*paths[near], near)
                    reached.append(far)
        edge = reached
        if goals <= paths.keys():
            break
    return {number: paths[number][1:] for number in goals & paths.keys()}


def _names(ids: set[int], start: int) -> dict[int, str]:
    """Return the names of those who agreed to be suggested, asked anew, and of the asking side."""
    wanted = select(Actor.id, Actor.name).where(Actor.id.in_(ids))
    agreed = wanted.where(Actor.id.in_(queries.agreed(Purpose.MATCHING)) | (Actor.id == start))
    return dict(db.session.execute(agreed).all())


def tied(ids: Sequence[int], names: Mapping[int, str]) -> dict[int, str]:
    """Return for each of some actors one sentence about its ties with others of them, or nothing."""
    known, told = _known(), {}
    for number in ids:
        near = {far: (kind, out) for far, kind, out in known.ties(number) if far in names and far != number}
        said = [f"{tie_types.label(kind, outward=out)} {names[far]}" for far, (kind, out) in sorted(near.items())]
        told[number] = f"{', '.join(said[:MOST_TIED])}." if said else ""
        told[number] = told[number][:1].upper() + told[number][1:]
    return told


def houses(ids: Sequence[int]) -> dict[int, frozenset[int]]:
    """Return to which organisations actors belong: for whom they work or speak; each belongs to itself."""
    known = _known()
    return {
        number: frozenset({number, *(far for far, kind, out in known.ties(number) if out and kind in HOUSE_TIES)})
        for number in ids
    }


def hops(ids: Sequence[int]) -> NDArray[np.float64]:
    """Return the shortest paths between some actors in steps, len(ids) x len(ids), inf where there is no way."""
    import numpy as np  # noqa: PLC0415 - heavy, and only a team needs it
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415 - the same

    known = _known()
    found = np.full((len(ids), len(ids)), np.inf)
    np.fill_diagonal(found, 0.0)
    there, matrix = [place for place, number in enumerate(ids) if number in known.index], known.matrix()
    if there and matrix is not None:
        at = [known.index[ids[place]] for place in there]
        found[np.ix_(there, there)] = dijkstra(matrix, directed=False, unweighted=True, indices=at)[:, at]
    return found
