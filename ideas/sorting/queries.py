"""Every read of sorting: whom an idea may be given to, what a press did, what may be undone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select

from core import clock
from core.accounts import queries as accounts
from core.accounts.models import Account
from core.db import db
from core.errors import NotThere
from core.outbox import Promise
from core.rights import Right, allows
from ideas.models import Idea, Keyword, LastStep, Step, idea_keyword
from ideas.queries import undo_within
from ideas.sorting.models import Bulk


def colleagues(also: int | None = None) -> list[Account]:
    """Return who may take care of ideas, by name: open accounts with the right to decide about them, and account `also`."""
    return [one for one in accounts.everybody() if one.id == also or _may(one)]


def _may(account: Account) -> bool:
    return account.active and allows(account.role, Right.IDEAS_MODERATE)


@dataclass(frozen=True)
class Undoable:
    """A last step that may still be taken back, until when, and when the letter about it leaves, if there is one."""

    idea_id: int
    title: str
    until: datetime
    leaves_at: datetime | None


def undoable(account: int, idea_id: int = 0, without: Collection[int] = ()) -> list[Undoable]:
    """Return the last steps that may still be undone: one's own newest, and the open idea's.

    Whose letter has left is not among them, nor ideas in `without`.
    """
    wanted = select(LastStep, Idea.title, Promise.next_at).join(Idea, Idea.id == LastStep.idea_id)
    wanted = wanted.outerjoin(Step, Step.id == LastStep.step_id).outerjoin(Promise, Promise.id == Step.letter_id)
    waits = and_(Promise.done_at.is_(None), Promise.tries == 0)
    wanted = wanted.where(or_(Step.letter_id.is_(None), and_(Promise.id.is_not(None), waits)))
    wanted = wanted.where(LastStep.after == Idea.version, LastStep.at > clock.now() - undo_within())
    wanted = wanted.where(or_(LastStep.account_id == account, LastStep.idea_id == idea_id))
    wanted = wanted.where(LastStep.idea_id.not_in(without)) if without else wanted
    found = db.session.execute(wanted.order_by(LastStep.at.desc(), LastStep.idea_id).limit(2))
    return [Undoable(last.idea_id, title, _until(last.at, leaves), leaves) for last, title, leaves in found]


def _until(at: datetime, leaves_at: datetime | None) -> datetime:
    until = at + undo_within()
    return min(until, leaves_at) if leaves_at else until


def undoable_press(account: int) -> Bulk | None:
    """Return one's newest press, while it may still be undone."""
    wanted = select(Bulk).where(Bulk.account_id == account, Bulk.at > clock.now() - undo_within())
    bulk = db.session.scalars(wanted.order_by(Bulk.at.desc(), Bulk.id.desc()).limit(1)).one_or_none()
    return bulk if bulk is not None and bulk.undone_at is None and bulk.kept else None


def keywords_of(idea_id: int) -> list[str]:
    """Return the keywords of one idea, by name."""
    wanted = select(Keyword.name).join(idea_keyword, idea_keyword.c.keyword_id == Keyword.id)
    return list(db.session.scalars(wanted.where(idea_keyword.c.idea_id == idea_id).order_by(Keyword.key)))


def bulk(number: int) -> Bulk:
    """Return what one press did; NotThere when it is gone."""
    found = db.session.get(Bulk, number)
    if found is None:
        raise NotThere
    return found
