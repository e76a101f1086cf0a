"""Was alle zusammen ansehen: a ranking or a vision that stands on every wall of a meeting until somebody shows theses again."""

from __future__ import annotations

from core.errors import NotThere
from core.things import Thing
from dialogues.services.changing import changed, locked

KINDS = frozenset({"ranking", "vision"})


def put_up(dialogue_id: int, thing: Thing | None) -> None:
    """Put a ranking or a vision of this meeting on all its walls; None takes it down. What hangs there already stays.

    Whether the thing belongs to the meeting is the caller's to know; a wall shows nothing of another one.
    """
    if thing is not None and thing.kind not in KINDS:
        raise NotThere
    dialogue, said = locked(dialogue_id), str(thing) if thing else None
    if dialogue.on_wall != said:
        dialogue.on_wall = said
        changed()


def hanging(said: str | None) -> Thing | None:
    """Return the thing that a meeting's on_wall names."""
    kind, _, number = (said or "").partition(":")
    return Thing(kind, int(number)) if kind in KINDS and number.isdecimal() else None
