"""Counts the figures of a snapshot: once, by the builder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from sqlalchemy import String, select, type_coerce

from compass.graph import Eyes
from compass.graphs import measures
from compass.graphs.arrays import OFFICE, Ints
from compass.graphs.figures import Broker, CutPoint, Figures
from compass.graphs.reading import AREA
from compass.graphs.snapshot import Snapshot
from compass.models import SECTOR_WORDS, Actor, Tie
from core import clock
from core.db import db

TIES: Final = "ties"
MOST: Final = 6
SECTORS: Final = len(SECTOR_WORDS)


@dataclass(frozen=True)
class Days:
    """Since when actors are in the network, by number of their sector, and from when to when ties stood: sorted ISO days."""

    begun: dict[Any, list[str]]
    ended: dict[Any, list[str]]


def days() -> Days:
    """Read the days that growth is counted from: actors who are there now, ties that stand or stood between them."""
    begun: dict[Any, list[str]] = {number: [] for number in range(SECTORS)} | {TIES: []}
    ended: dict[Any, list[str]] = {TIES: []}
    number = {sector.value: place for place, sector in enumerate(SECTOR_WORDS)}
    wanted = select(type_coerce(Actor.sector, String), Actor.added_at).where(Actor.restricted_at.is_(None))
    for sector, at in db.session.execute(wanted):
        begun[number[sector]].append(clock.local(at).date().isoformat())
    restricted = select(Actor.id).where(Actor.restricted_at.is_not(None))
    stood = select(Tie.since_on, Tie.until_on).where(Tie.from_id.not_in(restricted), Tie.to_id.not_in(restricted))
    for since, until in db.session.execute(stood):
        begun[TIES].append(since)
        if until:
            ended[TIES].append(until)
    return Days({key: sorted(one) for key, one in begun.items()}, {key: sorted(one) for key, one in ended.items()})


def of(made: Snapshot, known: Days) -> Figures:
    """Count everything; some seconds at 100,000 actors."""
    view = made.view(Eyes.OFFICE, ties=True).only(np.arange(made.actors))
    sector = made.sector[: made.actors].astype(np.int64)
    marked = made.marked[: made.actors] != 0
    group = np.where(marked, SECTORS, sector)
    having, between = measures.who_with_whom(view, group, SECTORS)
    parts = measures.components(view)
    sizes = np.bincount(parts[parts >= 0])
    cuts = measures.cut_points(view)
    begins = measures.quarters(clock.today())
    then = measures.growth(begins[1:], known.begun, known.ended)
    return Figures(
        version=made.version,
        built_at=made.built_at,
        actors=made.actors,
        ties=_ties(made),
        alone=int((view.degree == 0).sum()),
        marked=int(marked.sum()),
        groups=len(sizes),
        largest=int(sizes[0]) if len(sizes) else 0,
        by_sector=np.bincount(group, minlength=SECTORS)[:SECTORS].tolist(),
        brokers=[
            Broker(int(made.ids[node]), near, round(value, 4), len(set(sector[view.indices[view.row(node)]].tolist())))
            for node, value, near in measures.brokers(view, MOST)
        ],
        cut_points=[CutPoint(int(made.ids[node]), lost) for node, lost in cuts[:MOST]],
        hanging=len(cuts),
        having=having.tolist(),
        between=between.tolist(),
        heat=_heat(made, group),
        quarters=[day.isoformat() for day in begins[:-1]],
        growth=[[one[number] for number in range(SECTORS)] for one in then],
        ties_then=[one[TIES] for one in then],
    )


def _ties(made: Snapshot) -> int:
    """Return how many ties stand, parallel ones too."""
    codes = made.codes(ties=True)
    return int((np.isin(made.edge_label, codes) & (made.edge_seen & OFFICE > 0)).sum()) // 2


def _heat(made: Snapshot, group: Ints) -> dict[int, list[int]]:
    """Return for each Aktionsfeld how many unmarked actors of each sector further it."""
    view = made.edges.view(OFFICE, [code for code, label in enumerate(made.labels) if label == AREA])
    found = {}
    for node in np.flatnonzero(made.kind == made.kinds.index(AREA)):
        ends = view.indices[view.row(int(node))]
        sectors = group[ends[ends < made.actors]]
        found[int(made.ids[node])] = np.bincount(sectors, minlength=SECTORS)[:SECTORS].tolist()
    return found
