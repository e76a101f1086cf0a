"""How long a log-in lasts and what ends it: idle, absolute, the person, an admin, a new password."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core import clock
from core.accounts import furniture, queries, services, sessions
from core.accounts.models import LoginSession
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support import people
from tests.support.entering import code, enter, inside, moving, value
from tests.support.pages import fill


def again(app: House, email: str, secret: str) -> FlaskClient:
    """Log in once more in another browser."""
    client = app.test_client()
    assert enter(client, email, code(secret)).status_code == 303
    return client


def test_v7_3_1_an_idle_login_ends_after_thirty_minutes(app: House) -> None:
    with moving() as time:
        office = people.logged_in(app, "office")
        time.move(minutes=29)
        assert inside(office)
        time.move(minutes=29)
        assert inside(office)
        time.move(minutes=31)
        assert not inside(office)


def test_v7_3_1_the_idle_time_is_a_setting(app: House, changed_settings: Callable[..., Any]) -> None:
    with moving() as time, changed_settings(idle_minutes=5):
        office = people.logged_in(app, "office")
        time.move(minutes=6)
        assert not inside(office)


def test_v7_3_2_a_login_in_use_ends_after_ten_hours(app: House) -> None:
    with moving() as time:
        office = people.logged_in(app, "office")
        for _ in range(23):
            time.move(minutes=25)
            assert inside(office)
        time.move(minutes=25)
        assert not inside(office)


def test_last_seen_is_written_at_most_once_a_minute(app: House) -> None:
    with moving() as time:
        office = people.logged_in(app, "office")
        opened = clock.now()
        seen = select(LoginSession.last_seen_at)
        time.move(seconds=59)
        office.get("/buero/konto")
        assert db.session.scalars(seen).one() == opened
        time.move(seconds=1)
        office.get("/buero/konto")
        assert db.session.scalars(seen).one() == clock.now()


def test_v7_4_2_disabling_an_account_ends_its_logins_at_once(app: House) -> None:
    office = people.logged_in(app, "office")
    with writing():
        services.disable(1, HOUSE)
    assert not inside(office)
    assert db.session.scalar(select(func.count()).select_from(LoginSession)) == 0


def test_v7_5_2_a_person_sees_and_ends_one_of_their_logins(app: House) -> None:
    with moving() as time:
        email, secret = people.joined("office")
        first = again(app, email, secret)
        time.move(minutes=1)
        second = again(app, email, secret)
        page = second.get("/buero/konto")
        assert page.get_data(as_text=True).count("unbekanntes Gerät") == 2
        assert page.get_data(as_text=True).count("(hier)") == 1
        answer = fill(
            second, "/buero/konto", to="/buero/konto/anmeldungen/1/beenden", action="/buero/konto/anmeldungen/1/beenden"
        )
        assert answer.status_code == 303
        assert (inside(first), inside(second)) == (False, True)


def test_v8_2_2_nobody_ends_anothers_login(app: House) -> None:
    admin, office = people.logged_in(app, "admin"), people.logged_in(app, "office")
    token = value(office.get("/buero/konto"), "token", 2)
    answer = office.post("/buero/konto/anmeldungen/1/beenden", data={"token": token})
    assert answer.status_code == 404
    assert inside(admin)


def test_v7_4_3_log_out_everywhere(app: House) -> None:
    with moving() as time:
        email, secret = people.joined("office")
        first = again(app, email, secret)
        time.move(minutes=1)
        second = again(app, email, secret)
        action = "/buero/konto/ueberall-abmelden"
        assert fill(second, "/buero/konto", to=action, action=action).status_code == 303
        assert (inside(first), inside(second)) == (False, False)


def change_password(client: FlaskClient, present: str, new: str) -> int:
    """Change the password on the account's page."""
    token = value(client.get("/buero/konto"), "pw-token")
    fields = {"pw-token": token, "pw-present": present, "pw-password": new, "pw-again": new}
    return client.post("/buero/konto/passwort", data=fields).status_code


def test_v7_4_3_a_new_password_ends_the_other_logins_and_renews_this_one(app: House) -> None:
    with moving() as time:
        email, secret = people.joined("office")
        first = again(app, email, secret)
        time.move(minutes=1)
        second = again(app, email, secret)
        before = second.get_cookie("stadtkompass")
        assert change_password(second, people.PASSWORD, "Regenschirm Hafer Tuba Mond") == 303
        assert (inside(first), inside(second)) == (False, True)
        after = second.get_cookie("stadtkompass")
        assert before is not None
        assert after is not None
        assert before.value != after.value
        time.move(minutes=1)
        assert enter(first, email, code(secret)).status_code == 422
        assert enter(first, email, code(secret), password="Regenschirm Hafer Tuba Mond").status_code == 303


def test_v6_2_3_a_new_password_needs_the_old_one(app: House) -> None:
    office = people.logged_in(app, "office")
    assert change_password(office, "wrong", "Regenschirm Hafer Tuba Mond") == 422
    assert (
        enter(app.test_client(), "anna.amt@example.org", "1", password="Regenschirm Hafer Tuba Mond").status_code == 422
    )


def test_v6_2_4_a_new_password_must_not_be_common(app: House) -> None:
    office = people.logged_in(app, "office")
    assert change_password(office, people.PASSWORD, "Passwort123!") == 422
    assert change_password(office, people.PASSWORD, "Bielefeld2026") == 422
    assert inside(office)


def test_v6_3_1_guessing_the_password_while_logged_in_is_held_up_too(app: House) -> None:
    office = people.logged_in(app, "office")
    with moving():
        answers = [change_password(office, "wrong", "Regenschirm Hafer Tuba Mond") for _ in range(6)]
    assert answers == [422] * 5 + [429]


def renew_codes(client: FlaskClient, password: str) -> Any:
    """Ask for new recovery codes on the account's page."""
    fields = {"ec-token": value(client.get("/buero/konto"), "ec-token"), "ec-present": password}
    return client.post("/buero/konto/ersatz-codes", data=fields)


def test_v7_5_1_new_recovery_codes_need_the_password_and_end_the_old_ones(app: House, office: FlaskClient) -> None:
    with writing():
        old = services.renew_codes(1)
    assert renew_codes(office, "wrong").status_code == 422
    answer = renew_codes(office, people.PASSWORD)
    text = answer.get_data(as_text=True)
    assert (answer.status_code, text.count("<code "), queries.codes_left(1)) == (200, 10, 10)
    assert not any(code in text for code in old)
    assert enter(app.test_client(), "anna.amt@example.org", old[0]).status_code == 422
    fresh = text.partition("<code ")[2].partition(">")[2].partition("<")[0]
    assert enter(app.test_client(), "anna.amt@example.org", fresh).status_code == 303
    assert fresh not in office.get("/buero/konto").get_data(as_text=True)


def test_ended_logins_are_purged(app: House) -> None:
    with moving() as time:
        people.logged_in(app, "office")
        time.move(minutes=20)
        people.logged_in(app, "admin")
        time.move(minutes=15)
        with writing():
            assert sessions.purge() == 1
        assert db.session.scalars(select(LoginSession.account_id)).all() == [2]


def test_purging_is_part_of_the_purge_command() -> None:
    assert [job.name.endswith(".purge") for job in furniture.JOBS] == [True, True]


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Windows"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15",
            "Safari, macOS",
        ),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge, Windows"),
        ("<script>alert(1)</script>", "Browser, unbekanntes Gerät"),
    ],
)
def test_a_browser_is_told_in_two_words(agent: str, words: str) -> None:
    assert sessions.browser_in_words(agent) == words
