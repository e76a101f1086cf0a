"""What the page of one person's rights shows, as plain values."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import raiseload, selectinload

from compass import erasing, keeping, telling, told
from compass import queries as compass
from compass.forms import PressedForm
from compass.models import BASIS_WORDS, Actor, Basis
from compass.privacy import queries
from compass.privacy.forms import AnswerForm, FreeForm, InformedForm, KeepForm, RestrictForm
from compass.privacy.models import STEP_WORDS
from core import accounts
from core.db import db
from core.errors import NotThere
from core.forms import DeskForm
from core.rights import Right, allows


def loaded(number: int) -> Actor:
    """Return an actor with everything its letter names; NotThere when there is none."""
    options = [selectinload(part) for part in telling.PARTS]
    wanted = select(Actor).where(Actor.id == number).options(*options, raiseload("*"))
    actor = db.session.scalars(wanted).one_or_none()
    if actor is None:
        raise NotThere
    return actor


def person(number: int) -> dict[str, object]:
    """Return the values of the page about one person's rights."""
    actor, steps = loaded(number), queries.steps(number)
    consents = compass.standing(actor)
    return {
        "actor": actor,
        "basis": BASIS_WORDS[actor.basis],
        "rule": keeping.rule(actor.basis),
        "keep": keeping.until(actor, queries.signs(number)),
        "no_consent": actor.basis is Basis.CONSENT and not consents,
        "personal": queries.personal(actor),
        "deadline": queries.deadline(actor.added_at),
        "answer": telling.of(number),
        "holds": erasing.holds(number),
        "steps": [(STEP_WORDS[one.kind], one) for one in steps],
        "names": accounts.names({one.account_id for one in steps if one.account_id}),
        "covered": told.covered(number, accounts.require()),
        "may_edit": allows(accounts.require().role, Right.NETWORK_EDIT),
        **forms(),
    }


def forms() -> dict[str, object]:
    """Return one form for each thing the office can do, ids apart from each other."""
    made: dict[str, DeskForm] = {
        "press": PressedForm(),
        "informed": InformedForm(),
        "answering": AnswerForm(),
        "keeping": KeepForm(),
        "restricting": RestrictForm(),
        "freeing": FreeForm(),
    }
    for name, form in made.items():
        for field in form:
            field.id = f"{name}-{field.name}"
    return dict(made)
