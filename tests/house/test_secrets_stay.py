"""What is not for everybody appears on no page, and what was withdrawn and purged is nowhere any more."""

from __future__ import annotations

import re
from collections import deque
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, indexing, jobs
from core.config import settings
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.outbox import deliver_due
from core.rows import Base
from ideas import services
from ideas.services import Said
from ideas.stages import Stage
from tests.support.making import Made, make_idea, published
from tests.support.pages import fill
from tests.support.smtp import Sink

LINK = re.compile(r'href="(/[^"#]*)')
WORDS = {
    "unread": "Zimtschneckenfabrik",
    "declined": "Kellerasselzucht",
    "withdrawn": "Nebelkrähenpost",
    "taken down": "Dachgepäckträgerverleih",
    "reason": "Geheimgrundwort",
    "report": "Stolperdrahtmeldung",
}
ADDRESS = "ganzgeheim@example.org"


def planted(visitor: FlaskClient) -> dict[str, Made]:
    """Put a word that nobody else uses into everything that is not for everybody."""
    indexing.tend()
    made = {}
    for name in ("unread", "declined", "withdrawn"):
        made[name] = make_idea(f"{WORDS[name]} für alle.", email=ADDRESS, place=f"{WORDS[name]}platz")
    made["taken down"] = published(f"{WORDS['taken down']} für alle.", email=ADDRESS)
    published("Eine Bank am Bach.")
    deliver_due()
    with writing():
        services.advance(made["declined"].id, Stage.NOT_PUBLISHED, HOUSE, Said(reason=f"{WORDS['reason']}."))
        services.advance(made["withdrawn"].id, Stage.WITHDRAWN, HOUSE)
        services.advance(made["taken down"].id, Stage.NOT_PUBLISHED, HOUSE, Said(reason=f"{WORDS['reason']}."))
    fill(visitor, "/barrierefreiheit/melden", text=f"{WORDS['report']}.", email="melderin@example.org")
    deliver_due()
    return made


def crawled(visitor: FlaskClient, *more: str) -> dict[str, str]:
    """Follow every link from the start page; return all pages."""
    waiting, pages = deque(["/", *more]), dict[str, str]()
    while waiting and len(pages) < 400:
        path = waiting.popleft().replace("&amp;", "&")
        if path in pages or path.startswith("/static/"):
            continue
        answer = visitor.get(path)
        pages[path] = answer.get_data().decode("utf-8", errors="replace") + str(answer.headers)
        waiting.extend(LINK.findall(pages[path]))
    return pages


def test_no_public_page_shows_what_is_not_for_everybody(app: House, visitor: FlaskClient) -> None:
    made = planted(visitor)
    guesses = [f"/ideen/{one.id}" for one in made.values()] + [f"/ideen/{one.id}-x" for one in made.values()]
    searches = ["/ideen?q=bank", *(f"/ideen?stand={stage}" for stage in Stage)]
    pages = crawled(visitor, *guesses, *searches)
    assert len(pages) > 40
    for word in (*WORDS.values(), ADDRESS, ADDRESS.split("@", maxsplit=1)[0]):
        assert [path for path, page in pages.items() if word in page] == []


@pytest.mark.parametrize("name", ["unread", "declined", "withdrawn", "taken down"])
def test_no_search_finds_it(app: House, visitor: FlaskClient, name: str) -> None:
    planted(visitor)
    for asked in (WORDS[name], WORDS[name][:6], WORDS[name].upper(), f'"{WORDS[name]} für alle"'):
        page = visitor.get("/ideen", query_string={"q": asked}).get_data(as_text=True)
        assert '<strong class="num">0 Ideen</strong>' in page
        assert "/ideen/" not in "".join(re.findall(r'<h2><a href="([^"]*)"', page))


def test_purged_means_gone_from_tables_and_index(
    app: House, visitor: FlaskClient, letters: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    planted(visitor)
    assert letters.letters
    with clock.at(clock.now() + timedelta(days=400)):
        for _ in range(2):
            jobs.purge()
            deliver_due()
        jobs.tidy()
    kept = " ".join(str(row) for table in Base.metadata.sorted_tables for row in db.session.execute(select(table)))
    files = b"".join(path.read_bytes() for path in Path(settings().instance / "search").rglob("*") if path.is_file())
    for name in ("declined", "withdrawn", "taken down", "reason"):
        assert WORDS[name] not in kept
        assert WORDS[name].casefold().encode() not in files.lower()
    assert ADDRESS not in kept
    assert not any(word in caplog.text for word in (*WORDS.values(), ADDRESS))
