"""Every read of the picture: around one actor step by step, the whole network while it is small, who is meant by a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, union_all

from compass import graph, tie_types
from compass.graph import Eyes
from compass.models import MARK_WORDS, Actor, Tie, actor_area
from compass.netmap.asking import View
from compass.netmap.net import Link, Net, Node
from compass.queries.leaving import may_be_tied, may_leave
from core.db import db
from core.rows import fold

MOST = 300
"""Actors in one drawing; beyond that the large map shows more."""
MOST_TIES = 6000
"""Ties that one step reads: more than any drawing shows."""
FOUND = 12


@dataclass(frozen=True)
class Named:
    """Somebody who may stand in the middle: id, name, sector's key, how many ties."""

    id: int
    name: str
    sector: str
    ties: int = 0


def _narrowed(view: View, eyes: Eyes) -> list[ColumnElement[bool]]:
    """Return the conditions for actors that a view shows beside the one in its middle."""
    conditions = [graph.held(eyes)]
    if view.sectors:
        conditions.append(Actor.sector.in_(view.sectors))
    if view.areas:
        chosen = select(actor_area.c.actor_id).where(actor_area.c.area_id.in_(view.areas))
        conditions.append(Actor.id.in_(chosen))
    return conditions


COLUMNS = (Actor.id, Actor.name, Actor.sector, Actor.kind, *(getattr(Actor, mark) for mark in MARK_WORDS))


def _node(row: Any, depth: int) -> Node:  # noqa: ANN401 - a row of COLUMNS
    marks = tuple(word for word, said in zip(MARK_WORDS.values(), row[4:], strict=True) if said)
    number, name, sector, kind = row[:4]
    return Node(number, name, sector, kind, marks, depth)


def center(number: int, eyes: Eyes) -> Node | None:
    """Return who is to stand in the middle; None when these eyes may not see it in a picture."""
    row = db.session.execute(select(*COLUMNS).where(Actor.id == number, graph.held(eyes))).one_or_none()
    return _node(row, 0) if row else None


def around(middle: Node, view: View, eyes: Eyes) -> Net:
    """Return an actor and who is at most `view.depth` ties away, nearest first: at most MOST, in a fixed number of statements."""
    nodes, known, edge, left_out = [middle], {middle.id}, [middle.id], 0
    for depth in range(1, view.depth + 1):
        beside = _beside(edge, view.day, eyes)
        found = _named(beside.keys() - known, view, eyes, depth)
        found.sort(key=lambda node: (-beside[node.id], fold(node.name), node.id))
        room = MOST - len(nodes)
        left_out += max(0, len(found) - room)
        kept = sorted(found[:room], key=lambda node: (fold(node.name), node.id))
        nodes += kept
        edge = [node.id for node in kept]
        known.update(edge)
    return Net(tuple(nodes), _links(known, view.day, eyes), left_out, middle.id)


def _beside(ids: Sequence[int], day: date | None, eyes: Eyes) -> dict[int, int]:
    """Return who is tied to any of some, and to how many of them."""
    touching = graph.standing(eyes, day).with_only_columns(Tie.from_id, Tie.to_id)
    touching = touching.where(or_(Tie.from_id.in_(ids), Tie.to_id.in_(ids))).order_by(Tie.id).limit(MOST_TIES)
    found: dict[int, int] = {}
    for pair in db.session.execute(touching):
        for end in pair:
            found[end] = found.get(end, 0) + 1
    return found


def _named(ids: Collection[int], view: View, eyes: Eyes, depth: int) -> list[Node]:
    wanted = select(*COLUMNS).where(Actor.id.in_(ids), *_narrowed(view, eyes))
    return [_node(row, depth) for row in db.session.execute(wanted.order_by(Actor.sort_key, Actor.id))]


def _links(ids: Collection[int], day: date | None, eyes: Eyes) -> tuple[Link, ...]:
    between = graph.standing(eyes, day).where(Tie.from_id.in_(ids), graph.SECOND.in_(ids))
    return tuple(_said(db.session.scalars(between.order_by(Tie.id).limit(MOST_TIES))))


def _said(rows: Iterable[Tie]) -> Iterable[Link]:
    words = tie_types.types()
    for row in rows:
        said = words[row.kind]
        yield Link(
            row.id,
            row.from_id,
            row.to_id,
            row.kind,
            said.outward,
            said.inward,
            row.role,
            row.since_on,
            row.until_on,
        )


def whole(view: View, eyes: Eyes) -> Net | None:
    """Return all who have a tie in a view; None when they are more than one drawing holds."""
    ids = select(Actor.id).where(*_narrowed(view, eyes))
    wanted = graph.standing(eyes, view.day).where(Tie.from_id.in_(ids), graph.SECOND.in_(ids)).order_by(Tie.id)
    rows = db.session.scalars(wanted.limit(MOST_TIES)).all()
    shown = {end for row in rows for end in (row.from_id, row.to_id)}
    if len(shown) > MOST or len(rows) == MOST_TIES:
        return None
    return Net(tuple(_named(shown, view, eyes, 0)), tuple(_said(rows)))


def all_named(view: View, eyes: Eyes) -> dict[int, Named]:
    """Return everybody whom a view may show, by id, in one statement."""
    wanted = select(Actor.id, Actor.name, Actor.sector).where(*_narrowed(view, eyes))
    return {number: Named(number, name, sector.value) for number, name, sector in db.session.execute(wanted)}


def leaving(net: Net) -> Net:
    """Return what of a net may leave the office in a file."""
    ids = [node.id for node in net.nodes]
    kept, tied = (
        set(db.session.scalars(select(Actor.id).where(Actor.id.in_(ids), *conditions)))
        for conditions in ((may_leave(),), (may_leave(), may_be_tied()))
    )
    nodes = tuple(node for node in net.nodes if node.id in kept)
    links = tuple(link for link in net.links if {link.first, link.second} <= tied)
    return Net(nodes, links, net.left_out, net.center if net.center in kept else None)


def called(question: str, eyes: Eyes) -> list[Named]:
    """Return who may stand in the middle and has these words in the name, by name; at most FOUND."""
    conditions = [Actor.sort_key.contains(word, autoescape=True) for word in fold(question).split()]
    if not conditions:
        return []
    wanted = select(Actor.id, Actor.name, Actor.sector).where(graph.held(eyes), *conditions)
    rows = db.session.execute(wanted.order_by(Actor.sort_key, Actor.id).limit(FOUND))
    return [Named(number, name, sector.value) for number, name, sector in rows]


def foremost(eyes: Eyes, most: int = FOUND) -> list[Named]:
    """Return who has the most ties today, most first."""
    ends = union_all(*(_ends(eyes, one, other) for one, other in ((Tie.from_id, Tie.to_id), (Tie.to_id, Tie.from_id))))
    rows = ends.subquery()
    number = func.count(func.distinct(rows.c.other))
    wanted = select(Actor.id, Actor.name, Actor.sector, number).join(rows, rows.c.one == Actor.id)
    wanted = wanted.group_by(Actor.id, Actor.name, Actor.sector, Actor.sort_key)
    wanted = wanted.order_by(number.desc(), Actor.sort_key, Actor.id).limit(most)
    return [Named(number, name, sector.value, ties) for number, name, sector, ties in db.session.execute(wanted)]


def _ends(eyes: Eyes, one: Any, other: Any) -> Select[Any]:  # noqa: ANN401 - columns of Tie
    return graph.standing(eyes).with_only_columns(one.label("one"), other.label("other"))
