"""What meetings and visions add to the way of an idea: talked over, became a vision, how that goes on."""

from __future__ import annotations

from datetime import datetime

from core import clock
from dialogues import address, queries, showing, ways
from dialogues.models import WAY_WORDS, Dialogue, Vision
from ideas.journey import JourneyStep
from ideas.models import Idea


def journey(idea: Idea) -> list[JourneyStep]:
    """Return the steps of one idea: announced meetings once they are evaluated, released visions, ways that were chosen."""
    talks = [_talk(one) for one in queries.evaluated_with(idea.id)]
    visions = [step for one in queries.visions_of_idea(idea.id) for step in _vision(idea, one)]
    return [*talks, *visions]


def _step(at: datetime, title: str, sentence: str, page: str, link: str) -> JourneyStep:
    iso = clock.local(at).date().isoformat()
    return JourneyStep(clock.day_in_words(at), iso, title, sentence, address=page, link=link, at=at)


def _talk(dialogue: Dialogue) -> JourneyStep:
    """Say how many talked: who was there as somebody noted, else the most stones that any thesis counted, if any."""
    number, day = dialogue.present or showing.people(dialogue.theses), showing.day(dialogue.held_on)
    who = {0: "wurde", 1: "hat ein Mensch"}.get(number, f"haben {number} Menschen")
    told = f"Am {day} {who} darüber gesprochen."
    return _step(dialogue.closed_at or clock.now(), "Besprochen", told, address.dialogue(dialogue.id), "Das kam heraus")


def _vision(idea: Idea, vision: Vision) -> list[JourneyStep]:
    """Say that a vision was released, and how it goes on unless the idea's own stage says that already."""
    released = vision.released_at
    if released is None:
        return []
    page = address.vision(vision.id)
    others = sum(one.public for one in vision.ideas if one.id != idea.id)
    with_whom = {0: "", 1: " mit einer anderen Idee"}.get(others, f" mit {others} anderen Ideen")
    told = f"Daraus ist{with_whom} die Vision „{vision.title}“ geworden."
    found = [_step(released, "Zukunftsvision", told, page, "Vision lesen")]
    if vision.way and vision.way_at:
        at = max(released, vision.way_at)
        stage = ways.STAGES.get(vision.way)
        if not any(step.stage is stage and step.at >= at for step in idea.steps):
            found.append(_step(at, "So geht es weiter", f"{WAY_WORDS[vision.way]}.", page, "Zur Vision"))
    return found
