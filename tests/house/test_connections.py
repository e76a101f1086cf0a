"""Connections to PostgreSQL: one that died while it was quiet is replaced unseen, and reading at once leaves no trace."""

from __future__ import annotations

import threading

import pytest
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

import core.db
from core.config import settings
from core.db import db
from core.factory import House
from core.versions import ALL
from run import create_app


def only_on_postgresql() -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no server that could end a connection")


def test_a_connection_that_died_while_quiet_is_replaced(
    app: House, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_on_postgresql()
    assert visitor.get("/ideen").status_code == 200
    db.session.rollback()
    other = create_engine(db.engine.url)
    with other.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid != pg_backend_pid() AND datname = :name"
            ),
            {"name": db.engine.url.database},
        )
    other.dispose()
    monkeypatch.setattr(core.db, "QUIET", 0.0)

    try:
        assert visitor.get("/ideen").status_code == 200
    finally:  # others of the pool died too and were not quiet long enough to be tried for the next test
        db.session.remove()
        db.engine.dispose()


def test_reading_at_once_opens_no_transaction_and_the_next_statement_does(app: House) -> None:
    only_on_postgresql()
    db.session.rollback()
    core.db.at_once(ALL)
    raw = db.session.connection().connection.driver_connection
    assert raw is not None
    assert (raw.info.transaction_status.name, raw.autocommit) == ("IDLE", False)

    db.session.execute(text("SELECT 1"))

    assert raw.info.transaction_status.name == "INTRANS"


def test_a_house_just_built_shares_neither_a_connection_nor_a_thread_with_its_forks(app: House) -> None:
    threads = set(threading.enumerate())
    fresh = create_app(settings())
    assert set(threading.enumerate()) == threads
    with fresh.app_context():
        assert "Connections in pool: 0" in db.engine.pool.status()
        assert "Current Checked out connections: 0" in db.engine.pool.status()
