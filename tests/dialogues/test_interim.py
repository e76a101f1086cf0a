"""While a meeting runs, other stones and other points change no answer of the house: no word, no length, no tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from compass.models import Sector
from core import indexing
from core.audience import Door
from core.db import writing
from core.factory import House
from dialogues import ballots
from dialogues.models import GroupState
from tests.support import front, meetings
from tests.support.doors_of_meetings import Behind, behind
from tests.support.making_rankings import give, taken_out
from tests.support.stones import lead

RANDOM = re.compile(r'name="token"[^>]*value="[^"]*"|value="[^"]*"[^>]*name="token"|[\w-]{60,}\.[\w-]{20,}')
KEYS = [f"{number:064x}" for number in range(1, 13)]


def lay(here: Behind, stones: tuple[int, ...], points: tuple[int, ...]) -> None:
    """Let twelve phones lay and spread, or lay and spread otherwise."""
    for place, key in enumerate(KEYS):
        for thesis in here.meeting.theses:
            said = {"group_id": here.ids["dialogue_group"], "sector": list(Sector)[place % 2]}
            with writing():
                laid = stones[(place + thesis) % len(stones)]
                ballots.lay(here.meeting.id, thesis, f"{thesis}{key}"[:64], laid, **said)  # type: ignore[arg-type]  # as named
    ranking = taken_out(here.meeting.id, here.ids["reihungen"])
    for name in range(6):
        give(ranking, name, points, Sector.SCIENCE)


def addresses(app: House, here: Behind) -> Iterator[str]:
    """Return every address without a number of its own, and every page of the meeting."""
    for rule in app.url_map.iter_rules():
        door = app.blueprints.get(rule.endpoint.rsplit(".", 1)[0])
        slow = rule.rule.startswith(("/static", "/buero/daten", "/buero/konto", "/ideen/rechenaufgabe"))
        if "GET" in (rule.methods or ()) and not rule.arguments and isinstance(door, Door) and not slow:
            yield rule.rule
    yield from here.pages()
    number = here.meeting.id
    yield from (f"/div/{number}{end}" for end in ("", "/protokoll", "/ergebnisse.json", "/ergebnisse.csv", "/regeln"))
    yield from (f"/buero/div/{number}{end}" for end in ("/zaehlungen/ergebnisse.json", "/leinwand", "/protokoll"))
    yield from (f"{here.moderator}?teil=1", f"/div/{number}/reihungen/{here.ids['reihungen']}", "/ideen?q=stein")


def told(client: FlaskClient, paths: list[str]) -> dict[str, tuple[int, str | None, str]]:
    """Return status, tag and words of each page, without what is drawn anew each time."""
    found = {}
    for path in paths:
        answer = client.get(path)
        words = (
            RANDOM.sub("", answer.get_data().decode("utf-8", "replace")) if answer.mimetype != "application/pdf" else ""
        )
        found[path] = (answer.status_code, answer.headers.get("ETag"), re.sub(r"\d\d:\d\d(:\d\d)?", "", words))
    return found


@pytest.mark.parametrize("spoken", [False, True])
def test_other_stones_change_no_answer(app: House, admin: FlaskClient, *, spoken: bool) -> None:
    here = behind(is_open=True)
    wall = front.wall(here.meeting)
    phone = meetings.phone(app, here.meeting)
    front.go(here.ids["dialogue_group"], "open-1")
    lay(here, (5, 4, 0), (9, 1, 0))
    indexing.rebuild()
    paths, seat = [*addresses(app, here), wall, f"{wall}?teil=1"], ["/mitmachen/platz", "/mitmachen/platz/stand"]
    if spoken:
        front.go(here.ids["dialogue_group"], "talking-1")  # the other group still waits: nothing of this one is out
    first = told(admin, paths), told(phone, seat), told(app.test_client(), paths)
    if spoken:
        lead(here.ids["dialogue_group"], GroupState.OPEN)
    lay(here, (1, 2, 3), (0, 2, 8))
    if spoken:
        lead(here.ids["dialogue_group"], GroupState.TALKING)
    second = told(admin, paths), told(phone, seat), told(app.test_client(), paths)
    for before, after in zip(first, second, strict=True):
        for path, said in before.items():
            assert after[path] == said, path
    assert sum(status == 200 for status, _, _ in first[0].values()) > 40
