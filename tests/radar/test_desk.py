"""The office's pages for the vocabulary: who may look, who may change, two people at one row."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.factory import House
from radar import queries
from tests.support.pages import fill, token, version

PAGE = "/buero/themen"
LISTS = ("handlungsfelder", "aktionsfelder", "zielbild", "sphaeren", "stadtbezirke")


def send(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    """Open the form of one row and send it, its version with it."""
    return fill(client, path, version=version(client.get(path)), **fields)


def text(answer: TestResponse) -> str:
    """Return a page's text."""
    return answer.get_data(as_text=True)


def test_all_five_lists_stand_on_one_page(office: FlaskClient) -> None:
    page = text(office.get(PAGE))
    assert [f'id="{slug}"' in page for slug in LISTS] == [True] * 5
    assert page.count("wird nicht angeboten") == 2
    assert "Kooperation &amp; Gestaltung" in page


@pytest.mark.parametrize("slug", LISTS)
def test_every_list_has_a_form(office: FlaskClient, slug: str) -> None:
    answer = send(office, f"{PAGE}/{slug}/1", name="Umbenannt", about="Ein Satz.", active="y", field_id="1")
    assert (answer.status_code, answer.location) == (303, f"{PAGE}?notiz=gespeichert#{slug}")
    page = text(office.get(f"{PAGE}?notiz=gespeichert"))
    assert "Umbenannt" in page
    assert "Gespeichert." in page


def test_a_new_name_shows_on_public_pages_at_once(office: FlaskClient, visitor: FlaskClient) -> None:
    before = visitor.get("/ideen")
    send(office, f"{PAGE}/stadtbezirke/1", name="Ganz <b>oben</b>", active="y")
    after = visitor.get("/ideen", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "Ganz &lt;b&gt;oben&lt;/b&gt;" in text(after)


def test_a_new_district_is_offered_at_once(office: FlaskClient, visitor: FlaskClient) -> None:
    answer = fill(office, f"{PAGE}/stadtbezirke/neu", name="  Neue \n Mitte ")
    assert (answer.status_code, answer.location) == (303, f"{PAGE}?notiz=hinzugefuegt#stadtbezirke")
    assert ">Neue Mitte<" in text(visitor.get("/ideen/neu"))


def test_a_new_area_goes_to_its_field(office: FlaskClient) -> None:
    answer = fill(office, f"{PAGE}/aktionsfelder/neu", name="Regeln", about="", field_id="2")
    assert answer.status_code == 303
    assert [area.name for area in queries.taxonomy().fields[1].areas][2] == "Regeln"


@pytest.mark.parametrize("slug", ["handlungsfelder", "sphaeren", "unbekannt"])
def test_where_nothing_is_added_there_is_no_form(office: FlaskClient, slug: str) -> None:
    assert office.get(f"{PAGE}/{slug}/neu").status_code == 404


@pytest.mark.parametrize("path", ["/unbekannt/1", "/zielbild/999999999", "/zielbild/9999999999999999", "/zielbild/x"])
def test_what_is_not_there_is_404(office: FlaskClient, path: str) -> None:
    assert office.get(PAGE + path).status_code == 404


def test_a_row_goes_up_and_down(office: FlaskClient) -> None:
    answer = fill(office, PAGE, to=f"{PAGE}/zielbild/2/hoch")
    assert (answer.status_code, answer.location) == (303, f"{PAGE}?notiz=verschoben#zielbild")
    assert [trait.id for trait in queries.taxonomy().traits][:3] == [2, 1, 3]


def test_what_was_wrong_stands_beside_its_field_and_nothing_is_lost(office: FlaskClient) -> None:
    answer = send(office, f"{PAGE}/zielbild/1", name="  ", about="Mein langer Satz", active="y")
    assert answer.status_code == 422
    assert "Bitte geben Sie einen Namen ein." in text(answer)
    assert "Mein langer Satz" in text(answer)
    taken = send(office, f"{PAGE}/zielbild/1", name="Transparent", about="", active="y")
    assert "gibt es in der Liste schon" in text(taken)


@pytest.mark.parametrize(
    "junk",
    [
        {"version": "x"},
        {"version": "9" * 5000},
        {"field_id": "999"},
        {"field_id": "9" * 50},
        {"name": "x" * 81},
        {"about": "x" * 301},
        {"name": "\x00 – !"},
    ],
)
def test_junk_is_said(office: FlaskClient, junk: dict[str, str]) -> None:
    page = office.get(f"{PAGE}/aktionsfelder/1")
    given = {"token": token(page), "version": "1", "name": "Gut", "about": "", "active": "y", "field_id": "1", **junk}
    sent = {name: value.encode("utf-8", "surrogatepass") for name, value in given.items()}
    assert office.post(f"{PAGE}/aktionsfelder/1", data=sent).status_code == 422
    assert queries.taxonomy().fields[0].areas[0].name == "Strategie & Steuerung"


def test_the_second_of_two_people_sees_who_was_first(office: FlaskClient, admin: FlaskClient) -> None:
    path = f"{PAGE}/stadtbezirke/1"
    seen = version(office.get(path))
    send(admin, path, name="Von der anderen", active="y")
    answer = fill(office, path, version=seen, name="Von mir", active="y")
    assert answer.status_code == 409
    assert "war schneller" in text(answer)
    assert "Von der anderen" in text(answer)
    assert 'value="Von mir"' in text(answer)
    again = office.post(
        path, data={"token": token(answer), "version": version(answer), "name": "Von mir", "active": "y"}
    )
    assert again.status_code == 303
    assert "Von mir" in text(office.get(PAGE))


def test_a_reader_looks_and_changes_nothing(reader: FlaskClient, app: House) -> None:
    page = reader.get(PAGE)
    assert page.status_code == 200
    assert "Nach oben" not in text(page)
    assert "hinzufügen" not in text(page)
    assert reader.get(f"{PAGE}/zielbild/1").status_code == 403
    posts = [f"{PAGE}/zielbild/1", f"{PAGE}/zielbild/neu", f"{PAGE}/zielbild/1/hoch"]
    assert [reader.post(path, data={"name": "x"}).status_code for path in posts] == [403] * 3


def test_a_visitor_is_sent_to_the_log_in(visitor: FlaskClient) -> None:
    assert visitor.get(PAGE).status_code == 303
    assert visitor.post(f"{PAGE}/zielbild/1", data={"name": "x"}).status_code == 303


def test_without_a_token_nothing_moves(office: FlaskClient) -> None:
    assert office.post(f"{PAGE}/zielbild/2/hoch").status_code == 422
    assert [trait.id for trait in queries.taxonomy().traits][:2] == [1, 2]
