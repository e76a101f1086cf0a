"""The list of kinds of results: add, rename, switch off, order; the last one on offer stays."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from circles import queries, services
from circles.drafts import KindDraft
from core.db import writing
from core.errors import Refused
from core.factory import House
from tests.support.making_orders import OFFICE, make_circle, make_order
from tests.support.pages import fill, token


def test_the_list_of_kinds_is_edited(office: FlaskClient) -> None:
    root = "/buero/zirkel/ergebnisarten"
    assert fill(office, f"{root}/neu", name="Landkarte").status_code == 303
    assert fill(office, f"{root}/neu", name="LANDKARTE").status_code == 422
    assert fill(office, f"{root}/1", version="1", name="Standpunkt", active="").status_code == 303
    assert fill(office, f"{root}/1", version="1", name="Stehpunkt").status_code == 409
    assert press_move(office, root, f"{root}/9/hoch") == 303
    names = [one.name for one in queries.kinds(active=False)]
    assert names[-2:] == ["Landkarte", "Maßnahmenkonzept"]
    assert queries.kinds()[0].name == "Handlungsempfehlung"


def press_move(client: FlaskClient, page: str, action: str) -> int:
    """Press one of many buttons of one form."""
    return client.post(action, data={"token": token(client.get(page))}).status_code


def test_the_papers_name_eight_kinds(app: House) -> None:
    names = [one.name for one in queries.kinds()]
    assert names[0] == "Positionspapier"
    assert len(names) == 8


def test_a_kind_that_is_off_stays_where_an_order_has_it(office: FlaskClient) -> None:
    order = make_order(started=False)
    with writing():
        services.change_kind(8, KindDraft("Maßnahmenkonzept", active=False), OFFICE, 1)
    assert "Maßnahmenkonzept" in office.get(f"/buero/zirkel/auftrag/{order}/bearbeiten").text
    assert "Maßnahmenkonzept" not in office.get(f"/buero/zirkel/{make_circle()}/auftrag/neu").text


def test_the_last_kind_on_offer_stays(app: House) -> None:
    rows = [(one.id, one.name) for one in queries.kinds()]
    for number, name in rows[1:]:
        with writing():
            services.change_kind(number, KindDraft(name, active=False), OFFICE, 1)
    with writing(), pytest.raises(Refused, match="letzte Eintrag"):
        services.change_kind(rows[0][0], KindDraft(rows[0][1], active=False), OFFICE, 1)
