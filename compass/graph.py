"""Who is tied to whom today, as a graph: for sentences beside suggestions, for paths between two.

A tie says something about both its ends. For suggestions a tie of a private person counts only when both ends agreed to
be suggested; in public a tie counts only when both ends show theirs, and a person's only until it ends: the public page
names no former ones either. Who is restricted is in no graph.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, Select, and_, or_, select

from compass import queries, tie_types
from compass.models import Actor, ActorKind, Purpose, Tie
from core import clock
from core.db import db

if TYPE_CHECKING:
    import networkx as nx


SECOND: Final = Tie.to_id + 0
"""The second end where both are asked for in a select: with two plain columns SQLite tries every pair of ids in an index."""


class Eyes(enum.Enum):
    """For whose eyes a graph is made."""

    EVERYBODY = "everybody"
    SUGGESTIONS = "suggestions"
    OFFICE = "office"


def seen_by(eyes: Eyes) -> ColumnElement[bool]:
    """Return which ties a graph may hold; the office sees all but those of who is restricted."""
    private = select(Actor.id).where(Actor.kind == ActorKind.PERSON)
    if eyes is Eyes.EVERYBODY:
        showing = queries.showing(Purpose.SHOW_TIES)
        lasts = or_(Tie.until_on == "", Tie.until_on > clock.today().isoformat())
        nobodys = and_(Tie.from_id.not_in(private), Tie.to_id.not_in(private))
        return and_(Tie.from_id.in_(showing), SECOND.in_(showing), or_(lasts, nobodys))
    restricted = select(Actor.id).where(Actor.restricted_at.is_not(None))
    if eyes is Eyes.OFFICE:
        return and_(Tie.from_id.not_in(restricted), Tie.to_id.not_in(restricted))
    agreed = queries.agreed(Purpose.MATCHING)
    return and_(
        Tie.from_id.not_in(restricted),
        Tie.to_id.not_in(restricted),
        or_(
            and_(Tie.from_id.not_in(private), Tie.to_id.not_in(private)),
            and_(Tie.from_id.in_(agreed), Tie.to_id.in_(agreed)),
        ),
    )


def held(eyes: Eyes) -> ColumnElement[bool]:
    """Return the condition for actors that a graph may hold."""
    if eyes is Eyes.EVERYBODY:
        return Actor.id.in_(queries.showing(Purpose.SHOW_TIES))
    free = Actor.restricted_at.is_(None)
    if eyes is Eyes.OFFICE:
        return free
    return and_(free, or_(Actor.kind != ActorKind.PERSON, Actor.id.in_(queries.agreed(Purpose.MATCHING))))


def standing(eyes: Eyes, on: date | None = None) -> Select[Tie]:
    """Return the select of the ties that a graph holds on a day, without one today."""
    return select(Tie).where(queries.stands(on), seen_by(eyes))


def ties(eyes: Eyes = Eyes.SUGGESTIONS) -> nx.Graph[int]:
    """Return an undirected graph of the ties that stand today: nodes are ids of actors that have some.

    Each edge carries `kind` (the key of a TieType, of several the first noted) and `start`, the id from which it is read.
    """
    import networkx as nx  # noqa: PLC0415 - heavy, and only suggestions need it

    graph: nx.Graph[int] = nx.Graph()
    for tie in db.session.scalars(standing(eyes).order_by(Tie.id)):
        if not graph.has_edge(tie.from_id, tie.to_id):
            graph.add_edge(tie.from_id, tie.to_id, kind=tie.kind, start=tie.from_id)
    return graph


def beside(ids: Collection[int], eyes: Eyes = Eyes.SUGGESTIONS) -> dict[int, list[tuple[int, str, bool]]]:
    """Return for each of a few actors those it is tied to today, by id: (id, kind of the first tie, read from it or not).

    One statement for their ties alone, no graph.
    """
    near = or_(Tie.from_id.in_(ids), Tie.to_id.in_(ids))
    wanted = select(Tie.from_id, Tie.to_id, Tie.kind).where(queries.stands(), seen_by(eyes), near).order_by(Tie.id)
    found: dict[int, dict[int, tuple[int, str, bool]]] = {number: {} for number in ids}
    for start, end, kind in db.session.execute(wanted) if ids else ():
        for one, other in ((start, end), (end, start)):
            if one in found:
                found[one].setdefault(other, (other, kind, one == start))
    return {number: [ties[other] for other in sorted(ties)] for number, ties in found.items()}


def among(ids: Sequence[int], eyes: Eyes = Eyes.SUGGESTIONS) -> dict[int, list[tuple[str, int]]]:
    """Return for each of some actors its ties with others of them: (words as it reads them, id of the other)."""
    graph = ties(eyes).subgraph(ids)
    found: dict[int, list[tuple[str, int]]] = {}
    for number in ids:
        neighbours = sorted(graph.adj[number].items()) if number in graph else []
        found[number] = [
            (tie_types.label(edge["kind"], outward=edge["start"] == number), other) for other, edge in neighbours
        ]
    return found


def path(start: int, end: int, eyes: Eyes = Eyes.SUGGESTIONS) -> list[int]:
    """Return the ids on a shortest way from one actor to another, both included; empty without one."""
    import networkx as nx  # noqa: PLC0415 - heavy, and only suggestions need it

    graph = ties(eyes)
    if start not in graph or end not in graph or not nx.has_path(graph, start, end):
        return []
    return list(nx.shortest_path(graph, start, end))
