"""Abend abschließen: freeze results, release the visions, move every impulse on, make the minutes; all at once, once.

What happens to the impulses of a meeting, so that all letters can be shown before: an idea behind a vision goes where the
vision goes (its ways that end outside the house are steps of the idea; where a room of the house takes the vision up and
says when, the idea is in work there, else its author hears what takes it up). An idea that led to no vision leaves the talk:
on to its next announced meeting, else back to "Veröffentlicht". What somebody moved on by hand stays where it is.
Each author gets one letter for one idea, also where it became a vision and moved on in the same breath.

A rehearsal ends too, so that the office has seen it: its minutes are made, and nothing else. It releases no vision, moves no
idea and writes no letter, and all of it goes with the rehearsal.
"""

from __future__ import annotations

from sqlalchemy import select

from core import clock, journal, mail, slots
from core.db import db
from core.errors import Refused
from core.journal import Who
from dialogues import ballots, queries, ways
from dialogues import services as room
from dialogues.evenings import document, minutes
from dialogues.models import WAY_WORDS, Dialogue, DialogueState, Ranking, Vision
from dialogues.services import impulses
from dialogues.services.changing import changed, locked, thing
from ideas import services as idea_services
from ideas.services import Said
from ideas.stages import Stage, may_follow


def finish(dialogue_id: int, who: Who, version: int | None = None, *, counts: bool = True) -> Dialogue:
    """End the evening; ended twice, everything stays as it was. Refused while something is missing or changed meanwhile.

    `counts=False` is for a look beforehand at a meeting that still runs: not even an undone transaction counts stones then.
    """
    dialogue = locked(dialogue_id)
    if dialogue.finished_at is not None:
        return dialogue
    dialogue = locked(dialogue_id, version)
    _refuse_unready(dialogue)
    if dialogue.state is DialogueState.OPEN and counts:
        ballots.close(dialogue_id, who)
        dialogue = locked(dialogue_id)
    if not dialogue.rehearsal:
        _lead_on(dialogue, who)
    dialogue.minutes = document.stored(minutes.made(dialogue))
    dialogue.finished_at = clock.now()
    journal.note("dialogue.finished", thing(dialogue), who)
    changed(thing(dialogue))
    return dialogue


def _lead_on(dialogue: Dialogue, who: Who) -> None:
    """Release the visions, and lead every impulse and its author on."""
    visions = queries.visions(dialogue.id, public=False)
    for one in visions:
        ahead = _ahead(one)
        if one.public:
            _carry(one, dialogue, who, ahead)
        else:
            room.release(one.id, who, ahead=ahead)
    behind = {idea.id for one in visions for idea in one.ideas}
    if dialogue.announced:
        rest = [idea for idea in dialogue.ideas if idea.id not in behind]
        page = mail.address("dialogues_minutes.show", number=dialogue.id)
        impulses.lead_back(dialogue, dialogue.held_on, rest, who, talked=page)


def _ahead(vision: Vision) -> Said | None:
    """Return what a room of the house that takes a vision up says of its work; None where none has begun."""
    said: list[Said] = slots.parts("dialogues.ahead", vision=vision) if vision.way in ways.TOGETHER else []
    return said[0] if said else None


def _refuse_unready(dialogue: Dialogue) -> None:
    """Refuse what cannot end: a meeting that never ran, a ranking that runs, a vision without a way."""
    if dialogue.state is DialogueState.PLANNED:
        raise Refused("Das Treffen hat noch nicht stattgefunden: Es liegt noch kein Stein.")
    running = select(Ranking.title).where(Ranking.dialogue_id == dialogue.id)
    running = running.where(Ranking.opened_at.is_not(None), Ranking.closed_at.is_(None))
    if open_title := db.session.scalars(running.limit(1)).first():
        raise Refused(f"Die Reihung „{open_title}“ läuft noch. Schließen Sie sie zuerst.")
    without = select(Vision.title).where(Vision.dialogue_id == dialogue.id, Vision.way.is_(None))
    titles = list(db.session.scalars(without.order_by(Vision.rank, Vision.id)))
    if titles:
        named = ", ".join(f"„{title}“" for title in titles)
        raise Refused(f"Noch offen ist, wie es weitergeht mit {named}. Wählen Sie zuerst den Weg.")


def _carry(vision: Vision, dialogue: Dialogue, who: Who, ahead: Said | None) -> None:
    """Move the ideas behind a vision released before that a room of the house takes up; other ways moved theirs already."""
    if vision.way not in ways.TOGETHER:
        return
    page = mail.address("dialogues.vision", number=vision.id)
    for idea in impulses.held([one.id for one in vision.ideas]):
        if not idea.public or idea.stage is not Stage.IN_TALK:
            continue
        if ahead and may_follow(idea.stage, Stage.IN_WORK):
            idea_services.advance(idea.id, Stage.IN_WORK, who, ahead)
        elif dialogue.announced:
            told = f"Ihre Idee steckt in der Vision „{vision.title}“. {WAY_WORDS[vision.way]}."
            idea_services.tell(idea.id, "So geht es weiter", told, page)
