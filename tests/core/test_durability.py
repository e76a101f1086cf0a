"""Power cuts while people hand in ideas: what was acknowledged is stored, its letter arrives, the search finds it."""

import http.client
import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from core import indexing, outbox
from core.db import db
from core.factory import House
from core.outbox import Promise
from core.search.query import parse
from ideas.models import Idea
from tests.support import crashable, pages, server, smtp

CLIENTS = 4
EACH_TIME = 12
PATIENCE = 15.0
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Citizens:
    """Some people who hand in ideas at once, and note those for which they saw a Merk-Code."""

    port: int
    acknowledged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def live(self, name: str) -> None:
        """Hand in one idea after the other until the end; a server that is gone is asked again."""
        number = 0
        while not self.ended.is_set():
            number += 1
            word = f"{name}x{number:04}"  # of one length: the search completes words
            try:
                status, page = self._hand_in(word)
            except (OSError, http.client.HTTPException):
                self.ended.wait(0.05)
                continue
            with self.changed:
                good = status == http.HTTPStatus.OK and "Merk-Code" in page
                (self.acknowledged if good else self.refused).append(word if good else f"{status} {word}")
                self.changed.notify_all()

    def _hand_in(self, word: str) -> tuple[int, str]:
        """Open the form, fill it in, send it."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as line:
            line.request("GET", "/ideen/neu")
            token = pages.TOKEN.search(line.getresponse().read().decode())
            if token is None:
                return 0, ""
            fields = {"token": token[1], "text": f"Mehr {word} für alle.", "email": f"{word}@example.org"}
            line.request("POST", "/ideen/neu", urlencode(fields), HEADERS)
            answer = line.getresponse()
            return answer.status, answer.read().decode()

    def wait_for(self, count: int) -> None:
        """Come back when so many ideas were acknowledged."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.acknowledged) >= count, PATIENCE), self.refused[:3]


@pytest.fixture
def sink() -> Iterator[smtp.Sink]:
    """A real mail server."""
    with smtp.sink() as running:
        yield running


@pytest.fixture
def crashing(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path, sink: smtp.Sink) -> Iterator[House]:
    """A house on a fresh database, to look into; the served one is another process on the same settings."""
    url = f"sqlite:///{tmp_path / 'house.db'}"
    if engine_name == "postgresql":
        url = request.getfixturevalue("cluster").create_database("durability")
    with crashable.house(url, tmp_path / "instance", smtp_port=sink.port, ideas_per_hour=100_000) as app:
        yield app


def until(true: Callable[[], bool]) -> bool:
    return crashable.came(true, PATIENCE)


def found(word: str) -> int:
    """Return how many ideas the search finds."""
    return indexing.find(parse(word), audience="desk", kind="idea").total


def test_no_acknowledged_idea_letter_or_index_change_is_lost(crashing: House, sink: smtp.Sink) -> None:
    with server.process(environment=crashable.environment(crashing)) as process:
        citizens = Citizens(process.port)
        threads = [threading.Thread(target=citizens.live, args=(f"idee{n}",)) for n in range(CLIENTS)]
        for thread in threads:
            thread.start()
        try:
            for cut in (1, 2):
                citizens.wait_for(cut * EACH_TIME)
                process.restart()
            citizens.wait_for(3 * EACH_TIME)
        finally:
            citizens.ended.set()
            for thread in threads:
                thread.join()
        assert until(lambda: outbox.status().waiting == 0), f"{outbox.status()}\n{process.words()}"

    words = set(citizens.acknowledged)
    texts = db.session.scalars(select(Idea.text)).all()
    assert citizens.refused == []
    assert words - {match[1] for match in (re.search(r"Mehr (\S+) für", text) for text in texts) if match} == set()
    assert {word for word in words if not sink.to(f"{word}@example.org")} == set()
    assert {word for word in words if found(word) != 1} == set()
    assert outbox.status().stuck == 0
    kinds = select(Promise.kind, func.count()).group_by(Promise.kind)
    counted = {row[0]: row[1] for row in db.session.execute(kinds)}
    assert min(counted["letter"], counted["index"]) >= len(words)
    assert [letters for letters in by_recipient(sink).values() if len(letters) > 1] == []


def by_recipient(sink: smtp.Sink) -> dict[str, set[str]]:
    """Return the different Message-IDs each address got: a letter that came twice bears the same one."""
    found: dict[str, set[str]] = defaultdict(set)
    for letter in sink.letters:
        found[letter.recipients[0]].add(str(letter.message["Message-ID"]))
    return found
