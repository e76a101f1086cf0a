"""Finding an actor by a way to reach it, present or former: asked of the rows, never of the index, which holds none."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from compass.models import Actor, ContactPoint
from compass.queries.lists import Filters, narrowed
from core.db import db
from core.rows import fold

FEWEST_DIGITS = 4
LONGEST = 100
MOST_DIGITS = 20
MOST = 100
PHONE = re.compile(r"[\d\s()+/.–-]+")
ADDRESS = re.compile(r"[^\s@]*@[^\s@]*|[^\s@]+\.[a-zäöüß]{2,}")
ABROAD = re.compile(r"(00|\+)49|0")
FRONTS = ("", "0", "49", "0049")
"""What may stand before a number without its leading nought."""
LAST = "\U0010ffff"
"""Stands behind every beginning of a key."""
BY_NAME = (func.coalesce(Actor.sort_key, ""), Actor.id)
"""The order of the list, but not by its index: read in that order every row would be looked for one by one (3 times dearer)."""


def digits(text: str) -> str:
    """Return the digits of a number that is typed like a telephone's, without the country's code and leading nought."""
    if not PHONE.fullmatch(text):
        return ""
    plain = re.sub(r"[^\d+]", "", text)
    return re.sub(r"\D", "", ABROAD.sub("", plain, count=1))[:MOST_DIGITS]


def is_contact(text: str) -> bool:
    """Tell whether a question reads like a telephone number, an e-mail or a page."""
    return len(digits(text)) >= FEWEST_DIGITS or bool(ADDRESS.fullmatch(text.strip().casefold()))


def by_contact(text: str, filters: Filters) -> list[int]:
    """Return ids of the actors with such a way to them, former ones too, by name; at most a hundred.

    First whoever's main number or address holds it or whose further one begins with it, which an index knows; only when
    nobody is found, whoever's further one holds it somewhere.
    """
    number = digits(text)
    main = _dialled(number) if number else _written(text)
    starts = [f"{front}{number}" for front in FRONTS] if number else [fold(text)[:LONGEST]]
    begins = or_(*(and_(ContactPoint.value_key >= one, ContactPoint.value_key < one + LAST) for one in starts))
    further = Actor.id.in_(select(ContactPoint.actor_id).where(begins))
    three: Select[Any] = select(Actor.id, Actor.phone, further)  # type: ignore[assignment]  # any columns may be narrowed
    wanted = narrowed(three, filters, public=False).where(or_(main, further))
    rows = db.session.execute(wanted.order_by(*BY_NAME).limit(MOST)).all()
    found = [one for one, phone, point in rows if point or not number or number in re.sub(r"\D", "", phone)]
    return found or _anywhere(number or fold(text)[:LONGEST], filters)


def _anywhere(key: str, filters: Filters) -> list[int]:
    points = select(ContactPoint.actor_id).where(ContactPoint.value_key.contains(key, autoescape=True))
    wanted = narrowed(select(Actor.id), filters, public=False).where(Actor.id.in_(points))
    return list(db.session.scalars(wanted.order_by(*BY_NAME).limit(MOST)))


def _dialled(number: str) -> ColumnElement[bool]:
    """Say in which main numbers these digits stand, in this order, whatever stands between them."""
    return Actor.phone.like("%" + "%".join(number) + "%")


def _written(text: str) -> ColumnElement[bool]:
    small = text.strip().casefold()[:LONGEST]
    columns = (Actor.email,) if "@" in small else (Actor.email, Actor.web)
    return or_(*(func.lower(column).contains(small, autoescape=True) for column in columns))
