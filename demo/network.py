"""The network of the demo: thirty public organisations, five persons without names, ties, and two who ask to be listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time
from typing import Any

from compass import joining, services
from compass.joining import Asked
from compass.models import ActorKind, Purpose, Sector, TieKind
from compass.services import ActorDraft
from core import texts
from demo.cast import Cast, Event, area, chosen, in_order, written

FIRST_DAY = -358
CHANNEL = "Vorführung"


def story(cast: Cast) -> Iterator[Event]:
    """Yield how the network came about: the office wrote it down in its first days, two asked by themselves."""
    book = written("network")
    remark = book["remark"]
    first: datetime = cast.calendar.at_work(FIRST_DAY, "network")
    yield from in_order((first, _adding(cast, entry, remark)) for entry in book["actor"])
    tied: datetime = cast.calendar.at_work(FIRST_DAY + 3, "ties")
    yield from in_order((tied, _tying(cast, entry, remark)) for entry in book["tie"])
    for entry in book["request"]:
        yield from _asking(cast, entry)


def _adding(cast: Cast, entry: dict[str, Any], remark: str) -> Callable[[], None]:
    def add() -> None:
        who = cast.who("network")
        draft = ActorDraft(
            entry["name"],
            ActorKind(entry.get("kind", ActorKind.ORGANISATION)),
            Sector(entry["sector"]),
            about=f"{entry['about']}\n\n{remark}",
            areas=tuple(area(key) for key in entry["areas"]),
            competences=tuple(entry["competences"]),
            interests=tuple(entry.get("interests", ())),
            offers=tuple(entry.get("offers", ())),
            **chosen(entry, "city_owned", "advisory_board"),
        )
        number = services.add(draft, who).id
        cast.actors[entry["number"]] = number
        for purpose in (Purpose.PUBLIC, Purpose.MATCHING):
            if purpose is Purpose.MATCHING or entry.get("public", True):
                services.give_consent(number, purpose, CHANNEL, texts.text(f"compass.consent.{purpose}"), who)

    return add


def _tying(cast: Cast, entry: dict[str, Any], remark: str) -> Callable[[], object]:
    def tie() -> None:
        one, other = cast.actors[entry["from"]], cast.actors[entry["to"]]
        services.tie(one, other, TieKind(entry["kind"]), cast.who("ties"), source=remark)

    return tie


def _asking(cast: Cast, entry: dict[str, Any]) -> Iterator[Event]:
    numbers: list[int] = []

    def ask() -> None:
        asked = Asked(
            entry["name"],
            ActorKind(entry["kind"]),
            Sector(entry["sector"]),
            entry["email"],
            about=entry["about"],
            competences="\n".join(entry["competences"]),
            interests="\n".join(entry.get("interests", ())),
            public_wording=texts.text("compass.consent.public"),
            matching_wording=texts.text("compass.consent.matching"),
        )
        numbers.append(joining.ask(asked, f"demo year: {entry['name']}").id)

    moment = cast.calendar.at_home(entry["day"], time(19, 20))
    acts: list[tuple[datetime, Callable[[], object]]] = [(moment, ask)]
    if entry["confirmed"]:
        acts.append((moment, lambda: joining.confirm(numbers[0])))
    yield from in_order(acts)
