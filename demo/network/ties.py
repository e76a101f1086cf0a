"""Who is tied to whom in the demo year: roles with their days, deputies, roles that ended, people who changed jobs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from compass import services
from compass.roles import services as roles
from core import clock
from core.journal import Who
from demo.cast import SHORTLY, Event
from demo.network.stage import MATERIAL, Stage, book, one_of

INVENTED = "Verbindung erfunden für die Vorführung"
NOT_AGREED = "Beispieleintrag der Vorführung, mit der Einrichtung nicht abgestimmt."
SOURCES = (
    "selbst genannt",
    "im Gespräch genannt",
    "Mitgliederliste",
    "Protokoll eines Treffens",
    "Aushang im Stadtteil",
)


@dataclass(frozen=True)
class Line:
    """One line of ties.csv; days count from today, None where nobody knows; `instead_of` is whom a deputy stands in for."""

    first: str
    second: str
    kind: str
    role: str
    since: int | None
    until: int | None
    is_main: bool
    instead_of: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Who, as what, to whom."""
        return self.first, self.kind, self.second


def lines() -> list[Line]:
    """Return every line of ties.csv."""
    with (MATERIAL / "ties.csv").open(encoding="utf-8", newline="") as file:
        return [_line(row) for row in csv.DictReader(file, delimiter=";")]


def _line(row: dict[str, str]) -> Line:
    since, until = (int(row[name]) if row[name] else None for name in ("since", "until"))
    return Line(row["from"], row["to"], row["kind"], row["role"], since, until, row["main"] == "ja", row["for"])


def stories(stage: Stage) -> Iterator[Event]:
    """Yield the new kind of tie, every tie, its end if it had one, and who changed jobs."""
    known: dict[tuple[str, str, str], int] = {}
    entry = book("office")["tie_type"]
    yield stage.event(entry["day"], "kind of tie", lambda who: roles.add_type(_type(entry), who))
    moments: dict[tuple[str, str, str], datetime] = {}
    for line in sorted(lines(), key=lambda one: bool(one.instead_of)):  # deputies after those for whom they stand in
        moment = stage.at(max(line.since or -10_000, -355), f"tie {line.key}", line.first, line.second)
        if line.instead_of:
            moment = max(moment, moments[line.instead_of, "member_of", line.second] + SHORTLY)
        moments.setdefault(line.key, moment)
        yield from _tie(stage, line, moment, known)
    for move in book("office")["move"]:
        yield _move(stage, move, known)


def _type(entry: dict[str, Any]) -> roles.TypeDraft:
    return roles.TypeDraft(entry["outward"], entry["inward"], tuple(entry["from_kinds"]), tuple(entry["to_kinds"]))


def _tie(stage: Stage, line: Line, moment: datetime, known: dict[tuple[str, str, str], int]) -> Iterator[Event]:
    """Yield one tie; one that had ended when the office heard of it is written down with its end at once."""
    cast, who = stage.cast, stage.cast.who(f"tie {line.key}")
    since = cast.calendar.day(line.since).isoformat() if line.since is not None else ""
    until = cast.calendar.day(line.until).isoformat() if line.until is not None else ""
    over = bool(until) and until <= clock.local(moment).date().isoformat()

    def note() -> None:
        first, second = stage.numbers((line.first, line.second))
        row = services.tie(
            first,
            second,
            line.kind,
            who,
            role=line.role,
            since_on=since,
            until_on=until if over else "",
            source=_source(line),
            is_main=line.is_main,
        )
        known[line.key] = row.id
        if line.instead_of:
            roles.stand_in(row, known[line.instead_of, "member_of", line.second])

    yield Event(moment, note)
    if until and not over and line.until is not None:
        ended = max(cast.calendar.at_work(line.until, f"end {line.key}"), moment + SHORTLY)
        yield Event(ended, lambda: services.end_tie(known[line.key], who, until))


def _source(line: Line) -> str:
    """Return from where a tie is known; one of a real organisation says that nobody agreed to it."""
    real = [one for one in (line.first, line.second) if one.isdecimal() and int(one) <= 30]  # noqa: PLR2004 - thirty public organisations
    if len(real) == 2:  # noqa: PLR2004 - both ends
        return NOT_AGREED
    return INVENTED if real else one_of(f"source {line.key}", *SOURCES)


def _move(stage: Stage, entry: dict[str, Any], known: dict[tuple[str, str, str], int]) -> Event:
    person, before, after = entry["person"], entry["from"], entry["to"]

    def move(who: Who) -> None:
        number, to = stage.numbers((person, after))
        day = stage.cast.calendar.day(entry["day"]).isoformat()
        said = services.Move(
            to,
            entry["kind"],
            day,
            entry["role"],
            known[person, "works_for", before],
            entry.get("email", ""),
            "email" not in entry,
        )
        services.move(number, said, who)

    return stage.event(entry["day"], f"move {person}", move, person, before, after)
