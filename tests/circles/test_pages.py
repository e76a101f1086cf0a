"""What everybody sees: only what is public, actors by name only with consent, kept pages until something changes."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from circles import queries, services
from circles.hangings import AfterPart
from compass import services as compass
from compass.models import Purpose, Sector
from core.db import writing
from core.factory import House
from tests.circles.test_orders import make_vision
from tests.support.making import make_idea, published
from tests.support.making_actors import make_actor
from tests.support.making_orders import OFFICE, make_circle, make_deliverable, make_order
from tests.support.statements import counted


def take(order: int, *actors: int) -> None:
    """Give actors places."""
    with writing():
        for actor in actors:
            services.take(order, actor, OFFICE)


def test_a_member_without_consent_is_a_voice_without_a_name(visitor: FlaskClient) -> None:
    order = make_order(seats=6)
    shy = [make_actor(name, sector=Sector.BUSINESS, public=False) for name in ("Firma Eins", "Firma Zwei")]
    take(order, make_actor("Freifunk"), make_actor("Stille Post", public=False), *shy)
    for path in ("/zirkel/1", f"/zirkel/1/auftrag/{order}", "/zirkel"):
        page = visitor.get(path).text
        assert "Firma Eins" not in page
        assert "Stille Post" not in page
    page = visitor.get("/zirkel/1").text
    assert "Freifunk" in page
    assert "2 weitere Stimmen aus der Wirtschaft" in page
    assert "eine weitere Stimme aus der Zivilgesellschaft" in page
    assert "Es fehlen: Verwaltung und Wissenschaft" in page


def test_a_withdrawn_consent_takes_the_name_off_a_kept_page(visitor: FlaskClient) -> None:
    order, actor = make_order(), make_actor("Freifunk")
    take(order, actor)
    first = visitor.get("/zirkel/1")
    kept = {"If-None-Match": first.headers["ETag"]}
    assert visitor.get("/zirkel/1", headers=kept).status_code == 304
    with writing():
        compass.withdraw_consent(actor, Purpose.PUBLIC, "Telefon", OFFICE)
    again = visitor.get("/zirkel/1", headers=kept)
    assert again.status_code == 200
    assert "Freifunk" not in again.text
    assert "eine Stimme aus der Zivilgesellschaft" in again.text


def test_what_waits_and_what_is_a_draft_is_hidden(visitor: FlaskClient) -> None:
    running = make_order(title="Läuft schon")
    waiting = make_order(title="Wartet noch", started=False)
    make_deliverable(running, released=False, title="Nur ein Entwurf")
    for path in ("/zirkel", "/zirkel/1", f"/zirkel/1/auftrag/{running}"):
        page = visitor.get(path).text
        assert "Wartet noch" not in page
        assert "Nur ein Entwurf" not in page
    assert visitor.get(f"/zirkel/1/auftrag/{waiting}").status_code == 404


@pytest.mark.parametrize("path", ["/zirkel/999", "/zirkel/1/auftrag/999", "/zirkel/2/auftrag/1", "/zirkel/" + "9" * 30])
def test_what_is_not_there_is_not_found(visitor: FlaskClient, path: str) -> None:
    make_order()
    make_circle("leben")
    assert visitor.get(path).status_code == 404


def test_an_open_call_says_how_to_join_on_every_page_that_shows_it(visitor: FlaskClient) -> None:
    order = make_order(title="Digitallots*innen", started=False)
    with writing():
        services.call(order, OFFICE, 1, calling=True)
    for path in ("/zirkel", "/", "/zirkel/1", f"/zirkel/1/auftrag/{order}"):
        assert "Digitallots*innen" in visitor.get(path).text, path
    assert "/netzwerk/mitmachen" in visitor.get("/zirkel/1").text
    assert "Plätze frei: 5 von 5" in visitor.get("/").text
    assert "Plätze frei: Digitallots*innen" in visitor.get("/mitmachen").text


def test_results_stand_newest_first_with_their_measures(visitor: FlaskClient) -> None:
    for title in ("Das erste Ergebnis", "Das zweite Ergebnis"):
        make_deliverable(make_order(), title=title)
    page = visitor.get("/zirkel/1").text
    assert page.index("Das zweite Ergebnis") < page.index("Frühere Ergebnisse") < page.index("Das erste Ergebnis")
    assert page.count("Ein fester Ort je Stadtbezirk") == 1
    assert "Das erste Ergebnis" in visitor.get("/zirkel/1/auftrag/1").text


def test_the_order_names_only_published_ideas_behind_a_released_vision(visitor: FlaskClient) -> None:
    shown, hidden = published(title="Hilfe in Ruhe"), make_idea("Noch ungelesen, bitte warten.", title="Ungelesen")
    order = make_order(make_vision(shown.id, hidden.id))
    page = visitor.get(f"/zirkel/1/auftrag/{order}").text
    assert "Hilfe in Ruhe" in page
    assert "Ungelesen" not in page
    chain = queries.chain(make_deliverable(order))
    assert [idea.id for idea in chain.ideas] == [shown.id]
    assert (chain.order.id, chain.circle.name, chain.vision is not None) == (order, "Wissen & Lernen", True)


def test_markup_in_what_people_wrote_is_shown_not_obeyed(visitor: FlaskClient) -> None:
    order = make_order(title="<script>alert(1)</script>")
    with writing():
        draft = services.DeliverableDraft(
            "<b>fett</b>", "<img src=x>", "<script>x</script>\n\n[k](javascript:alert(1))"
        )
        number = services.write(order, draft, OFFICE).id
        services.add_measure(number, services.MeasureDraft("<i>schräg</i>"), OFFICE)
    with writing():
        services.release(number, OFFICE)
    page = visitor.get(f"/zirkel/1/auftrag/{order}").text
    assert not any(tag in page for tag in ("<script>", "<img", "<b>fett", "<i>schr", 'href="javascript'))


def test_a_page_costs_the_same_for_few_and_for_many(app: House, visitor: FlaskClient) -> None:
    def cost(number: int, path: str) -> int:
        for at in range(number):
            make_deliverable(make_order(make_vision(published(f"Idee Nummer {at} hier.").id), seats=30))
        order = make_order(seats=40)
        take(order, *(make_actor(f"Verein {at}") for at in range(number)))
        with writing():
            services.end(order, "Genug.", OFFICE)
        visitor.get(path)
        with counted() as statements:
            assert visitor.get(path).status_code == 200
        return len(statements)

    assert [cost(3, path) for path in ("/zirkel", "/zirkel/1")] == [cost(12, path) for path in ("/zirkel", "/zirkel/1")]


def test_a_higher_room_tells_below_a_result_what_came_of_it(app: House, visitor: FlaskClient) -> None:
    order = make_order()
    make_deliverable(order)
    slots = app.extensions["slots"]
    before = slots.get("circles.deliverable", [])
    part = AfterPart(
        "2. Mai 2027", "2027-05-02", "Beschlossen", "Der Rat hat zugestimmt.", "Vorlage lesen", "/vorlagen/1"
    )
    slots["circles.deliverable"] = [lambda deliverable: [part] if deliverable.title else []]
    try:
        page = visitor.get(f"/zirkel/1/auftrag/{order}").text
    finally:
        slots["circles.deliverable"] = before
    assert "So ging es weiter" in page
    assert "Der Rat hat zugestimmt." in page
    assert "So ging es weiter" not in visitor.get("/zirkel/1").text
