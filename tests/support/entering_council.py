"""Lets council members in as they come in: by the link of a letter and one press of the button."""

from __future__ import annotations

from flask.testing import FlaskClient

from core import links
from core.db import writing
from core.factory import House
from core.things import Thing
from papers import membership
from tests.support.pages import fill


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
