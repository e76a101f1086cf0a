"""Builds boxes through the services, as far as they shall have come: make_box(...) returns the id."""

from __future__ import annotations

import itertools
from datetime import timedelta

from core import clock
from core.db import writing
from core.journal import HOUSE
from kickbox import services
from kickbox.models import BoxState

_numbers = itertools.count(1)

DONE = frozenset({BoxState.GOES_ON, BoxState.LEARNED})


def make_box(
    idea_id: int | None = None,
    *,
    title: str = "Bäume, die Bescheid sagen",
    state: BoxState = BoxState.RUNNING,
    level: int = 0,
    text: str = "Ein Fühler in der Erde sagt, wann ein junger Baum Wasser braucht.",
    area_id: int | None = None,
    coach_id: int | None = None,
    email: str = "innovatorin@example.org",
) -> int:
    """Apply, and go on until the box stands so; `level` 0 means the first one once it runs."""
    application = services.Application(title, text, "Demo Innovator*in", email, idea_id)
    with writing():
        number = services.apply(application, f"box-{next(_numbers)}").id
    if state is BoxState.ASKED:
        return number
    with writing():
        services.confirm(number)
    if state is BoxState.CONFIRMED:
        return number
    with writing():
        if state is BoxState.DECLINED:
            services.decline(number, "Es waren zu viele Bewerbungen.", HOUSE)
        else:
            plan = services.Plan(title, text, area_id, coach_id)
            services.accept(number, plan, (clock.today() + timedelta(days=7)).isoformat(), HOUSE)
    for reached in range(2, level + 1):
        with writing():
            services.reach(number, reached, f"Das haben wir auf Stufe {reached - 1} gelernt.", HOUSE)
    if state in DONE:
        with writing():
            onward = "Als Projekt des Umweltbetriebs." if state is BoxState.GOES_ON else ""
            services.end(number, "Ein Zettel am Baum hilft mehr als ein Fühler.", HOUSE, onward=onward)
    return number
