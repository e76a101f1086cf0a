"""Builds meetings and visions through the services, as the office would: make_dialogue(...), make_vision(...)."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from core import clock
from core.db import writing
from core.journal import Who
from dialogues import queries, services
from dialogues.models import Way
from dialogues.services import DialogueDraft, VisionDraft, WayDraft
from radar import queries as radar

OFFICE = Who("office")
_numbers = itertools.count(1)
GIVEN = {
    "place": frozenset({Way.LAB, Way.PROJECT, Way.DEPARTMENT}),
    "reason": frozenset({Way.ANSWER, Way.LATER, Way.NOT_PURSUED}),
}


def draft(title: str = "Digitale Hilfe für Ältere", days: int = 14, **more: Any) -> DialogueDraft:
    """Return what an announced meeting of the D.I.V. says that is held in some days."""
    given = {"begins": "17:30", "place": "Stadtbibliothek", "announced": True, **more}
    return DialogueDraft(title, (clock.today() + timedelta(days=days)).isoformat(), **given)


def make_dialogue(
    *idea_ids: int, theses: tuple[str, ...] = (), title: str = "Digitale Hilfe für Ältere", **more: Any
) -> int:
    """Plan a meeting with impulses and theses; `more` are fields of DialogueDraft and `days` from today; return its number."""
    with writing():
        services.found(OFFICE)
    with writing():
        number = services.plan(draft(title, **more), OFFICE, f"dialogue-{next(_numbers)}").id
        if idea_ids:
            services.add_impulses(number, idea_ids, OFFICE)
        for text in theses:
            services.add_thesis(number, text, "Und dann?", OFFICE)
    return number


def make_vision(
    *idea_ids: int,
    title: str = "Jemand hilft in Ruhe weiter",
    text: str = "In jedem Stadtbezirk hilft jemand in Ruhe weiter.",
    area: str | int = "wl2",
    released: bool = True,
    way: Way | None = None,
    dialogue_id: int | None = None,
) -> int:
    """Write a vision from published ideas (in a meeting of its own unless one is named), release it, choose its way."""
    if dialogue_id is None:
        dialogue_id = make_dialogue(*idea_ids)
    elif idea_ids:
        with writing():
            services.add_impulses(dialogue_id, idea_ids, OFFICE)
    area_id = area if isinstance(area, int) else radar.taxonomy().areas_by_key[area].id
    with writing():
        said = VisionDraft(title, text, area_id, idea_ids=idea_ids)
        number = services.write(dialogue_id, said, OFFICE, f"vision-{next(_numbers)}").id
    if released:
        with writing():
            services.release(number, OFFICE)
    if way:
        with writing():
            place = "Umweltbetrieb" if way in GIVEN["place"] else ""
            reason = "Dafür fehlt noch Geld." if way in GIVEN["reason"] else ""
            services.choose(number, WayDraft(way, place, reason), OFFICE)
    return number


def ranks(dialogue_id: int) -> list[tuple[int, str]]:
    """Return rank and title of each vision of a meeting, in order."""
    return [(one.rank, one.title) for one in queries.visions(dialogue_id, public=False)]
