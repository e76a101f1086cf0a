"""Every read of sorting: whom an idea may be given to, what a press did, what looks like a machine's."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from core import clock
from core.accounts import queries as accounts
from core.accounts.models import Account
from core.db import db
from core.errors import NotThere
from core.rights import Right, allows
from ideas.models import Idea, LastStep
from ideas.queries import UNDO_WITHIN
from ideas.sorting.models import Bulk
from ideas.stages import Stage


def colleagues(also: int | None = None) -> list[Account]:
    """Return who may take care of ideas, by name: open accounts with the right to decide about them, and account `also`."""
    return [one for one in accounts.everybody() if one.id == also or _may(one)]


def _may(account: Account) -> bool:
    return account.active and allows(account.role, Right.IDEAS_MODERATE)


def undoable(account: int, idea_id: int = 0) -> list[tuple[LastStep, str]]:
    """Return the last steps that may still be undone: one's own newest, and the open idea's; each with the title."""
    wanted = select(LastStep, Idea.title).join(Idea, Idea.id == LastStep.idea_id)
    wanted = wanted.where(LastStep.after == Idea.version, LastStep.at > clock.now() - UNDO_WITHIN)
    wanted = wanted.where(or_(LastStep.account_id == account, LastStep.idea_id == idea_id))
    return [(last, title) for last, title in db.session.execute(wanted.order_by(LastStep.at.desc()).limit(2))]


def bulk(number: int) -> Bulk:
    """Return what one press did; NotThere when it is gone."""
    found = db.session.get(Bulk, number)
    if found is None:
        raise NotThere
    return found


def suspicious() -> tuple[int, int]:
    """Return how many unread ideas look like a machine's, and the highest number among them."""
    wanted = select(func.count(), func.max(Idea.id)).where(Idea.stage == Stage.RECEIVED, Idea.suspicion.is_not(None))
    count, last = db.session.execute(wanted).one()
    return count, last or 0
