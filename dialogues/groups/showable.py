"""What may stand on the walls for everybody beside the theses: the visions of a meeting, and what other wings hang in."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from core import slots
from core.things import Thing
from dialogues import queries as room
from dialogues.models import Dialogue, Vision
from dialogues.services.wall import hanging


@dataclass(frozen=True)
class Showable:
    """One thing that may hang on the walls: its name, whether it hangs there, whether the room may still word it."""

    thing: Thing
    title: str
    hangs: bool
    is_open: bool = False


@dataclass(frozen=True)
class Hanging:
    """What hangs on the walls just now: a vision, or the part that another wing has drawn."""

    vision: Vision | None = None
    part: Markup = Markup()  # noqa: RUF009 - never changes


def of(dialogue: Dialogue) -> list[Showable]:
    """Return what may hang there, visions in their order first; two statements for visions and rankings."""
    now = hanging(dialogue.on_wall)
    visions = [(Thing("vision", one.id), one.title, not one.public) for one in _visions(dialogue)]
    others = [(thing, title, False) for thing, title in slots.parts("dialogues.showable", dialogue=dialogue)]
    return [Showable(thing, title, thing == now, is_open) for thing, title, is_open in (*visions, *others)]


def _visions(dialogue: Dialogue) -> list[Vision]:
    return room.visions(dialogue.id, public=False)


def now(dialogue: Dialogue) -> Hanging | None:
    """Return what hangs there; None where it is the theses, or where the thing is gone."""
    thing = hanging(dialogue.on_wall)
    if thing is None:
        return None
    if thing.kind == "vision":
        vision = next((one for one in _visions(dialogue) if one.id == thing.id), None)
        return Hanging(vision) if vision else None
    drawn = slots.parts("dialogues.wall", dialogue=dialogue, thing=thing)
    return Hanging(part=drawn[0]) if drawn else None
