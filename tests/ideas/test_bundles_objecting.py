"""An author takes their own idea out of a bundle, by the letter or by the Merk-Code; the office reads of it."""

from __future__ import annotations

import re
from functools import partial

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core import outbox
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import AUTHOR, HOUSE
from ideas import queries, services
from ideas.bundles import queries as bundles
from ideas.models import Bundle, Idea, Objection
from ideas.stages import Stage
from tests.support.making import Made, published
from tests.support.pages import fill, token
from tests.support.smtp import Sink
from tests.support.together import at_once

LINK = re.compile(r"/ideen/zusammen/(\S+)")


def bundle(*ids: int) -> int:
    with writing():
        return services.bundle(ids, "Hilfe beim Handy", HOUSE).id


def told(letters: Sink, number: int) -> str:
    """Return the token in the letter about the bundle."""
    outbox.deliver_due()
    found = LINK.search(letters.wait_for(number)[-1].text)
    assert found
    return found[1]


def confirmed(text: str) -> Made:
    made = published(text, email="autorin@example.org")
    with writing():
        services.confirm(made.id)
    return made


def alone(number: int) -> bool:
    db.session.rollback()
    return db.session.get_one(Idea, number).bundle_id is None


def test_the_letter_leads_out_and_the_office_reads_of_it(
    app: House, visitor: FlaskClient, office: FlaskClient, letters: Sink
) -> None:
    mine, two, three = confirmed("Handy erklären."), published("Hilfe am Telefon.").id, published("Enkel auf Zeit.").id
    bundle(mine.id, two, three)
    here = f"/ideen/zusammen/{told(letters, 2)}"
    assert "Hilfe am Telefon" in visitor.get(here).get_data(as_text=True)
    assert not alone(mine.id)
    sent = {"token": token(visitor.get(here))}
    assert "steht wieder für sich" in visitor.post(here, data=sent).get_data(as_text=True)
    assert alone(mine.id)
    assert [idea.id for idea in queries.bundled(two)] == [three]
    assert "Sie müssen nichts mehr tun" in visitor.post(here, data=sent).get_data(as_text=True)
    assert "steht für sich" in visitor.get(here).get_data(as_text=True)
    listed = office.get("/buero/ideen/buendel").get_data(as_text=True)
    assert "Aus einem Bündel herausgenommen" in listed
    assert "aus einem Bündel genommen" in office.get("/buero").get_data(as_text=True)
    seen = f"/buero/ideen/{mine.id}/buendel/gelesen"
    assert fill(office, "/buero/ideen/buendel", to=seen, action=seen).status_code == 303
    assert "Aus einem Bündel herausgenommen" not in office.get("/buero/ideen/buendel").get_data(as_text=True)
    story = office.get(f"/buero/ideen/{mine.id}/protokoll").get_data(as_text=True)
    assert "möchte, dass die Idee allein steht" in story
    with pytest.raises(Refused, match="möchte nicht"):
        bundle(mine.id, two)


def test_only_confirmed_addresses_get_the_letter_and_only_newcomers(app: House, letters: Sink) -> None:
    mine, two, three = (
        confirmed("Handy erklären."),
        published("Hilfe am Telefon.", email="x@example.org").id,
        published().id,
    )
    bundle(mine.id, two)
    outbox.deliver_due()
    before = [one for one in letters.wait_for(3) if LINK.search(one.text)]
    bundle(mine.id, three)
    outbox.deliver_due()
    assert len(before) == 1
    assert [one.recipients for one in letters.letters if LINK.search(one.text)] == [one.recipients for one in before]


def test_the_merk_code_leads_out(app: House, visitor: FlaskClient) -> None:
    mine, two = published("Handy erklären."), published("Hilfe am Telefon.").id
    bundle(mine.id, two)
    page = fill(visitor, "/ideen/nachsehen", code=mine.code)
    shown = page.get_data(as_text=True)
    assert "Zusammen mit einer ähnlichen Idee" in shown
    sent = {"token": token(page, "/ideen/nachsehen/allein"), "code": mine.code}
    assert visitor.post("/ideen/nachsehen/allein", data={**sent, "code": "AAAA-AAAA-AAAA"}).status_code == 404
    assert visitor.post("/ideen/nachsehen/allein", data={"code": mine.code}).status_code == 400
    assert not alone(mine.id)
    for _ in range(2):
        assert visitor.post("/ideen/nachsehen/allein", data=sent).status_code == 200
    assert alone(mine.id)
    assert alone(two)
    assert db.session.scalar(select(func.count()).select_from(Bundle)) == 0


def test_a_foreign_link_is_nobodys(app: House, visitor: FlaskClient) -> None:
    mine, two = published("Handy erklären."), published("Hilfe am Telefon.").id
    bundle(mine.id, two)
    for strange in ("x", "x" * 5000, "%00"):
        assert visitor.get(f"/ideen/zusammen/{strange}").status_code == 404
        assert visitor.post(f"/ideen/zusammen/{strange}").status_code == 404
    assert not alone(mine.id)


def test_two_authors_at_once(app: House) -> None:
    ids = [published(f"Handy {number}.").id for number in range(3)]
    bundle(*ids)

    at_once(app, *(partial(services.object_to, number) for number in ids))
    assert all(alone(number) for number in ids)
    assert db.session.scalar(select(func.count()).select_from(Bundle)) == 0


def test_the_same_objection_at_once_stands_once(app: House) -> None:
    ids = [published(f"Handy {number}.").id for number in range(3)]
    bundle(*ids)

    at_once(app, *[partial(services.object_to, ids[0])] * 3)
    assert db.session.scalar(select(func.count()).select_from(Objection)) == 1
    assert [idea.id for idea in queries.bundled(ids[1])] == [ids[2]]


def test_a_withdrawn_member_is_gone_from_every_page(app: House, visitor: FlaskClient, letters: Sink) -> None:
    mine, two = confirmed("Handy erklären."), published("Hilfe am Telefon.").id
    bundle(mine.id, two)
    link = told(letters, 2)
    with writing():
        services.advance(two, Stage.WITHDRAWN, AUTHOR)
    for page in (visitor.get(f"/ideen/zusammen/{link}"), fill(visitor, "/ideen/nachsehen", code=mine.code)):
        assert "Hilfe am Telefon" not in page.get_data(as_text=True)
    with writing():
        services.dissolve(two, HOUSE)
    assert alone(mine.id)


def test_what_is_not_there_is_said_so(app: House) -> None:
    one = published().id
    assert not services.object_to(one)
    with pytest.raises(NotThere):
        services.objection_seen(one, HOUSE)
    with pytest.raises(NotThere):
        services.unlike(one, one, HOUSE)
    db.session.rollback()
    assert bundles.objections() == []
