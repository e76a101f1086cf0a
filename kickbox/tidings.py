"""What a box tells the author of the idea it came from: it began, it goes on, it ended with something learned."""

from __future__ import annotations

from datetime import date

from core import clock, mail
from core.journal import Who
from ideas import queries as ideas
from ideas import services
from ideas.models import Idea
from ideas.services import Said
from ideas.stages import Stage, may_follow
from kickbox.models import Box, BoxState

OURS = "Eine Kickbox: "
"""How the place of an idea begins while a box works on it."""


def place(box: Box) -> str:
    """Return who works on the idea, as its stage says it."""
    return f"{OURS}„{box.title}“"


def day(iso: str) -> str:
    """Write an ISO day in words; empty when it is none."""
    try:
        return clock.day_in_words(date.fromisoformat(iso))
    except ValueError:
        return ""


def started(box: Box, first_on: str, who: Who) -> None:
    """Take the idea to "In Arbeit" where its table allows; otherwise its author reads the news in a letter."""
    idea = _idea(box)
    if idea is None:
        return
    if day(first_on) and may_follow(idea.stage, Stage.IN_WORK) and idea.stage is not Stage.IN_WORK:
        services.advance(idea.id, Stage.IN_WORK, who, Said(place=place(box), on=first_on))
    else:
        _tell(idea, box, "Eine Kickbox beginnt", f"Jemand probiert Ihre Idee selbst aus: „{box.title}“.")


def ended(box: Box, who: Who) -> None:
    """Tell how it ended; an idea on which only this box worked is answered by what was learned."""
    idea = _idea(box)
    if idea is None:
        return
    if box.state is BoxState.GOES_ON:
        _tell(idea, box, "Die Kickbox geht weiter", f"„{box.title}“ geht weiter: {box.onward}")
    elif _works_alone(idea):
        reason = f"In der Kickbox „{box.title}“ wurde es ausprobiert. Gelernt haben wir: {box.ending}"
        services.advance(idea.id, Stage.ANSWERED, who, Said(reason=reason))
    else:
        _tell(idea, box, "Die Kickbox ist zu Ende", f"Das haben wir gelernt: {box.ending}")


def _idea(box: Box) -> Idea | None:
    found = ideas.by_ids([box.idea_id], public=True) if box.idea_id else []
    return found[0] if found else None


def _works_alone(idea: Idea) -> bool:
    """Tell whether the idea is in work by a box and nobody has said anything since."""
    step = ideas.last_steps([idea.id]).get(idea.id)
    return idea.stage is Stage.IN_WORK and step is not None and step.place.startswith(OURS)


def _tell(idea: Idea, box: Box, word: str, sentence: str) -> None:
    services.tell(idea.id, word, sentence, mail.address("kickbox.show", number=box.id))
