"""Changes of meetings themselves: planned, changed, announced, deleted.

What announcing, moving the day, withdrawing and deleting mean for the impulses stands in services/impulses.py. Once a meeting
has opened, what its rules say (badge, groups, pace, rounds, sector, codes) stays as it was shown to everybody from the start.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core import journal, links
from core.db import db
from core.errors import Refused
from core.journal import Who
from core.things import Thing
from dialogues import queries
from dialogues.drafts import DialogueDraft
from dialogues.models import Dialogue, DialogueState
from dialogues.services import impulses
from dialogues.services.changing import changed, locked, mark, thing
from dialogues.services.groups import name_groups


def plan(draft: DialogueDraft, who: Who, nonce: str = "") -> Dialogue:
    """Plan a meeting; `nonce` names the opened form: sent twice, it stores one meeting."""
    present = _by_nonce(nonce)
    if present is not None:
        return present
    made = Dialogue(state=DialogueState.PLANNED, nonce_hash=mark(nonce))
    _write(made, draft)
    _write_rules(made, draft)
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        present = _by_nonce(nonce)
        if present is None:
            raise
        return present
    name_groups(made, draft.groups)
    journal.note("dialogue.planned", thing(made), who)
    changed(thing(made))
    return made


def _by_nonce(nonce: str) -> Dialogue | None:
    wanted = select(Dialogue).where(Dialogue.nonce_hash == mark(nonce))
    return db.session.scalars(wanted).one_or_none() if nonce else None


def _write(dialogue: Dialogue, draft: DialogueDraft) -> None:
    date.fromisoformat(draft.held_on)
    dialogue.title, dialogue.about, dialogue.place = draft.title, draft.about, draft.place
    dialogue.held_on, dialogue.begins, dialogue.ends = draft.held_on, draft.begins, draft.ends
    dialogue.mode, dialogue.link, dialogue.announced = draft.mode, draft.link, draft.announced
    dialogue.moderator, dialogue.agenda = draft.moderator, draft.agenda
    dialogue.informal, dialogue.sounds, dialogue.vibration = draft.informal, draft.sounds, draft.vibration
    body = queries.assembly() if draft.of_assembly else None
    if draft.of_assembly and body is None:
        raise Refused("Das D.I.V. ist noch nicht eingerichtet. Richten Sie es zuerst ein, oder wählen Sie „Workshop“.")
    dialogue.assembly_id = body.id if body else None


def _write_rules(dialogue: Dialogue, draft: DialogueDraft) -> None:
    """Write what the rules say; only before they are frozen."""
    dialogue.say, dialogue.pace, dialogue.rounds = draft.say, draft.pace, draft.rounds
    dialogue.asks_sector, dialogue.single_codes = draft.asks_sector, draft.single_codes


def change(number: int, draft: DialogueDraft, who: Who, version: int | None = None) -> Dialogue:
    """Let a meeting say something else; an evaluated one keeps its day, a running or evaluated one stays announced."""
    dialogue = locked(number, version)
    before, was_announced = dialogue.held_on, dialogue.announced
    if dialogue.state is DialogueState.CLOSED and draft.held_on != before:
        raise Refused("Das Treffen ist ausgewertet. Der Tag bleibt, wie er war.")
    if dialogue.state is not DialogueState.PLANNED and was_announced and not draft.announced:
        raise Refused("Ein Treffen, das läuft oder ausgewertet ist, bleibt öffentlich.")
    if dialogue.rehearsal and draft.announced:
        raise Refused("Das ist eine Probe. Sie wird nicht angekündigt.")
    if was_announced and not draft.announced:
        impulses.take_back(dialogue, before, dialogue.ideas, who)
    _write(dialogue, draft)
    if dialogue.state is DialogueState.PLANNED:
        _write_rules(dialogue, draft)
        name_groups(dialogue, draft.groups)
    db.session.flush()
    if not was_announced:
        impulses.tell(dialogue, dialogue.ideas, who)
    elif dialogue.held_on != before:
        impulses.tell(dialogue, impulses.in_talk_for(before, dialogue.ideas), who)
    journal.note("dialogue.changed", thing(dialogue), who)
    changed(thing(dialogue))
    return dialogue


def drop(number: int, who: Who, version: int | None = None) -> None:
    """Delete a meeting that never ran and led to no vision; its impulses are told as if it were withdrawn."""
    dialogue = locked(number, version)
    if dialogue.state is not DialogueState.PLANNED:
        raise Refused("Ein Treffen, das läuft oder ausgewertet ist, lässt sich nicht löschen.")
    if dialogue.rehearsal or queries.rehearsal_of(number):
        raise Refused("Hier läuft eine Probe. Beenden Sie zuerst die Probe.")
    if queries.visions(number, public=False):
        raise Refused("Aus diesem Treffen kommen schon Visionen. Es lässt sich nicht löschen.")
    impulses.take_back(dialogue, dialogue.held_on, dialogue.ideas, who)
    journal.note("dialogue.dropped", thing(dialogue), who)
    gone = thing(dialogue)
    for one in (gone, *(Thing("dialogue_group", group.id) for group in queries.groups_of(number))):
        links.forget(one)
    db.session.delete(dialogue)
    changed(gone)
