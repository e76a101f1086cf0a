"""Somebody with a right to one meeting reaches for another, fills every field with junk, and writes what others' pages run."""

from __future__ import annotations

import gc
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.db import writing
from core.factory import House
from core.journal import HOUSE
from dialogues import ballots
from tests.support import bombs, junk, meetings
from tests.support.doors_of_meetings import Behind, behind, forms, lay_some
from tests.support.forms import submit
from tests.support.pages import token

TYPED = "application/x-www-form-urlencoded"
SEGMENTS = ("thesen", "notizen", "leitfragen", "leitfrage", "reihungen", "visionen", "dialogue_group", "dialogue")
VALUES = ("thesis", "group", "source")
NASTY = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\x00\ud800\u202e",
    '=HYPERLINK("http://example.org")\r\nBEGIN:VALARM\r\nBcc: alle@example.org',
    "9" * 400,
    "-1",
    "ä🧭" * 50_000,
)
EMPTY = re.compile(r"token|version|nonce")


def fine(answer: TestResponse, where: object) -> None:
    """Hold an answer against what every page owes its reader."""
    assert answer.status_code < 500, (where, answer.status)
    if answer.mimetype == "text/html":
        said = answer.get_data(as_text=True)
        assert "<script>alert(1)" not in said, where
        assert "<img src=x" not in said, where


def swapped(
    action: str, fields: list[tuple[str, str]], mine: Behind, theirs: Behind
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield a form of one meeting with every id in it, one after the other, put in from another one."""
    for segment in SEGMENTS:
        kind = "leitfragen" if segment == "leitfrage" else segment
        other = action.replace(f"/{segment}/{mine.ids[kind]}", f"/{segment}/{theirs.ids[kind]}")
        if other != action:
            yield other, fields
    for name, _ in fields:
        if name in VALUES:
            number = theirs.ids[{"thesis": "thesen", "group": "dialogue_group", "source": "source"}[name]]
            yield action, [(one, str(number) if one == name else value) for one, value in fields]


@pytest.mark.parametrize("is_open", [False, True])
def test_no_form_of_one_meeting_changes_another_one(app: House, office: FlaskClient, *, is_open: bool) -> None:
    mine, theirs = behind(is_open=is_open), behind(is_open=is_open)
    if is_open:
        lay_some(app, theirs)
    before, tried = theirs.contents(), 0
    for action, fields, _ in list(forms(office, mine.pages())):
        for path, sent in swapped(action, fields, mine, theirs):
            if path.startswith("/buero/div/visionen/"):
                continue  # a vision has an address of its own: the office may change each
            answer = office.post(path, data=junk.encoded([*sent, ("text", "Fremd")]), content_type=TYPED)
            assert answer.status_code in {303, 400, 403, 404, 405, 409, 422}, (path, answer.status)
            tried += 1
            assert theirs.contents() == before, (path, sent)
    assert tried > 20
    for page in mine.pages():
        for segment in SEGMENTS:
            kind = "leitfragen" if segment == "leitfrage" else segment
            other = page.replace(f"/{segment}/{mine.ids[kind]}", f"/{segment}/{theirs.ids[kind]}")
            if other != page and not page.startswith("/buero/div/visionen"):
                assert office.get(other).status_code == 404, other


@pytest.mark.parametrize("is_open", [False, True])
def test_every_form_takes_junk_and_no_page_runs_it(
    app: House, office: FlaskClient, visitor: FlaskClient, *, is_open: bool
) -> None:
    here = behind(is_open=is_open)
    for text in NASTY:
        for action, fields, names in list(forms(office, here.pages())):
            shown = {name for name in names if not EMPTY.search(name)}
            if not shown - {"group", "step", "way"}:
                continue
            kept = [(name, value) for name, value in fields if EMPTY.search(name)]
            sent = junk.encoded([*kept, *((name, text) for name in sorted(shown))])
            fine(office.post(action, data=sent, content_type=TYPED), (action, text[:20]))
            half = [
                (name, text if name in {"title", "text", "name", "lines", "groups", "about"} else value)
                for name, value in fields
            ]
            fine(office.post(action, data=junk.encoded(half), content_type=TYPED), (action, text[:20]))
    for page in here.pages():
        fine(office.get(page), page)
    for page in ("/div", f"/div/{here.meeting.id}", f"/div/{here.meeting.id}/regeln", "/"):
        fine(visitor.get(page), page)
    calendar = visitor.get(f"/div/{here.meeting.id}/treffen.ics")
    assert calendar.status_code in {200, 404}
    assert b"\nBEGIN:VALARM" not in calendar.data
    assert b"\nBcc:" not in calendar.data


def test_junk_at_the_seat_stores_no_stone(app: House, office: FlaskClient) -> None:
    meeting = meetings.opened()
    phone = meetings.phone(app, meeting)
    pages = ["/mitmachen/platz", f"/mitmachen/platz/{meeting.theses[0]}", f"/mitmachen/{meeting.code}"]
    for text in NASTY:
        for action, fields, names in list(forms(phone, pages)):
            if action.endswith("/verlassen"):
                continue
            kept = [(name, value) for name, value in fields if name == "token"]
            said = ((name, text) for name in sorted(names - {"token", "nothing"}))
            fine(phone.post(action, data=junk.encoded([*kept, *said]), content_type=TYPED), action)
            fine(phone.get(f"/mitmachen/{junk.quoted(text[:500])}"), "code")
    assert ballots.laid(ballots.one(meeting.id))[0].number == 0


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # the test client's own file of a large body
@pytest.mark.parametrize(("path", "name"), [("zaehlungen/datei", "Datei"), ("thesen/liste", "")])
def test_files_that_swell_or_never_end_are_refused(
    app: House, office: FlaskClient, tmp_path: Path, path: str, name: str
) -> None:
    meeting = meetings.planned()
    page = f"/buero/div/{meeting.id}/{path}"
    before = office.get(f"/buero/div/{meeting.id}").status_code
    bomb = bombs.parts(before=f"<!DOCTYPE sst [{bombs.LAUGHS}]>", strings="<si><t>&l8;</t></si>")
    swelling = bombs.wrote(tmp_path / "bomb.xlsx", bomb).read_bytes()
    for content in (
        b"These;Gold\n" * 400_000,
        b"\x00" * 2_000_000,
        b"PK\x03\x04" + b"\xff" * 5000,
        swelling,
    ):
        sent = {
            "token": token(office.get(page)),
            "name": name,
            "counted_by": "hand",
            "file": (io.BytesIO(content), "a.xlsx"),
        }
        answer = office.post(page, data=sent, content_type="multipart/form-data")
        assert answer.status_code in {200, 413, 422}, (path, answer.status)
    gc.collect()
    assert office.get(f"/buero/div/{meeting.id}").status_code == before == 200
    assert len(ballots.one(meeting.id).theses) == 3


def test_a_table_of_results_runs_no_formula(app: House, office: FlaskClient, visitor: FlaskClient) -> None:
    meeting = meetings.planned(theses=("=1+1 ist zwei", "@SUMME(A1)", "-2 Grad sind kalt"))
    with writing():
        for thesis in ballots.one(meeting.id).theses:
            thesis.question = "+49 521"
    page = f"/buero/div/{meeting.id}/zaehlungen/von-hand"
    said: dict[str, Any] = {f"t{number}_{kind}": 4 for number in meeting.theses for kind in ("gold", "tar")}
    assert submit(office, page, name="=cmd|'/C calc'!A0", **said).status_code == 303
    table = visitor.get(f"/div/{meeting.id}/ergebnisse.csv").data.decode("utf-8-sig")
    pattern = office.get(f"/buero/div/{meeting.id}/zaehlungen/muster.csv").data.decode("utf-8-sig")
    for cell in re.split(r"[;\r\n]+", table + pattern):
        assert not cell.strip('"').startswith(("=", "+", "-", "@")), cell
    assert "'=1+1 ist zwei" in table


def test_a_link_of_one_meeting_leads_nothing_of_another_one(app: House, visitor: FlaskClient) -> None:
    mine, theirs = behind(is_open=True), behind(is_open=True)
    before = theirs.contents()
    tried = 0
    for action, fields, _ in list(forms(visitor, [mine.moderator])):
        for path, sent in swapped(action, fields, mine, theirs):
            answer = visitor.post(path, data=junk.encoded([*sent, ("text", "Fremd")]), content_type=TYPED)
            assert answer.status_code in {400, 404, 409, 422}, (path, answer.status)
            tried += 1
    assert tried > 3
    assert theirs.contents() == before
    assert visitor.get(f"{mine.moderator}/visionen/{theirs.ids['visionen']}").status_code == 404
    altered = mine.moderator[:-1] + ("E" if mine.moderator.endswith("A") else "A")
    for other in (mine.moderator.replace("moderation", "leinwand"), altered):
        assert visitor.get(other).status_code == 404


def test_closing_twice_and_laying_late_changes_nothing(app: House, office: FlaskClient) -> None:
    meeting = meetings.opened()
    phone = meetings.phone(app, meeting)
    page = f"/mitmachen/platz/{meeting.theses[0]}"
    kept = {"token": token(phone.get(page)), "stone": "1", "turn": "1"}
    assert meetings.lay(phone, meeting.theses[0], 5).status_code == 303
    shown = office.get(f"/buero/div/{meeting.id}/runde")
    pressed = {"token": token(shown, f"/buero/div/{meeting.id}/runde/schliessen")}
    for _ in range(2):
        assert office.post(f"/buero/div/{meeting.id}/runde/schliessen", data=pressed).status_code == 303
    assert phone.post(page, data=kept).status_code == 409
    assert office.post(f"/buero/div/{meeting.id}/runde/oeffnen", data=pressed).status_code in {400, 409}
    with writing():
        assert ballots.close(meeting.id, HOUSE).theses[0].gold == 1
    assert ballots.one(meeting.id).theses[0].tar == 0
