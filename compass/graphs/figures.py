"""The network in figures: counted once for each snapshot and kept beside it in a small file, ids only, no names.

Who is marked (politics, city-owned firms, advisory boards) is counted apart in all that compares the sectors.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
from sqlalchemy import String, select, type_coerce

from compass.graph import Eyes
from compass.graphs import measures, shelf
from compass.graphs.arrays import OFFICE, Ints
from compass.graphs.reading import AREA
from compass.graphs.snapshot import Snapshot
from compass.models import SECTOR_WORDS, Actor, Tie
from core import clock
from core.db import db

TIES: Final = "ties"
MOST: Final = 6
SECTORS: Final = len(SECTOR_WORDS)


@dataclass(frozen=True)
class Broker:
    """Somebody between many who hardly know each other: neighbours, Burt's constraint, sectors among the neighbours."""

    id: int
    neighbours: int
    constraint: float
    sectors: int


@dataclass(frozen=True)
class CutPoint:
    """Somebody without whom so many others would lose their way to the rest."""

    id: int
    lost: int


@dataclass(frozen=True)
class Figures:
    """All figures of one version; lists over the four sectors in the order of SECTOR_WORDS.

    ties: all that stand, parallel ones too. alone: actors tied to nobody. hanging: how many cut points there are. marked:
    those counted apart. having[i][j]: unmarked actors of sector i tied to an unmarked one of sector j; between[i][j]: pairs
    of them. heat: Aktionsfeld -> actors of each sector. growth, ties_then: at the end of quarters, oldest first.
    """

    version: str
    built_at: str
    actors: int
    ties: int
    alone: int
    marked: int
    groups: int
    largest: int
    by_sector: list[int]
    brokers: list[Broker]
    cut_points: list[CutPoint]
    hanging: int
    having: list[list[int]]
    between: list[list[int]]
    heat: dict[int, list[int]]
    quarters: list[str]
    growth: list[list[int]]
    ties_then: list[int]


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


def path(folder: Path, version: str) -> Path:
    """Return where the figures of a version stand."""
    return folder / f"figures-{version}.json"


def write(folder: Path, version: str, counted: Figures) -> None:
    """Write figures whole or not at all, and keep those of the last two versions."""
    unfinished = folder / f".figures-{version}.{os.getpid()}.tmp"
    with unfinished.open("w", encoding="utf-8") as out:
        json.dump(dataclasses.asdict(counted), out)
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(path(folder, version))
    shelf.sync(folder)
    for old in [*files(folder)[shelf.KEPT :], *folder.glob(".figures-*.tmp")]:
        old.unlink(missing_ok=True)


def files(folder: Path) -> Sequence[Path]:
    """Return the figures of a folder, the newest first."""
    return shelf.newest_first(folder.glob("figures-*.json"))


def newest() -> Figures | None:
    """Return the newest figures there are; None while the first are being counted."""
    for one in files(shelf.folder()):
        try:
            said = json.loads(one.read_text(encoding="utf-8"))
            return _read(said)
        except (OSError, ValueError, KeyError, TypeError):
            continue  # taken out meanwhile, or broken: the ones before are good too
    return None


def _read(said: dict[str, Any]) -> Figures:
    brokers = [Broker(**one) for one in said["brokers"]]
    cut_points = [CutPoint(**one) for one in said["cut_points"]]
    heat = {int(area): numbers for area, numbers in said["heat"].items()}
    return Figures(**{**said, "brokers": brokers, "cut_points": cut_points, "heat": heat})


def day(said: str) -> date:
    """Return a day as it was written."""
    return date.fromisoformat(said)
