"""What happens at a meeting of the demo year, from the first stone to the minutes: laid, talked over, ranked, ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from compass.models import Sector
from core.journal import Who
from core.things import Thing
from demo import stones, visions
from demo.calendar import chance
from demo.cast import Cast
from demo.stones import Hall
from dialogues import ballots, queries
from dialogues.agreement import Counts
from dialogues.counting import services as counting
from dialogues.counting.services import SourceDraft
from dialogues.evenings import services as endings
from dialogues.groups import services as front
from dialogues.models import CountedBy, RankingKind
from dialogues.priorities import TieRule
from dialogues.rankings import keys, services
from dialogues.rankings import queries as ranked
from dialogues.rankings.drafts import ItemDraft, RankingDraft

Act = tuple[datetime, Callable[[], object]]
MODERATOR = Who("moderator")
LASTS = timedelta(minutes=165)
TALKED = timedelta(minutes=75)
"""From the first stone to the second round."""
GONE_HOME = timedelta(minutes=200)
"""From the first stone until half an hour after the last guest has left."""
BETWEEN = timedelta(minutes=5)
"""Until the next thing happens at a meeting."""
OPEN_FOR = timedelta(minutes=90)
"""How long the meeting of today has been open."""


def held(cast: Cast, entry: dict[str, Any]) -> Iterator[Act]:
    """Yield an evening as it goes: stones, talk, ranking, visions, who was there, the end."""
    key, calendar, room = entry["key"], cast.calendar, list[Hall]()
    live = entry.get("live", False)
    began = calendar.now - OPEN_FOR if live else calendar.after_work(entry["on"]) - LASTS
    if entry.get("real_stones"):
        yield began, lambda: _count_all(cast, entry)
    else:
        yield from _stones(cast, entry, room, began)
    if live:
        return
    yield began, lambda: _talk(cast, entry)
    for ranking in entry.get("ranking", ()):
        if ranking["kind"] != RankingKind.VISIONS:
            yield began, _ranking(cast, key, room, ranking)
    yield from visions.written_down(cast, entry, began)
    for ranking in entry.get("ranking", ()):
        if ranking["kind"] == RankingKind.VISIONS:
            yield began, lambda ranking=ranking: plan_ranking(cast, key, ranking)  # type: ignore[misc]  # bound as the loop runs
            yield began, _ranking(cast, key, room, ranking)
            yield began, lambda: visions.judge(cast, entry)
    yield from visions.go_on(cast, entry, began)
    yield began, lambda: _note_who_was_there(cast, entry)
    yield began + GONE_HOME, lambda: endings.finish(cast.meetings[key], cast.who(key))


def _stones(cast: Cast, entry: dict[str, Any], room: list[Hall], began: datetime) -> Iterator[Act]:
    """Yield the rounds; the last one closed unless the meeting still runs."""
    key, rounds = entry["key"], entry.get("rounds", 1)
    yield began, lambda: room.append(_open_up(cast, entry))
    yield began, lambda: stones.lay(room[0], cast.meetings[key], entry["thesis"])
    if entry.get("live"):
        return
    for turn in range(2, rounds + 1):
        yield began, partial(_step, cast, key, f"talking-{turn - 1}")
        yield began + TALKED, partial(_step, cast, key, f"open-{turn}")
        yield began, lambda turn=turn: stones.lay(room[0], cast.meetings[key], entry["thesis"], turn)  # type: ignore[misc]  # bound as the loop runs
    yield began, partial(_step, cast, key, f"talking-{rounds}")
    yield began, lambda: _close(cast, entry, room[0])
    yield began, partial(_step, cast, key, "closed")


def _open_up(cast: Cast, entry: dict[str, Any]) -> Hall:
    """Open the meeting, group by group where it has some, and let everybody sit down."""
    number = cast.meetings[entry["key"]]
    groups = [one.id for one in queries.groups_of(number)]
    if not groups:
        ballots.open_up(number, cast.who(entry["key"]))
    _step(cast, entry["key"], "open-1")
    room = stones.hall(entry["key"], entry, groups)
    room.sit_down(number)
    return room


def _step(cast: Cast, meeting: str, station: str) -> None:
    """Lead every group to a station."""
    for group in queries.groups_of(cast.meetings[meeting]):
        front.go(group.id, station, MODERATOR)


def _close(cast: Cast, entry: dict[str, Any], room: Hall) -> None:
    """Close, and put the stones of the table without phones beside those of the phones."""
    number, who = cast.meetings[entry["key"]], cast.who(entry["key"])
    ballots.close(number, who)
    if "by_hand" not in entry:
        return
    group = next((one.id for one in queries.groups_of(number)), None)
    drafts = [
        SourceDraft(CountedBy.HAND, entry["table"], turn, {group: stones.counted(room, number, entry["thesis"], turn)})
        for turn in range(1, entry.get("rounds", 1) + 1)
    ]
    counting.add(number, drafts, who)


def _count_all(cast: Cast, entry: dict[str, Any]) -> None:
    """Type in what was laid with real stones only."""
    number = cast.meetings[entry["key"]]
    dialogue = ballots.one(number)
    typed = {row.id: Counts(*one["stones"]) for row, one in zip(dialogue.theses, entry["thesis"], strict=True)}
    ballots.count(number, typed, dialogue.version, cast.who(entry["key"]))


def _talk(cast: Cast, entry: dict[str, Any]) -> None:
    """Write down what was said beside each thesis, and the Leitfragen in the order in which the room put them."""
    number = cast.meetings[entry["key"]]
    groups: list[int | None] = [*(one.id for one in queries.groups_of(number))] or [None]
    rows = ballots.one(number).theses
    for row, thesis in zip(rows, entry["thesis"], strict=True):
        for place, text in enumerate(thesis.get("notes", ())):
            front.add_note(number, row.id, text, MODERATOR, group_id=groups[place % len(groups)])
    for said in entry.get("leading", ()):
        front.ask(number, said["text"], MODERATOR, thesis_id=rows[said["thesis"] - 1].id)


def plan_ranking(cast: Cast, meeting: str, entry: dict[str, Any]) -> None:
    """Make a ranking: of lines, or of the visions that were written."""
    if entry["kind"] == RankingKind.VISIONS:
        rows = queries.visions(cast.meetings[meeting], public=False)
        items = tuple(ItemDraft(one.title, Thing("vision", one.id)) for one in rows)
    else:
        items = tuple(ItemDraft(text) for text in entry["items"])
    rule = TieRule(entry.get("tie_rule", TieRule.BREADTH))
    draft = RankingDraft(entry["title"], RankingKind(entry["kind"]), entry["points"], rule, items)
    services.plan(cast.meetings[meeting], draft, cast.who(meeting), f"demo ranking: {entry['title']}")


def _ranking(cast: Cast, meeting: str, room: list[Hall], entry: dict[str, Any]) -> Callable[[], None]:
    def rank() -> None:
        number, who = cast.meetings[meeting], cast.who(meeting)
        ranking = next(one for one in ranked.of_meeting(number) if one.title == entry["title"])
        services.open_up(number, ranking.id, who)
        items = [one.id for one in ranked.one(number, ranking.id).items]
        for person in room[0].phones:
            weights = entry.get("by_sector", {}).get(person.sector, entry["weights"])
            given = _spread(f"{entry['title']} {person.number}", weights, entry["points"])
            mine = {item: keys.key(room[0].secret(person), item) for item in items}
            services.spread(number, ranking.id, mine, dict(zip(items, given, strict=True)), person.sector)
        services.close(number, ranking.id, who)

    return rank


def _spread(words: str, weights: list[int], points: int) -> list[int]:
    """Return how somebody spreads points over a list: each point falls on a line as its weight says."""
    given = [0] * len(weights)
    for point in range(points):
        left = chance(f"{words} {point}", sum(weights))
        for place, weight in enumerate(weights):
            left -= weight
            if left < 0:
                given[place] += 1
                break
    return given


def _note_who_was_there(cast: Cast, entry: dict[str, Any]) -> None:
    guests = {Sector(name): number for name, number in entry.get("guests", {}).items()}
    there = [cast.actor(name) for name in entry["there"]]
    endings.note(cast.meetings[entry["key"]], there, guests, cast.who(entry["key"]))
