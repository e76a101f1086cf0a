"""Steine: open a meeting, lay, close into counts, type counts in, and what may be read meanwhile.

A ballot is a key, a thesis and a stone: no person, order or time, no line in the journal. Laying holds a shared lock on
the meeting, closing the only one: every stone that was acknowledged is counted, every later one refused. Nobody is shown
which stones lie before the meeting is closed; the office sees seats and numbers of stones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from core import clock, indexing, journal, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.links import Link
from core.things import Thing
from dialogues import codes
from dialogues.agreement import Counts
from dialogues.models import Ballot, Dialogue, DialogueState, Stone, Thesis

PASSED = 0
"""What a ballot holds for "Dazu sage ich nichts"."""
STONES = frozenset({PASSED, *Stone})
OVER = "Dieses Treffen ist beendet, die Steine sind gezählt. Ihr letzter Stein zählt so, wie er lag."
NOT_OPEN = "Dieses Treffen läuft noch nicht."


@dataclass(frozen=True)
class Laid:
    """How many ballots lie for one thesis while the meeting runs; never which stones."""

    thesis: Thesis
    number: int


def one(dialogue_id: int) -> Dialogue:
    """Return a meeting with its theses; NotThere when there is none."""
    wanted = select(Dialogue).where(Dialogue.id == dialogue_id).options(selectinload(Dialogue.theses))
    found = db.session.execute(wanted).scalar_one_or_none()
    if found is None:
        raise NotThere
    return found


def by_code(code: str) -> Dialogue | None:
    """Return the meeting that a code opens or has opened."""
    return db.session.execute(select(Dialogue).where(Dialogue.meeting_code == code)).scalar_one_or_none()


def seats(dialogue_id: int) -> int:
    """Return how many passes were given out."""
    wanted = (Link.purpose == "pass.seat", Link.kind == "dialogue", Link.subject == dialogue_id)
    return int(db.session.scalar(select(func.count()).select_from(Link).where(*wanted)) or 0)


def laid(dialogue: Dialogue) -> list[Laid]:
    """Return each thesis of a running meeting with the number of its ballots; one statement."""
    number = func.count(Ballot.key)
    wanted = select(Ballot.thesis_id, number).join(Thesis, Thesis.id == Ballot.thesis_id)
    rows = db.session.execute(wanted.where(Thesis.dialogue_id == dialogue.id).group_by(Ballot.thesis_id))
    numbers = {row[0]: row[1] for row in rows}
    return [Laid(thesis, numbers.get(thesis.id, 0)) for thesis in dialogue.theses]


def own(keys: Mapping[int, str]) -> dict[int, int]:
    """Return the stones behind the keys (thesis id to key) that somebody holds just now, by thesis id."""
    wanted = select(Ballot.thesis_id, Ballot.stone).where(Ballot.key.in_(keys.values()))
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def _locked(dialogue_id: int) -> Dialogue:
    """Return a meeting with its theses, held alone until the end of the transaction."""
    wanted = select(Dialogue).where(Dialogue.id == dialogue_id).options(selectinload(Dialogue.theses))
    held = db.session.execute(wanted.with_for_update().execution_options(populate_existing=True)).scalar_one_or_none()
    if held is None:
        raise NotThere
    return held


def open_up(dialogue_id: int, who: Who) -> Dialogue:
    """Let people lay stones and draw the code; Refused without a thesis or once closed, nothing new when open already."""
    dialogue = _locked(dialogue_id)
    if dialogue.state is DialogueState.OPEN:
        return dialogue
    if dialogue.state is DialogueState.CLOSED:
        raise Refused("Dieses Treffen ist schon ausgewertet.")
    if not dialogue.theses:
        raise Refused("Das Treffen braucht mindestens eine These. Bitte schreiben Sie zuerst Thesen.")
    dialogue.state, dialogue.opened_at = DialogueState.OPEN, clock.now()
    dialogue.meeting_code = _free_code()
    _note("dialogue.opened", dialogue, who)
    return dialogue


def _free_code() -> str:
    """Draw codes until one was never given out."""
    while by_code(code := codes.new()) is not None:
        pass
    return code


def _note(verb: str, dialogue: Dialogue, who: Who) -> None:
    journal.note(verb, Thing("dialogue", dialogue.id), who)
    versions.up("dialogues")
    indexing.changed(Thing("dialogue", dialogue.id))


def lay(dialogue_id: int, thesis_id: int, key: str, stone: int) -> None:
    """Lay a stone or replace the one laid under the same key; Refused unless the meeting runs, NotThere for foreign theses."""
    if stone not in STONES:
        raise Refused("Diesen Stein gibt es nicht. Bitte wählen Sie einen der fünf.")
    held = select(Dialogue.state).where(Dialogue.id == dialogue_id).with_for_update(read=True)
    state = db.session.execute(held).scalar_one_or_none()
    belongs = select(Thesis.id).where(Thesis.id == thesis_id, Thesis.dialogue_id == dialogue_id)
    if state is None or db.session.execute(belongs).scalar_one_or_none() is None:
        raise NotThere
    if state is not DialogueState.OPEN:
        raise Refused(OVER if state is DialogueState.CLOSED else NOT_OPEN)
    again = update(Ballot).where(Ballot.key == key).values(stone=stone)
    if not db.session.execute(again).rowcount:  # type: ignore[attr-defined]  # an UPDATE's result counts rows
        try:
            with db.session.begin_nested():
                db.session.add(Ballot(key=key, thesis_id=thesis_id, stone=stone))
        except IntegrityError:  # the same phone twice at once
            db.session.execute(again)


def close(dialogue_id: int, who: Who) -> Dialogue:
    """Turn the ballots of a running meeting into counts and delete them; closed twice, the counts stay as they are."""
    dialogue = _locked(dialogue_id)
    if dialogue.state is DialogueState.CLOSED:
        return dialogue
    if dialogue.state is DialogueState.PLANNED:
        raise Refused(f"{NOT_OPEN} Öffnen Sie es zuerst, oder tragen Sie die Steine von Hand ein.")
    mine = [thesis.id for thesis in dialogue.theses]
    wanted = select(Ballot.thesis_id, Ballot.stone, func.count()).where(Ballot.thesis_id.in_(mine))
    rows = db.session.execute(wanted.group_by(Ballot.thesis_id, Ballot.stone))
    numbers = {(thesis_id, stone): count for thesis_id, stone, count in rows}
    for thesis in dialogue.theses:
        _store(thesis, _counts([numbers.get((thesis.id, stone), 0) for stone in (*reversed(Stone), PASSED)]))
    db.session.execute(delete(Ballot).where(Ballot.thesis_id.in_(mine)))
    dialogue.state, dialogue.closed_at = DialogueState.CLOSED, clock.now()
    _note("dialogue.closed", dialogue, who)
    return dialogue


def _counts(numbers: Sequence[int]) -> Counts:
    """Return counts from six numbers, gold first, silence last."""
    gold, amber, pebble, slate, tar, passed = numbers
    return Counts(gold, amber, pebble, slate, tar, passed)


def _store(thesis: Thesis, counts: Counts) -> None:
    """Write counts into a thesis."""
    thesis.gold, thesis.amber, thesis.pebble, thesis.slate, thesis.tar = counts.stones
    thesis.passed = counts.passed


def by_hand(dialogue: Dialogue) -> bool:
    """Tell whether counts may be typed in: real stones in the room, so that no phone ever laid one."""
    return dialogue.opened_at is None and dialogue.state is not DialogueState.OPEN


def count(dialogue_id: int, counted: Mapping[int, Counts], version: int, who: Who) -> Dialogue:
    """Take counts of real stones for every thesis and close; Refused once phones laid stones, or when changed meanwhile."""
    dialogue = _locked(dialogue_id)
    if not by_hand(dialogue):
        raise Refused("Bei diesem Treffen legen Telefone die Steine. Zahlen von Hand gehen dann nicht mehr.")
    if dialogue.version != version or counted.keys() != {thesis.id for thesis in dialogue.theses} or not counted:
        raise Refused("Das Treffen hat sich inzwischen geändert. Bitte laden Sie die Seite neu.")
    for thesis in dialogue.theses:
        _store(thesis, counted[thesis.id])
    dialogue.state, dialogue.closed_at = DialogueState.CLOSED, clock.now()
    _note("dialogue.counted", dialogue, who)
    return dialogue
