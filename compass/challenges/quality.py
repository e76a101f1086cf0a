"""How good suggestions were: what share said Yes, how often a right one stood among the first five. Pure.

hit@5 as in expert search: of the challenges for which anybody said Yes, the share in which one of them stood among the
first five of the list. K. Balog et al., "Expertise retrieval", Foundations and Trends in Information Retrieval 6, 2012.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from compass.challenges.models import State
from compass.challenges.queries import HIT, Said
from compass.models import SECTOR_WORDS

ANSWERED = (State.ACCEPTED, State.DECLINED)
ASKED = (State.INVITED, *ANSWERED)
FEW = 5
"""Below so many answers a share says nothing."""


@dataclass(frozen=True)
class Share:
    """A share with what it is a share of: `part` of `whole`."""

    part: int
    whole: int

    @property
    def short(self) -> str:
        """Say it as one figure: the share, below five answers the number itself, a dash for nothing."""
        if self.whole < FEW:
            return str(self.part) if self.whole else "–"
        return f"{round(100 * self.part / self.whole)}\u00a0%"

    @property
    def words(self) -> str:
        """Say it in words; below five it is numbers only."""
        if not self.whole:
            return "noch keine"
        plain = f"{self.part}\u00a0von\u00a0{self.whole}"
        return plain if self.whole < FEW else f"{round(100 * self.part / self.whole)}\u00a0% ({plain})"


@dataclass(frozen=True)
class Row:
    """One line of figures: of what, how many were suggested, asked and found unfit, and the share that said Yes."""

    word: str
    suggested: int
    asked: int
    accepted: Share
    unfit: int


@dataclass(frozen=True)
class Figures:
    """All figures: of everybody, per sector, and hit@5 over the challenges."""

    whole: Row
    sectors: Sequence[Row]
    hits: Share
    challenges: int

    @property
    def rows(self) -> list[Row]:
        """The sectors, then all of them together."""
        return [*self.sectors, self.whole]


def figures(rows: Sequence[Said]) -> Figures:
    """Return the figures of what became of suggestions; the order of rows means nothing."""
    won: dict[int, bool] = {}
    for one in rows:
        if one.state is State.ACCEPTED:
            won[one.challenge_id] = won.get(one.challenge_id, False) or 1 <= one.place <= HIT
    sectors = [_row(word, [one for one in rows if one.sector is sector]) for sector, word in SECTOR_WORDS.items()]
    return Figures(
        _row("Alle Bereiche", rows),
        sectors,
        Share(sum(won.values()), len(won)),
        len({one.challenge_id for one in rows}),
    )


def _row(word: str, rows: Sequence[Said]) -> Row:
    states = Counter(one.state for one in rows)
    answered = sum(states[one] for one in ANSWERED)
    asked = sum(states[one] for one in ASKED)
    return Row(word, len(rows), asked, Share(states[State.ACCEPTED], answered), states[State.UNFIT])
