"""What circles hang into other pages: the way of an idea, visions, the office's day, the radar, the search."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from circles import hangings, queries, services
from core import clock, indexing, things
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.outbox import Promise
from dialogues.models import Vision, Way
from ideas import journey
from ideas import queries as ideas
from ideas import services as idea_services
from radar.blips import Ring
from tests.circles.test_orders import HELP, make_vision
from tests.support.making import published
from tests.support.making_orders import OFFICE, make_circle, make_deliverable, make_order


def way(idea_id: int) -> list[tuple[str, str]]:
    """Return titles and states of an idea's way as everybody reads it."""
    return [(step.title, step.state) for step in journey.steps(ideas.one(idea_id, public=True), whole=False)]


def test_the_way_of_an_idea_shows_what_comes_next_and_then_the_result(app: House, visitor: FlaskClient) -> None:
    idea = published(title="Hilfe in Ruhe").id
    order = make_order(make_vision(idea))
    steps = [("Veröffentlicht", "done"), ("Zukunftsvision", "done"), ("In Arbeit", "now")]
    assert way(idea)[1:] == [*steps, ("Ergebnis", "next")]
    visitor.get(f"/ideen/{idea}")
    make_deliverable(order, title="Jemand hilft")
    assert way(idea)[1:] == [*steps, ("Ergebnis", "done")]
    page = visitor.get(f"/ideen/{idea}", follow_redirects=True).text
    assert "hat ein Ergebnis: „Jemand hilft“" in page
    assert f"/zirkel/1/auftrag/{order}" in page


def test_an_end_without_a_result_is_told_on_the_way_and_by_letter(app: House) -> None:
    made = published(email="a@example.org")
    with writing():
        idea_services.confirm(made.id)
    order = make_order(make_vision(made.id))
    with writing():
        services.end(order, "Es fand sich niemand.", OFFICE)
    assert way(made.id)[-1] == ("Der Zirkel hat seine Arbeit beendet", "done")
    assert "Es fand sich niemand." in last_letter()


def last_letter() -> str:
    """Return the body of the newest letter."""
    wanted = select(Promise).where(Promise.kind == "letter").order_by(Promise.id.desc()).limit(1)
    return str(db.session.scalars(wanted).one().payload["body"])


def test_a_release_writes_to_the_authors_with_the_page(app: House) -> None:
    made = published(email="a@example.org")
    with writing():
        idea_services.confirm(made.id)
    order = make_order(make_vision(made.id))
    make_deliverable(order, title="Jemand hilft in Ruhe")
    body = last_letter()
    assert "Der Zirkel hat ein Ergebnis. Es heißt „Jemand hilft in Ruhe“." in " ".join(body.split())
    assert f"http://localhost/zirkel/1/auftrag/{order}" in body


def test_a_result_needs_a_measure_and_is_released_once(app: House) -> None:
    order = make_order()
    with writing():
        number = services.write(order, services.DeliverableDraft("Titel", "Kurz."), OFFICE).id
    with writing(), pytest.raises(Refused, match="mindestens eine"):
        services.release(number, OFFICE)
    with writing():
        services.add_measure(number, services.MeasureDraft("Etwas tun"), OFFICE)
        assert services.add_measure(number, services.MeasureDraft("Etwas tun"), OFFICE).position == 1
    with writing(), pytest.raises(Refused, match="schneller"):
        services.release(number, OFFICE, 1)
    with writing():
        services.release(number, OFFICE)
    with writing(), pytest.raises(Refused, match="schon veröffentlicht"):
        services.release(number, OFFICE)


def test_a_planned_order_has_no_result(app: House) -> None:
    order = make_order(started=False)
    with writing(), pytest.raises(Refused, match="noch nicht begonnen"):
        services.write(order, services.DeliverableDraft("Titel", "Kurz."), OFFICE)


def test_a_vision_leads_to_writing_its_order_and_then_to_the_order(app: House) -> None:
    number = make_vision()
    vision = queries.vision(number)
    assert [one.address for one in hangings.ways(vision)] == [f"/buero/zirkel?vision={number}"]
    circle = make_circle()
    assert [one.address for one in hangings.ways(vision)] == [f"/buero/zirkel/{circle}/auftrag/neu?vision={number}"]
    order = make_order(number)
    vision = db.session.get_one(Vision, number)
    assert [one.address for one in hangings.ways(vision)] == [f"/buero/zirkel/auftrag/{order}"]
    assert hangings.ways(db.session.get_one(Vision, make_vision(way=Way.LAB))) == []
    make_deliverable(order)
    assert [one.title for one in hangings.after(db.session.get_one(Vision, number))] == ["Arbeitsauftrag", "Ergebnis"]


def test_the_day_of_the_office_names_ends_and_missing_sectors(app: House, office: FlaskClient) -> None:
    make_order(title="Bald fertig", days=10)
    with clock.at(clock.now() - timedelta(days=100)):
        make_order(field="leben", title="Zu spät", days=90)
    parts = [(part.title, part.late) for part in hangings.due()]
    assert parts == [("Zu spät", True), ("Zu spät", False), ("Bald fertig", False), ("Bald fertig", False)]
    page = office.get("/buero/").text
    assert "Es fehlen: Verwaltung, Wissenschaft, Wirtschaft und Zivilgesellschaft (5 Plätze frei)" in page
    assert "Aufträge laufen" in page


def test_the_radar_gets_running_orders_and_results(app: House) -> None:
    first = make_order(make_vision())
    make_order(started=False)
    assert [(one.id, one.area_id, one.ring) for one in hangings.blips()] == [(first, HELP, Ring.TRIED)]
    make_deliverable(first)
    assert [one.ring for one in hangings.blips()] == [Ring.DONE]
    ended = make_order(field="leben")
    with writing():
        services.end(ended, "Ohne Ergebnis.", OFFICE)
    assert [one.id for one in hangings.blips()] == [first]


@pytest.mark.parametrize("kind", ["circle", "order", "deliverable"])
def test_each_kind_speaks_for_itself_and_the_public_finds_only_what_is_public(app: House, kind: str) -> None:
    order = make_order()
    make_deliverable(order, released=False)
    known = things.kind(kind)
    (document,) = indexing.documents(kind)
    assert ("public" in document.visibility) == (kind != "deliverable")
    assert known.titles([1]) == {1: document.title}
    assert [found.id for found in indexing.documents(kind, [1, 99])] == [document.id]
    with writing():
        services.release(1, OFFICE)
    assert all("public" in found.visibility for found in indexing.documents(kind))


def test_a_waiting_order_is_found_by_the_office_only(app: House) -> None:
    make_order(started=False)
    assert [sorted(found.visibility) for found in indexing.documents("order")] == [["desk"]]
