"""The office gives out personal codes: how many, never which were used."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from core.factory import House
from dialogues import single_codes
from dialogues.models import Mode
from tests.support import junk, meetings
from tests.support.pages import fill, token


def page(number: int) -> str:
    """Return the address of the office's page."""
    return f"/buero/div/{number}/codes"


def test_the_office_gives_out_codes_and_reads_them_again(office: FlaskClient, app: House) -> None:
    meeting = meetings.opened(single_codes=True, mode=Mode.ONLINE)
    assert "Noch ist kein Code ausgegeben" in office.get(f"/buero/div/{meeting.id}").get_data(as_text=True)
    answer = fill(office, page(meeting.id), number="3")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{page(meeting.id)}?notiz=codes-ausgegeben")
    codes = single_codes.issued(meeting.id)
    shown = office.get(page(meeting.id)).get_data(as_text=True)
    assert all(single_codes.grouped(code) in shown for code in codes)
    assert len(codes) == 3
    fill(app.test_client(), f"/mitmachen/{codes[0]}")
    assert "3 Codes, 1 benutzt" in office.get(page(meeting.id)).get_data(as_text=True)
    assert "3 Codes sind ausgegeben, 1 benutzt" in office.get(f"/buero/div/{meeting.id}").get_data(as_text=True)


def test_a_meeting_without_such_codes_gives_none(office: FlaskClient) -> None:
    meeting, other = meetings.opened(), meetings.opened(single_codes=True)
    assert "keine persönlichen Codes" in office.get(page(meeting.id)).get_data(as_text=True)
    signed = token(office.get(page(other.id)))
    assert office.post(page(meeting.id), data={"token": signed, "number": "3"}).status_code == 409
    meetings.closed(other)
    assert office.post(page(other.id), data={"token": signed, "number": "3"}).status_code == 409
    assert "h-codes" not in office.get(f"/buero/div/{meeting.id}").get_data(as_text=True)


@pytest.mark.parametrize(
    "number", ["", "0", "501", "-1", "drei", "1e3", *(typed for typed in junk.HOSTILE if not typed.isdecimal())]
)
def test_only_a_number_is_taken(office: FlaskClient, number: str) -> None:
    meeting = meetings.opened(single_codes=True)
    sent = junk.encoded({"token": token(office.get(page(meeting.id))), "number": number})
    answer = office.post(page(meeting.id), data=sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert single_codes.issued(meeting.id) == []


def test_nobody_else_sees_codes(visitor: FlaskClient) -> None:
    meeting = meetings.opened(single_codes=True)
    assert visitor.get(page(meeting.id)).status_code == 303
    assert visitor.post(page(meeting.id), data={"number": "3"}).status_code == 303
