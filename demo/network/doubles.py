"""What came twice in the demo year: two entries joined, two that are not the same, a pair that waits, a list taken over."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from typing import Any

from compass.doubles import merging
from compass.doubles import services as doubles
from compass.imports import judging, taking, uploads
from compass.imports import services as imports
from compass.imports.reading import Answers
from core.db import writing
from core.journal import Who
from demo.cast import Event
from demo.gathered import through
from demo.network.stage import Stage, book


def stories(stage: Stage) -> Iterator[Event]:
    """Yield merges, what is no double, the list, and the search for likely pairs that the worker would do."""
    office = book("office")
    for entry in office["merge"]:
        yield stage.event(
            entry["day"], f"merge {entry['kept']}", partial(_merge, stage, entry), entry["kept"], entry["gone"]
        )
    for entry in office["apart"]:
        pair = entry["one"], entry["other"]
        yield stage.event(entry["day"], f"apart {pair}", partial(_say, stage, pair), *pair)
    entry = office["import"]
    who = stage.cast.who(entry["source"])
    moment = stage.at(entry["day"], entry["file"])
    yield Event(moment, lambda: _take_over(entry, who), alone=True)
    yield Event(stage.cast.calendar.now, _compare, alone=True)


def _merge(stage: Stage, entry: dict[str, Any], who: Who) -> None:
    kept, gone = stage.numbers((entry["kept"], entry["gone"]))
    merging.merge(kept, gone, {}, who)


def _say(stage: Stage, pair: tuple[str, str], who: Who) -> None:
    one, other = stage.numbers(pair)
    doubles.say_not_double(one, other, who)


def _take_over(entry: dict[str, Any], who: Who) -> None:
    folder = uploads.SHELF.folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / entry["file"]).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([entry["columns"], *entry["rows"]])
    with writing():
        number = imports.begin(entry["file"], entry["file"], entry["source"], "demo year: list", who).id
        imports.check(number, Answers(entry["mapping"]), who)
    through(judging.portions(number))
    with writing():
        imports.take(number, who)
    through(taking.taken(number))


def _compare() -> None:
    while doubles.compare_due():
        pass
