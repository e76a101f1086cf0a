"""One press undone as a whole: each idea as it stood, or named with what keeps its step; a wave portion by portion."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from core import clock, outbox
from core.db import db, writing
from core.errors import NotThere, Refused
from core.journal import Who
from ideas import queries, services
from ideas.sorting.models import Act, Bulk
from ideas.sorting.services import keywords
from ideas.sorting.services.assigning import assign

KIND = "ideas.sorting.undo"
PORTION = 100
"""Ideas put back in one transaction; of more the worker takes care, so that nobody waits for the whole wave."""


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
    _portion(bulk, who)
    if bulk.kept:
        outbox.promise(KIND, {"bulk": bulk.id, "word": who.word, "account": who.account})
    return bulk


def go_on(_: int, payload: dict[str, Any]) -> None:
    """Put back what is left of a press, each portion in a transaction of its own."""
    who, more = Who(payload["word"], payload["account"]), True
    while more:
        with writing():
            bulk = db.session.get(Bulk, payload["bulk"], with_for_update=True, populate_existing=True)
            if bulk is not None:
                _portion(bulk, who)
            more = bulk is not None and bool(bulk.kept)


def _locked(number: int) -> Bulk:
    wanted = select(Bulk).where(Bulk.id == number).with_for_update()
    bulk = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if bulk is None:
        raise NotThere
    return bulk


def _portion(bulk: Bulk, who: Who) -> None:
    """Put back the next ideas of a press and take them off its list; what stays is named with the reason."""
    assert bulk.undone_at is not None  # noqa: S101 - set by whoever pressed
    mine = {int(number): bulk.kept[number] for number in sorted(bulk.kept, key=int)[:PORTION]}
    stayed = _put_back(bulk, mine, who, bulk.undone_at)
    bulk.kept = {number: value for number, value in bulk.kept.items() if int(number) not in mine}
    bulk.stayed = bulk.stayed | {str(number): sentence for number, sentence in stayed.items()}
    db.session.flush()


def _put_back(bulk: Bulk, mine: dict[int, Any], who: Who, pressed_at: datetime) -> dict[int, str]:
    if bulk.act not in {Act.ASSIGN, Act.KEYWORD_ON, Act.KEYWORD_OFF}:
        return services.undo_all(mine, who, pressed_at)
    stayed = {}
    for number, before in mine.items():
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
