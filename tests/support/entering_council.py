"""Lets council members in as they come in: by the link of a letter and one press of the button."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from core import links
from core.db import writing
from core.factory import House
from core.outbox import deliver_due
from core.things import Thing
from papers import membership, queries
from tests.support.pages import fill, token, version
from tests.support.smtp import Sink

LIST = "/buero/vorlagen/rat"
LINK = re.compile(r"http://localhost(/rat/eintreten/[\w-]+)")


def link(member_id: int) -> str:
    """Return the address of a fresh one-time link, as a letter holds it."""
    with writing():
        token = links.issue(membership.ENTER, Thing("council_member", member_id), lifetime=membership.LINK_LIVES)
    return f"/rat/eintreten/{token}"


def entered(app: House, member_id: int) -> FlaskClient:
    """Return the browser of a member who has come in."""
    client = app.test_client()
    answer = fill(client, link(member_id))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/rat"), answer.get_data(as_text=True)
    return client


def change(office: FlaskClient, number: int, **said: str) -> None:
    """Change a member on the office's page; a field said as "-" is left out."""
    page = office.get(f"{LIST}/{number}")
    member = queries.member(number)
    given = {"name": member.name, "email": member.email, "body": str(member.body_id or ""), "active": "y"} | said
    given = {name: value for name, value in given.items() if value != "-"}
    answer = office.post(
        f"{LIST}/{number}",
        data={"token": token(page, f"{LIST}/{number}"), "version": version(page), **given},
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)


def letter_link(letters: Sink, count: int = 1) -> str:
    """Return the way in from the newest letter, once so many have come."""
    deliver_due()
    found = LINK.search(letters.wait_for(count)[-1].text)
    assert found, letters.letters[-1].text
    return found[1]
