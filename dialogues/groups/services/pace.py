"""Groups open, talk and close at their own pace; pressed twice or by two moderators at once, each step happens once.

All of it happens while the meeting is held alone (changing.locked), which every laying of a stone waits for: a stone that
was acknowledged before the step is counted, a later one refused. When the last group has laid its last round, the meeting
itself is evaluated, so that no result is seen before.
"""

from __future__ import annotations

from sqlalchemy import select

from core import journal, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing
from dialogues import ballots
from dialogues.groups import queries, steps
from dialogues.groups.steps import Step
from dialogues.models import Dialogue, DialogueGroup, DialogueState, GroupState, Pace
from dialogues.services.changing import locked

EVERYBODY = "Alle"
"""The one group of a meeting that is not divided: made when it needs a pace of its own."""


def whole(dialogue_id: int, who: Who) -> DialogueGroup:
    """Return the one group of a meeting that is not divided, made when there is none; Refused where it has several."""
    dialogue = locked(dialogue_id)
    present = queries.groups(dialogue_id)
    if len(present) > 1:
        raise Refused("Dieses Treffen hat mehrere Gruppen. Bitte wählen Sie eine.")
    if present:
        return present[0]
    state = {DialogueState.OPEN: GroupState.OPEN, DialogueState.CLOSED: GroupState.TALKING}.get(dialogue.state)
    made = DialogueGroup(
        dialogue_id=dialogue_id, position=1, name=EVERYBODY, state=state or GroupState.WAITING, round=1
    )
    if dialogue.state is DialogueState.CLOSED:
        made.round = dialogue.rounds
    db.session.add(made)
    db.session.flush()
    journal.note("dialogue.group_made", Thing("dialogue", dialogue_id), who)
    versions.up("dialogues")
    return made


def _held(group_id: int) -> tuple[Dialogue, DialogueGroup]:
    """Return a meeting, held alone, and its group as it stands now."""
    dialogue = locked(queries.group(group_id).dialogue_id)
    wanted = select(DialogueGroup).where(DialogueGroup.id == group_id).with_for_update()
    group = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if group is None:
        raise NotThere
    return dialogue, group


def go(group_id: int, key: str, who: Who) -> DialogueGroup:
    """Lead a group to a station; there already, nothing happens; Refused in words when it is further or not yet so far."""
    dialogue, group = _held(group_id)
    here, there = steps.station(dialogue, group), steps.named(key, dialogue.rounds)
    if there is None:
        raise NotThere
    if there == here:
        return group
    if not steps.may_go(here, there, dialogue.rounds):
        raise Refused(f"Die Gruppe „{group.name}“ ist schon woanders: {here.words}. Die Seite zeigt jetzt den Stand.")
    _leave(dialogue, group, here, there, who)
    _arrive(dialogue, group, there, who)
    return group


def _leave(dialogue: Dialogue, group: DialogueGroup, here: Step, there: Step, who: Who) -> None:
    """Count what a group has laid in the round it leaves; the meeting itself once no group lays stones any more."""
    others = [steps.station(dialogue, one) for one in queries.groups(dialogue.id) if one.id != group.id]
    through = all(steps.has_laid(one, dialogue.rounds, dialogue.rounds) for one in (*others, there))
    group.on_id = None
    if through and dialogue.state is DialogueState.OPEN:
        ballots.close(dialogue.id, who)
    elif here.state is GroupState.OPEN:
        ballots.count_group(group.id)


def _arrive(dialogue: Dialogue, group: DialogueGroup, there: Step, who: Who) -> None:
    if there.state is GroupState.OPEN:
        if dialogue.state is DialogueState.CLOSED:
            raise Refused("Das Treffen ist schon ausgewertet. Es lassen sich keine Steine mehr legen.")
        ballots.open_up(dialogue.id, who)
        group.round = there.round
        group.on_id = dialogue.theses[0].id if dialogue.pace is Pace.MODERATED else None
    if there == steps.CLOSED:
        group.round = dialogue.rounds
    group.state = there.state
    db.session.flush()
    journal.note("dialogue.group_step", Thing("dialogue", dialogue.id), who, step=there.words)
    versions.up("dialogues")


def point(group_id: int, thesis_id: int | None) -> DialogueGroup:
    """Show one thesis on the group's wall (and, where the moderator leads, on its phones); None shows all.

    What hangs on all walls beside the theses comes down.
    """
    dialogue, group = _held(group_id)
    if thesis_id is not None and thesis_id not in {thesis.id for thesis in dialogue.theses}:
        raise NotThere
    if group.on_id != thesis_id or dialogue.on_wall:
        group.on_id, dialogue.on_wall = thesis_id, None
        db.session.flush()
        versions.up("dialogues")
    return group
