"""The stories of the network, one after the other; the year puts everything they tell in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from demo.cast import Cast, Event
from demo.network import actors, doubles, duties, habits, log, rounds, ties, whom, words
from demo.network.stage import Stage


def stories(cast: Cast) -> Iterator[Iterable[Event]]:
    """Yield how the network came about, what the office set up for it, noted in it, asked and owed."""
    stage = Stage.of(cast)
    for part in (actors, ties, words, log, rounds, doubles, duties, habits, whom):
        yield part.stories(stage)
