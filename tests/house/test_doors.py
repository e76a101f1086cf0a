"""Every address belongs to a door, every door keeps its promise, nothing is changed by looking."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from core.answers import HEADERS
from core.audience import Door
from core.config import ROOT
from core.factory import House
from core.rights import ALLOWED, Right, Role, allows
from tests.support import doors

UNGUARDED = {"assets.static"}


def rules(app: House) -> list[tuple[Rule, Door]]:
    found = []
    for rule in app.url_map.iter_rules():
        door = app.blueprints.get(rule.endpoint.rsplit(".", 1)[0])
        if rule.endpoint not in UNGUARDED:
            assert isinstance(door, Door), f"{rule.endpoint} stands in the house without a door"
            if not door.demo_only:
                found.append((rule, door))
    return found


def address(rule: Rule) -> str:
    """Fill an address's placeholders with something of the right form."""
    filled = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule)
    return re.sub(r"<(?:int:)?(\w+)>", lambda m: "1" if m[0].startswith("<int:") else "abc", filled)


def test_every_address_has_a_door_and_every_desk_its_rights(app: House) -> None:
    for rule, door in rules(app):
        if door.audience == "desk":
            assert isinstance(door.reads, Right), rule
            assert isinstance(door.writes, Right), rule
            assert rule.rule.startswith("/buero"), rule
        if door.audience == "holder":
            assert "<token>" in rule.rule, rule


def test_without_log_in_the_desk_is_closed(app: House, visitor: FlaskClient) -> None:
    for rule, door in rules(app):
        if door.audience != "desk":
            continue
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            answer = visitor.open(address(rule), method=method)
            assert answer.status_code == 303, (rule, method)
            assert answer.headers["Location"].startswith("/buero/anmelden"), rule


def test_holders_need_a_link_that_lives(app: House, visitor: FlaskClient) -> None:
    for rule, door in rules(app):
        if door.audience == "holder":
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                assert visitor.open(address(rule), method=method).status_code == 404, rule


@pytest.mark.parametrize("role", list(Role))
def test_each_role_enters_what_the_table_says(app: House, role: Role, request: pytest.FixtureRequest) -> None:
    client: FlaskClient = request.getfixturevalue(role.value)
    for rule, door in rules(app):
        if door.audience != "desk" or door.reads is None or door.writes is None:
            continue
        for method, right in (("GET", door.reads), ("POST", door.writes)):
            if method not in (rule.methods or set()):
                continue
            status = client.open(address(rule), method=method).status_code
            if allows(role, right):
                assert status != 403, (rule, method, status)
                assert status < 500, (rule, method, status)
            else:
                assert status == 403, (rule, method, status)


def test_no_form_counts_without_its_token(app: House, admin: FlaskClient, visitor: FlaskClient) -> None:
    for rule, door in rules(app):
        if "POST" in (rule.methods or set()):
            client = admin if door.audience == "desk" else visitor
            closed = {403} if door.audience in {"seat", "council"} else set()  # nobody without a pass gets as far
            assert client.post(address(rule)).status_code in {400, 404, 409, 422} | closed, rule


def test_looking_changes_nothing(app: House, admin: FlaskClient) -> None:
    admin.get("/buero/")
    before = doors.contents()
    for rule, _ in rules(app):
        if "GET" in (rule.methods or set()):
            admin.get(address(rule))
    assert doors.contents() == before


def test_public_pages_set_no_cookie(app: House, visitor: FlaskClient) -> None:
    for rule, door in rules(app):
        if door.audience == "public" and "GET" in (rule.methods or set()):
            assert "Set-Cookie" not in visitor.get(address(rule)).headers, rule


@pytest.mark.parametrize(
    "path", ["/", "/ideen", "/ideen/neu", "/buero/", "/gibt-es-nicht", "/static/gibt-es-nicht.css", "/ideen/999999"]
)
def test_every_answer_carries_the_strict_headers(visitor: FlaskClient, path: str) -> None:
    answer = visitor.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] in {"no-cache", "no-store"}


def test_a_form_sent_by_another_site_is_refused(visitor: FlaskClient) -> None:
    foreign = {"Origin": "https://evil.example"}
    assert visitor.post("/ideen/neu", data={"text": "x"}, headers=foreign).status_code == 403
    assert visitor.post("/ideen/neu", data={"text": "x"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_form_of_the_public_address_counts_whatever_the_proxy_calls_us(
    visitor: FlaskClient, changed_settings: object
) -> None:
    with changed_settings(base_url="https://ideen.example.org"):  # type: ignore[operator]  # a fixture that gives a function
        answer = visitor.post("/ideen/neu", data={"text": "x"}, headers={"Origin": "https://ideen.example.org"})
    assert answer.status_code == 422


def test_over_https_the_browser_must_come_back_by_https(visitor: FlaskClient, changed_settings: object) -> None:
    with changed_settings(base_url="https://ideen.example.org"):  # type: ignore[operator]  # a fixture that gives a function
        assert "max-age=63072000" in visitor.get("/").headers["Strict-Transport-Security"]


def test_the_page_of_doors_is_up_to_date(app: House) -> None:
    assert (ROOT / "docs" / "doors.md").read_text(encoding="utf-8") == doors.page(app), (
        "write it anew: python run.py doors"
    )


def test_the_table_of_rights_names_every_role() -> None:
    assert set(ALLOWED) == set(Role)
    assert all(Right.ENTER in rights for rights in ALLOWED.values())
