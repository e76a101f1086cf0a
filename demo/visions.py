"""The visions of the demo year: written with the room or in the days after, judged, sent on their way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from demo.cast import Cast, area, traits
from dialogues import ballots, services
from dialogues.models import Way
from dialogues.rankings import judging
from dialogues.rankings import queries as ranked
from dialogues.services import VisionDraft, WayDraft

Act = tuple[datetime, Callable[[], object]]


def written_down(cast: Cast, entry: dict[str, Any], evening: datetime) -> Iterator[Act]:
    """Yield how the visions of a meeting came about: first words, and better ones where the room found them."""
    for vision in entry.get("vision", ()):
        moment = cast.calendar.at_work(vision["day"], vision["key"]) if "day" in vision else evening
        yield moment, partial(_write, cast, entry["key"], vision)
        for again in vision.get("again", ()):
            yield moment, partial(_reword, cast, vision, again)


def go_on(cast: Cast, entry: dict[str, Any], evening: datetime) -> Iterator[Act]:
    """Yield the release of visions that had days of their own, and the way on of each."""
    later = list[Act]()
    for vision in entry.get("vision", ()):
        key = vision["key"]
        if "day" in vision:
            later.append((cast.calendar.at_work(vision["day"] + 1, key), partial(_release, cast, key)))
        moment = cast.calendar.at_work(vision["way_day"], key) if "way_day" in vision else evening
        later.append((moment, partial(_choose, cast, vision)))
    yield from sorted(later, key=lambda act: act[0])


def _draft(cast: Cast, meeting: str, entry: dict[str, Any], words: dict[str, str]) -> VisionDraft:
    theses = ballots.one(cast.meetings[meeting]).theses
    return VisionDraft(
        words["title"],
        words["text"].strip(),
        area(entry["area"]),
        tuple(area(one) for one in entry.get("further", ())),
        traits(entry["traits"]),
        cast.ideas(entry.get("ideas", ())),
        tuple(theses[number - 1].id for number in entry.get("theses", ())),
    )


def _write(cast: Cast, meeting: str, entry: dict[str, Any]) -> None:
    draft = _draft(cast, meeting, entry, entry.get("first", entry))
    cast.visions[entry["key"]] = services.write(cast.meetings[meeting], draft, cast.who(entry["key"])).id


def _reword(cast: Cast, entry: dict[str, Any], words: dict[str, str]) -> None:
    services.reword(cast.visions[entry["key"]], words["title"], words["text"].strip(), cast.who(entry["key"]))


def _release(cast: Cast, key: str) -> None:
    services.release(cast.visions[key], cast.who(key))


def _choose(cast: Cast, entry: dict[str, Any]) -> None:
    on = cast.iso(entry["way_on"]) if "way_on" in entry else ""
    way = WayDraft(Way(entry["way"]), entry.get("way_place", ""), entry.get("way_reason", ""), on)
    services.choose(cast.visions[entry["key"]], way, cast.who(entry["key"]))


def judge(cast: Cast, entry: dict[str, Any]) -> None:
    """Keep how urgent and feasible the room found each vision, and put them into the order of the ranking."""
    number, who = cast.meetings[entry["key"]], cast.who(entry["key"])
    said = {cast.visions[one["key"]]: tuple(one["judged"]) for one in entry["vision"] if "judged" in one}
    judging.judge(number, said, who)
    title = next(one["title"] for one in entry["ranking"] if one["kind"] == "visions")
    ranking = next(one for one in ranked.of_meeting(number) if one.title == title)
    judging.take_over(number, ranking.id, who)
