"""Whatever somebody writes into the network stays words: no page of any wing lets it become markup."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Column, Enum, String, Table, Text, select, update

from core.audience import Door
from core.db import db, writing
from core.factory import House
from core.rows import Base
from tests.support.thread import Thread, lay_out

BAD = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"
SHORT = '"><b id=x1>'
MARKS = ("<script>alert", "<img src=x", "<b id=x1>")
APART = {"key", "kind", "email", "guest_email", "web", "value_key", "sort_key", "name_key", "email_key", "ref", "file"}
"""Columns that no person writes words into."""
SKIPPED = ("_on", "_hash", "_at", "_key", "_mark", "_kind")


def texts(table: Table) -> Iterator[Column[str]]:
    """Return the columns of a table into which people write words."""
    for column in table.columns:
        plain = isinstance(column.type, String | Text) and not isinstance(column.type, Enum)
        if not plain or column.primary_key or column.foreign_keys or column.unique or column.name in APART:
            continue
        if not column.name.endswith(SKIPPED) and (getattr(column.type, "length", None) or 99) >= len(SHORT):
            yield column


def spoil() -> int:
    """Write markup into every text of the network; return into how many columns."""
    tables = {one.local_table for one in Base.registry.mappers if one.class_.__module__.startswith("compass.")}
    spoiled = 0
    with writing():
        for table in tables:
            for column in texts(table):  # type: ignore[arg-type]  # mapped to tables
                length = getattr(column.type, "length", None) or 1000
                said = BAD if length >= len(BAD) else SHORT
                there = db.session.execute(select(column).where(column.is_not(None), column != "").limit(1)).first()
                db.session.execute(update(table).where(column.is_not(None), column != "").values({column.name: said}))  # type: ignore[arg-type]
                spoiled += there is not None
    return spoiled


@pytest.fixture
def thread(app: House) -> Thread:
    """Put a row of everything into the house, and markup into all of it."""
    laid = lay_out()
    assert spoil() > 30
    return laid


def test_no_page_of_the_network_lets_words_become_markup(
    app: House, thread: Thread, admin: FlaskClient, visitor: FlaskClient
) -> None:
    seen = escaped = 0
    for rule in app.url_map.iter_rules():
        door = app.blueprints.get(rule.endpoint.rsplit(".", 1)[0])
        ours = (isinstance(door, Door) and door.name.startswith("compass")) or rule.endpoint.startswith("actor_")
        if not ours or "GET" not in (rule.methods or ()) or not isinstance(door, Door):
            continue
        client = admin if door.audience == "desk" else visitor
        for path in thread.addresses(rule):
            answer = client.get(path, follow_redirects=True)
            assert answer.status_code < 500, path
            if answer.mimetype != "text/html":
                continue
            said = answer.get_data(as_text=True)
            assert [mark for mark in MARKS if mark in said] == [], path
            assert "alert(1)&lt;" in said or "script&gt;alert(1)" not in said.replace("&lt;script&gt;alert(1)", ""), (
                path
            )
            seen, escaped = seen + 1, escaped + ("&lt;script&gt;alert(1)" in said or "&lt;b id=x1&gt;" in said)
    assert seen > 60
    assert escaped > 25
