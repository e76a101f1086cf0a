"""The demo's log-in link: only in the demo, only from this machine, only with this start's token."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pyotp
import pytest
from flask.testing import FlaskClient

from core.accounts import rehearsal, services
from core.config import settings
from core.db import writing
from core.factory import House
from core.rights import Role
from run import create_app
from tests.support import people
from tests.support.entering import code, cookie, enter, inside
from tests.support.houses import furnish
from tests.support.pages import fill


@pytest.fixture
def demo(app: House) -> Iterator[House]:
    """A house on the same database, started as the demo."""
    with writing():
        services.create_demo_account("Demo Büro", rehearsal.DEMO_ACCOUNT, Role.OFFICE)
    furnished = furnish(create_app(dataclasses.replace(settings(), demo=True)), settings().instance)
    yield furnished.app
    furnished.close()


def test_the_link_shows_a_button_and_only_the_button_logs_in(demo: House) -> None:
    client, path = demo.test_client(), rehearsal.demo_address(demo)
    shown = client.get(path)
    assert (shown.status_code, shown.headers.getlist("Set-Cookie")) == (200, [])
    answer = fill(client, path)
    assert (answer.status_code, answer.location) == (303, "/buero/")
    assert "HttpOnly" in cookie(answer)
    assert inside(client)


def test_outside_the_demo_there_is_no_such_door(app: House, visitor: FlaskClient) -> None:
    assert visitor.get("/buero/vorfuehrung/anything").status_code == 404
    assert "rehearsal" not in app.blueprints


def test_a_wrong_token_is_not_there(demo: House) -> None:
    client, path = demo.test_client(), rehearsal.demo_address(demo)
    assert client.get(f"{path}x").status_code == 404
    assert client.get("/buero/vorfuehrung/ä").status_code == 404


def test_each_start_makes_a_new_token(demo: House) -> None:
    again = create_app(demo.extensions["settings"])
    assert rehearsal.demo_address(again) != rehearsal.demo_address(demo)


@pytest.mark.parametrize("address", ["192.168.1.7", "10.0.0.1", "::ffff:10.0.0.1", "2001:db8::1", ""])
def test_only_this_machine_may_use_it(demo: House, address: str) -> None:
    answer = demo.test_client().get(rehearsal.demo_address(demo), environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "name", ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP"]
)
def test_behind_a_proxy_it_is_closed(demo: House, name: str) -> None:
    client, path = demo.test_client(), rehearsal.demo_address(demo)
    assert client.get(path, headers={name: "127.0.0.1"}).status_code == 404
    assert client.post(path, headers={name: "127.0.0.1"}).status_code == 404


def test_the_button_needs_its_token(demo: House) -> None:
    client = demo.test_client()
    assert client.post(rehearsal.demo_address(demo)).status_code == 400
    assert not inside(client)


def test_the_demos_account_cannot_be_entered_by_password(demo: House) -> None:
    client = demo.test_client()
    for password in ("", "nobody", people.PASSWORD):
        assert enter(client, rehearsal.DEMO_ACCOUNT, code(pyotp.random_base32()), password).status_code == 422
