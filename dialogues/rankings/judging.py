"""Changes that go from a ranking to visions: how urgent and feasible each is, and their order as the room ranked them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from core import journal
from core.db import db
from core.errors import Refused
from core.journal import Who
from dialogues import ranked
from dialogues.models import Ranking, RankingKind, Vision
from dialogues.rankings import services
from dialogues.services.changing import changed, locked, thing

LOWEST, HIGHEST = 1, 5
"""Of urgency and feasibility: wenig, ..., sehr."""


def judge(dialogue_id: int, said: Mapping[int, tuple[int | None, int | None]], who: Who) -> None:
    """Keep urgency and feasibility (1 to 5, None not yet) of visions of a meeting; Refused for another's and other numbers."""
    dialogue = locked(dialogue_id)
    rows = {one.id: one for one in _visions(dialogue_id)}
    if not said.keys() <= rows.keys():
        raise Refused("Eine dieser Visionen gehört nicht zu diesem Treffen. Bitte laden Sie die Seite neu.")
    if any(number not in {None, *range(LOWEST, HIGHEST + 1)} for pair in said.values() for number in pair):
        raise Refused(f"Bitte wählen Sie Zahlen von {LOWEST} bis {HIGHEST}.")
    if all((rows[number].urgency, rows[number].feasibility) == pair for number, pair in said.items()):
        return
    for number, pair in said.items():
        rows[number].urgency, rows[number].feasibility = pair
    journal.note("ranking.judged", thing(dialogue), who)
    changed()


def _visions(dialogue_id: int) -> list[Vision]:
    wanted = select(Vision).where(Vision.dialogue_id == dialogue_id).order_by(Vision.rank, Vision.id)
    return list(db.session.scalars(wanted.execution_options(populate_existing=True)))


def take_over(dialogue_id: int, number: int, who: Who) -> None:
    """Put the visions of a meeting into the order of a closed ranking; what was not ranked keeps its order behind them."""
    dialogue, ranking = services.held(dialogue_id, number)
    if ranking.kind is not RankingKind.VISIONS or ranking.closed_at is None:
        raise Refused("Nur das Ergebnis einer Reihung von Visionen lässt sich übernehmen.")
    places = _places(ranking)
    if not places:
        raise Refused("Zu wenige Menschen haben Punkte gegeben. Daraus wird keine Reihenfolge.")
    rows = _visions(dialogue_id)
    wanted = sorted(rows, key=lambda one: places.get(one.id, len(places)))
    if wanted == rows:
        return
    for place, one in enumerate(wanted, start=1):
        one.rank = place
    journal.note("ranking.taken_over", thing(dialogue), who)
    changed()


def _places(ranking: Ranking) -> dict[int, int]:
    """Return the place in the result by vision."""
    lines = ranked.results([ranking], public=False)[0].lines
    return {line.item.thing_id: place for place, line in enumerate(lines) if line.item.thing_id}
