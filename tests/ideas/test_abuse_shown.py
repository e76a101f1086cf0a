"""More real cases of abuse and flaws of other platforms: what is shown, fetched or told by the way (see test_abuse_cases)."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.outbox import Promise
from ideas.answering import services as answering
from ideas.answering.models import Reply
from ideas.attachments.models import Attachment
from ideas.following import services as following
from ideas.following.models import Following, Rhythm
from ideas.following.subjects import Subject
from ideas.models import Idea
from ideas.services import advance
from ideas.stages import Stage
from tests.support import people
from tests.support.followers import ANSWER
from tests.support.forms import done, submit
from tests.support.making import make_idea, published
from tests.support.pictures import photo, send

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
BAD = ("<script>alert", "<img src=x")


def shown(client: FlaskClient, path: str) -> str:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://evil.example/x", "//evil.example", "data:text/html,x"]
)
def test_an_address_in_a_text_is_no_link(app: House, visitor: FlaskClient, office: FlaskClient, link: str) -> None:
    idea = published(f"Bank am Bach, siehe {link} bitte.", title=f"Bank {link}", place=link).id
    for client, path in ((visitor, f"/ideen/{idea}"), (visitor, "/ideen"), (office, f"/buero/ideen/{idea}")):
        page = shown(client, path)
        assert link in page
        assert not re.search(rf"(?:href|src|action)=\"{re.escape(link)}", page)


def test_markup_in_what_the_office_writes_is_text(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    idea = published("Eine Bank am Bach.").id
    with writing():
        words = answering.Words(f"{SCRIPT} Amt", f"{SCRIPT} kurz", f"{SCRIPT} lang", SCRIPT, SCRIPT)
        reply = answering.give(idea, words, HOUSE, Stage.ANSWERED).id
    with writing():
        version = db.session.get_one(Reply, reply).version
        answering.change(reply, answering.Words("Amt", f"{SCRIPT} neu", f"{SCRIPT} neu"), HOUSE, version)
    desk = f"/buero/ideen/{idea}"
    for client, path in ((visitor, f"/ideen/{idea}"), (office, desk), (office, f"{desk}/protokoll"), (visitor, "/")):
        page = shown(client, path)
        assert not [bad for bad in BAD if bad in page], path
    assert "alert(1)" in shown(office, f"{desk}/protokoll")


def test_who_reads_an_idea_is_told_to_nobody_outside(app: House, office: FlaskClient, visitor: FlaskClient) -> None:
    idea = make_idea("Eine Bank am Bach.")
    shown(office, f"/buero/ideen/{idea.id}")
    done(submit(office, f"/buero/ideen/{idea.id}", f"/buero/ideen/{idea.id}/zuweisen", mine="1"))
    db.session.rollback()
    row = db.session.get_one(Idea, idea.id, populate_existing=True)
    assert row.claimed_by == row.assigned_to is not None
    own = submit(visitor, "/ideen/nachsehen", code=idea.code).get_data(as_text=True)
    done(submit(office, f"/buero/ideen/{idea.id}", publish="1"))
    for page in (
        own,
        *(shown(visitor, path) for path in (f"/ideen/{idea.id}", "/ideen", "/ideen.atom", "/ideen.json")),
    ):
        assert people.NAMES["office"] not in page
        assert "liest diese Idee gerade" not in page


def test_the_same_photo_of_two_authors_is_two_files(app: House, visitor: FlaskClient) -> None:
    one, two = make_idea("Eine Bank.").id, make_idea("Ein Baum.").id
    for idea in (one, two):
        assert send(visitor, idea, photo()).status_code == 200
    rows = db.session.execute(select(Attachment.idea_id, Attachment.name).order_by(Attachment.id)).all()
    assert [row[0] for row in rows] == [one, two]
    assert len({row[1] for row in rows}) == 2
    assert all(re.fullmatch(r"[0-9a-f]{32}", row[1]) for row in rows)


def test_no_letter_tells_of_another_reader(app: House) -> None:
    idea = published("Eine Bank am Bach.").id
    addresses = [f"leserin{number}@example.org" for number in range(4)]
    for email in addresses:
        with writing():
            following.ask(email, Subject("idee", idea), Rhythm.AT_ONCE)
        with writing():
            newest = db.session.scalars(select(Following.id).order_by(Following.id.desc())).first()
            following.confirm(newest or 0)
    with writing():
        advance(idea, Stage.ANSWERED, HOUSE, ANSWER)
    outbox.deliver_due(without={"letter", "index"})
    waiting = db.session.scalars(select(Promise).where(Promise.kind == "letter")).all()
    told = [one.payload for one in waiting if one.payload["subject"].startswith("Beantwortet")]
    assert sorted(one["to"] for one in told) == addresses
    for one in told:
        others = [email for email in addresses if email != one["to"] and email in str(one)]
        assert others == []


def test_unread_words_are_seen_by_nobody_whatever_links_are_in_them(app: House, visitor: FlaskClient) -> None:
    idea = make_idea("Kauft hier: https://evil.example/gewinn und klickt.").id
    assert visitor.get(f"/ideen/{idea}").status_code == 404
    for path in ("/", "/ideen", "/ideen.atom", "/ideen.json", "/ideen.csv", "/ideen.geojson"):
        assert "evil.example" not in shown(visitor, path), path
