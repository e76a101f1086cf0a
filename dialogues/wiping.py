"""Spuren: what a database still holds of deleted ballots is wiped right after the transaction that deleted them.

SQLite overwrites deleted rows (secure_delete), and its write-ahead log is cut to nothing. PostgreSQL writes the table
anew without its dead rows; how long its own log is kept is its administrator's choice (docs/decisions/0008).

While stones lie, their order is wiped every minute: what was written together or one after the other is no longer told
apart by SQLite's log, nor by the place and the transaction number that PostgreSQL keeps beside each row.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, LiteralString

from psycopg import sql
from sqlalchemy import exists, or_, select
from sqlalchemy.exc import SQLAlchemyError

from core import clock
from core import db as house
from core.db import BUSY_MS, db
from dialogues.models import Ballot, Dialogue, Ranking, RankingBallot

log = logging.getLogger(__name__)
TRIES, PAUSE = 20, 0.05
PATIENCE_MS = 200
"""How long one try waits for readers and writers; all tries together: five seconds."""
TABLES = (Ballot.__tablename__, RankingBallot.__tablename__)
LATELY = timedelta(hours=2)
AGAIN = "WITH taken AS (DELETE FROM {} RETURNING *) INSERT INTO {} SELECT * FROM taken ORDER BY key"


def after_commit() -> None:
    """Wipe once the present transaction is stored."""
    house.after_commit(wipe)


def again() -> None:
    """Wipe once more where something was counted lately: whoever kept the log open then has gone by now."""
    since = clock.now() - LATELY
    counted = or_(
        exists().where(Dialogue.closed_at >= since),
        exists().where(Ranking.closed_at >= since),
        exists().where(Dialogue.opened_at.is_not(None), Dialogue.closed_at.is_(None)),
    )
    lately = db.session.scalar(select(counted))
    db.session.rollback()
    if lately:
        wipe()


def wipe() -> bool:
    """Wipe now, outside any transaction; False (and a line for the operator) when others kept it from being done."""
    done = _raw(lambda raw: _cut(raw, TRIES), _rewrite)
    if not done:
        log.warning("the log of deleted stones could not be cut yet: somebody else is in the way")
    return done


def stir() -> bool:
    """Take the order out of the stones and points that lie just now; False when others kept it from being done."""
    if not db.session.scalar(select(or_(exists(select(Ballot.key)), exists(select(RankingBallot.key))))):
        db.session.rollback()
        return True
    return _raw(lambda raw: _cut(raw, 1), _mix)


def _raw(of_sqlite: Callable[[Any], bool], of_postgresql: Callable[[Any], bool]) -> bool:
    """Do what a kind of database needs, on a connection of the driver's own and outside any transaction."""
    db.session.rollback()
    kept = db.engine.raw_connection()
    try:
        raw: Any = kept.driver_connection
        if db.engine.dialect.name == "sqlite":
            return of_sqlite(raw)
        raw.autocommit = True
        raw.execute("SET lock_timeout = '2s'")
        try:
            return of_postgresql(raw)
        finally:
            raw.execute("RESET lock_timeout")
            raw.autocommit = False
    except (SQLAlchemyError, db.engine.dialect.loaded_dbapi.Error) as error:
        log.warning("the traces of stones could not be wiped: %s", type(error).__name__)
        return False
    finally:
        kept.close()


def _cut(raw: Any, tries: int) -> bool:  # noqa: ANN401 - the driver's own connection
    """Cut SQLite's write-ahead log to nothing; readers may keep it for a moment."""
    raw.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
    try:
        for _ in range(tries):
            (busy, *_pages) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                return True
            time.sleep(PAUSE)
        return False
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_MS}")


def _rewrite(raw: Any) -> bool:  # noqa: ANN401 - the driver's own connection
    """Write PostgreSQL's tables anew without dead rows; who lays a stone elsewhere waits for the moment that takes."""
    for table in TABLES:
        raw.execute(_said("VACUUM (FULL) {}", table))
    return True


def _mix(raw: Any) -> bool:  # noqa: ANN401 - the driver's own connection
    """Write PostgreSQL's rows again in the order of their keys, all in one transaction; nothing where they were before."""
    for table in TABLES:
        (written,) = raw.execute(_said("SELECT count(DISTINCT xmin::text) FROM {}", table)).fetchone()
        if written > 1:
            with raw.transaction():
                raw.execute(_said("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE", table))
                raw.execute(_said(AGAIN, table, table))
            raw.execute(_said("VACUUM {}", table))
    return True


def _said(statement: LiteralString, *tables: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, tables))
