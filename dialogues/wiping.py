"""Spuren: what a database still holds of deleted ballots is wiped right after the transaction that deleted them.

SQLite overwrites deleted rows (secure_delete), and its write-ahead log is cut to nothing. PostgreSQL writes the table
anew without its dead rows; how long its own log is kept is its administrator's choice (docs/decisions/0008).
"""

from __future__ import annotations

import logging
import time

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from core import db as house
from core.db import db

log = logging.getLogger(__name__)
TRIES, PAUSE = 20, 0.05
TABLES = ("ballot", "ranking_ballot")


def after_commit() -> None:
    """Wipe once the present transaction is stored."""
    house.after_commit(wipe)


def wipe() -> bool:
    """Wipe now, outside any transaction; False (and a line for the operator) when others kept it from being done."""
    db.session.rollback()
    try:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            done = _sqlite(connection) if connection.dialect.name == "sqlite" else _postgresql(connection)
    except SQLAlchemyError as error:
        log.warning("the log could not be truncated: %s", type(error).__name__)
        return False
    if not done:
        log.warning("the log could not be truncated yet: somebody else was reading")
    return done


def _sqlite(connection: Connection) -> bool:
    """Cut the write-ahead log to nothing; readers may keep it for a moment."""
    for _ in range(TRIES):
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
        if not busy:
            return True
        time.sleep(PAUSE)
    return False


def _postgresql(connection: Connection) -> bool:
    """Write the tables anew without dead rows; who lays a stone elsewhere waits for the moment that takes."""
    connection.exec_driver_sql("SET lock_timeout = '2s'")
    try:
        for table in TABLES:
            connection.exec_driver_sql(f"VACUUM (FULL) {table}")
    finally:
        connection.exec_driver_sql("RESET lock_timeout")
    return True
