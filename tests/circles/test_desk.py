"""The office at work: set up, write, start, give places, write a result, release it; bad input in every form."""

from __future__ import annotations

import html

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from circles import queries
from circles.models import OrderState
from compass.models import Sector
from core.factory import House
from tests.circles.test_orders import make_vision
from tests.support import junk
from tests.support.making_actors import make_actor
from tests.support.making_orders import make_circle, make_deliverable, make_order
from tests.support.pages import TOKEN, fill, token, version
from tests.support.statements import counted

ORDER = {
    "title": "Hilfe beim Handy",
    "goal": "In jedem Stadtbezirk.",
    "result_kind": "8",
    "begins_on": "2027-01-10",
    "ends_on": "2027-06-30",
    "seats": "12",
}
NAMES = ("version", "title", "goal", "result_kind", "begins_on", "ends_on", "seats", "name", "about", "note", "active")


def press(client: FlaskClient, page: str, action: str) -> int:
    """Press a button of a page; return the status of the answer."""
    opened = client.get(page)
    text = opened.get_data(as_text=True)
    known = {"version": version(opened)} if 'name="version"' in text else {}
    return client.post(action, data={"token": token(opened, action), **known}).status_code


def test_the_office_sets_up_a_circle_and_writes_an_order(office: FlaskClient) -> None:
    page = office.get("/buero/zirkel")
    assert page.text.count("Zirkel einrichten") == 4
    assert press(office, "/buero/zirkel", "/buero/zirkel/einrichten/2") == 303
    circle = queries.by_field()[1].circle
    assert circle is not None
    answer = fill(office, f"/buero/zirkel/{circle.id}/auftrag/neu", **ORDER)
    assert answer.status_code == 303
    order = queries.orders(circle.id, public=False)[0]
    assert (order.title, order.seats, order.state) == ("Hilfe beim Handy", 12, OrderState.PLANNED)
    assert order.result_kind.name == "Maßnahmenkonzept"


def test_the_same_form_sent_twice_stores_one_order(office: FlaskClient) -> None:
    circle = make_circle()
    page = f"/buero/zirkel/{circle}/auftrag/neu"
    sent = {"token": token(office.get(page)), **ORDER}
    answers = [office.post(page, data=sent).headers["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(queries.orders(circle, public=False)) == 1


def test_a_vision_fills_the_form_and_proposes_its_circle(office: FlaskClient) -> None:
    vision = make_vision()
    assert "braucht es zuerst einen Zirkel" in office.get(f"/buero/zirkel?vision={vision}").text
    circle = make_circle()
    assert f"/buero/zirkel/{circle}/auftrag/neu?vision={vision}" in office.get(f"/buero/zirkel?vision={vision}").text
    page = f"/buero/zirkel/{circle}/auftrag/neu?vision={vision}"
    assert 'value="Jemand hilft in Ruhe weiter"' in office.get(page).text
    fill(office, page, **ORDER)
    assert queries.by_vision(vision)[0].circle_id == circle


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "\x00"),
        ("title", "a" * 100_000),
        ("goal", "..."),
        ("result_kind", "999"),
        ("result_kind", "9" * 40),
        ("begins_on", "gestern"),
        ("ends_on", "2027-01-10"),
        ("ends_on", "2027-02-30"),
        ("ends_on", ""),
        ("seats", "0"),
        ("seats", "61"),
        ("seats", "viele"),
        ("token", ""),
        ("token", "gefälscht"),
    ],
)
def test_a_faulty_order_is_shown_again(office: FlaskClient, field: str, value: str) -> None:
    circle = make_circle()
    page = f"/buero/zirkel/{circle}/auftrag/neu"
    sent = {"token": token(office.get(page)), **ORDER, field: value}
    answer = office.post(page, data=sent)
    assert answer.status_code == 422
    assert "Noch nicht gespeichert" in answer.text
    assert queries.orders(circle, public=False) == []


@given(junk.forms(NAMES))
@hypothesis_settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_form_falls_over(office: FlaskClient, sent: list[tuple[str, str]]) -> None:
    order = queries.running()[0].id if queries.running() else make_order()
    circle = make_circle()
    for page in (
        f"/buero/zirkel/{circle}/auftrag/neu",
        f"/buero/zirkel/{circle}/bearbeiten",
        f"/buero/zirkel/auftrag/{order}/bearbeiten",
        f"/buero/zirkel/auftrag/{order}/beenden",
        f"/buero/zirkel/auftrag/{order}/ergebnis",
        "/buero/zirkel/ergebnisarten/neu",
        "/buero/zirkel/ergebnisarten/1",
    ):
        given_token = token(office.get(page if "ergebnis" not in page or "arten" in page else f"{page}"))
        body = junk.encoded([("token", given_token), *sent])
        answer = office.post(page, data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {303, 409, 422}, page


def test_the_second_of_two_people_keeps_what_they_typed(office: FlaskClient) -> None:
    order = make_order(started=False)
    page = f"/buero/zirkel/auftrag/{order}/bearbeiten"
    first = {"token": token(office.get(page)), "version": "1", **ORDER, "title": "Vom Ersten"}
    second = {**first, "title": "Vom Zweiten"}
    assert office.post(page, data=first).status_code == 303
    answer = office.post(page, data=second)
    assert answer.status_code == 409
    assert "Anna Amt war schneller" in answer.text
    assert 'value="Vom Zweiten"' in answer.text
    assert office.post(page, data={**second, "version": version(answer)}).status_code == 303
    assert queries.order(order, public=False).title == "Vom Zweiten"


def test_a_result_sent_twice_is_stored_once(office: FlaskClient) -> None:
    page = f"/buero/zirkel/auftrag/{make_order()}/ergebnis"
    sent = {"token": token(office.get(page)), "title": "Ein Ergebnis", "summary": "Kurz gesagt.", "text": ""}
    assert [office.post(page, data=sent).status_code for _ in range(2)] == [303, 303]
    assert office.post(page, data={**sent, "title": "Ein anderes"}).status_code == 409


def test_start_call_ask_end(office: FlaskClient) -> None:
    order = make_order(started=False)
    page = f"/buero/zirkel/auftrag/{order}"
    assert press(office, page, f"{page}/aufrufen") == 303
    assert press(office, page, f"{page}/verstummen") == 303
    assert press(office, page, f"{page}/starten") == 303
    assert press(office, page, f"{page}/wen-fragen") == 303
    assert queries.order(order, public=False).challenge_id is not None
    assert fill(office, f"{page}/beenden", version="1", note="Zu früh.").status_code == 409
    sent = version(office.get(f"{page}/beenden"))
    assert fill(office, f"{page}/beenden", version=sent, note="Niemand hatte Zeit.").status_code == 303
    assert queries.order(order, public=True).end_note == "Niemand hatte Zeit."


def test_a_second_start_is_refused_with_a_sentence(office: FlaskClient) -> None:
    make_order(title="Der erste")
    page = f"/buero/zirkel/auftrag/{make_order(title='Der zweite', started=False)}"
    opened = office.get(page)
    sent = {"token": token(opened, f"{page}/starten"), "version": version(opened)}
    answer = office.post(f"{page}/starten", data=sent)
    assert answer.status_code == 409
    assert "an einem Auftrag nach dem anderen" in answer.text


def test_places_are_searched_given_and_freed(office: FlaskClient) -> None:
    order, actor = make_order(), make_actor("Universität", sector=Sector.SCIENCE, public=False)
    make_actor("Freifunk")
    page = f"/buero/zirkel/auftrag/{order}/plaetze"
    assert "Freifunk" not in office.get(f"{page}?q=UNIVERSITAET").text
    sent = last_token(office, page)
    assert office.post(page, data={"token": sent, "actor": actor}).status_code == 303
    assert "Es fehlen: Verwaltung, Wirtschaft und Zivilgesellschaft" in office.get(page).text
    assert office.post(page, data={"token": sent, "actor": "9999"}).status_code == 404
    assert office.post(page, data={"token": sent, "actor": "9" * 40}).status_code == 400
    assert office.post(page, data={"actor": actor}).status_code == 400
    place = queries.order(order, public=False).places[0].id
    assert office.post(f"{page}/{place}/frei", data={"token": token(office.get(page), page)}).status_code == 303
    assert queries.order(order, public=False).places == []


@pytest.mark.parametrize("said", ["", "0", "999", "9" * 40, "²", "eins", "\x00", "1 OR 1=1"])
def test_a_vision_that_is_none_leaves_the_form_empty(office: FlaskClient, said: str) -> None:
    circle = make_circle()
    make_vision(way=None)
    for path in ("/buero/zirkel", f"/buero/zirkel/{circle}/auftrag/neu"):
        page = office.get(path, query_string={"vision": said})
        assert page.status_code == 200
        assert "Jemand hilft in Ruhe weiter" not in page.text


@pytest.mark.parametrize("word", ["\x00", "%", "' OR 1=1 --", "a" * 5000, "_"])
def test_a_strange_search_finds_nobody(office: FlaskClient, word: str) -> None:
    order = make_order()
    make_actor("Freifunk")
    answer = office.get(f"/buero/zirkel/auftrag/{order}/plaetze", query_string={"q": word})
    assert answer.status_code == 200
    assert ("Freifunk" in answer.text) == (word == "\x00")


def test_a_result_is_written_measured_ordered_and_released(office: FlaskClient) -> None:
    order = make_order()
    page = f"/buero/zirkel/auftrag/{order}/ergebnis"
    assert fill(office, page, title="Ein Ergebnis", summary="Kurz gesagt.", text="## Mehr").status_code == 303
    for words in ("Erstens", "Zweitens"):
        assert fill(office, f"{page}/massnahme/neu", text=words, who="Büro", until="bald").status_code == 303
    first, second = (one.id for one in queries.order(order, public=False).deliverable.measures)  # type: ignore[union-attr]  # just written
    sent = token(office.get(page), page)
    assert office.post(f"{page}/massnahme/{second}/hoch", data={"token": sent}).status_code == 303
    now = version(office.get(f"{page}/massnahme/{first}"))
    assert fill(office, f"{page}/massnahme/{first}", text="Erstens, aber richtig", version=now).status_code == 303
    assert press(office, page, f"{page}/freigeben") == 303
    found = queries.released_deliverables()[0]
    assert [one.text for one in found.measures] == ["Zweitens", "Erstens, aber richtig"]
    assert queries.order(order, public=True).state is OrderState.ENDED


def test_a_released_result_changes_only_with_a_note(office: FlaskClient) -> None:
    order = make_order()
    number = make_deliverable(order)
    page = f"/buero/zirkel/auftrag/{order}/ergebnis"
    sent = {"title": "Neu", "summary": "Anders.", "version": version(office.get(f"{page}/bearbeiten"))}
    assert fill(office, f"{page}/bearbeiten", to=page, **sent).status_code == 422
    assert fill(office, f"{page}/bearbeiten", to=page, note="Zahl berichtigt", **sent).status_code == 303
    assert queries.deliverable(number, public=True).revision_note == "Zahl berichtigt"
    assert fill(office, f"{page}/bearbeiten", to=page, note="Noch eine", **sent).status_code == 409
    measure = queries.deliverable(number, public=True).measures[0].id
    now = version(office.get(f"{page}/massnahme/{measure}"))
    assert fill(office, f"{page}/massnahme/{measure}", text="x y", version=now).status_code == 422
    assert fill(office, f"{page}/massnahme/{measure}", text="x y", version="1", note="Alt").status_code == 409
    gone = {"text": "x y", "note": "Weg", "remove": "1", "version": now}
    assert fill(office, f"{page}/massnahme/{measure}", **gone).status_code == 303
    assert "Fassung vom" in office.get(queries_address(order)).text


def queries_address(order: int) -> str:
    """Return an order's public page."""
    return f"/zirkel/{queries.order(order, public=True).circle_id}/auftrag/{order}"


@pytest.mark.parametrize(
    "path",
    ["/buero/zirkel", "/buero/zirkel/1", "/buero/zirkel/auftrag/1", "/buero/zirkel/auftrag/1/protokoll"],
)
def test_who_only_reads_sees_the_process_but_no_names_without_consent(
    reader: FlaskClient, visitor: FlaskClient, office: FlaskClient, path: str
) -> None:
    order = make_order()
    fill_place(office, order, make_actor("Stille Stimme", public=False))
    page = reader.get(path)
    assert page.status_code == 200
    assert "Stille Stimme" not in page.text
    assert "Auftrag schreiben" not in page.text
    assert visitor.get(path).status_code == 303


def last_token(client: FlaskClient, page: str) -> str:
    """Return the token of the last form on a page that posts to the page itself."""
    text = client.get(page).get_data(as_text=True)
    found = TOKEN.findall(text[text.rindex(f'action="{page}"') :])
    return html.unescape(found[0])


def fill_place(office: FlaskClient, order: int, actor: int) -> None:
    """Give an actor a place at the office's page."""
    page = f"/buero/zirkel/auftrag/{order}/plaetze"
    assert office.post(page, data={"token": last_token(office, page), "actor": actor}).status_code == 303


@pytest.mark.parametrize(
    "path", ["1/auftrag/neu", "1/bearbeiten", "auftrag/1/plaetze", "auftrag/1/ergebnis", "ergebnisarten"]
)
def test_who_only_reads_changes_nothing(reader: FlaskClient, path: str) -> None:
    make_order()
    assert reader.get(f"/buero/zirkel/{path}").status_code == 403


def test_a_circle_with_many_orders_costs_the_same(app: House, office: FlaskClient) -> None:
    def cost(orders: int) -> int:
        for _ in range(orders):
            make_order(started=False)
        office.get("/buero/zirkel/1")
        with counted() as statements:
            assert office.get("/buero/zirkel/1").status_code == 200
        return len(statements)

    few = cost(3)
    assert cost(27) == few
