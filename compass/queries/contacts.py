"""Finding an actor by a way to reach it, present or former: asked of the rows, never of the index, which holds none."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, func, or_, select

from compass.models import Actor, ContactPoint
from compass.queries.lists import Filters, narrowed
from core.db import db
from core.rows import fold

FEWEST_DIGITS = 4
LONGEST = 100
MOST = 100
PHONE = re.compile(r"[\d\s()+/.–-]+")
ADDRESS = re.compile(r"[^\s@]*@[^\s@]*|[^\s@]+\.[a-zäöüß]{2,}")
ABROAD = re.compile(r"(00|\+)49|0")
SIGNS = " -/()."


def digits(text: str) -> str:
    """Return the digits of a number that is typed like a telephone's, without the country's code and leading nought."""
    if not PHONE.fullmatch(text):
        return ""
    plain = re.sub(r"[^\d+]", "", text)
    return re.sub(r"\D", "", ABROAD.sub("", plain, count=1) if ABROAD.match(plain) else plain)


def is_contact(text: str) -> bool:
    """Tell whether a question reads like a telephone number, an e-mail or a page."""
    return len(digits(text)) >= FEWEST_DIGITS or bool(ADDRESS.fullmatch(text.strip().casefold()))


def by_contact(text: str, filters: Filters) -> list[int]:
    """Return ids of the actors with such a way to them, former ones too, by name; at most a hundred."""
    wanted = _dialled(digits(text)) if digits(text) else _written(text)
    found = narrowed(select(Actor.id), filters, public=False).where(wanted)
    return list(db.session.scalars(found.order_by(Actor.sort_key, Actor.id).limit(MOST)))


def _dialled(number: str) -> ColumnElement[bool]:
    main = Actor.phone
    for sign in SIGNS:
        main = func.replace(main, sign, "")  # type: ignore[assignment]  # a column, then a function of it
    points = select(ContactPoint.actor_id).where(ContactPoint.value_key.contains(number, autoescape=True))
    return or_(main.contains(number, autoescape=True), Actor.id.in_(points))


def _written(text: str) -> ColumnElement[bool]:
    key, small = fold(text)[:LONGEST], text.strip().casefold()[:LONGEST]
    points = select(ContactPoint.actor_id).where(ContactPoint.value_key.contains(key, autoescape=True))
    main = (func.lower(column).contains(small, autoescape=True) for column in (Actor.email, Actor.web))
    return or_(*main, Actor.id.in_(points))
