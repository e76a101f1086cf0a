"""The columns of a file: how it begins, and which of them is which of our fields, guessed or known from last time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core import tables
from core.rows import fold

SAMPLE = 5
SHORT = 160


@dataclass(frozen=True)
class Preview:
    """The beginning of a file: its columns and a few rows, long cells cut."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def preview(path: Path) -> Preview:
    """Return the beginning of a file; sheets.Unreadable when it is none."""
    columns, found = tables.opened(path)
    named = tuple(dict.fromkeys(name for name in columns if name))
    rows = islice((record.fields for record in found if record.fault is None), SAMPLE)
    return Preview(named, tuple(tuple(fields.get(name, "")[:SHORT] for name in named) for fields in rows))


def guess(columns: Sequence[str], kept: Mapping[str, str], names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return our field -> the file's column: as last time where that column is there, else by its name.

    `names` holds for each of our fields what it is called elsewhere, folded, the likeliest first.
    """
    guessed: dict[str, str] = {}
    folded = {fold(name): name for name in reversed(columns)}
    for ours, likely in names.items():
        known = kept.get(ours)
        by_name = next((folded[name] for name in likely if name in folded), "")
        column = known if known in columns else by_name
        if column and column not in guessed.values():
            guessed[ours] = column
    return guessed
