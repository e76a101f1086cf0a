"""People whom the office wrote down on a day of their own, as the clocks of data protection see them."""

from __future__ import annotations

from datetime import UTC, datetime

from flask.testing import FlaskClient
from sqlalchemy import update

from compass.models import Actor, ActorKind, Basis
from core import clock
from core.db import db, writing
from tests.support.making_actors import make_actor

DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def written(name: str, *, public: bool = False, basis: Basis = Basis.PUBLIC_TASK, **more: str) -> int:
    """Write somebody down on DAY as the office does."""
    with clock.at(DAY):
        number = make_actor(name, kind=ActorKind.PERSON, public=public, matching=False, **more)  # type: ignore[arg-type]  # plain fields by name
    change(number, basis=basis)
    return number


def change(number: int, **values: object) -> None:
    with writing():
        db.session.execute(update(Actor).where(Actor.id == number).values(**values))


def names(office: FlaskClient, page: str) -> list[str]:
    said = office.get(page).get_data(as_text=True)
    return [name for name in ("Anna Eins", "Berta Zwei", "Cora Drei") if name in said]
