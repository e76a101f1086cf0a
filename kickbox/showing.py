"""What the public pages show of boxes: names of coaches who agreed, the idea while it is public, levels in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core import clock
from ideas import address
from ideas import queries as ideas
from kickbox import call, queries, way
from kickbox.models import LEVELS, TOP, Box, BoxState
from radar import queries as radar
from radar.queries import Area


@dataclass(frozen=True)
class BoxCard:
    """One box as lists draw it: when and how far, its Aktionsfeld, one sentence about where it stands."""

    box: Box
    top: str
    area: Area | None
    sentence: str


def card(box: Box) -> BoxCard:
    """Return a box's card."""
    area = radar.taxonomy().area(box.area_id)
    if box.state is BoxState.RUNNING:
        return BoxCard(box, f"Stufe {box.level} von {TOP}: {way.name(box.level)}", area, box.text)
    when = clock.day_in_words(box.ended_at) if box.ended_at else ""
    if box.onward:
        return BoxCard(box, f"Geht weiter · {when}", area, f"Wie es weitergeht: {box.onward}")
    return BoxCard(box, f"Etwas gelernt · {when}", area, f"Gelernt: {box.ending}")


def cards(boxes: Sequence[Box]) -> list[BoxCard]:
    """Return the cards of boxes."""
    return [card(box) for box in boxes]


def everything(before: str | None) -> dict[str, object]:
    """Return what the page of all boxes shows; `before` is the cursor of older ended ones."""
    page = queries.ended(before)
    older = f"/kickbox?vor={page.older}#h-ende" if page.older else None
    return {
        "running": cards(queries.running()),
        "total": queries.how_many(BoxState.RUNNING),
        "ended": cards(page.boxes),
        "older": older,
        "newer": "/kickbox#h-ende" if before else None,
        "call": call.present(),
        "levels": LEVELS,
    }


def one(box: Box, *, public: bool = True) -> dict[str, object]:
    """Return what the page of one box shows."""
    found = ideas.by_ids([box.idea_id], public=public) if box.idea_id else []
    coach = queries.coaches([box], public=public).get(box.coach_id or 0)
    idea = found[0] if found else None
    return {
        "box": box,
        "card": card(box),
        "levels": way.levels(box),
        "idea": idea,
        "idea_address": address.of(idea) if idea else None,
        "coach": coach,
        "ended": box.ended_at if box.state in queries.ENDED else None,
    }
