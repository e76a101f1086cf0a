"""The office's pages for texts: list, form, preview, history, who may change."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core import texts
from tests.support.pages import token

PAGE = "/buero/texte"
NEWEST = re.compile(r'name="newest"[^>]*value="(\d+)"')


def text(answer: TestResponse) -> str:
    """Return a page's text."""
    return answer.get_data(as_text=True)


def newest(page: TestResponse) -> str:
    """Return the newest version that a page's form knows."""
    found = NEWEST.search(text(page))
    assert found
    return found[1]


def send(client: FlaskClient, key: str, body: str, page: TestResponse | None = None, **more: str) -> TestResponse:
    """Send the form of one text as it was opened, now or earlier."""
    page = page or client.get(f"{PAGE}/{key}")
    given = {"token": token(page, f"{PAGE}/{key}"), "newest": newest(page), "body": body, **more}
    return client.post(f"{PAGE}/{key}", data=given)


def press(client: FlaskClient, key: str, path: str) -> TestResponse:
    """Press one of the buttons below the text."""
    page = client.get(f"{PAGE}/{key}")
    given = {"token": token(page, f"{PAGE}/{key}/{path}"), "newest": newest(page)}
    return client.post(f"{PAGE}/{key}/{path}", data=given)


def test_every_text_stands_in_the_list(office: FlaskClient) -> None:
    page = text(office.get(PAGE))
    assert page.count(f'href="{PAGE}/') == len(texts.wordings())
    assert [heading in page for heading in ("Ideenspeicher", "Themenradar", "Stadt, Büro und feste Seiten")] == [
        True
    ] * 3
    assert "geändert am" not in page


def test_a_changed_text_is_everywhere_at_once(office: FlaskClient, visitor: FlaskClient) -> None:
    before = visitor.get("/")
    answer = send(office, "city.name", "  Muster\nstadt ")
    assert (answer.status_code, answer.location) == (303, f"{PAGE}/city.name?notiz=gespeichert")
    after = visitor.get("/", headers={"If-None-Match": before.headers["ETag"]})
    assert "Ihre Idee für Muster stadt" in text(after)
    assert "geändert am" in text(office.get(PAGE))


@pytest.mark.parametrize("key", ["start.lead", "page.imprint"])
def test_html_in_a_text_is_shown(office: FlaskClient, visitor: FlaskClient, key: str) -> None:
    assert send(office, key, "Guten Tag <script>alert(1)</script>").status_code == 303
    page = text(visitor.get("/" if key == "start.lead" else "/impressum"))
    assert "Guten Tag &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_a_preview_stores_nothing(office: FlaskClient) -> None:
    answer = send(office, "page.easy", "## Neu für {city.name}", preview="1")
    assert answer.status_code == 200
    assert "<h2>Neu für Bielefeld</h2>" in text(answer)
    assert "## Neu für {city.name}</textarea>" in text(answer)
    assert texts.history("page.easy") == []


def test_placeholders_are_listed(office: FlaskClient) -> None:
    page = text(office.get(f"{PAGE}/stage.received"))
    assert "<code>{Datum}</code>" in page
    assert "<code>{city.name}</code> Name der Stadt" in page


def test_a_wrong_placeholder_is_said_and_the_text_kept(office: FlaskClient) -> None:
    answer = send(office, "start.lead", "Hallo {Welt}")
    assert answer.status_code == 422
    assert "Den Platzhalter {Welt} gibt es hier nicht." in text(answer)
    assert "Hallo {Welt}</textarea>" in text(answer)


@pytest.mark.parametrize(
    "path", ["city.motto", "city.name/fassung/999", "x" * 300, "%00", "city.name/fassung/" + "9" * 30]
)
def test_what_is_not_there_is_404(office: FlaskClient, path: str) -> None:
    assert office.get(f"{PAGE}/{path}").status_code in {404, 405}
    assert office.post(f"{PAGE}/{path}").status_code == 404


def test_another_texts_version_is_not_there(office: FlaskClient) -> None:
    send(office, "city.name", "Musterstadt")
    number = texts.history("city.name")[0].id
    assert office.post(f"{PAGE}/brand.line/fassung/{number}").status_code == 404


def test_earlier_versions_come_back(office: FlaskClient) -> None:
    for body in ("Erste Stadt", "Zweite Stadt"):
        send(office, "city.name", body)
    first = texts.history("city.name")[1].id
    assert press(office, "city.name", f"fassung/{first}").status_code == 303
    assert texts.text("city.name") == "Erste Stadt"
    assert press(office, "city.name", "standard").status_code == 303
    page = text(office.get(f"{PAGE}/city.name"))
    assert "Der Text ist so, wie er mitgeliefert wurde." in page
    assert page.count("Text dieser Fassung") == 4
    assert "Zurück zum Standard" not in page


def test_the_second_of_two_people_sees_who_was_first(office: FlaskClient, admin: FlaskClient) -> None:
    opened = office.get(f"{PAGE}/city.name")
    send(admin, "city.name", "Andersstadt")
    answer = send(office, "city.name", "Meinstadt", page=opened)
    assert answer.status_code == 409
    assert "war schneller" in text(answer)
    assert "Andersstadt" in text(answer)
    assert "Meinstadt</textarea>" in text(answer)
    assert send(office, "city.name", "Meinstadt", page=answer).status_code == 303
    assert texts.text("city.name") == "Meinstadt"


def test_a_reader_looks_and_changes_nothing(reader: FlaskClient) -> None:
    page = reader.get(PAGE)
    assert page.status_code == 200
    assert f'href="{PAGE}/' not in text(page)
    assert reader.get(f"{PAGE}/city.name").status_code == 403
    posts = [f"{PAGE}/city.name", f"{PAGE}/city.name/standard", f"{PAGE}/city.name/fassung/1"]
    assert [reader.post(path, data={"body": "x"}).status_code for path in posts] == [403] * 3


def test_without_a_token_nothing_is_stored(office: FlaskClient) -> None:
    assert office.post(f"{PAGE}/city.name", data={"newest": "0", "body": "x"}).status_code == 422
    assert office.post(f"{PAGE}/city.name/standard").status_code == 422
    assert texts.history("city.name") == []


@pytest.mark.parametrize("junk", ["\x00", "\u202e\u200b", " \n\t "])
def test_what_no_person_types_is_nothing(office: FlaskClient, junk: str) -> None:
    page = office.get(f"{PAGE}/city.name")
    given = {"token": token(page, f"{PAGE}/city.name"), "newest": "0", "body": junk.encode("utf-8", "surrogatepass")}
    answer = office.post(f"{PAGE}/city.name", data=given)
    assert (answer.status_code, texts.history("city.name")) == (422, [])
