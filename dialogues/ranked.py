"""Ergebnisse von Reihungen: read from the counts that closing left, as pages, minutes and the projector show them.

Counts by sector are in the database only where they may be spoken of (priorities.showable), and leave it in words only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from compass.models import SECTOR_WORDS, Sector
from core.db import db
from dialogues import priorities
from dialogues.models import Dialogue, DialogueState, Ranking, RankingCount, RankingItem, Vision
from dialogues.priorities import STILL_TIED, TIE_WORDS, Contender, Place, Tally, TieRule

SAME = "Gegenprobe nach Borda: Zählt auf jedem Telefon nur die Reihenfolge, bleibt es dabei."
OTHER = "Gegenprobe nach Borda: Zählt auf jedem Telefon nur die Reihenfolge, stünde manches anders."
UNNAMED = "Eine Vision, die noch nicht veröffentlicht ist"
Counts = Mapping[tuple[int, Sector | None], Mapping[int, int]]


@dataclass(frozen=True)
class Line:
    """Eine Zeile des Ergebnisses: what was ranked, its place, the spread over sectors in words (empty where none may be told).

    text is the item's own, but for everybody a vision that is not released has no name.
    """

    item: RankingItem
    text: str
    place: Place
    spread: str

    @property
    def tally(self) -> Tally:
        """Sum of points, number of people who gave some."""
        return self.place.contender.tally


@dataclass(frozen=True)
class RankingResult:
    """Ergebnis einer geschlossenen Reihung: the lines, the first first, and how many people spread points.

    Of fewer than five people there are no lines: whoever was there could subtract the own points from the sums.
    """

    ranking: Ranking
    people: int
    lines: tuple[Line, ...]
    sectors: tuple[str, ...]

    @property
    def most(self) -> int:
        """The largest sum, at least 1: what a full bar stands for."""
        return max((line.tally.total for line in self.lines), default=0) or 1

    @property
    def silence(self) -> str:
        """Why there are no lines; empty where there are some."""
        if self.lines:
            return ""
        if not self.people:
            return "Niemand hat Punkte gegeben. Es gibt kein Ergebnis."
        who = "Nur eine Person hat" if self.people == 1 else f"Nur {self.people} Personen haben"
        return f"{who} Punkte gegeben. Bei weniger als {priorities.FEWEST} zeigen wir nichts: Man könnte Einzelne erkennen."

    @property
    def rule(self) -> str:
        """The tie rule as it was published."""
        return rule_words(self.ranking)

    @property
    def agrees(self) -> bool:
        """Whether Borda puts nothing before another that points put behind it."""
        return priorities.agreeing([line.place for line in self.lines])

    @property
    def check(self) -> str:
        """What Borda says to the order, in a sentence; empty where none is shown."""
        return "" if not self.lines else SAME if self.agrees else OTHER

    @property
    def ties(self) -> tuple[str, ...]:
        """A sentence for every sum that several reached: who shares a place, whom the rule set apart."""
        totals: dict[int, list[Line]] = defaultdict(list)
        for line in self.lines:
            totals[line.tally.total].append(line)
        return tuple(_tie(total, lines) for total, lines in totals.items() if len(lines) > 1 and self.people)

    @property
    def sectors_said(self) -> str:
        """Which sectors the words about sectors rest on, or why there are none."""
        if not self.lines:
            return ""
        if len(self.sectors) < 2:  # noqa: PLR2004 - one sector beside the whole says nothing
            return "Zu den Bereichen sagen wir hier nichts: Es waren zu wenige, oder man könnte Einzelne erkennen."
        return f"Gezeigt sind Bereiche mit mindestens {priorities.FEWEST} Menschen: {', '.join(self.sectors)}."


def _tie(total: int, lines: Sequence[Line]) -> str:
    named = priorities.listed([f"„{line.text}“" for line in lines])
    end = "Sie teilen sich den Platz."
    if len({line.place.rank for line in lines}) > 1:
        some = any(line.place.shared for line in lines)
        end = "Die Regel für gleiche Summen hat entschieden" + (", soweit sie konnte." if some else ".")
    return f"{named} haben je {total} {'Punkt' if total == 1 else 'Punkte'}. {end}"


def rule_words(ranking: Ranking) -> str:
    """Return a ranking's tie rule in words."""
    rule = _rule(ranking)
    return TIE_WORDS[rule] if rule is TieRule.SHARED else f"{TIE_WORDS[rule]} {STILL_TIED}"


def _rule(ranking: Ranking) -> TieRule:
    return TieRule(ranking.tie_rule) if ranking.tie_rule in set(TieRule) else TieRule.SHARED


def is_released(dialogue: Dialogue, ranking: Ranking) -> bool:
    """Tell whether everybody may see a result: closed, of an announced and evaluated meeting, and no rehearsal."""
    evaluated = dialogue.public and dialogue.state is DialogueState.CLOSED and not dialogue.rehearsal
    return evaluated and ranking.closed_at is not None


def of_meeting(dialogue_id: int, *, public: bool) -> list[RankingResult]:
    """Return the results of all closed rankings of a meeting, in the order they were made; three statements, four in public.

    Whether everybody may see one at all is asked of is_released().
    """
    wanted = select(Ranking).where(Ranking.dialogue_id == dialogue_id, Ranking.closed_at.is_not(None))
    return results(
        db.session.scalars(wanted.options(selectinload(Ranking.items)).order_by(Ranking.id)).all(), public=public
    )


def results(rankings: Collection[Ranking], *, public: bool) -> list[RankingResult]:
    """Return the results of closed rankings whose items are loaded; one statement, two in public."""
    ids = [item.id for one in rankings for item in one.items]
    counts: dict[tuple[int, Sector | None], dict[int, int]] = defaultdict(dict)
    for row in db.session.scalars(select(RankingCount).where(RankingCount.item_id.in_(ids))) if ids else ():
        counts[row.item_id, row.sector][row.points] = row.number
    hidden = _unreleased(rankings) if public else frozenset()
    return [_result(one, counts, hidden) for one in rankings]


def _unreleased(rankings: Collection[Ranking]) -> frozenset[int]:
    """Return the items that stand for a vision not everybody may read, or for one that is gone."""
    ranked = {item.id: item.thing_id for one in rankings for item in one.items if item.thing_kind == "vision"}
    wanted = select(Vision.id).where(Vision.id.in_(ranked.values()), Vision.released_at.is_not(None))
    out = set(db.session.scalars(wanted)) if ranked else set()
    return frozenset(item for item, vision in ranked.items() if vision not in out)


def _result(ranking: Ranking, counts: Counts, hidden: Collection[int]) -> RankingResult:
    tallies = {item.id: Tally(counts.get((item.id, None), {})) for item in ranking.items}
    people = max((tally.n for tally in tallies.values()), default=0)
    if people < priorities.FEWEST:
        return RankingResult(ranking, people, (), ())
    contenders = [Contender(item.id, tallies[item.id], item.borda or 0) for item in ranking.items]
    items = {item.id: item for item in ranking.items}
    present = tuple(sector for sector in Sector if any((number, sector) in counts for number in items))
    usual = priorities.usual(list(tallies.values()))
    lines = []
    for place in priorities.order(contenders, _rule(ranking)):
        number = place.contender.key
        given = {SECTOR_WORDS[one]: Tally(counts.get((number, one), {})) for one in present}
        levels = {name: priorities.level(tally, usual) for name, tally in given.items()}
        text = UNNAMED if number in hidden else items[number].text
        lines.append(Line(items[number], text, place, priorities.said(levels)))
    return RankingResult(ranking, people, tuple(lines), tuple(SECTOR_WORDS[one] for one in present))
