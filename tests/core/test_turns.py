"""Whose turn it is to write: who waits is next, who has just written goes to the end; nobody waits for ever."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from core.turns import Locked, Turn


def test_who_waits_comes_before_whoever_has_just_written(tmp_path: Path) -> None:
    house = str(tmp_path / "house.db")
    busy, patient, order = Turn(house, 30), Turn(house, 30), list[str]()  # each opens its files: as two processes do

    def write() -> None:
        patient.take()
        order.append("patient")
        patient.give()

    busy.take()
    waiting = threading.Thread(target=write)
    waiting.start()
    probe = Locked(Path(f"{house}-next"))
    while probe.take(time.monotonic()):
        probe.give()
    busy.give()
    busy.take()
    order.append("busy")
    busy.give()
    waiting.join(30)
    assert order == ["patient", "busy"]
    for one in (busy, patient, probe):
        one.close()


def test_nobody_waits_longer_than_said(tmp_path: Path) -> None:
    house = str(tmp_path / "house.db")
    holding, waiting = Turn(house, 30), Turn(house, 0.01)
    holding.take()
    waiting.take()  # may now ask the database itself
    waiting.give()
    holding.give()
    for one in (holding, waiting):
        one.close()


def test_a_folder_that_cannot_be_written_to_stops_nobody(tmp_path: Path) -> None:
    turn = Turn(str(tmp_path / "missing" / "house.db"), 30)
    for _ in range(2):
        turn.take()
        turn.give()


def test_a_database_in_memory_has_no_files(tmp_path: Path) -> None:
    for named in (None, ":memory:"):
        turn = Turn(named, 30)
        turn.take()
        turn.give()
        turn.close()
    assert list(tmp_path.iterdir()) == []
