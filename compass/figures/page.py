"""The figures as the page shows them: names of today, a plain sentence with each, addresses of the lists they count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from compass import networked
from compass.figures.hangings import ALONE, COUNTED, PLAIN, TIED
from compass.models import MARK_WORDS, SECTOR_WORDS
from core import clock
from radar import queries as radar

if TYPE_CHECKING:
    from compass.graphs.figures import Figures

LIST = "/buero/netzwerk"
SHADES = 3
WORDS = tuple(SECTOR_WORDS.values())
KEYS = tuple(one.value for one in SECTOR_WORDS)
HEIGHT, WIDTH = 100, 24
LEAST = 4
"""Quarters that the growth shows even where nobody was there yet."""


@dataclass(frozen=True)
class Cell:
    """A number of a table with the list it counts; `shade` 0 (nobody) to 3, `said` what it means in words."""

    number: int
    address: str
    shade: int
    said: str


@dataclass(frozen=True)
class Line:
    """One row of a table: its name, the key of its Handlungsfeld or sector, its cells, the gap in words (or nothing)."""

    name: str
    key: str
    cells: Sequence[Cell]
    sentence: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody with a sentence about their place in the network."""

    name: str
    address: str
    sentence: str


@dataclass(frozen=True)
class Quarter:
    """One bar of the growth: its words, actors of each sector, all of them, ties, and the pieces (x, y, height, sector)."""

    words: str
    numbers: Sequence[int]
    total: int
    ties: int
    pieces: Sequence[tuple[int, float, float, str]]


@dataclass(frozen=True)
class Page:
    """Everything the page shows."""

    when: str
    actors: int
    ties: int
    alone: int
    alone_address: str
    groups_sentence: str
    marked: int
    marked_address: str
    brokers: Sequence[Person]
    cut_points: Sequence[Person]
    cut_sentence: str
    matrix: Sequence[Line]
    matrix_sentence: str
    heat: Sequence[Line]
    gaps: Sequence[str]
    growth: Sequence[Quarter]
    growth_sentence: str


def newest() -> Page | None:
    """Return the newest figures as a page; None while the first are being counted. Three statements, whatever the size."""
    from compass.graphs import figures  # noqa: PLC0415 - read by this page alone

    found = figures.newest()
    return _page(found) if found else None


def _page(found: Figures) -> Page:
    ids = [*(one.id for one in found.brokers), *(one.id for one in found.cut_points)]
    names = networked.named(ids)
    heat = _heat(found)
    return Page(
        when=clock.time_in_words(datetime.fromisoformat(found.built_at)),
        actors=found.actors,
        ties=found.ties,
        alone=found.alone,
        alone_address=f"{LIST}?{TIED}={ALONE}",
        groups_sentence=_groups(found),
        marked=found.marked,
        marked_address=f"{LIST}?{'&'.join(f'zusatz={name}' for name in MARK_WORDS)}",
        brokers=[
            _person(one.id, names, _between(one.neighbours, one.sectors)) for one in found.brokers if one.id in names
        ],
        cut_points=[_person(one.id, names, _lost(one.lost)) for one in found.cut_points if one.id in names],
        cut_sentence=_hanging(found.hanging),
        matrix=_matrix(found),
        matrix_sentence=_pairs(found),
        heat=heat,
        gaps=[line.sentence for line in heat if line.sentence],
        growth=_growth(found),
        growth_sentence=_grown(found),
    )


def _person(number: int, names: dict[int, str], sentence: str) -> Person:
    return Person(names[number], f"{LIST}/{number}", sentence)


def _between(neighbours: int, sectors: int) -> str:
    where = "aus demselben Bereich" if sectors == 1 else f"aus {('zwei', 'drei', 'vier')[sectors - 2]} Bereichen"
    return f"Verbindet {neighbours} andere {where}, die sich untereinander kaum kennen."


def _lost(lost: int) -> str:
    others = "verliert ein anderer Eintrag" if lost == 1 else f"verlieren {lost} andere"
    return f"Ohne diesen Eintrag {others} den Weg zum übrigen Netz."


def _hanging(number: int) -> str:
    if not number:
        return "Niemand hängt an einer einzigen Stelle: Fällt jemand aus, bleiben alle anderen verbunden."
    where = "An einer Stelle hängt" if number == 1 else f"An {number} Stellen hängen"
    return f"{where} andere nur über einen einzigen Eintrag am Netz. Eine zweite Verbindung macht sie unabhängig davon."


def _groups(found: Figures) -> str:
    if not found.groups:
        return "Noch ist niemand mit jemandem verbunden."
    if found.groups == 1:
        return (
            f"Alle {found.largest} Einträge mit Verbindung hängen zusammen: Von jedem führt ein Weg zu jedem anderen."
        )
    return f"Das Netz besteht aus {found.groups} getrennten Gruppen. Zur größten gehören {found.largest} Einträge."


def _shade(number: int, most: int) -> int:
    return 0 if not number else min(SHADES, 1 + number * SHADES // (most + 1))


def _matrix(found: Figures) -> list[Line]:
    most = max((number for row in found.having for number in row), default=0)
    lines = []
    for row, (key, word) in enumerate(zip(KEYS, WORDS, strict=True)):
        cells = []
        for column, (other, other_word) in enumerate(zip(KEYS, WORDS, strict=True)):
            number = found.having[row][column]
            said = f"{number} von {found.by_sector[row]} aus {word} sind mit {other_word} verbunden"
            address = f"{LIST}?bereich={key}&{TIED}={other}&{COUNTED}={PLAIN}"
            cells.append(Cell(number, address, _shade(number, most), said))
        lines.append(Line(word, key, cells))
    return lines


def _pairs(found: Figures) -> str:
    """Name the two sectors with the most ties between them, and those without any."""
    pairs = [(found.between[one][two], one, two) for one in range(len(KEYS)) for two in range(one + 1, len(KEYS))]
    number, one, two = max(pairs)
    if not number:
        return "Zwischen zwei verschiedenen Bereichen gibt es noch keine Verbindung."
    know = "ein Paar kennt" if number == 1 else f"{number} Paare kennen"
    said = f"Am meisten verbunden sind {WORDS[one]} und {WORDS[two]}: {know} sich."
    missing = [f"{WORDS[first]} und {WORDS[second]}" for count, first, second in pairs if not count]
    return f"{said} Noch keine Verbindung gibt es zwischen {_listed(missing)}." if missing else said


def _listed(words: Sequence[str], last: str = "sowie") -> str:
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end


def _heat(found: Figures) -> list[Line]:
    most = max((number for row in found.heat.values() for number in row), default=0)
    lines = []
    for area in radar.taxonomy().areas:
        numbers = found.heat.get(area.id, [0] * len(KEYS))
        cells = [
            Cell(
                number,
                f"{LIST}?bereich={key}&thema={area.id}&{COUNTED}={PLAIN}",
                _shade(number, most),
                f"{word}: {number}" if number else f"{word}: niemand",
            )
            for key, word, number in zip(KEYS, WORDS, numbers, strict=True)
        ]
        missing = [word for word, number in zip(WORDS, numbers, strict=True) if not number]
        lines.append(Line(area.name, area.field_key, cells, _gap(area.name, missing)))
    return lines


def _gap(name: str, missing: Sequence[str]) -> str:
    if not missing:
        return ""
    if len(missing) == len(WORDS):
        return f"Für {name} ist noch niemand im Netzwerk."
    return f"Für {name} {'fehlt' if len(missing) == 1 else 'fehlen'} {_listed(missing, 'und')}."


def _growth(found: Figures) -> list[Quarter]:
    most = max((sum(numbers) for numbers in found.growth), default=0) or 1
    empty = next((place for place, numbers in enumerate(found.growth) if sum(numbers)), 0)
    since, bars = min(empty, len(found.growth) - LEAST), []
    rows = list(zip(found.quarters, found.growth, found.ties_then, strict=True))[since:]
    for place, (day, numbers, ties) in enumerate(rows):
        pieces, top = [], float(HEIGHT)
        for key, number in zip(KEYS, numbers, strict=True):
            height = number / most * HEIGHT
            top -= height
            if number:
                pieces.append((place * WIDTH, round(top, 2), round(height, 2), key))
        bars.append(Quarter(_quarter(date.fromisoformat(day)), numbers, sum(numbers), ties, pieces))
    return bars


def _quarter(day: date) -> str:
    return f"{(day.month + 2) // 3}.\u00a0Quartal\u00a0{day.year}"


def _grown(found: Figures) -> str:
    """Say how many came within a year, counted from those who are there now."""
    if len(found.growth) < 5:  # noqa: PLR2004 - four quarters back
        return ""
    more = sum(found.growth[-1]) - sum(found.growth[-5])
    ties = found.ties_then[-1] - found.ties_then[-5]
    came = f"In den letzten vier Quartalen {'kam' if more == 1 else 'kamen'} {more} {'Eintrag' if more == 1 else 'Einträge'} dazu"
    if ties > 0:
        return f"{came} und {ties} {'Verbindung' if ties == 1 else 'Verbindungen'}."
    return (
        f"{came}."
        if not ties
        else f"{came}, {-ties} {'Verbindung' if ties == -1 else 'Verbindungen'} weniger als vorher."
    )
