"""Builds things through the services, as people would: make_idea(...), published(...)."""

from __future__ import annotations

import itertools
from typing import Any

from core.db import writing
from core.journal import HOUSE
from ideas import services
from ideas.models import Idea
from ideas.stages import Stage

_numbers = itertools.count(1)


def submitted(
    text: str = "Am Bach fehlt eine Bank im Schatten.", email: str | None = None, **more: Any
) -> services.Submitted:
    """Hand in an idea and return what its author gets."""
    with writing():
        return services.submit(services.Draft(text=text, **more), f"nonce-{next(_numbers)}", email)


def make_idea(text: str = "Am Bach fehlt eine Bank im Schatten.", **more: Any) -> Idea:
    """Hand in an idea."""
    return submitted(text, **more).idea


def published(text: str = "Am Bach fehlt eine Bank im Schatten.", areas: tuple[int, ...] = (), **more: Any) -> Idea:
    """Hand in an idea and publish it."""
    idea = make_idea(text, **more)
    with writing():
        if areas:
            services.tag(idea.id, areas, category_id=idea.category_id, district_id=idea.district_id, who=HOUSE)
        return services.advance(idea.id, Stage.PUBLISHED, HOUSE)
