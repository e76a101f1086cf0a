"""Reads the rows that the graph is made of: plain columns in bulk, each edge with whose eyes may see it.

Which tie may be seen by whom says compass/graph.py; what else joins an actor to something (a term, a topic, a circle) is seen
in public only with the Yes to that field of the page, and counts for suggestions only with the Yes to be suggested.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from sqlalchemy import ColumnElement, Executable, Select, String, case, func, select, type_coerce

from compass import queries
from compass.graph import Eyes, seen_by
from compass.graphs.arrays import ACTOR, EVERYBODY, OFFICE, SUGGESTIONS, Bools, Group, Ints, bits, membership, places
from compass.models import MARK_WORDS, SECTOR_WORDS, Actor, ActorKind, Competence, Purpose, Term, Tie, actor_area
from compass.networked import Shared
from core.db import db
from radar.models import ActionField, ActivityArea

BITS: Final = {Eyes.OFFICE: OFFICE, Eyes.SUGGESTIONS: SUGGESTIONS, Eyes.EVERYBODY: EVERYBODY}
EVERYONE: Final = OFFICE | SUGGESTIONS | EVERYBODY
NONE: Final = 255
TOPIC, FIELD, AREA, TERM = "topic", "field", "area", "term"
WEIGHT: Final = {TOPIC: 0.5, FIELD: 0.25, AREA: 0.5}
"""How much an edge of a topic counts in a walk, beside 1 of a tie: what thousands share says little about two."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Nodes and edges as read: actors first, by id, then terms, topics and fields, then what rooms hang in.

    `kinds` names the kinds of nodes, `kind` (n,) holds their number in it; `labels` those of edges. `sector`, `actor_kind`
    and `marked` (bits in the order of MARK_WORDS) are NONE, NONE and 0 for what is no actor.
    """

    kinds: tuple[str, ...]
    labels: tuple[str, ...]
    kind: Ints
    ids: Ints
    sector: Ints
    actor_kind: Ints
    marked: Ints
    seen: Ints
    groups: tuple[Group, ...]


def rows(shared: Sequence[Shared]) -> Rows:
    """Read everything: a constant number of statements, whatever the number of actors."""
    return _Reader(shared).rows()


class _Reader:
    """What stands where while the rows come in."""

    def __init__(self, shared: Sequence[Shared]) -> None:
        self.shared = shared
        self.labels: list[str] = []
        people = _columns(_actors(), 4)
        self.actors, self.sector, self.actor_kind, self.marked = people
        self.nodes: dict[str, Ints] = {ACTOR: self.actors}
        self.begins = {ACTOR: 0}
        self.groups: list[Group] = []
        self.suggested = self._agreed(queries.agreed(Purpose.MATCHING))

    def rows(self) -> Rows:
        """Read nodes, then edges, and put them together."""
        for name, model in ((TERM, Term), (AREA, ActivityArea), (FIELD, ActionField)):
            self._add(name, _columns(select(model.id).order_by(model.id), 1)[0])
        self._ties()
        self._terms()
        self._topics()
        for part in self.shared:
            self._hung(part)
        ids = np.concatenate(list(self.nodes.values()))
        rest = len(ids) - len(self.actors)
        seen = np.concatenate([self._actors_seen(), np.full(rest, EVERYONE, np.uint8)])
        return Rows(
            kinds=tuple(self.nodes),
            labels=tuple(self.labels),
            kind=np.repeat(np.arange(len(self.nodes), dtype=np.uint8), [len(one) for one in self.nodes.values()]),
            ids=ids,
            sector=_filled(self.sector, rest, NONE),
            actor_kind=_filled(self.actor_kind, rest, NONE),
            marked=_filled(self.marked, rest, 0),
            seen=seen,
            groups=tuple(self.groups),
        )

    def _add(self, name: str, ids: Ints) -> None:
        self.begins[name] = sum(map(len, self.nodes.values()))
        self.nodes[name] = ids

    def _agreed(self, wanted: Select[Any]) -> Bools:
        return membership(self.actors, db.session.scalars(wanted).all())

    def _actors_seen(self) -> Ints:
        showing = self._agreed(queries.showing(Purpose.SHOW_TIES))
        everyone = np.ones(len(self.actors), dtype=bool)
        return bits({OFFICE: everyone, SUGGESTIONS: self.suggested, EVERYBODY: showing})

    def _code(self, labels: Iterable[str]) -> Ints:
        given = list(labels)
        self.labels += [one for one in sorted(set(given)) if one not in self.labels]
        number = {label: code for code, label in enumerate(self.labels)}
        return np.array([number[one] for one in given], dtype=np.int16)

    def _join(self, first: tuple[str, Ints], second: tuple[str, Ints], weight: Any, seen: Ints, label: Ints) -> None:  # noqa: ANN401 - a number or an array of them
        """Add edges between nodes named by kind and id; one of an end that is not there is left out."""
        ends = [(places(self.nodes[kind], ids), self.begins[kind]) for kind, ids in (first, second)]
        kept = (ends[0][0] >= 0) & (ends[1][0] >= 0)
        start, end = ((place + begins)[kept] for place, begins in ends)
        weights = np.broadcast_to(np.asarray(weight, dtype=np.float32), kept.shape)[kept]
        self.groups.append(Group(start, end, weights, seen[kept], label[kept]))

    def _ties(self) -> None:
        said = [
            Tie.from_id,
            Tie.to_id,
            *(_claim(seen_by(eyes)) for eyes in (Eyes.SUGGESTIONS, Eyes.EVERYBODY)),
            Tie.kind,
        ]
        wanted = select(*said).where(queries.stands(), seen_by(Eyes.OFFICE)).order_by(Tie.id)
        found = db.session.execute(wanted).all()
        first, second, suggested, shown = _turned([row[:4] for row in found], 4)
        known = {OFFICE: np.ones(len(found), dtype=bool), SUGGESTIONS: suggested > 0, EVERYBODY: shown > 0}
        self._join((ACTOR, first), (ACTOR, second), 1.0, bits(known), self._code(str(row[4]) for row in found))

    def _of_actors(self, ids: Ints, shown: Bools) -> Ints:
        """Return whose eyes see an edge of each of some actors: the office's always, the others' with the actor's Yes."""
        place = places(self.actors, ids)
        there = {SUGGESTIONS: self.suggested, EVERYBODY: shown}
        known = {bit: (place >= 0) & (claims[place] if len(claims) else False) for bit, claims in there.items()}
        return bits({OFFICE: np.ones(len(ids), dtype=bool), **known})

    def _terms(self) -> None:
        said = [
            Competence.actor_id,
            Competence.term_id,
            _claim(Competence.confirmed),
            type_coerce(Competence.kind, String),
        ]
        wanted = select(*said).where(Competence.term_id.is_not(None)).order_by(Competence.id)
        found = db.session.execute(wanted).all()
        actors, terms, confirmed = _turned([row[:3] for row in found], 3)
        plain = np.array([queries.WEIGHTS[str(row[3])] for row in found], dtype=np.float32)
        learning = np.array([row[3] == "interest" for row in found], dtype=bool)
        weight = np.where((confirmed > 0) & ~learning, queries.WEIGHTS["confirmed"], plain)
        seen = self._of_actors(actors, self._agreed(queries.showing(Purpose.SHOW_COMPETENCES)))
        self._join((ACTOR, actors), (TERM, terms), weight, seen, self._code(str(row[3]) for row in found))

    def _topics(self) -> None:
        wanted = select(actor_area.c.actor_id, actor_area.c.area_id)
        actors, areas = _columns(wanted.order_by(actor_area.c.actor_id, actor_area.c.area_id), 2)
        seen = self._of_actors(actors, self._agreed(queries.agreed(Purpose.PUBLIC)))
        self._join((ACTOR, actors), (AREA, areas), WEIGHT[AREA], seen, self._code([AREA] * len(actors)))
        terms, areas = _columns(select(Term.id, Term.area_id).where(Term.area_id.is_not(None)).order_by(Term.id), 2)
        everyone = np.full(len(terms), EVERYONE, np.uint8)
        self._join((TERM, terms), (AREA, areas), WEIGHT[TOPIC], everyone, self._code([TOPIC] * len(terms)))
        areas, fields = _columns(select(ActivityArea.id, ActivityArea.field_id).order_by(ActivityArea.id), 2)
        everyone = np.full(len(areas), EVERYONE, np.uint8)
        self._join((AREA, areas), (FIELD, fields), WEIGHT[FIELD], everyone, self._code([FIELD] * len(areas)))

    def _hung(self, part: Shared) -> None:
        actors, things, public = _turned([(one, thing, int(open_)) for one, thing, open_ in part.rows()], 3)
        if not len(actors):
            return
        self._add(part.kind, np.unique(things))
        seen = self._of_actors(actors, self._agreed(queries.showing(part.purpose)))
        seen = np.where(public > 0, seen, seen & ~np.uint8(EVERYBODY)).astype(np.uint8)
        self._join((ACTOR, actors), (part.kind, things), 1.0, seen, self._code([part.kind] * len(actors)))


def _actors() -> Select[Any]:
    """Return the select of everybody who is not restricted: id, number of the sector, of the kind, bits of the marks."""
    sector = case({one.value: place for place, one in enumerate(SECTOR_WORDS)}, value=type_coerce(Actor.sector, String))
    kind = case({one.value: place for place, one in enumerate(ActorKind)}, value=type_coerce(Actor.kind, String))
    marks = [case((getattr(Actor, name), 1 << place), else_=0) for place, name in enumerate(MARK_WORDS)]
    marked = func.coalesce(marks[0] + marks[1] + marks[2], 0)
    return select(Actor.id, sector, kind, marked).where(Actor.restricted_at.is_(None)).order_by(Actor.id)


def _claim(condition: Any) -> ColumnElement[int]:  # noqa: ANN401 - a column or a condition
    return case((condition, 1), else_=0)


def _columns(wanted: Executable, columns: int) -> list[Ints]:
    return _turned(db.session.execute(wanted).all(), columns)


def _turned(found: Sequence[Sequence[Any]], columns: int) -> list[Ints]:
    """Turn rows of whole numbers into columns."""
    table = np.array([tuple(row) for row in found], dtype=np.int64).reshape(-1, columns)
    return [np.ascontiguousarray(column) for column in table.T]


def _filled(values: Ints, rest: int, with_: int) -> Ints:
    return np.concatenate([values, np.full(rest, with_)]).astype(np.uint8)
