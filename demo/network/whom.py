"""Whom to ask, in the demo year: one challenge typed in by the office, somebody held in the team, what became of three."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from compass import services
from compass.challenges import services as asking
from compass.challenges.models import State, UnfitReason
from compass.challenges.services import Verdict
from core.journal import Who
from demo.cast import Event, area
from demo.network.stage import Stage, book


def stories(stage: Stage) -> Iterator[Event]:
    """Yield the challenge, then what was decided and heard."""
    for entry in book("office")["challenge"]:
        numbers: list[int] = []
        yield stage.event(entry["day"], f"challenge {entry['title']}", partial(_make, numbers, entry))
        for key, day in entry["held"]:
            yield stage.event(day, f"hold {key}", partial(_hold, stage, numbers, key), key)
        for key, day, state, reason, said in entry["heard"]:
            verdict = Verdict(State(state), UnfitReason(reason) if reason else None, said)
            yield stage.event(day, f"heard {key}", partial(_hear, stage, numbers, key, verdict), key)


def _make(numbers: list[int], entry: dict[str, str], who: Who) -> None:
    areas = [area(key) for key in entry["areas"]]
    wanted = services.Wanted(int(entry["seats"]))
    numbers.append(services.make_challenge(entry["title"], entry["text"], areas, None, who, wanted=wanted).id)


def _hold(stage: Stage, numbers: list[int], key: str, who: Who) -> None:
    asking.pick(numbers[0], stage.cast.actor(key), who, is_in=True)


def _hear(stage: Stage, numbers: list[int], key: str, verdict: Verdict, who: Who) -> None:
    asking.say(numbers[0], stage.cast.actor(key), verdict, who, version=0)
