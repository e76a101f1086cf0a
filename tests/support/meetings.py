"""Meetings for tests: theses planned, opened, phones that sit down and lay stones."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core import clock
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from dialogues import ballots, codes
from dialogues.models import Dialogue, Thesis
from tests.support.pages import fill

_numbers = itertools.count(1)
THESES = (
    "Hilfe beim Handy muss zu Fuß erreichbar sein.",
    "Jugendliche erklären besser als Fachleute.",
    "Ein Hausbesuch ist mehr wert als zehn Kurse.",
)


@dataclass(frozen=True)
class Meeting:
    """A meeting: its id, its theses' ids, its code once it is open."""

    id: int
    theses: tuple[int, ...]
    code: str = ""


def planned(theses: tuple[str, ...] = THESES, title: str = "Digitale Hilfe für Ältere", **more: object) -> Meeting:
    """Plan a meeting."""
    with writing():
        rows = [Thesis(position=place, text=text, question="Und dann?") for place, text in enumerate(theses, start=1)]
        facts = {"held_on": clock.today().isoformat(), "announced": True, "place": "Bibliothek", **more}
        made = Dialogue(title=f"{title} {next(_numbers)}", theses=rows, **facts)
        db.session.add(made)
        db.session.flush()
        return Meeting(made.id, tuple(row.id for row in rows))


def opened(theses: tuple[str, ...] = THESES, **more: object) -> Meeting:
    """Plan a meeting and open it."""
    meeting = planned(theses, **more)  # type: ignore[arg-type]  # the title among them
    with writing():
        code = ballots.open_up(meeting.id, HOUSE).meeting_code or ""
    return Meeting(meeting.id, meeting.theses, code)


def closed(meeting: Meeting) -> Dialogue:
    """Close a meeting and return it."""
    with writing():
        ballots.close(meeting.id, HOUSE)
    return ballots.one(meeting.id)


def phone(app: House, meeting: Meeting) -> FlaskClient:
    """Return a phone that has taken its seat."""
    client = app.test_client()
    answer = fill(client, f"/mitmachen/{codes.grouped(meeting.code)}")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return client


def lay(client: FlaskClient, thesis: int, stone: int) -> TestResponse:
    """Lay a stone by the form; 0 says nothing."""
    said = {"stone": str(stone)} if stone else {"nothing": "1"}
    return fill(client, f"/mitmachen/platz/{thesis}", **said)
