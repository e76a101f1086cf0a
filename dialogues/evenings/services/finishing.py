"""Abend abschließen: freeze results, release the visions, move every impulse on, make the minutes; all at once, once.

What happens to the impulses of a meeting, so that all letters can be shown before: an idea behind a vision goes where the
vision goes (its ways that end outside the house are steps of the idea; where a room of the house takes the vision up and
says when, the idea is in work there, else its author hears what takes it up). An idea that led to no vision leaves the talk:
on to its next announced meeting, else back to "Veröffentlicht". What somebody moved on by hand stays where it is.
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
    visions = queries.visions(dialogue_id, public=False)
    early = [one.id for one in visions if one.public]
    for one in visions:
        room.release(one.id, who)
    visions = queries.visions(dialogue_id, public=False)
    for one in visions:
        _carry(one, dialogue, who, is_told=one.id not in early)
    behind = {idea.id for one in visions for idea in one.ideas}
    if dialogue.announced:
        rest = [idea for idea in dialogue.ideas if idea.id not in behind]
        impulses.lead_back(dialogue, dialogue.held_on, rest, who)
    dialogue.minutes = document.stored(minutes.made(dialogue))
    dialogue.finished_at = clock.now()
    journal.note("dialogue.finished", thing(dialogue), who)
    changed(thing(dialogue))
    return dialogue


def _refuse_unready(dialogue: Dialogue) -> None:
    """Refuse what cannot end: a rehearsal, a meeting that never ran, a ranking that runs, a vision without a way."""
    if dialogue.rehearsal:
        raise Refused("Eine Probe wird nicht abgeschlossen. Sie wird weggeworfen.")
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


def _carry(vision: Vision, dialogue: Dialogue, who: Who, *, is_told: bool) -> None:
    """Move the ideas behind a vision that a room of the house takes up; the other ways moved theirs with the release."""
    if vision.way not in ways.TOGETHER:
        return
    ahead: list[Said] = slots.parts("dialogues.ahead", vision=vision)
    page = mail.address("dialogues.vision", number=vision.id)
    for idea in impulses.held([one.id for one in vision.ideas]):
        if not idea.public or idea.stage is not Stage.IN_TALK:
            continue
        if ahead and may_follow(idea.stage, Stage.IN_WORK):
            idea_services.advance(idea.id, Stage.IN_WORK, who, ahead[0])
        elif not is_told and dialogue.announced:
            told = f"Ihre Idee steckt in der Vision „{vision.title}“. {WAY_WORDS[vision.way]}."
            idea_services.tell(idea.id, "So geht es weiter", told, page)
