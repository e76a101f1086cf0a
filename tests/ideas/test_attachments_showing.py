"""Files are seen only when the office says so for each, and only while the idea is; never as a page."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from core import journal
from core.db import writing
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from ideas import services as ideas
from ideas.attachments import queries, shelf
from ideas.attachments.models import Attachment, AttachmentState
from ideas.stages import Stage
from tests.support.making import published
from tests.support.pages import token
from tests.support.pictures import PDF, photo, send
from tests.support.statements import counted


def decide(office: FlaskClient, attachment: Attachment, **fields: str) -> Any:
    """Press one of the office's buttons at a file."""
    number, version = attachment.id, attachment.version
    page = office.get(f"/buero/ideen/{attachment.idea_id}")
    given = {"token": token(page, f"/buero/ideen/anhaenge/{number}"), "version": str(version), **fields}
    return office.post(f"/buero/ideen/anhaenge/{number}", data=given)


def sent(visitor: FlaskClient, idea: int, content: bytes) -> Attachment:
    """Send a file and return its row."""
    assert send(visitor, idea, content).status_code == 200
    return queries.of_idea(idea)[-1]


def test_a_photo_waits_for_the_office_and_is_seen_after_its_word(
    app: House, visitor: FlaskClient, office: FlaskClient
) -> None:
    made = published()
    attachment = sent(visitor, made.id, photo())
    number, page = attachment.id, f"/ideen/{made.id}-am-bach-fehlt-eine-bank-im-schatten"

    assert visitor.get(f"/ideen/anhang/{number}/bild").status_code == 404
    assert "/ideen/anhang" not in visitor.get(page).get_data(as_text=True)
    assert office.get(f"/buero/ideen/anhaenge/{number}/klein").mimetype == "image/webp"
    assert "<b>1</b>" in office.get("/buero/").get_data(as_text=True)
    assert "Foto, 0,1 MB" in office.get("/buero/ideen/anhaenge").get_data(as_text=True)
    assert decide(office, attachment, show="1").status_code == 409

    assert decide(office, queries.one(number), show="1", alt="Der Weg am Bach").status_code == 303

    shown = visitor.get(page).get_data(as_text=True)
    assert f'<img src="/ideen/anhang/{number}/bild" alt="Der Weg am Bach" width="120" height="80"' in shown
    assert visitor.get(f"/ideen/anhang/{number}/bild").mimetype == "image/webp"


def test_a_file_is_never_a_page(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    made = published()
    disguised = sent(visitor, made.id, b"%PDF-1.4\n<html><script>alert(1)</script>" + PDF)
    picture = sent(visitor, made.id, photo())
    for one in (disguised, picture):
        decide(office, queries.one(one.id), show="1", alt="Zu sehen")

    for one, form, kind in ((disguised, "pdf", "application/pdf"), (picture, "klein", "image/webp")):
        for answer in (
            visitor.get(f"/ideen/anhang/{one.id}/{form}"),
            office.get(f"/buero/ideen/anhaenge/{one.id}/{form}"),
        ):
            assert answer.content_type == kind
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert answer.headers.get("Content-Disposition", "").startswith("attachment") == (form == "pdf")
        assert visitor.get(f"/ideen/anhang/{one.id}/{'bild' if form == 'pdf' else 'pdf'}").status_code == 404
    name = visitor.get(f"/ideen/anhang/{disguised.id}/pdf").headers["Content-Disposition"]
    assert name == f"attachment; filename=idee-{made.id}-datei-{disguised.id}.pdf"


def test_a_browser_asks_again_and_may_ask_for_a_part(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    one = sent(visitor, published().id, PDF)
    decide(office, one, show="1")
    address = f"/ideen/anhang/{one.id}/pdf"

    first = visitor.get(address)
    again = visitor.get(address, headers={"If-None-Match": first.headers["ETag"]})
    part = visitor.get(address, headers={"Range": "bytes=0-3"})

    assert (first.headers["Cache-Control"], again.status_code) == ("no-cache", 304)
    assert (part.status_code, part.data) == (206, b"%PDF")


@pytest.mark.parametrize("stage", [Stage.NOT_PUBLISHED, Stage.WITHDRAWN])
def test_a_hidden_idea_hides_its_files(app: House, visitor: FlaskClient, office: FlaskClient, stage: Stage) -> None:
    made = published()
    one = sent(visitor, made.id, PDF)
    decide(office, one, show="1")
    number, lies = one.id, shelf.path(one.name, "pdf")
    tag = visitor.get(f"/ideen/anhang/{number}/pdf").headers["ETag"]

    with writing():
        ideas.advance(made.id, stage, HOUSE, ideas.Said(reason="Auf Wunsch."))

    assert visitor.get(f"/ideen/anhang/{number}/pdf").status_code == 404
    assert visitor.get(f"/ideen/anhang/{number}/pdf", headers={"If-None-Match": tag}).status_code == 404
    assert lies.exists() == (stage is Stage.NOT_PUBLISHED)


def test_the_office_hides_and_deletes(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    made = published()
    one = sent(visitor, made.id, PDF)
    number, lies = one.id, shelf.path(one.name, "pdf")
    decide(office, one, show="1")

    decide(office, queries.one(number), hide="1")
    hidden = visitor.get(f"/ideen/anhang/{number}/pdf").status_code
    stale = office.get("/buero/ideen/anhaenge").status_code
    assert (hidden, stale, lies.is_file()) == (404, 200, True)

    assert decide(office, queries.one(number), delete="1").status_code == 303
    assert not lies.exists()
    verbs = [entry.verb for entry in journal.entries(Thing("idea", made.id)) if "attachment" in entry.verb]
    assert verbs == ["attachment.deleted", "attachment.hidden", "attachment.shown", "attachment.received"]


def test_the_second_of_two_people_is_told_so(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    one = sent(visitor, published().id, PDF)
    number, version = one.id, one.version
    decide(office, one, show="1")

    with writing():
        page = office.get(f"/buero/ideen/{queries.one(number).idea_id}")
    late = office.post(
        f"/buero/ideen/anhaenge/{number}",
        data={"token": token(page, f"/buero/ideen/anhaenge/{number}"), "version": str(version), "hide": "1"},
    )

    assert late.status_code == 409
    assert queries.one(number).state is AttachmentState.SHOWN


def test_readers_decide_nothing(app: House, visitor: FlaskClient, reader: FlaskClient) -> None:
    one = sent(visitor, published().id, PDF)

    assert reader.get(f"/buero/ideen/anhaenge/{one.id}/pdf").status_code == 200
    assert reader.post(f"/buero/ideen/anhaenge/{one.id}", data={"show": "1"}).status_code == 403
    assert visitor.get(f"/buero/ideen/anhaenge/{one.id}/pdf").status_code == 303


def test_ideas_without_files_cost_no_statement(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    bare, rich = published(), published("Mit Bild.")
    one = sent(visitor, rich.id, photo())
    decide(office, one, show="1", alt="Ein Bach")
    pages = {made.id: f"/ideen/{made.id}-x" for made in (bare, rich)}
    addresses = {number: visitor.get(page).headers["Location"] for number, page in pages.items()}
    for address in addresses.values():
        visitor.get(address)

    costs = {}
    for number, address in addresses.items():
        with counted() as statements:
            visitor.get(address)
        costs[number] = len([one for one in statements if "attachment" in str(one).lower()])

    assert costs == {bare.id: 0, rich.id: 1}
