"""Similar ideas as citizens see them: title, address, where each stands, and what other wings hang beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core import slots
from ideas import address
from ideas.models import Idea
from ideas.similar import Similar
from ideas.stages import WORDS


@dataclass(frozen=True)
class Part:
    """One similar idea: `actions` are what the slot ideas.alike_actions hangs beside it."""

    idea: Idea
    address: str
    word: str
    actions: Sequence[Any]


def parts(found: Sequence[Similar]) -> list[Part]:
    """Return similar ideas in their order."""
    return [
        Part(one.idea, address.of(one.idea), WORDS[one.idea.stage], slots.parts("ideas.alike_actions", idea=one.idea))
        for one in found
    ]
