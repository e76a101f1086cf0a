"""A house with the playroom in it, and what tests of transactions ask of it."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Engine, select

from core.db import db
from core.factory import House, build
from tests.support.houses import Furnished
from tests.support.playroom import Card, Play, PlayBase, Poll, Tally

PATIENCE = 30


class Hall:
    """A house with the playroom, and what tests ask of it."""

    def __init__(self, app: House, play: Play) -> None:
        self.app = app
        self.play = play

    @property
    def engine(self) -> Engine:
        """Return the house's engine."""
        with self.app.app_context():
            return db.engine

    def post(self, door: str, **fields: str) -> Any:
        """Send a form to a door."""
        return self.app.test_client().post(f"/spiel/{door}", data=fields)

    def read(self, door: str, **arguments: str) -> Any:
        """Open a door."""
        return self.app.test_client().get(f"/spiel/{door}", query_string=arguments)

    def number(self, kind: type[Tally | Poll]) -> int:
        """Return what a counter really holds."""
        with self.engine.connect() as connection:
            return connection.execute(select(kind.number)).scalar_one()

    def cards(self) -> list[str]:
        """Return the cards that are really stored."""
        with self.engine.connect() as connection:
            return list(connection.scalars(select(Card.key).order_by(Card.key)))

    def empty(self) -> None:
        """Bring the rows back to the beginning."""
        self.play.__init__()  # type: ignore[misc]  # fresh hooks in the object the doors hold
        with self.engine.begin() as connection:
            for table in PlayBase.metadata.sorted_tables:
                connection.execute(table.delete())
            connection.execute(Tally.__table__.insert().values(id=1, number=0))  # type: ignore[attr-defined]  # a Table
            connection.execute(Poll.__table__.insert().values(id=1, number=0, version=1))  # type: ignore[attr-defined]  # a Table


def built(house: Furnished) -> Iterator[Hall]:
    """Build a hall beside a house, on the same database."""
    play = Play()
    app = build((*house.app.extensions["rooms"], play.room()), house.app.extensions["settings"])
    app.config["PROPAGATE_EXCEPTIONS"] = False
    hall = Hall(app, play)
    PlayBase.metadata.create_all(hall.engine)
    yield hall
    hall.engine.dispose()
    PlayBase.metadata.drop_all(hall.engine)
    hall.engine.dispose()


def on_sqlite(hall: Hall) -> bool:
    """Tell whether the write lock makes one request after the other."""
    return hall.engine.dialect.name == "sqlite"


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run calls in threads that start together; return what they gave."""
    together, given = threading.Barrier(len(calls), timeout=PATIENCE), list[Any]()

    def work(call: Callable[[], Any]) -> None:
        together.wait()
        given.append(call())

    threads = [threading.Thread(target=work, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(given) == len(calls)
    return given
