"""The index follows the rows: changed, gone, all at once; it is rebuilt when it is missing and never in the way."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from core import clock, indexing, outbox, things
from core.config import settings
from core.db import writing
from core.search.index import SearchDoc
from core.search.query import parse
from core.things import Kind, Thing

MONTAG = datetime(2026, 11, 23, 8, tzinfo=clock.BERLIN)


class Shelf:
    """Rows of a room that exists for these tests only: titles by number, and numbers whose loading fails."""

    def __init__(self) -> None:
        self.titles: dict[int, str] = {}
        self.broken: set[int] = set()

    def documents(self, ids: Sequence[int] | None) -> Iterator[SearchDoc]:
        """Yield the documents of some rows, or of all."""
        for number in sorted(self.titles) if ids is None else ids:
            if number in self.broken:
                raise RuntimeError("this row cannot be read")
            if number in self.titles:
                yield SearchDoc(
                    id=f"book:{number}",
                    kind="book",
                    title=self.titles[number],
                    text="",
                    changed=MONTAG,
                    visibility=frozenset({"desk"}),
                )

    def put(self, number: int, title: str) -> None:
        """Change a row and promise that the index follows."""
        self.titles[number] = title
        with writing():
            indexing.changed(Thing("book", number))

    def drop(self, number: int) -> None:
        """Delete a row and promise that the index follows."""
        del self.titles[number]
        with writing():
            indexing.changed(Thing("book", number))


@pytest.fixture
def shelf(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Return a shelf whose books the house can find."""
    found = Shelf()
    kind = Kind("book", "Buch", lambda _: {}, lambda number: f"/{number}", found.documents)
    monkeypatch.setitem(app.extensions["kinds"], "book", kind)
    return found


def found(words: str, audience: str = "desk") -> list[str]:
    """Search, after the worker had its round."""
    indexing.tend()
    page = indexing.find(parse(words), audience=audience, kind="book")
    assert page.ready
    return [hit.id for hit in page.hits]


def test_a_changed_thing_is_found_as_it_is_now(shelf: Shelf) -> None:
    shelf.put(1, "Radweg")
    before = found("Radweg")
    shelf.put(1, "Spielplatz")

    assert (before, found("Radweg"), found("Spielplatz")) == (["book:1"], [], ["book:1"])


def test_a_deleted_thing_is_found_no_more(shelf: Shelf) -> None:
    shelf.put(1, "Radweg")
    shelf.put(2, "Radweg am Fluss")
    before = found("Radweg")
    shelf.drop(1)

    assert (sorted(before), found("Radweg")) == (["book:1", "book:2"], ["book:2"])


def test_what_one_audience_may_see_another_does_not_find(shelf: Shelf) -> None:
    shelf.put(1, "Radweg")

    assert (found("Radweg", "desk"), found("Radweg", "public")) == (["book:1"], [])


def test_many_changes_of_one_thing_are_one_change(shelf: Shelf) -> None:
    for number in range(20):
        shelf.put(1, f"Radweg {number}")

    assert found("Radweg") == ["book:1"]
    assert outbox.status(indexing.KIND).waiting == 0


def test_a_row_that_cannot_be_read_holds_no_other(shelf: Shelf) -> None:
    assert found("Radweg") == []
    shelf.broken = {2}
    for number in (1, 2, 3):
        shelf.put(number, "Radweg")

    assert sorted(found("Radweg")) == ["book:1", "book:3"]
    assert outbox.status(indexing.KIND).waiting == 1


def test_while_there_is_no_index_searching_says_not_ready(shelf: Shelf) -> None:
    shelf.titles[1] = "Radweg"

    page = indexing.find(parse("Radweg"), audience="desk")

    assert (page.ready, list(page.hits), page.total) == (False, [], 0)


def test_the_worker_builds_a_missing_index_from_all_rows(app: Flask, shelf: Shelf) -> None:
    shelf.put(1, "Radweg")
    shelf.titles[2] = "Radweg, nie gemeldet"
    assert sorted(found("Radweg")) == ["book:1", "book:2"]

    app.extensions.pop("index")  # as a process that starts anew
    shutil.rmtree(settings().instance / "search")

    assert sorted(found("Radweg")) == ["book:1", "book:2"]


def test_the_worker_rebuilds_a_broken_index(app: Flask, shelf: Shelf) -> None:
    shelf.put(1, "Radweg")
    assert found("Radweg") == ["book:1"]
    app.extensions.pop("index")  # as a process that starts anew
    for path in [path for path in Path(settings().instance / "search").rglob("*") if path.is_file()]:
        path.write_bytes(b"\x00nonsense")

    assert found("Radweg") == ["book:1"]


def test_an_index_that_breaks_at_work_is_rebuilt_by_the_next_change(app: Flask, shelf: Shelf) -> None:
    shelf.put(1, "Radweg")
    assert found("Radweg") == ["book:1"]
    app.extensions.pop("index")  # as a process that starts anew
    shutil.rmtree(settings().instance / "search")
    shelf.put(2, "Radweg")

    outbox.deliver_due()

    assert indexing.find(parse("Radweg"), audience="desk", kind="book").total == 2


def test_only_one_writes_the_index_at_a_time(shelf: Shelf) -> None:
    assert found("Radweg") == []
    shelf.put(1, "Radweg")
    with indexing.turn() as first, indexing.turn() as second:
        delivered_meanwhile = outbox.deliver_due()

    assert (first, second, delivered_meanwhile) == (True, False, 0)
    assert outbox.deliver_due() == 1


def test_a_kind_no_room_knows_leaves_the_index(app: Flask, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put(1, "Radweg")
    assert found("Radweg") == ["book:1"]
    with writing():
        indexing.changed(Thing("book", 1))
    monkeypatch.delitem(app.extensions["kinds"], "book")

    assert found("Radweg") == []
    assert "book" not in things.kinds()


def test_rebuild_and_status_speak_at_the_command_line(app: Flask, shelf: Shelf) -> None:
    shelf.titles = {1: "Radweg", 2: "Spielplatz"}
    runner = app.test_cli_runner()

    rebuilt = runner.invoke(args=["search", "rebuild"])
    status = runner.invoke(args=["search", "status"])

    assert rebuilt.exit_code == 0, rebuilt.output
    assert rebuilt.output.splitlines()[-1] == "The index holds 2 documents."
    assert status.output.splitlines() == ["2 documents, ready", "0 changes wait, the oldest for 0 s, 0 stuck"]
    assert found("Spielplatz") == ["book:2"]
