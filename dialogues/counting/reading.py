"""A table of another tool becomes counts: a row for each thesis, each group and each round; every fault named with its line."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core import tables
from core.rows import fold
from core.sheets import Unreadable
from core.tables import Record
from dialogues.agreement import Counts
from dialogues.counted import PEOPLE_AT_MOST
from dialogues.models import Thesis

KINDS = ("Gold", "Bernstein", "Kiesel", "Schiefer", "Teer")
THESIS, PASSED, GROUP, ROUND = "These", "Ohne Stein", "Gruppe", "Runde"
COLUMNS = (THESIS, *KINDS, PASSED, GROUP, ROUND)
MOST_ROWS = 2000
MOST_FAULTS = 20
LARGEST = 1024 * 1024
TOO_LARGE = "Die Datei ist größer als 1 MB. So viele Zählungen hat kein Treffen."


@dataclass
class Read:
    """What a table said: counts by round, group and thesis; sentences about rows that cannot be taken."""

    by_round: dict[int, dict[int | None, dict[int, Counts]]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read(contents: bytes, theses: Iterable[Thesis], groups: Mapping[int, str], rounds: int) -> Read:
    """Return what a CSV or Excel file says of these theses and groups; nothing of it counts while there is a fault."""
    if len(contents) > LARGEST:
        return Read(faults=[TOO_LARGE])
    found = Read()
    known = _Known(list(theses), {fold(name): number for number, name in groups.items()}, rounds)
    with tempfile.NamedTemporaryFile() as kept:
        kept.write(contents)
        kept.flush()
        try:
            _take(tables.records(Path(kept.name), (THESIS, *KINDS)), known, found)
        except Unreadable as fault:
            found.faults.append(str(fault))
    if not found.by_round and not found.faults:
        found.faults.append("In der Datei steht keine Zeile mit Zahlen.")
    return found


@dataclass(frozen=True)
class _Known:
    """What rows may name."""

    theses: list[Thesis]
    groups: dict[str, int]
    rounds: int


def _take(rows: Iterable[Record], known: _Known, found: Read) -> None:
    by_round: dict[int, dict[int | None, dict[int, Counts]]] = defaultdict(lambda: defaultdict(dict))
    for place, row in enumerate(rows):
        if place >= MOST_ROWS or len(found.faults) >= MOST_FAULTS:
            found.faults.append("Weiter haben wir nicht gelesen.")
            break
        if not any(cell.strip() for cell in row.fields.values()) and row.fault is None:
            continue
        try:
            round_number, group, thesis, counts = _one(row, known)
            if thesis in by_round[round_number][group]:
                raise ValueError("diese These steht für dieselbe Gruppe und Runde schon weiter oben")  # noqa: TRY301 - one way out for all faults of a row
        except ValueError as fault:
            found.faults.append(f"Zeile {row.line}: {fault}.")
            continue
        by_round[round_number][group][thesis] = counts
    found.by_round = {number: dict(groups) for number, groups in by_round.items() if groups}


def _one(row: Record, known: _Known) -> tuple[int, int | None, int, Counts]:
    """Return round, group, thesis and counts of a row; ValueError says in German what is wrong."""
    if row.fault:
        raise ValueError(row.fault)
    cells = {name: cell.strip() for name, cell in row.fields.items()}
    numbers = [_number(cells.get(kind, ""), kind) for kind in (*KINDS, PASSED)]
    round_number = _number(cells.get(ROUND, "") or "1", ROUND)
    if not 1 <= round_number <= known.rounds:
        raise ValueError(f"Runde {round_number} hat das Treffen nicht")
    return round_number, _group(cells.get(GROUP, ""), known), _thesis(cells.get(THESIS, ""), known), Counts(*numbers)


def _number(said: str, name: str) -> int:
    if not said:
        return 0
    if not (said.isascii() and said.isdecimal() and len(said) < 5) or int(said) > PEOPLE_AT_MOST:  # noqa: PLR2004 - digits of a hall
        raise ValueError(f"bei {name} steht „{said[:20]}“, das ist keine ganze Zahl von 0 bis {PEOPLE_AT_MOST}")
    return int(said)


def _group(said: str, known: _Known) -> int | None:
    if not said:
        return None
    if fold(said) not in known.groups:
        raise ValueError(f"eine Gruppe „{said[:40]}“ hat das Treffen nicht")
    return known.groups[fold(said)]


def _thesis(said: str, known: _Known) -> int:
    """Return the thesis of this number or with this text."""
    if said.isascii() and said.isdecimal() and len(said) < 4 and 1 <= int(said) <= len(known.theses):  # noqa: PLR2004 - thirty at most
        return known.theses[int(said) - 1].id
    for thesis in known.theses:
        if fold(thesis.text) == fold(said):
            return thesis.id
    raise ValueError(f"eine These „{said[:60]}“ hat das Treffen nicht")


def pattern(theses: Iterable[Thesis], groups: Mapping[int, str], rounds: int) -> list[tuple[str | int, ...]]:
    """Return the rows of an empty table to be filled in."""
    empty = ("",) * 6
    return [
        (thesis.text, *empty, name, round_number)
        for round_number in range(1, rounds + 1)
        for name in (list(groups.values()) or [""])
        for thesis in theses
    ]
