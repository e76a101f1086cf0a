"""After handing in: the idea is stored first; the page with the Merk-Code shows similar ones, and nothing has to be done."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from core.db import db
from core.factory import House
from ideas.models import Idea
from tests.support.making import make_idea, published
from tests.support.pages import fill

TEXT = "Auf dem Weg am Fluss fehlen Bänke, auf denen ältere Menschen ausruhen können."


def test_similar_ones_stand_on_the_page_with_the_merk_code(app: House, visitor: FlaskClient) -> None:
    there, hidden = published(TEXT, title="Mehr Bänke am Fluss").id, make_idea(TEXT).id
    page = fill(visitor, "/ideen/neu", text="Am Fluss fehlen Bänke zum Ausruhen für ältere Menschen.", website="")
    shown = page.get_data(as_text=True)
    assert page.status_code == 200
    assert 'id="merk-code"' in shown
    stored = db.session.scalars(select(Idea).order_by(Idea.id.desc())).first()
    assert stored is not None
    assert (stored.id > hidden, stored.suspicion) == (True, None)
    assert "Das gibt es schon ähnlich" in shown
    assert f"/ideen/{there}-mehr-baenke-am-fluss" in shown
    assert f'action="/ideen/{there}/interesse"' in shown
    assert f"/ideen/{hidden}" not in shown


def test_without_similar_ones_the_page_is_as_ever(app: House, visitor: FlaskClient) -> None:
    published("Die Ampel an der Schule ist zu kurz grün.")
    shown = fill(visitor, "/ideen/neu", text=TEXT).get_data(as_text=True)
    assert 'id="merk-code"' in shown
    assert "schon ähnlich" not in shown
