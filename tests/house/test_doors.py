"""Every address belongs to a door, every door keeps its promise, nothing is changed by looking."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from core.answers import HEADERS
from core.audience import Door
from core.config import ROOT
from core.factory import House
from core.rights import ALLOWED, Right, Role, allows
from tests.support import doors, people
from tests.support.thread import Thread, lay_out

UNGUARDED = {"assets.static"}
GUESTS = {"participant": "seat", "councillor": "council"}
EVERYBODY = ("visitor", *(role.value for role in Role), *GUESTS)


@pytest.fixture
def thread(app: House) -> Thread:
    """Put a row of everything into the house."""
    return lay_out()


def rules(app: House) -> list[tuple[Rule, Door]]:
    """Return all addresses with their doors, those of the demo left out."""
    found = []
    for rule in app.url_map.iter_rules():
        door = app.blueprints.get(rule.endpoint.rsplit(".", 1)[0])
        if rule.endpoint not in UNGUARDED:
            assert isinstance(door, Door), f"{rule.endpoint} stands in the house without a door"
            if not door.demo_only:
                found.append((rule, door))
    return found


def walk(app: House, thread: Thread, *methods: str, token: str = "") -> Iterator[tuple[str, Rule, Door, str]]:
    """Go past every address: method, rule, door, the address filled with what stands in the house."""
    for rule, door in rules(app):
        for method in sorted((rule.methods or set()) & set(methods)):
            for path in thread.addresses(rule, token):
                yield method, rule, door, path


def come_in(app: House, thread: Thread, who: str) -> FlaskClient:
    """Return the browser of somebody who came in as everybody of their kind does."""
    if who == "participant":
        return people.seated(app, thread.meeting)
    if who == "councillor":
        return people.councillor(app, thread.member)
    return app.test_client() if who == "visitor" else people.logged_in(app, who)


def enters(who: str, door: Door, method: str) -> bool:
    """Tell from the tables alone whether this door opens."""
    if door.audience == "desk":
        right = door.reads if method == "GET" else door.writes
        return who in set(Role) and right is not None and allows(Role(who), right)
    return door.audience == "public" or GUESTS.get(who) == door.audience


def refusal(who: str, door: Door) -> int:
    """Return how a door says no: the desk leads to the log-in (a program is told), a link that is none is not there."""
    if door.audience == "desk" and who not in set(Role):
        return 401 if door.for_programs else 303
    return 404 if door.audience == "holder" else 403


def test_every_address_has_a_door_and_every_desk_its_rights(app: House) -> None:
    for rule, door in rules(app):
        if door.audience == "desk":
            assert isinstance(door.reads, Right), rule
            assert isinstance(door.writes, Right), rule
            assert rule.rule.startswith("/api/" if door.for_programs else "/buero"), rule
        if door.audience == "holder":
            assert "<token>" in rule.rule, rule
    assert {door.audience for _, door in rules(app)} == {"public", "desk", "seat", "council", "holder"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_enters_what_the_tables_say(app: House, thread: Thread, who: str) -> None:
    client = come_in(app, thread, who)
    for method, rule, door, path in walk(app, thread, "GET", "POST", token="abc"):
        answer = client.open(path, method=method)
        to_log_in = answer.headers.get("Location", "").startswith("/buero/anmelden")
        if enters(who, door, method):
            assert answer.status_code < 500, (rule, method, answer.status)
            assert answer.status_code != 403, (rule, method)
            assert not to_log_in, (rule, method)
        else:
            assert answer.status_code == refusal(who, door), (rule, method, answer.status)
            assert to_log_in == (answer.status_code == 303), (rule, method)


def test_a_link_opens_its_own_door_only(app: House, thread: Thread, visitor: FlaskClient) -> None:
    holders = {door.name for _, door in rules(app) if door.audience == "holder"}
    assert set(thread.tokens) == holders
    for name, token in thread.tokens.items():
        for method, rule, door, path in walk(app, thread, "GET", token=token):
            if door.audience == "holder":
                wanted = 200 if door.name == name else 404
                assert visitor.open(path, method=method).status_code == wanted, (name, rule)


def test_a_pass_ends_with_its_cookie(app: House, thread: Thread) -> None:
    for who, audience in GUESTS.items():
        client = come_in(app, thread, who)
        inside = next(path for _, _, door, path in walk(app, thread, "GET") if door.audience == audience)
        assert client.get(inside).status_code == 200
        assert app.test_client().get(inside).status_code == 403


def test_each_page_is_met_with_what_stands_in_the_house(app: House, thread: Thread) -> None:
    clients = {who: come_in(app, thread, who) for who in ("admin", "visitor", *GUESTS)}
    guest_of = {audience: who for who, audience in GUESTS.items()} | {"desk": "admin"}
    missed = {}
    for _, rule, door, path in walk(app, thread, "GET"):
        status = clients[guest_of.get(door.audience, "visitor")].get(path).status_code
        if status == 200 or rule.endpoint not in missed:
            missed[rule.endpoint] = status
    assert {endpoint: status for endpoint, status in missed.items() if status not in {200, 301, 303}} == {}


def test_no_form_counts_without_its_token(app: House, thread: Thread) -> None:
    clients = {who: come_in(app, thread, who) for who in ("admin", "visitor", *GUESTS)}
    guest_of = {audience: who for who, audience in GUESTS.items()} | {"desk": "admin"}
    before = doors.contents() | {"limit_try": []}  # a question for similar ideas is counted
    for _, rule, door, path in walk(app, thread, "POST"):
        answer = clients[guest_of.get(door.audience, "visitor")].post(path)
        past = (
            {303} if rule.endpoint in {"imports.check", "actor_imports.check"} else set()
        )  # an import past its columns leads on to its page
        assert answer.status_code in {204, 400, 404, 409, 422} | past, (rule, answer.status)  # 204: nothing similar
    assert doors.contents() | {"limit_try": []} == before


@pytest.mark.parametrize("who", ["admin", *GUESTS])
def test_looking_changes_nothing(app: House, thread: Thread, who: str) -> None:
    client = come_in(app, thread, who)
    client.get("/buero/")
    before = doors.contents()
    for _, _, _, path in walk(app, thread, "GET"):
        client.get(path)
    assert doors.contents() == before


def test_public_pages_set_no_cookie(app: House, thread: Thread, visitor: FlaskClient) -> None:
    for _, rule, door, path in walk(app, thread, "GET"):
        if door.audience in {"public", "holder"}:
            assert "Set-Cookie" not in visitor.get(path).headers, rule


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
