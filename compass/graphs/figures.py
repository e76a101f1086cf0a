"""The network in figures: what is counted for each snapshot and kept beside it in a small file, ids only, no names.

Who is marked (politics, city-owned firms, advisory boards) is counted apart in all that compares the sectors. Counted in
counting.py; this file only writes and reads, without numpy.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compass.graphs import folders


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
    folders.sync(folder)
    for old in [*files(folder)[folders.KEPT :], *folder.glob(".figures-*.tmp")]:
        old.unlink(missing_ok=True)


def files(folder: Path) -> Sequence[Path]:
    """Return the figures of a folder, the newest first."""
    return folders.newest_first(folder.glob("figures-*.json"))


def newest() -> Figures | None:
    """Return the newest figures there are; None while the first are being counted."""
    for one in files(folders.folder()):
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
