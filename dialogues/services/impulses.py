"""Impulses: ideas that are talked over at a meeting, and what their authors hear of it.

An announced meeting puts its impulses into "Im Gespräch" with its day, by a letter of ideas.services.advance, where the
table of stages allows it. An idea that already is in talk for this day is not told twice. A meeting that stays inside moves
nothing. When the day moves, the impulses are told the new day. When an impulse is taken out, the meeting is withdrawn or
deleted, an idea that is in talk for its day goes on to the next announced meeting that has it, else back to "Veröffentlicht".
An evaluated meeting takes further impulses (its visions may need them) but tells nobody: the talk is over.
"""

from __future__ import annotations

from collections.abc import Collection

from core import journal
from core.db import db
from core.errors import Refused
from core.journal import Who
from dialogues import queries
from dialogues.models import Dialogue, DialogueState
from dialogues.services.changing import changed, locked, thing
from ideas import queries as ideas
from ideas import services as idea_services
from ideas.models import Idea
from ideas.services import Said, steps
from ideas.stages import Stage, may_follow

MOST = 60
NO_VISION = (
    "Über Ihre Idee wurde gesprochen. Eine Vision ist diesmal nicht daraus geworden. "
    "Sie bleibt im Ideenspeicher, alle können sie dort lesen, und sie kann wieder Thema werden."
)
TOO_MANY = f"Mehr als {MOST} Impulse kann ein Treffen nicht haben."


def add_impulses(dialogue_id: int, idea_ids: Collection[int], who: Who) -> Dialogue:
    """Take published ideas as impulses; those that are in already stay. Refused where one is not public, NotThere without one."""
    dialogue = locked(dialogue_id)
    fresh = sorted(set(idea_ids) - {idea.id for idea in dialogue.ideas})
    if not fresh:
        return dialogue
    rows = held(fresh)
    if not all(idea.public for idea in rows):
        raise Refused("Nur veröffentlichte Ideen können Impuls sein.")
    if len(dialogue.ideas) + len(rows) > MOST:
        raise Refused(TOO_MANY)
    dialogue.ideas.extend(rows)
    journal.note("dialogue.impulses", thing(dialogue), who, number=len(rows))
    tell(dialogue, rows, who)
    changed(thing(dialogue))
    return dialogue


def remove_impulse(dialogue_id: int, idea_id: int, who: Who) -> Dialogue:
    """Take an idea out; Refused where a vision of this meeting came from it; who is out already stays out."""
    dialogue = locked(dialogue_id)
    row = next((idea for idea in dialogue.ideas if idea.id == idea_id), None)
    if row is None:
        return dialogue
    if any(idea.id == idea_id for vision in queries.visions(dialogue_id, public=False) for idea in vision.ideas):
        raise Refused("Aus dieser Idee ist schon eine Vision geworden. Nehmen Sie sie zuerst dort heraus.")
    dialogue.ideas.remove(row)
    journal.note("dialogue.impulse_out", thing(dialogue), who)
    db.session.flush()
    take_back(dialogue, dialogue.held_on, [row], who)
    changed(thing(dialogue))
    return dialogue


def held(idea_ids: Collection[int]) -> list[Idea]:
    """Return ideas in the order of their numbers, all held at once, so that two people never wait for each other."""
    return [steps.locked(number) for number in sorted(set(idea_ids))]


def _day_told(idea: Idea) -> str:
    """Return the day an idea is in talk for; empty when it is not."""
    if idea.stage is not Stage.IN_TALK:
        return ""
    step = ideas.last_steps([idea.id]).get(idea.id)
    return step.on if step else ""


def in_talk_for(day: str, rows: Collection[Idea]) -> list[Idea]:
    """Return those of some ideas that are in talk for a day."""
    return [idea for idea in held([row.id for row in rows]) if _day_told(idea) == day]


def tell(dialogue: Dialogue, rows: Collection[Idea], who: Who) -> None:
    """Put ideas into talk for an announced meeting that is not evaluated, where the table allows and the day is news."""
    if not dialogue.announced or dialogue.state is DialogueState.CLOSED:
        return
    for idea in held([row.id for row in rows]):
        if idea.public and may_follow(idea.stage, Stage.IN_TALK) and _day_told(idea) != dialogue.held_on:
            idea_services.advance(idea.id, Stage.IN_TALK, who, Said(on=dialogue.held_on))


def take_back(dialogue: Dialogue, day: str, rows: Collection[Idea], who: Who) -> None:
    """Take ideas out of the talk of that day: on to their next announced meeting, else back to "Veröffentlicht"."""
    if dialogue.announced and dialogue.state is not DialogueState.CLOSED:
        lead_back(dialogue, day, rows, who)


def lead_back(dialogue: Dialogue, day: str, rows: Collection[Idea], who: Who, *, talked: str = "") -> None:
    """Lead ideas that are in talk for that day to their next announced meeting, else back to "Veröffentlicht".

    `talked` is the page that tells of the talk, once there was one: the author's letter says so instead of the bare stage.
    """
    for idea in in_talk_for(day, rows):
        days = queries.announced_elsewhere(idea.id, dialogue.id)
        if day in days:
            continue
        if days:
            idea_services.advance(idea.id, Stage.IN_TALK, who, Said(on=days[0]))
        else:
            idea_services.advance(idea.id, Stage.PUBLISHED, who, letter=not talked)
            if talked:
                idea_services.tell(idea.id, "Nach dem Gespräch", NO_VISION, talked, followers=False)
