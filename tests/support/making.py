"""Builds things through the services, as people would: make_idea(...), published(...)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from core.db import writing
from core.journal import HOUSE
from ideas import services
from ideas.stages import Stage

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Made:
    """An idea that was handed in: its number and its Merk-Code."""

    id: int
    code: str


def make_idea(text: str = "Am Bach fehlt eine Bank im Schatten.", email: str | None = None, **more: Any) -> Made:
    """Hand in an idea."""
    with writing():
        taken = services.submit(services.Draft(text=text, **more), f"nonce-{next(_numbers)}", email)
        return Made(taken.idea.id, taken.code)


def published(text: str = "Am Bach fehlt eine Bank im Schatten.", areas: tuple[int, ...] = (), **more: Any) -> Made:
    """Hand in an idea and publish it."""
    made = make_idea(text, **more)
    with writing():
        if areas:
            category, district = more.get("category_id"), more.get("district_id")
            services.tag(made.id, areas, category_id=category, district_id=district, who=HOUSE)
        services.advance(made.id, Stage.PUBLISHED, HOUSE)
    return made
