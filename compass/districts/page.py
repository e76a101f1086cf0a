"""The map of a list as its page needs it: districts with numbers and addresses, who is nowhere, what it is narrowed to."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlencode

from compass import further, narrowing
from compass.asked import Asked
from compass.districts import queries
from radar import districts
from radar.districts import Counted

LIST = "/buero/netzwerk"
FILTER = "bezirk"
"""The list's filter for districts."""
SHADES = 3


def of(found: Asked) -> dict[str, object]:
    """Return what the page shows of a list; a district leads to those of the list who are active there."""
    spread = queries.spread(found.wanted())
    pairs = [pair for pair in found.pairs if pair != (narrowing.EVERY, FILTER) and pair[0] != FILTER]

    def address(number: int) -> str:
        return f"{LIST}?{urlencode([*pairs, (FILTER, str(number))])}"

    counted = Counted(spread.counts, said, address, steps(spread.counts.values()))
    chosen = {number for name, value in found.pairs if name == FILTER and (number := further.number(value))}
    board = districts.board(counted, chosen)
    return {
        "board": board,
        "areas": board.areas if board else districts.areas(counted, chosen),
        "spread": spread,
        "words": found.words,
        "query": found.query,
    }


def said(total: int) -> str:
    """Return so many in words."""
    return f"{total} {'Eintrag' if total == 1 else 'Einträge'}"


def steps(counts: Collection[int]) -> list[int]:
    """Return from how many on a district is one shade darker: one, a third and two thirds of the most."""
    most = max(counts, default=0)
    return [1, *(most * part // SHADES + 1 for part in range(1, SHADES))]
