"""Who was at a meeting: members, who came for them, others from the network, guests by sector; until the evening ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm.attributes import flag_modified

from compass import queries as compass
from compass.models import Sector
from core import journal
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from dialogues import membership
from dialogues.models import Attendance, Dialogue, GuestCount
from dialogues.services.changing import changed, locked, thing

MOST = 500
ENDED = "Der Abend ist abgeschlossen, das Protokoll steht fest."


def _open(dialogue_id: int, version: int | None = None) -> Dialogue:
    dialogue = locked(dialogue_id, version)
    if dialogue.finished_at is not None:
        raise Refused(ENDED)
    return dialogue


def note(
    dialogue_id: int,
    actor_ids: Collection[int],
    guests: Mapping[Sector, int],
    who: Who,
    version: int | None = None,
) -> None:
    """Write down who was there, all at once; a deputy came for its member where that one was not there itself."""
    dialogue = _open(dialogue_id, version)
    here = set(actor_ids)
    if len(here) > MOST:
        raise Refused(f"Mehr als {MOST} Menschen kann die Liste nicht aufnehmen.")
    if here - compass.actors(here).keys():
        raise NotThere
    table = membership.table() if dialogue.assembly_id else None
    db.session.execute(delete(Attendance).where(Attendance.dialogue_id == dialogue_id))
    db.session.execute(delete(GuestCount).where(GuestCount.dialogue_id == dialogue_id))
    for number in sorted(here):
        member = table.stand_in_for(number) if table else None
        instead = member if member is not None and member not in here else None
        db.session.add(Attendance(dialogue_id=dialogue_id, actor_id=number, instead_of_id=instead))
    for sector, number in guests.items():
        if number:
            db.session.add(GuestCount(dialogue_id=dialogue_id, sector=sector, number=number))
    dialogue.present = len(here) + sum(guests.values()) or None
    flag_modified(dialogue, "title")  # the list belongs to the row: the second of two people is told
    journal.note("dialogue.attended", thing(dialogue), who, number=len(here) + sum(guests.values()))
    changed()


def bring(dialogue_id: int, actor_id: int, who: Who) -> None:
    """Add one more from the network to those who were there; who stands there already stays."""
    dialogue = _open(dialogue_id)
    if actor_id not in compass.actors([actor_id]):
        raise NotThere
    wanted = select(Attendance).where(Attendance.dialogue_id == dialogue_id, Attendance.actor_id == actor_id)
    if db.session.scalars(wanted).one_or_none() is None:
        db.session.add(Attendance(dialogue_id=dialogue_id, actor_id=actor_id))
        dialogue.present = (dialogue.present or 0) + 1
        journal.note("dialogue.attended", thing(dialogue), who, number=1)
        changed()
