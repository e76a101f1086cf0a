"""What the office does in the demo year beside reading and answering: pass on, note, assign, translate, prepare, sort."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time
from functools import partial
from typing import Any

from core.db import db
from demo.cast import Cast, Event, chosen, in_order, written
from ideas import queries, services
from ideas.answering.services import Words, batching
from ideas.clock import services as labels
from ideas.languages.services import Translation, translate
from ideas.models import Idea
from ideas.notes import services as notes
from ideas.passing import services as passing
from ideas.passing.models import Consent, PlaceKind
from ideas.sorting.services import assigning
from ideas.stages import Stage
from ideas.suspicion import services as suspicion

Act = tuple[datetime, Callable[[], object]]
OPENS = -346


def story(cast: Cast) -> Iterator[Event]:
    """Yield everything the office does besides, in no order."""
    book = written("bureau")
    kinds: dict[str, Callable[[Cast, dict[str, Any]], None]] = {
        "assign": _assign,
        "note": _note,
        "label": _label,
        "translation": _translate,
        "batch": _prepare,
    }
    at = cast.calendar.at_work(OPENS, "places")
    places: dict[str, int] = {}
    yield from in_order((at, _founding(cast, entry, places)) for entry in book["place"])
    for entry in book["passing"]:
        yield from in_order(_passing(cast, entry, places))
    for kind, do in kinds.items():
        for entry in book[kind]:
            moment = cast.calendar.at_work(entry["day"], f"{kind} {entry.get('idea', entry.get('short'))}")
            yield Event(moment, partial(do, cast, entry))
    yield from _wave(cast, book["wave"])


def _founding(cast: Cast, entry: dict[str, Any], places: dict[str, int]) -> Callable[[], None]:
    def found() -> None:
        told = passing.Described(entry["name"], PlaceKind(entry["kind"]), **chosen(entry, "email", "reach", "hints"))
        places[entry["name"]] = passing.put_place(None, told, cast.who("places")).id

    return found


def _passing(cast: Cast, entry: dict[str, Any], places: dict[str, int]) -> Iterator[Act]:
    """Yield one idea's way to another place: the order, its statement, what the office releases of it."""
    title, who, numbers = entry["idea"], cast.who(entry["idea"]), list[int]()

    def pass_on() -> None:
        consent = Consent(entry.get("consent", Consent.NONE))
        order = passing.Order(places[entry["place"]], cast.iso(entry["due"]), entry["message"], consent)
        numbers.append(passing.pass_on(cast.idea(title), order, who).id)

    yield cast.calendar.at_work(entry["day"], title), pass_on
    if said := entry.get("statement"):
        statement = passing.Statement(said["text"], said["role"])
        yield cast.calendar.at_work(said["day"], title), lambda: passing.record(numbers[0], statement)
    if told := entry.get("release"):
        yield (
            cast.calendar.at_work(told["day"], title),
            lambda: passing.release(numbers[0], told["short"], told["text"], who),
        )


def _assign(cast: Cast, entry: dict[str, Any]) -> None:
    to = cast.staff[entry["to"]]
    assigning.assign(cast.idea(entry["idea"]), to.account, to, None)


def _note(cast: Cast, entry: dict[str, Any]) -> None:
    notes.write(cast.idea(entry["idea"]), entry["text"], cast.who(entry["idea"]), f"demo note: {entry['text']}")


def _label(cast: Cast, entry: dict[str, Any]) -> None:
    labels.note(cast.idea(entry["idea"]), entry["words"], cast.who(entry["idea"]))


def _translate(cast: Cast, entry: dict[str, Any]) -> None:
    given = Translation(entry["language"], entry["title"], entry["text"])
    translate(cast.idea(entry["idea"]), given, cast.who(entry["idea"]))


def _prepare(cast: Cast, entry: dict[str, Any]) -> None:
    words = Words(entry["role"], entry["short"], entry["text"], "", entry["period"])
    made = batching.prepare(cast.ideas(entry["ideas"]), batching.Plan(words, Stage.ANSWERED))
    apart = entry["apart"]
    batching.keep_apart(made.id, cast.idea(apart["idea"]), apart["text"])


def _wave(cast: Cast, entry: dict[str, Any]) -> Iterator[Event]:
    """Yield a night in which a machine sent the same again and again, and the morning after; the queue learned from it."""
    sent: list[int] = []
    told = [(opening, middle) for opening in entry["openings"] for middle in entry["middles"]]

    def send(opening: str, middle: str) -> None:
        draft = services.Draft(entry["text"].format(opening=opening, middle=middle), f"{opening}, {middle}")
        sent.append(services.submit(draft, f"demo wave: {opening} {middle}", suspicion="many").idea.id)

    def clear() -> None:
        who = cast.who("wave")
        for number in sent:
            suspicion.decline(number, who, _idea(number).version)

    night = cast.calendar.at_home(entry["day"], time.fromisoformat(entry["night"]))
    yield from in_order((night, partial(send, *one)) for one in told)
    yield Event(cast.calendar.at_work(entry["day"] + 2, "wave"), clear)
    yield Event(cast.calendar.now, suspicion.learn, alone=True)


def _idea(number: int) -> Idea:
    db.session.flush()
    return queries.one(number, public=False)
