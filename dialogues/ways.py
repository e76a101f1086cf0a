"""Wie es mit einer Vision weitergeht: what each way must say, and which stage it means for the ideas behind the vision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.things import Thing
from dialogues.drafts import WayDraft
from dialogues.models import Vision, Way
from ideas.stages import Stage

NEEDS: dict[Way, tuple[str, ...]] = {
    Way.CIRCLE: (),
    Way.KICKBOX: (),
    Way.LAB: ("place",),
    Way.PROJECT: ("place",),
    Way.DEPARTMENT: ("place",),
    Way.ANSWER: ("reason",),
    Way.LATER: ("reason",),
    Way.NOT_PURSUED: ("reason",),
}
"""What a way cannot go without; the names are fields of WayDraft."""
ASKED = {"place": "wer es übernimmt", "reason": "der Grund oder die Antwort"}
TOGETHER = frozenset({Way.CIRCLE, Way.KICKBOX})
"""Ways that a room of this house goes on with: choosing one moves no idea, that room does."""
TRIED = frozenset({Way.CIRCLE, Way.KICKBOX, Way.LAB, Way.PROJECT})
"""Ways by which something is tried out: such a vision stands in that ring of the Themenradar."""
DECIDED = frozenset({*TRIED, Way.DEPARTMENT})
"""Ways that were decided: such a released vision is an Anwendungsfall of the city, the unit its strategy plans in."""
STAGES = {
    Way.LAB: Stage.IN_WORK,
    Way.PROJECT: Stage.IN_WORK,
    Way.DEPARTMENT: Stage.PASSED_ON,
    Way.ANSWER: Stage.ANSWERED,
    Way.LATER: Stage.LATER,
    Way.NOT_PURSUED: Stage.NOT_PURSUED,
}
"""Ways that end outside the house, and the stage they mean for an idea."""
MONTHS_LATER = 6


@dataclass(frozen=True)
class NextPart:
    """What could take a vision up already (slot dialogues.next, asked with vision=): a work order, a Kickbox; its words."""

    thing: Thing
    label: str


def is_decided(vision: Vision) -> bool:
    """Tell whether everybody may read a vision and its way is decided: then it is an Anwendungsfall of the city."""
    return vision.public and vision.way in DECIDED


def missing(draft: WayDraft) -> tuple[str, ...]:
    """Return the names of what a way must say and the draft leaves empty."""
    return tuple(name for name in NEEDS[draft.way] if not getattr(draft, name))


def day(draft: WayDraft, today: date) -> str:
    """Return the ISO day that belongs to a way: as given, else today for work that starts, in six months for Später; else ""."""
    if draft.way is Way.LATER:
        return draft.on or _in_months(today, MONTHS_LATER).isoformat()
    return (draft.on or today.isoformat()) if draft.way in {Way.LAB, Way.PROJECT} else ""


def _in_months(start: date, months: int) -> date:
    """Return the same day some months on, the 28th at most, so that every month has it."""
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, min(start.day, 28))
