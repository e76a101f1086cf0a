"""The meetings of the demo year: the body, impulses, theses with the stones people laid, visions and their way on."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from core import links
from core.things import Thing
from demo.cast import Cast, Event, area, in_order, traits, written
from dialogues import ballots, seat_token, services
from dialogues.models import Stone, Way
from dialogues.services import DialogueDraft, VisionDraft, WayDraft

Act = tuple[datetime, Callable[[], object]]
PASSES = timedelta(hours=18)
OPENED_BEFORE = timedelta(minutes=90)


def story(cast: Cast) -> Iterator[Event]:
    """Yield the body's founding and every meeting."""
    book = written("dialogues")
    founded = cast.calendar.at_work(-350, "body")
    yield from in_order([(founded, lambda: _found(cast, book["assembly"]))])
    for entry in book["meeting"]:
        yield from in_order(_meeting(cast, entry))


def _found(cast: Cast, entry: dict[str, Any]) -> None:
    who = cast.who("body")
    services.found(who, entry["name"], entry["about"])
    for number in entry["members"]:
        services.add_member(cast.actors[number], who)


def _meeting(cast: Cast, entry: dict[str, Any]) -> Iterator[Act]:
    """Yield one meeting: announced with its impulses, theses a little later, then held, evaluated, and made visions of."""
    key, who, calendar = entry["key"], cast.who(entry["key"]), cast.calendar

    def announce() -> None:
        on = calendar.today_or_weekday(entry["on"]).isoformat()
        draft = DialogueDraft(entry["title"], on, entry["about"], entry["begins"], entry["place"], announced=True)
        cast.meetings[key] = services.plan(draft, who).id
        services.add_impulses(cast.meetings[key], cast.ideas(entry["ideas"]), who)

    yield calendar.at_work(entry["announced"], key), announce
    for thesis in entry["thesis"]:
        yield calendar.at_work(entry["announced"] + 5, key), _writing(cast, key, thesis)
    if entry["on"] > 0:
        return
    opened = calendar.now - OPENED_BEFORE if entry.get("live") else calendar.after_work(entry["on"]) - OPENED_BEFORE
    yield opened, lambda: ballots.open_up(cast.meetings[key], who)
    yield opened, lambda: _lay(cast.meetings[key], entry["thesis"])
    if entry.get("live"):
        return
    yield calendar.after_work(entry["on"]), lambda: ballots.close(cast.meetings[key], who)
    for vision in entry.get("vision", ()):
        yield from _vision(cast, key, vision)


def _writing(cast: Cast, key: str, thesis: dict[str, Any]) -> Callable[[], object]:
    return lambda: services.add_thesis(cast.meetings[key], thesis["text"], thesis["question"], cast.who(key))


def _lay(dialogue_id: int, theses: list[dict[str, Any]]) -> None:
    """Let everybody in the room sit down and lay their stones, each phone with a secret of its own."""
    piles = [_pile(thesis["stones"]) for thesis in theses]
    phones = [secrets.token_bytes(32) for _ in range(max(map(len, piles)))]
    for _ in phones:
        links.issue("pass.seat", Thing("dialogue", dialogue_id), lifetime=PASSES, uses=None)
    for thesis, pile in zip(ballots.one(dialogue_id).theses, piles, strict=True):
        for bits, stone in zip(phones, pile, strict=False):
            ballots.lay(dialogue_id, thesis.id, seat_token.key(bits, thesis.id), stone)


def _pile(counts: list[int]) -> list[int]:
    """Return the single stones of six counts (gold to tar, then silence), in an order of their own."""
    stones = [
        stone for stone, number in zip((*reversed(Stone), ballots.PASSED), counts, strict=True) for _ in range(number)
    ]
    secrets.SystemRandom().shuffle(stones)
    return stones


def _vision(cast: Cast, meeting: str, entry: dict[str, Any]) -> Iterator[Act]:
    key, who = entry["key"], cast.who(entry["key"])

    def write() -> None:
        draft = VisionDraft(
            entry["title"],
            entry["text"].strip(),
            area(entry["area"]),
            tuple(area(one) for one in entry.get("further", ())),
            traits(entry["traits"]),
            cast.ideas(entry["ideas"]),
        )
        cast.visions[key] = services.write(cast.meetings[meeting], draft, who).id

    def choose() -> None:
        on = cast.iso(entry["way_on"]) if "way_on" in entry else ""
        way = WayDraft(Way(entry["way"]), entry.get("way_place", ""), entry.get("way_reason", ""), on)
        services.choose(cast.visions[key], way, who)

    yield cast.calendar.at_work(entry["day"], key), write
    yield cast.calendar.at_work(entry["day"] + 1, key), lambda: services.release(cast.visions[key], who)
    yield cast.calendar.at_work(entry["way_day"], key), choose
