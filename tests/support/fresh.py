"""The vocabulary alone, kept once and put back before each test: writing it anew cost a fifth of all tests' time."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Engine, text

PUT_BACK = """
CREATE FUNCTION kept.put_back() RETURNS void LANGUAGE plpgsql AS $$
DECLARE one record; found boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', one.name) INTO found;
        IF found THEN EXECUTE format('DELETE FROM public.%I', one.name); END IF;
    END LOOP;
    FOR one IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'kept' AND tablename <> '_sequence' LOOP
        EXECUTE format('INSERT INTO public.%I SELECT * FROM kept.%I', one.name, one.name);
    END LOOP;
    FOR one IN SELECT * FROM kept._sequence LOOP
        PERFORM setval(one.name::regclass, one.value, one.called);
    END LOOP;
END $$
"""
NOW_AND_THEN = 200
"""So often the tables are cut off too: deleted rows leave pages behind, for nothing sweeps them (autovacuum is off)."""


class Kept(Protocol):
    """What was kept of a database."""

    def restore(self) -> None:
        """Bring the database back to it."""


@dataclass
class _File:
    """SQLite: all pages, copied in memory."""

    engine: Engine
    pages: sqlite3.Connection

    def restore(self) -> None:
        connection = self.engine.raw_connection()
        try:
            self.pages.backup(connection.driver_connection)  # type: ignore[arg-type]  # the driver's own connection
        finally:
            connection.close()


@dataclass
class _Schema:
    """PostgreSQL: rows beside the tables, put back by a function in one go."""

    engine: Engine
    times: int = 0

    def restore(self) -> None:
        self.times += 1
        with self.engine.begin() as connection:
            if self.times % NOW_AND_THEN == 0:
                tables = connection.execute(
                    text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                ).scalars()
                names = ", ".join(f'public."{name}"' for name in tables)
                connection.execute(text(f"TRUNCATE {names}"))
            connection.execute(text("SELECT kept.put_back()"))


def keep(engine: Engine) -> Kept:
    """Remember a database as it is now."""
    return _file(engine) if engine.dialect.name == "sqlite" else _schema(engine)


def _file(engine: Engine) -> _File:
    pages = sqlite3.connect(":memory:", check_same_thread=False)
    connection = engine.raw_connection()
    try:
        connection.driver_connection.backup(pages)  # type: ignore[union-attr]  # the driver's own connection
    finally:
        connection.close()
    return _File(engine, pages)


def _schema(engine: Engine) -> _Schema:
    with engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA kept"))
        for (name,) in connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all():
            if connection.execute(text(f'SELECT EXISTS (SELECT 1 FROM public."{name}")')).scalar():  # noqa: S608 - a table of ours
                connection.execute(text(f'CREATE TABLE kept."{name}" AS TABLE public."{name}"'))
        connection.execute(text("CREATE TABLE kept._sequence (name text, value bigint, called boolean)"))
        for (name,) in connection.execute(
            text("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
        ).all():
            found = f'INSERT INTO kept._sequence SELECT \'public."{name}"\', last_value, is_called FROM public."{name}"'  # noqa: S608 - the same
            connection.execute(text(found))
        connection.execute(text(PUT_BACK))
    return _Schema(engine)
