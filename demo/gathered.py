"""Ideas of the demo year that come in many at once: from a class, from paper cards, from another participation's list."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time
from typing import Any

from sqlalchemy import select

from core.db import db, rollback, writing
from core.journal import Who
from demo.cast import Cast, Event, area, district, in_order, written
from ideas import services
from ideas.imports import judging, taking, uploads
from ideas.imports import services as imports
from ideas.imports.mapping import Answers
from ideas.models import Source
from ideas.school import services as school
from ideas.school.models import SchoolClass
from ideas.services import Draft
from ideas.stages import Stage
from ideas.typed import services as typed
from ideas.typed.models import Occasion

Act = tuple[datetime, Callable[[], object]]
COLUMNS = ("Nr", "Titel", "Beitrag", "Stadtbezirk")
MAPPING = {"id": "Nr", "title": "Titel", "text": "Beitrag", "district": "Stadtbezirk"}


def stories(cast: Cast) -> Iterator[Iterable[Event]]:
    """Yield the class, the cards, the two lists."""
    book = written("gathered")
    yield in_order(sorted(_class(cast, book["class"]), key=lambda act: act[0]))
    yield in_order(sorted(_cards(cast, book["occasion"]), key=lambda act: act[0]))
    for name, whole in (("list", True), ("next_list", False)):
        yield [_importing(cast, book[name], whole=whole)]


def _publish(number: int, who: Who) -> None:
    services.advance(number, Stage.PUBLISHED, who)


def _class(cast: Cast, entry: dict[str, Any]) -> Iterator[Act]:
    """Yield a class that gets its code and hands in ideas; its teacher asks for one not to be shown."""
    who = cast.who(entry["name"])

    def make() -> None:
        school.make_class(entry["name"], entry["topic"], cast.iso(entry["until"]), who)

    yield cast.calendar.at_work(entry["made"], entry["name"]), make
    for one in entry["idea"]:
        yield from _of_class(cast, entry["name"], one, who)


def _of_class(cast: Cast, name: str, entry: dict[str, Any], who: Who) -> Iterator[Act]:
    number: list[int] = []

    def hand_in() -> None:
        made = db.session.scalars(select(SchoolClass).where(SchoolClass.name == name)).one()
        draft = Draft(entry["text"], entry["title"], source=Source.SCHOOL)
        number.append(school.hand_in(made, draft, f"demo class: {entry['title']}", None).idea.id)
        if "asked_out" in entry:
            school.ask_out(made.id, number[0], entry["asked_out"])

    yield cast.calendar.at_home(entry["day"], time.fromisoformat(entry["time"])), hand_in
    if "published" in entry:
        yield cast.calendar.at_work(entry["published"], entry["title"]), lambda: _publish(number[0], who)


def _cards(cast: Cast, entry: dict[str, Any]) -> Iterator[Act]:
    """Yield blank cards printed, and those that came back typed in."""
    who = cast.who(entry["name"])
    held: list[Occasion] = []

    def begin() -> None:
        typed.make_cards(entry["cards"], f"demo cards: {entry['name']}", who)
        areas = tuple(area(key) for key in entry["areas"])
        defaults = typed.Defaults(Source.CARD, areas, None, district(entry["district"]))
        held.append(typed.open_occasion(entry["name"], cast.calendar.day(entry["on"]).isoformat(), defaults, who))

    yield cast.calendar.at_work(entry["on"] - 4, entry["name"]), begin
    for card in entry["card"]:
        yield from _card(cast, card, held, who, entry["day"])


def _card(cast: Cast, card: dict[str, Any], held: list[Occasion], who: Who, day: int) -> Iterator[Act]:
    number: list[int] = []

    def type_in() -> None:
        occasion = db.session.merge(held[0])
        number.append(typed.type_in(occasion, typed.Words(card["text"], ref=card["ref"]), "demo", who).idea.id)

    yield cast.calendar.at_work(day + 1, card["text"]), type_in
    if "published" in card:
        yield cast.calendar.at_work(card["published"], card["text"]), lambda: _publish(number[0], who)


def _importing(cast: Cast, entry: dict[str, Any], *, whole: bool) -> Event:
    """Return the day on which a list is read and judged, and, if whole, taken and published."""
    who = cast.who(entry["source"])
    at = cast.calendar.at_work(entry["day"], entry["file"])

    def read() -> None:
        uploads.SHELF.folder().mkdir(parents=True, exist_ok=True)
        with (uploads.SHELF.folder() / entry["file"]).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([COLUMNS, *entry["rows"]])
        with writing():
            number = imports.begin(entry["file"], entry["file"], entry["source"], f"demo list: {at}", who).id
            imports.check(number, Answers(MAPPING, publish=True), who)
        through(judging.portions(number))
        if whole:
            with writing():
                imports.take(number, who)
            through(taking.taken(number))

    return Event(at, read, alone=True)


def through(steps: Iterable[None]) -> None:
    """Do the long work to its end, as the worker would."""
    for _ in steps:
        pass
    rollback()
