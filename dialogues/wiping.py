"""Spuren: what a database still holds of deleted ballots is wiped right after the transaction that deleted them.

SQLite overwrites deleted rows (secure_delete), and its write-ahead log is cut to nothing. PostgreSQL writes the table
anew without its dead rows; how long its own log is kept is its administrator's choice (docs/decisions/0008).
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from core import clock
from core import db as house
from core.db import BUSY_MS, db
from dialogues.models import Dialogue

log = logging.getLogger(__name__)
TRIES, PAUSE = 20, 0.05
PATIENCE_MS = 200
"""How long one try waits for readers and writers; all tries together: five seconds."""
TABLES = ("ballot", "ranking_ballot")
LATELY = timedelta(hours=2)


def after_commit() -> None:
    """Wipe once the present transaction is stored."""
    house.after_commit(wipe)


def again() -> None:
    """Wipe once more where a meeting was closed lately: whoever kept the log open then has gone by now."""
    since = clock.now() - LATELY
    lately = db.session.scalar(select(Dialogue.id).where(Dialogue.closed_at >= since).limit(1))
    db.session.rollback()
    if lately is not None:
        wipe()


def wipe() -> bool:
    """Wipe now, outside any transaction; False (and a line for the operator) when others kept it from being done."""
    db.session.rollback()
    kept = db.engine.raw_connection()
    try:
        raw: Any = kept.driver_connection
        done = _sqlite(raw) if db.engine.dialect.name == "sqlite" else _postgresql(raw)
    except (SQLAlchemyError, db.engine.dialect.loaded_dbapi.Error) as error:
        log.warning("the log of deleted stones could not be cut: %s", type(error).__name__)
        return False
    finally:
        kept.close()
    if not done:
        log.warning("the log of deleted stones could not be cut yet: somebody else is reading")
    return done


def _sqlite(raw: Any) -> bool:  # noqa: ANN401 - the driver's own connection
    """Cut the write-ahead log to nothing; readers may keep it for a moment."""
    raw.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
    try:
        for _ in range(TRIES):
            (busy, *_pages) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                return True
            time.sleep(PAUSE)
        return False
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_MS}")


def _postgresql(raw: Any) -> bool:  # noqa: ANN401 - the driver's own connection
    """Write the tables anew without dead rows; who lays a stone elsewhere waits for the moment that takes."""
    raw.autocommit = True
    try:
        raw.execute("SET lock_timeout = '2s'")
        for table in TABLES:
            raw.execute(f"VACUUM (FULL) {table}")
    finally:
        raw.execute("RESET lock_timeout")
        raw.autocommit = False
    return True
