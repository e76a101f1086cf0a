"""Every change of the counts beside the phones: a source is added or corrected, or taken out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core import clock, journal
from core.errors import NotThere, Refused
from core.journal import Who
from dialogues import counted
from dialogues.agreement import Counts
from dialogues.agreement.cells import SHOWN
from dialogues.counting import queries
from dialogues.models import CountedBy, Dialogue, DialogueState
from dialogues.services.changing import changed, locked, thing

FINISHED = "Der Abend ist abgeschlossen, die Ergebnisse stehen fest."
TOO_FEW = (
    f"Die Ergebnisse sind schon zu sehen. Weniger als {SHOWN} Steine zu einer These kommen jetzt nicht mehr dazu: "
    "Wer die Zahlen von vorher kennt, könnte Einzelne erkennen. Tragen Sie mehrere Tische zusammen ein."
)
MOST_SOURCES = 60


@dataclass(frozen=True)
class SourceDraft:
    """What a source says: how it was counted, its name, its round, the counts by group (None: no group) and thesis."""

    counted_by: CountedBy
    name: str
    round_number: int
    by_group: dict[int | None, dict[int, Counts]]


def add(dialogue_id: int, drafts: list[SourceDraft], who: Who) -> None:
    """Put the counts of sources beside those of the phones; what a source said of the same group before is replaced.

    A meeting whose phones never laid a stone is evaluated with it. While phones lay, the counts wait with theirs.
    """
    dialogue = _open_to_change(dialogue_id)
    known = {(one.counted_by, one.name, one.round) for one in queries.sources(dialogue_id)}
    if len(known | {(one.counted_by, one.name, one.round_number) for one in drafts}) > MOST_SOURCES:
        raise Refused(f"Mehr als {MOST_SOURCES} Quellen kann ein Treffen nicht haben.")
    for draft in drafts:
        _check(dialogue, draft)
        by_group = queries.said(dialogue_id, draft.counted_by, draft.name, draft.round_number)
        for group_id, by_thesis in draft.by_group.items():
            _refuse_few(dialogue, by_group.get(group_id, {}), by_thesis)
            by_group[group_id] = {**by_group.get(group_id, {}), **by_thesis}
        counted.replace(
            dialogue,
            by_group,
            counted_by=draft.counted_by,
            source=draft.name,
            turn=draft.round_number,
        )
        journal.note("dialogue.source_added", thing(dialogue), who, source=draft.name)
    _settle(dialogue)


def _refuse_few(dialogue: Dialogue, before: Mapping[int, Counts], said: Mapping[int, Counts]) -> None:
    """Refuse to add fewer than five stones to figures that are out: who kept them could subtract. Corrections may be small."""
    if dialogue.state is not DialogueState.CLOSED:
        return
    out = {
        one.id
        for one in dialogue.theses
        if sum((one.gold or 0, one.amber or 0, one.pebble or 0, one.slate or 0, one.tar or 0)) >= SHOWN
    }
    new = {number: counts.n for number, counts in said.items() if number not in before or not before[number].n}
    if any(0 < stones < SHOWN for number, stones in new.items() if number in out):
        raise Refused(TOO_FEW)


def _check(dialogue: Dialogue, draft: SourceDraft) -> None:
    """Refuse what does not belong to the meeting, or says nothing."""
    theses, groups = {thesis.id for thesis in dialogue.theses}, queries.groups(dialogue.id)
    for group_id, by_thesis in draft.by_group.items():
        if (group_id is not None and group_id not in groups) or not by_thesis.keys() <= theses:
            raise NotThere
    if not any(counts.n for by_thesis in draft.by_group.values() for counts in by_thesis.values()):
        raise Refused("Es liegt noch kein Stein. Tragen Sie bei mindestens einer These Zahlen ein.")
    if not 1 <= draft.round_number <= dialogue.rounds:
        raise Refused("Diese Runde hat das Treffen nicht.")


def remove(dialogue_id: int, number: int, who: Who) -> None:
    """Take a source out; one that is out stays out."""
    dialogue = _open_to_change(dialogue_id)
    found = next((one for one in queries.sources(dialogue_id) if one.id == number), None)
    if found is None:
        return
    counted.replace(dialogue, {}, counted_by=found.counted_by, source=found.name, turn=found.round)
    journal.note("dialogue.source_removed", thing(dialogue), who, source=found.name)
    _settle(dialogue)


def _open_to_change(dialogue_id: int) -> Dialogue:
    dialogue = locked(dialogue_id)
    if dialogue.finished_at is not None:
        raise Refused(FINISHED)
    return dialogue


def _settle(dialogue: Dialogue) -> None:
    """Sum up what is there, unless phones still lay."""
    if dialogue.state is not DialogueState.OPEN:
        counted.sum_up(dialogue)
        dialogue.closed_at = dialogue.closed_at or clock.now()
        dialogue.state = DialogueState.CLOSED
    changed(thing(dialogue))
