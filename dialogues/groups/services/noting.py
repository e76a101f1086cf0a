"""Notes of the talk beside a thesis, and the Leitfragen it left: written in front or in the office, ranked, taken out."""

from __future__ import annotations

import copy

from sqlalchemy import func, select

from core import clock, journal, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing
from dialogues.groups import queries
from dialogues.models import Dialogue, LeadingQuestion, ThesisNote
from dialogues.services.changing import locked, mark

TOO_MANY = "Mehr als {} passen nicht zu einem Treffen. Bitte fassen Sie zusammen."
CHANGED = "Jemand anderes hat das inzwischen geändert. Bitte schauen Sie noch einmal."


def _belongs(dialogue: Dialogue, thesis_id: int | None) -> None:
    if thesis_id is not None and thesis_id not in {thesis.id for thesis in dialogue.theses}:
        raise NotThere


def _done(verb: str, dialogue_id: int, who: Who) -> None:
    db.session.flush()
    journal.note(verb, Thing("dialogue", dialogue_id), who)
    versions.up("dialogues")


def add_note(
    dialogue_id: int, thesis_id: int, text: str, who: Who, *, group_id: int | None = None, nonce: str = ""
) -> ThesisNote:
    """Write down what was said to a thesis; the same form sent twice writes it once."""
    dialogue = locked(dialogue_id)
    _belongs(dialogue, thesis_id)
    if group_id is not None and queries.group(group_id).dialogue_id != dialogue_id:
        raise NotThere
    present = db.session.scalars(select(ThesisNote).where(ThesisNote.nonce_hash == mark(nonce))).first()
    if nonce and present is not None:
        return present
    if sum(len(notes) for notes in queries.notes(dialogue_id).values()) >= queries.MOST_NOTES:
        raise Refused(TOO_MANY.format(f"{queries.MOST_NOTES} Notizen"))
    made = ThesisNote(thesis_id=thesis_id, group_id=group_id, text=text, noted_at=clock.now(), nonce_hash=mark(nonce))
    db.session.add(made)
    _done("dialogue.noted", dialogue_id, who)
    return made


def change_note(dialogue_id: int, note_id: int, text: str, who: Who, version: int | None = None) -> None:
    """Let a note say something else, or take it out with an empty text; one that is out stays out.

    In the minutes of an evening that has ended it goes with it: a name that slipped in must not stay there.
    """
    dialogue = locked(dialogue_id)
    note = db.session.get(ThesisNote, note_id, populate_existing=True)
    if note is None and not text:
        return
    if note is None:
        raise NotThere
    _belongs(dialogue, note.thesis_id)
    if version is not None and note.version != version:
        raise Refused(CHANGED)
    _correct_minutes(dialogue, note, text)
    if text:
        note.text = text
    else:
        db.session.delete(note)
    _done("dialogue.noted", dialogue_id, who)


def _correct_minutes(dialogue: Dialogue, note: ThesisNote, text: str) -> None:
    """Put a note's new words into minutes that are fixed, or take it out of them."""
    if dialogue.minutes is None:
        return
    kept = copy.deepcopy(dialogue.minutes)
    for line in kept.get("theses", ()):
        if line["thesis_id"] == note.thesis_id:
            line["notes"] = [said for one in line["notes"] if (said := text if one == note.text else one)]
    dialogue.minutes = kept


def ask(dialogue_id: int, text: str, who: Who, *, thesis_id: int | None = None, nonce: str = "") -> LeadingQuestion:
    """Put a Leitfrage at the end of the list; one that says the same is there once."""
    dialogue = locked(dialogue_id)
    _belongs(dialogue, thesis_id)
    present = queries.questions(dialogue_id)
    for one in present:
        if one.text == text or (nonce and one.nonce_hash == mark(nonce)):
            return one
    if len(present) >= queries.MOST_QUESTIONS:
        raise Refused(TOO_MANY.format(f"{queries.MOST_QUESTIONS} Leitfragen"))
    last = db.session.scalar(select(func.max(LeadingQuestion.rank)).where(LeadingQuestion.dialogue_id == dialogue_id))
    made = LeadingQuestion(
        dialogue_id=dialogue_id, thesis_id=thesis_id, text=text, rank=(last or 0) + 1, nonce_hash=mark(nonce)
    )
    db.session.add(made)
    _done("dialogue.asked", dialogue_id, who)
    return made


def _of(dialogue_id: int, question_id: int) -> tuple[list[LeadingQuestion], LeadingQuestion]:
    rows = queries.questions(dialogue_id)
    found = next((one for one in rows if one.id == question_id), None)
    if found is None:
        raise NotThere
    return rows, found


def move(dialogue_id: int, question_id: int, who: Who, *, up: bool) -> None:
    """Let a Leitfrage change places with its neighbour, if there is one."""
    locked(dialogue_id)
    rows, found = _of(dialogue_id, question_id)
    here = rows.index(found)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for place, one in enumerate(rows, start=1):
        one.rank = place
    _done("dialogue.question_moved", dialogue_id, who)


def rephrase(dialogue_id: int, question_id: int, text: str, who: Who, version: int | None = None) -> None:
    """Let a Leitfrage say something else; Refused when it changed since `version`."""
    locked(dialogue_id)
    _, found = _of(dialogue_id, question_id)
    if version is not None and found.version != version:
        raise Refused(CHANGED)
    found.text = text
    _done("dialogue.asked", dialogue_id, who)


def take_out(dialogue_id: int, question_id: int, who: Who) -> None:
    """Take a Leitfrage out; one that is out stays out."""
    locked(dialogue_id)
    found = next((one for one in queries.questions(dialogue_id) if one.id == question_id), None)
    if found is not None:
        db.session.delete(found)
        _done("dialogue.question_out", dialogue_id, who)
