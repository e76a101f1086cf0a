"""What is worked on in the demo year: circles with their orders and results, boxes of the Kickbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time
from typing import Any

from circles import queries as circles
from circles import services as orders
from circles.services import DeliverableDraft, MeasureDraft, OrderDraft
from demo.cast import Cast, Event, area, in_order, written
from kickbox import services as boxes
from kickbox.services import Application, Plan
from radar import queries as radar

Act = tuple[datetime, Callable[[], object]]


def story(cast: Cast) -> Iterator[Event]:
    """Yield circles, orders, boxes and applications."""
    for entry in written("circles")["circle"]:
        yield from _circle(cast, entry)
    book = written("boxes")
    for entry in book["box"]:
        yield from in_order(_box(cast, entry))
    for entry in book["application"]:
        yield from in_order(_application(cast, entry, []))


def _circle(cast: Cast, entry: dict[str, Any]) -> Iterator[Event]:
    numbers: list[int] = []

    def found() -> None:
        field = next(one.id for one in radar.taxonomy().every_field if one.key == entry["field"])
        numbers.append(orders.found(field, cast.who(entry["field"]), entry["name"], entry["about"]).id)

    yield Event(cast.calendar.at_work(entry["day"], entry["field"]), found)
    for order in entry.get("order", ()):
        yield from in_order(_order(cast, numbers, order))


def _order(cast: Cast, circle: list[int], entry: dict[str, Any]) -> Iterator[Act]:
    """Yield one order: written, called for, started, its places taken, its result written and released."""
    key, who, calendar, numbers = entry["key"], cast.who(entry["key"]), cast.calendar, list[int]()
    made = entry.get("made", min(entry.get("starts", 0), entry.get("calls", 0)) - 1)

    def plan() -> None:
        kind = next(one.id for one in circles.kinds(active=True) if one.name == entry["result"])
        days = cast.iso(entry["begins"]), cast.iso(entry["ends"])
        draft = OrderDraft(entry["title"], entry["goal"].strip(), kind, *days, entry["seats"])
        vision = cast.visions[entry["vision"]] if "vision" in entry else None
        numbers.append(orders.plan(circle[0], draft, who, vision_id=vision).id)
        orders.ask(numbers[0], who)

    def call() -> None:
        orders.call(numbers[0], who, circles.order(numbers[0], public=False).version, calling=True)

    yield calendar.at_work(made, key), plan
    later: list[tuple[int, Callable[[], object]]] = [(entry["calls"], call)] if "calls" in entry else []
    if "starts" in entry:
        later.append((entry["starts"], lambda: orders.start(numbers[0], who)))
    for day, do in sorted(later, key=lambda pair: pair[0]):
        yield calendar.at_work(day, key), do
    seated = entry.get("starts", made) + 1
    for member in entry["members"]:
        yield calendar.at_work(seated, key), _seating(cast, numbers, member, key)
    if "deliverable" in entry:
        yield calendar.at_work(entry["delivered"], key), _writing(cast, numbers, entry)
        yield (
            calendar.at_work(entry["released"], key),
            lambda: orders.release(cast.deliverables[key], who),
        )


def _seating(cast: Cast, order: list[int], member: int, key: str) -> Callable[[], object]:
    return lambda: orders.take(order[0], cast.actors[member], cast.who(key))


def _writing(cast: Cast, order: list[int], entry: dict[str, Any]) -> Callable[[], None]:
    def write() -> None:
        said, who = entry["deliverable"], cast.who(entry["key"])
        number = orders.write(order[0], DeliverableDraft(said["title"], said["summary"], said["text"].strip()), who).id
        for measure in said["measure"]:
            orders.add_measure(number, MeasureDraft(measure["text"], measure["who"], measure["until"]), who)
        cast.deliverables[entry["key"]] = number

    return write


def _application(cast: Cast, entry: dict[str, Any], numbers: list[int]) -> Iterator[Act]:
    moment = cast.calendar.at_home(entry["day"], time(20, 10))

    def apply() -> None:
        idea = cast.idea(entry["idea"]) if "idea" in entry else None
        said = Application(entry["title"], entry["text"], entry["innovator"], entry["email"], idea)
        numbers.append(boxes.apply(said, f"demo year: {entry['title']}").id)

    yield moment, apply
    yield moment, lambda: boxes.confirm(numbers[0])


def _box(cast: Cast, entry: dict[str, Any]) -> Iterator[Act]:
    """Yield one box: applied for, accepted, its levels, and its end if it came to one."""
    key, who, calendar, numbers = entry["key"], cast.who(entry["key"]), cast.calendar, list[int]()

    def accept() -> None:
        plan = Plan(entry["title"], entry["text"], area(entry["area"]), cast.actors[entry["coach"]])
        boxes.accept(numbers[0], plan, cast.iso(entry["accepted"] + 14), who)
        cast.boxes[key] = numbers[0]

    yield from _application(cast, entry, numbers)
    yield calendar.at_work(entry["accepted"], key), accept
    for level, (day, note) in enumerate(entry["levels"][1:], start=2):
        yield calendar.at_work(day, f"{key} {level}"), _reaching(cast, numbers, level, note)
    if "ends" in entry:
        ending, onward = entry.get("ending") or entry["lesson"], entry.get("onward", "")
        yield calendar.at_work(entry["ends"], key), lambda: boxes.end(numbers[0], ending, who, onward)


def _reaching(cast: Cast, box: list[int], level: int, note: str) -> Callable[[], object]:
    return lambda: boxes.reach(box[0], level, note, cast.who(f"box {level}"))
