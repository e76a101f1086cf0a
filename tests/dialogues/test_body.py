"""The D.I.V. as a body: set up once by a button, described, members from the network with their marks."""

from __future__ import annotations

from flask.testing import FlaskClient

from compass.models import Sector
from core.db import writing
from dialogues import queries, services
from tests.dialogues.test_desk_pages import press, send
from tests.support.making_actors import make_actor
from tests.support.making_visions import OFFICE
from tests.support.pages import fill, version


def joined(office: FlaskClient, actor: int) -> int:
    """Let an actor join by the button of a search that finds somebody; return the status of the answer."""
    make_actor("Code for Bielefeld", public=False)
    page = "/buero/div/gremium"
    return send(office, f"{page}?q=code", 'name="actor"', f"{page}/mitglieder", actor=str(actor)).status_code


def test_the_body_is_set_up_once_and_gains_members(office: FlaskClient) -> None:
    page = "/buero/div/gremium"
    assert press(office, page, f"{page}/einrichten") == 303
    with writing():
        first = services.found(OFFICE).id
    assert services.found(OFFICE).id == first
    actor = make_actor("Universität", sector=Sector.SCIENCE, public=False, advisory_board=True)
    assert "Universität" in office.get(f"{page}?q=universit").text
    for _ in range(2):
        assert joined(office, actor) == 303
    assert queries.member_ids() == [actor]
    assert "Beirat" in office.get(page).text
    assert joined(office, 999) == 404
    opened = office.get(page)
    named = {"name": "D.I.V. der Stadt", "about": "Trifft sich dreimal im Jahr.", "version": version(opened)}
    assert fill(office, page, **named).status_code == 303
    assert fill(office, page, **named).status_code == 409
    assert fill(office, page, **{**named, "name": ""}).status_code == 422
    assert press(office, page, f"{page}/mitglieder/{actor}/entfernen") == 303
    assert queries.member_ids() == []
