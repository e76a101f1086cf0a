"""One press undone as a whole: each idea as it stood, or named with what keeps its step."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from core import clock
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from ideas import queries, services
from ideas.sorting.models import Act, Bulk
from ideas.sorting.services import keywords
from ideas.sorting.services.assigning import assign


def undo_press(number: int, who: Who) -> Bulk:
    """Undo one press; Refused when it is too late, NotThere when it is gone. A second time changes nothing."""
    bulk = _locked(number)
    if bulk.undone_at is not None:
        return bulk
    if not bulk.kept:
        raise Refused("Bei diesem Schritt gibt es nichts zurückzunehmen.")
    if bulk.at < clock.now() - queries.undo_within():
        minutes = int(queries.undo_within().total_seconds()) // 60
        raise Refused(f"Rückgängig machen kann man einen Schritt nur {minutes} Minuten lang.")
    bulk.undone_at = clock.now()
    mine = {int(number): value for number, value in bulk.kept.items()}
    stayed = services.undo_all(mine, who) if bulk.act not in BACK else _put_back(bulk, mine, who)
    bulk.kept, bulk.stayed = {}, {str(number): sentence for number, sentence in stayed.items()}
    return bulk


BACK = frozenset({Act.ASSIGN, Act.KEYWORD_ON, Act.KEYWORD_OFF})
"""What is no step of an idea and is put back by itself."""


def _locked(number: int) -> Bulk:
    wanted = select(Bulk).where(Bulk.id == number).with_for_update()
    bulk = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if bulk is None:
        raise NotThere
    return bulk


def _put_back(bulk: Bulk, mine: dict[int, Any], who: Who) -> dict[int, str]:
    stayed = {}
    for number, before in sorted(mine.items()):
        try:
            if bulk.act is Act.ASSIGN:
                assign(number, before, who, bulk.given_id)
            else:
                keywords.give_back(number, before, who, on=bulk.act is Act.KEYWORD_ON)
        except Refused as fault:
            stayed[number] = fault.sentence
        except NotThere:
            stayed[number] = "Diese Idee gibt es nicht mehr."
    return stayed
