"""The doors of the meetings: a seat, the wall and the moderator of the one that runs, a rehearsal, the newest minutes."""

from __future__ import annotations

from sqlalchemy import select

from core.db import db
from core.journal import HOUSE
from core.things import Thing
from dialogues import address
from dialogues.groups import services
from dialogues.groups.purposes import Purpose
from dialogues.models import Dialogue, DialogueState


def links(*, private: bool) -> dict[str, str | None]:
    """Return the paths by name, None for what is over; links into the front are fresh ones and end those before.

    Who leads the meeting can end it: that door, and the rehearsal of the office, exist only where nobody else comes in.
    """
    running = _open(rehearsal=False)
    found = {"seat": _seat(running), "wall": _front(running, Purpose.PROJECTOR)}
    if private:
        found["moderator"] = _front(running, Purpose.MODERATOR)
        found["rehearsal"] = _seat(_open(rehearsal=True))
    wanted = select(Dialogue.id).where(Dialogue.finished_at.is_not(None), Dialogue.announced)
    ended = db.session.scalars(wanted.order_by(Dialogue.held_on.desc(), Dialogue.id.desc()).limit(1)).first()
    return found | {"minutes": f"{address.dialogue(ended)}/protokoll" if ended else None}


def _open(*, rehearsal: bool) -> Dialogue | None:
    """Return the newest meeting that runs; None once somebody closed it."""
    wanted = select(Dialogue).where(Dialogue.state == DialogueState.OPEN, Dialogue.rehearsal.is_(rehearsal))
    return db.session.scalars(wanted.order_by(Dialogue.id.desc()).limit(1)).first()


def _seat(dialogue: Dialogue | None) -> str | None:
    return f"/mitmachen/{dialogue.meeting_code}" if dialogue else None


def _front(dialogue: Dialogue | None, purpose: Purpose) -> str | None:
    if dialogue is None:
        return None
    return f"/div/{purpose.value}/{services.hand_out(purpose, Thing('dialogue', dialogue.id), HOUSE)}"
