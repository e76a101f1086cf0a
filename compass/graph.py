"""Who is tied to whom today, as a graph: for sentences beside suggestions, later for reach and paths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from compass import tie_types
from compass.models import Tie
from core import clock
from core.db import db

if TYPE_CHECKING:
    import networkx as nx


def ties() -> nx.Graph[int]:
    """Return an undirected graph of the ties that stand today: nodes are ids of actors that have some.

    Each edge carries `kind` (the key of a TieType, of several the first noted) and `start`, the id from which it is read.
    """
    import networkx as nx  # noqa: PLC0415 - heavy, and only suggestions need it

    today = clock.today().isoformat()
    standing = select(Tie).where(Tie.since_on <= today, or_(Tie.until_on == "", Tie.until_on >= today))
    graph: nx.Graph[int] = nx.Graph()
    for tie in db.session.scalars(standing.order_by(Tie.id)):
        if not graph.has_edge(tie.from_id, tie.to_id):
            graph.add_edge(tie.from_id, tie.to_id, kind=tie.kind, start=tie.from_id)
    return graph


def among(ids: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    """Return for each of some actors its ties with others of them: (words as it reads them, id of the other)."""
    graph = ties().subgraph(ids)
    found: dict[int, list[tuple[str, int]]] = {}
    for number in ids:
        neighbours = sorted(graph.adj[number].items()) if number in graph else []
        found[number] = [
            (tie_types.label(edge["kind"], outward=edge["start"] == number), other) for other, edge in neighbours
        ]
    return found
