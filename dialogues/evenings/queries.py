"""Every read of this wing: who was where, meetings of a year, wordings, and what other wings leave for the minutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import raiseload

from compass.models import Sector
from core import clock
from core.db import db
from dialogues.models import (
    Attendance,
    Dialogue,
    DialogueState,
    GuestCount,
    Thesis,
    ThesisNote,
    VisionVersion,
)

MANY = 200


def attendances(dialogue_ids: Collection[int]) -> Mapping[int, list[Attendance]]:
    """Return who was at some meetings, by meeting."""
    found: dict[int, list[Attendance]] = defaultdict(list)
    wanted = select(Attendance).where(Attendance.dialogue_id.in_(dialogue_ids)).order_by(Attendance.id)
    for row in db.session.scalars(wanted):
        found[row.dialogue_id].append(row)
    return found


def guests(dialogue_ids: Collection[int]) -> Mapping[int, dict[Sector, int]]:
    """Return how many guests of each sector were at some meetings, by meeting."""
    found: dict[int, dict[Sector, int]] = defaultdict(dict)
    for row in db.session.scalars(select(GuestCount).where(GuestCount.dialogue_id.in_(dialogue_ids))):
        found[row.dialogue_id][row.sector] = row.number
    return found


def of_year(year: int) -> list[Dialogue]:
    """Return the meetings of the body in a year until today, the first day first; workshops and rehearsals are none."""
    until = min(f"{year}-12-31", clock.today().isoformat())
    wanted = select(Dialogue).options(raiseload("*")).where(Dialogue.assembly_id.is_not(None), ~Dialogue.rehearsal)
    wanted = wanted.where(Dialogue.held_on >= f"{year}-01-01", Dialogue.held_on <= until)
    return list(db.session.scalars(wanted.order_by(Dialogue.held_on, Dialogue.id).limit(MANY)))


def years() -> list[int]:
    """Return the years in which the body has met, this one included, the newest first."""
    wanted = select(func.substr(Dialogue.held_on, 1, 4)).distinct()
    wanted = wanted.where(Dialogue.assembly_id.is_not(None), ~Dialogue.rehearsal)
    found = {int(word) for word in db.session.scalars(wanted) if word.isdecimal()}
    return sorted({one for one in found if one <= clock.today().year} | {clock.today().year}, reverse=True)


def wordings(vision_id: int) -> list[VisionVersion]:
    """Return every wording of a vision, the newest first."""
    wanted = select(VisionVersion).where(VisionVersion.vision_id == vision_id)
    return list(db.session.scalars(wanted.order_by(VisionVersion.number.desc()).limit(MANY)))


def notes(dialogue_id: int) -> Mapping[int, list[str]]:
    """Return what was noted beside the theses of a meeting, by thesis, in the order it was noted."""
    wanted = select(ThesisNote.thesis_id, ThesisNote.text).join(Thesis, Thesis.id == ThesisNote.thesis_id)
    wanted = wanted.where(Thesis.dialogue_id == dialogue_id).order_by(ThesisNote.noted_at, ThesisNote.id)
    found: dict[int, list[str]] = defaultdict(list)
    for thesis_id, text in db.session.execute(wanted):
        found[thesis_id].append(text)
    return found


def unfinished() -> list[Dialogue]:
    """Return evaluated meetings of the body whose evening nobody has ended, the earliest first."""
    wanted = select(Dialogue).options(raiseload("*")).where(Dialogue.assembly_id.is_not(None), ~Dialogue.rehearsal)
    wanted = wanted.where(Dialogue.state == DialogueState.CLOSED, Dialogue.finished_at.is_(None))
    return list(db.session.scalars(wanted.order_by(Dialogue.held_on, Dialogue.id).limit(10)))
