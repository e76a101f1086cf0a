"""The meetings of the demo year: the body in the network, meetings prepared with impulses and theses, a rehearsal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from demo import evenings, stones
from demo.cast import Cast, Event, in_order, written
from dialogues import ballots, queries, services
from dialogues.groups import services as front
from dialogues.models import Mode, Pace, RankingKind
from dialogues.preparing import services as preparing
from dialogues.services import DialogueDraft

Act = tuple[datetime, Callable[[], object]]


def story(cast: Cast) -> Iterator[Event]:
    """Yield the body's founding, its step into the network, and every meeting."""
    book = written("dialogues")
    yield from in_order(_body(cast, book["assembly"]))
    for entry in book["meeting"]:
        yield from in_order(_meeting(cast, entry), evenings.BETWEEN)


def _body(cast: Cast, entry: dict[str, Any]) -> Iterator[Act]:
    """Yield how the body came about; its members and deputies are ties of its entry in the network and nothing else."""
    who, calendar = cast.who("body"), cast.calendar
    yield calendar.at_work(-350, "body"), lambda: services.found(who, entry["name"], entry["about"])
    yield calendar.at_work(entry["networked"], "body"), lambda: services.join_network(who, cast.actor(entry["actor"]))


def _meeting(cast: Cast, entry: dict[str, Any]) -> Iterator[Act]:
    """Yield one meeting: announced with its impulses, theses and rankings a little later, rehearsed or held."""
    key, who, calendar = entry["key"], cast.who(entry["key"]), cast.calendar
    yield calendar.at_work(entry["announced"], key), lambda: _announce(cast, entry)
    prepared = calendar.at_work(entry["announced"] + 5, key)
    said = [(one["text"], one["question"]) for one in entry["thesis"]]
    yield prepared, lambda: services.add_theses(cast.meetings[key], said, who)
    for ranking in entry.get("ranking", ()):
        if ranking["kind"] != RankingKind.VISIONS:
            yield prepared, lambda ranking=ranking: evenings.plan_ranking(cast, key, ranking)  # type: ignore[misc]  # bound as the loop runs
    if "rehearsed" in entry:
        yield calendar.at_work(entry["rehearsed"], key), lambda: _rehearse(cast, entry)
    if entry["on"] <= 0:
        yield from evenings.held(cast, entry)


def _announce(cast: Cast, entry: dict[str, Any]) -> None:
    key, who = entry["key"], cast.who(entry["key"])
    draft = DialogueDraft(
        entry["title"],
        cast.calendar.today_or_weekday(entry["on"]).isoformat(),
        entry["about"],
        entry["begins"],
        entry["place"],
        announced=True,
        ends=entry.get("ends", ""),
        mode=Mode(entry.get("mode", Mode.ROOM)),
        link=entry.get("link", ""),
        moderator=entry.get("moderator", ""),
        agenda="\n".join(entry.get("agenda", ())),
        groups=tuple(entry.get("groups", ())),
        pace=Pace(entry.get("pace", Pace.OWN)),
        rounds=entry.get("rounds", 1),
        informal=entry.get("informal", False),
        sounds=entry.get("sounds", False),
        vibration=entry.get("vibration", False),
    )
    cast.meetings[key] = services.plan(draft, who).id
    services.add_impulses(cast.meetings[key], cast.ideas(entry["ideas"]), who)


def _rehearse(cast: Cast, entry: dict[str, Any]) -> None:
    """Try the evening with stones that are thrown away: every group opens, a few phones lay."""
    who = cast.who(entry["key"])
    number = preparing.rehearse(cast.meetings[entry["key"]], who)
    groups = [one.id for one in queries.groups_of(number)]
    for group in groups:
        front.go(group, "open-1", who)
    if not groups:
        ballots.open_up(number, who)
    room = stones.hall(f"rehearsal {entry['key']}", entry["rehearsal"], groups)
    room.sit_down(number)
    stones.lay(room, number, [{**one, "stones": entry["rehearsal"]["stones"]} for one in entry["thesis"]])
