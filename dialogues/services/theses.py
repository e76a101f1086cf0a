"""Changes of theses: only while a meeting is planned, so that no stone lies; the question for the talk at any time."""

from __future__ import annotations

from collections.abc import Sequence

from core import journal
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing
from dialogues import queries
from dialogues.models import Dialogue, DialogueState, Thesis
from dialogues.services.changing import changed, locked, thing

MOST = 30


def _planned(dialogue_id: int) -> Dialogue:
    dialogue = locked(dialogue_id)
    if dialogue.state is not DialogueState.PLANNED or queries.with_ballots(dialogue_id):
        raise Refused("Das Treffen ist schon offen oder ausgewertet. Die Thesen bleiben, wie sie sind.")
    return dialogue


def _of(dialogue: Dialogue, thesis_id: int) -> Thesis:
    found = next((one for one in dialogue.theses if one.id == thesis_id), None)
    if found is None:
        raise NotThere
    return found


def _done(dialogue: Dialogue, who: Who) -> None:
    journal.note("dialogue.theses", thing(dialogue), who)
    changed(thing(dialogue))


def add_thesis(dialogue_id: int, text: str, question: str, who: Who) -> Thesis:
    """Put a thesis at the end; one that says exactly the same is there once."""
    dialogue = _planned(dialogue_id)
    for one in dialogue.theses:
        if one.text == text:
            return one
    if len(dialogue.theses) >= MOST:
        raise Refused(f"Mehr als {MOST} Thesen kann ein Treffen nicht haben. Etwa zehn sind gut.")
    last = max((one.position for one in dialogue.theses), default=0)
    made = Thesis(dialogue_id=dialogue_id, position=last + 1, text=text, question=question)
    dialogue.theses.append(made)
    db.session.flush()
    _done(dialogue, who)
    return made


def add_theses(dialogue_id: int, said: Sequence[tuple[str, str]], who: Who) -> int:
    """Put theses (text, question) at the end in their order, all or none; those that are there already stay as they are."""
    dialogue = _planned(dialogue_id)
    there = {one.text for one in dialogue.theses}
    fresh: dict[str, str] = {}
    for text, question in said:
        if text not in there:
            fresh.setdefault(text, question)
    if len(dialogue.theses) + len(fresh) > MOST:
        raise Refused(f"Mehr als {MOST} Thesen kann ein Treffen nicht haben. Etwa zehn sind gut.")
    last = max((one.position for one in dialogue.theses), default=0)
    for place, (text, question) in enumerate(fresh.items(), last + 1):
        dialogue.theses.append(Thesis(dialogue_id=dialogue_id, position=place, text=text, question=question))
    if fresh:
        db.session.flush()
        _done(dialogue, who)
    return len(fresh)


def change_thesis(
    dialogue_id: int, thesis_id: int, text: str, question: str, *, who: Who, version: int | None = None
) -> Thesis:
    """Let a thesis say something else while its meeting is planned; afterwards only its question may change."""
    dialogue = locked(dialogue_id)
    thesis = _of(dialogue, thesis_id)
    if version is not None and thesis.version != version:
        raise Refused(queries.meanwhile(Thing("dialogue", dialogue_id), "Bitte schauen Sie die These noch einmal an."))
    if text != thesis.text:
        _planned(dialogue_id)
    thesis.text, thesis.question = text, question
    _done(dialogue, who)
    return thesis


def move_thesis(dialogue_id: int, thesis_id: int, who: Who, *, up: bool) -> None:
    """Let a thesis change places with its neighbour, if there is one."""
    dialogue = _planned(dialogue_id)
    rows = list(dialogue.theses)
    here = rows.index(_of(dialogue, thesis_id))
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        for place, one in enumerate(rows, 1):
            one.position = place
        _done(dialogue, who)


def remove_thesis(dialogue_id: int, thesis_id: int, who: Who) -> None:
    """Take a thesis out; one that is out already stays out."""
    dialogue = _planned(dialogue_id)
    found = next((one for one in dialogue.theses if one.id == thesis_id), None)
    if found is not None:
        dialogue.theses.remove(found)
        _done(dialogue, who)
