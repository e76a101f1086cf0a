"""An idea is given to somebody."""

from __future__ import annotations

from sqlalchemy import update

from core import journal
from core.db import db
from core.errors import Refused
from core.journal import Who
from core.things import Thing
from ideas.models import Idea
from ideas.services.steps import changed, locked
from ideas.sorting import queries


def assign(idea_id: int, account: int | None, who: Who, before: int | None) -> None:
    """Give an idea to an account, or to nobody; Refused when it is no longer with `before`.

    The row's version stays: who is deciding about the idea meanwhile loses nothing by it.
    """
    idea = locked(idea_id)
    if idea.assigned_to == account:
        return
    if idea.assigned_to != before:
        raise Refused(
            "Jemand hat die Idee gerade zugewiesen. Bitte laden Sie die Seite neu und schauen Sie noch einmal."
        )
    if account is not None and account not in {one.id for one in queries.colleagues()}:
        raise Refused("Diesem Konto kann man keine Idee zuweisen.")
    db.session.execute(update(Idea).where(Idea.id == idea_id).values(assigned_to=account))
    _note(idea_id, account, who)
    changed(idea)


def _note(idea_id: int, account: int | None, who: Who) -> None:
    thing = Thing("idea", idea_id)
    if account is None:
        journal.note("idea.freed", thing, who)
    elif account == who.account:
        journal.note("idea.taken", thing, who)
    else:
        journal.note("idea.assigned", thing, who, account=account)
