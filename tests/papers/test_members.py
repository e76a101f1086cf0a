"""The office keeps the list of council members: addresses stand once, invitations end each other, bad input is not stored."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core import journal, links
from core.db import db
from core.factory import House
from core.things import Thing
from papers import membership, queries
from papers.models import CouncilMember
from tests.support.entering_council import LIST, change, letter_link
from tests.support.making_papers import make_member
from tests.support.pages import fill, token, version
from tests.support.smtp import Sink
from tests.support.together import at_once


def test_a_second_invitation_ends_the_first(
    app: House, office: FlaskClient, letters: Sink, visitor: FlaskClient
) -> None:
    number = make_member()
    paths = []
    for count in (1, 2):
        fill(office, LIST, to=f"{LIST}/{number}/einladen", action=f"{LIST}/{number}/einladen")
        paths.append(letter_link(letters, count))
    assert [visitor.get(path).status_code for path in paths] == [404, 200]


def test_who_is_switched_off_is_not_invited(app: House, office: FlaskClient) -> None:
    number = make_member()
    form = token(office.get(LIST), f"{LIST}/{number}/einladen")
    change(office, number, active="-")
    assert office.post(f"{LIST}/{number}/einladen", data={"token": form}).status_code == 409
    assert not links.outstanding(membership.ENTER, Thing("council_member", number))


def test_an_address_stands_in_the_list_once(app: House, office: FlaskClient) -> None:
    fill(office, LIST, action=LIST, name="Eins", email="rat@example.org", body="", active="y")
    answer = fill(office, LIST, action=LIST, name="Zwei", email="RAT@example.org", body="", active="y")
    assert answer.status_code == 409
    assert [one.name for one in membership.members()] == ["Eins"]
    drafts = [membership.MemberDraft(name, "neu@example.org") for name in ("A", "B")]
    said = at_once(app, *(lambda one=one: membership.add(one, journal.HOUSE) for one in drafts))
    assert said == ["", "Diese E-Mail-Adresse steht schon in der Liste."]


def test_the_second_of_two_people_at_a_member_is_refused(app: House, office: FlaskClient) -> None:
    number = make_member()
    page = office.get(f"{LIST}/{number}")
    sent = {"token": token(page, f"{LIST}/{number}"), "version": version(page), "email": "rat@example.org", "body": ""}
    assert office.post(f"{LIST}/{number}", data={**sent, "name": "Eins"}).status_code == 303
    assert office.post(f"{LIST}/{number}", data={**sent, "name": "Zwei"}).status_code == 409
    db.session.rollback()
    assert queries.member(number).name == "Eins"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", ""),
        ("name", "x" * 100_000),
        ("name", "\x00\u202e"),
        ("email", "keine"),
        ("body", "999999"),
        ("token", "x"),
    ],
)
def test_bad_members_are_not_stored(app: House, office: FlaskClient, name: str, value: str) -> None:
    sent = {
        "token": token(office.get(LIST), LIST),
        "name": "Eins",
        "email": "rat@example.org",
        "body": "",
        "active": "y",
    }
    assert office.post(LIST, data={**sent, name: value}).status_code == 422
    assert db.session.scalar(select(func.count()).select_from(CouncilMember)) == 0


def test_only_who_may_edit_sees_the_addresses(app: House, reader: FlaskClient, office: FlaskClient) -> None:
    make_member(email="rat@example.org")
    assert reader.get(LIST).status_code == 403
    assert "rat@example.org" in office.get(LIST).get_data(as_text=True)
