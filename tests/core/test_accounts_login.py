"""Logging in and out: one sentence for every failure, each code once, the right cookie, nobody led away."""

from __future__ import annotations

import re
import time as stopwatch
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from core.accounts import services
from core.accounts.models import LoginSession, LoginTry
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE, Entry
from tests.support import people
from tests.support.entering import code, cookie, enter, inside, moving, value
from tests.support.pages import fill

WRONG = "E-Mail, Passwort oder Code stimmen nicht."


def test_v6_3_3_a_person_logs_in_with_address_password_and_code(app: House, visitor: FlaskClient) -> None:
    email, secret = people.joined("office")
    answer = enter(visitor, email.upper(), code(secret))
    assert (answer.status_code, answer.location) == (303, "/buero/")
    assert inside(visitor)
    assert db.session.scalars(select(LoginTry)).all() == []


def test_v3_3_cookie_over_http_is_for_this_site_only(app: House, visitor: FlaskClient) -> None:
    email, secret = people.joined("office")
    line = cookie(enter(visitor, email, code(secret)))
    assert line.split("; ")[1:] == ["HttpOnly", "Path=/", "SameSite=Lax"]


def test_v3_3_cookie_over_https_is_secure_and_bound_to_this_host(
    app: House, visitor: FlaskClient, changed_settings: Callable[..., Any]
) -> None:
    email, secret = people.joined("office")
    with changed_settings(base_url="https://ideen.example.org"):
        line = cookie(enter(visitor, email, code(secret)), "__Host-stadtkompass")
    assert sorted(line.split("; ")[1:]) == ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]


def test_v7_2_only_the_hash_of_a_long_random_token_is_stored(app: House, visitor: FlaskClient) -> None:
    email, secret = people.joined("office")
    token = cookie(enter(visitor, email, code(secret))).partition(";")[0].partition("=")[2]
    stored = db.session.scalars(select(LoginSession.token_hash)).one()
    assert len(token) >= 43
    assert token not in stored


def test_v7_2_4_each_login_gets_a_new_token(app: House) -> None:
    email, secret = people.joined("office")
    with moving() as time:
        first = cookie(enter(app.test_client(), email, code(secret)))
        time.move(minutes=1)
        second = cookie(enter(app.test_client(), email, code(secret)))
    assert first != second


def test_v3_3_a_page_sets_no_cookie_before_the_login(visitor: FlaskClient) -> None:
    assert visitor.get("/buero/anmelden").headers.getlist("Set-Cookie") == []


def test_v6_3_8_every_failure_reads_alike(app: House, visitor: FlaskClient) -> None:
    email, secret = people.joined("office")
    closed, closed_secret = people.joined("reader")
    with writing():
        services.disable(2, HOUSE)
    wrong = "000000" if code(secret) != "000000" else "111111"
    answers = [
        enter(visitor, email, wrong),
        enter(visitor, email, code(secret), password="not the password"),
        enter(visitor, "nobody@example.org", code(secret)),
        enter(visitor, closed, code(closed_secret)),
    ]
    assert [answer.status_code for answer in answers] == [422] * 4
    assert all(WRONG in answer.get_data(as_text=True) for answer in answers)
    assert len({_without_the_typed(answer) for answer in answers}) == 1


def _without_the_typed(answer: TestResponse) -> str:
    text = answer.get_data(as_text=True)
    return re.sub(
        r'(name="(email|token|code)"[^>]*) value="[^"]*"', r"\1", re.sub(r'value="[^"]*"(?=[^>]*name=)', "", text)
    )


def test_v6_3_8_an_unknown_name_costs_the_same_time(
    app: House, visitor: FlaskClient, changed_settings: Callable[..., Any]
) -> None:
    with changed_settings(argon2_memory_kb=4096, argon2_rounds=25, wrong_codes_per_minute=99):
        people.joined("office")

        def seconds(email: str) -> float:
            page = visitor.get("/buero/anmelden")
            fields = {"token": value(page, "token"), "email": email, "password": "wrong", "code": "123456"}
            start = stopwatch.process_time()  # what others do on the machine is not counted
            assert visitor.post("/buero/anmelden", data=fields).status_code == 422
            return stopwatch.process_time() - start

        known = min(seconds("anna.amt@example.org") for _ in range(3))
        unknown = min(seconds("nobody@example.org") for _ in range(3))
    assert 0.4 < known / unknown < 2.5


def test_v6_5_1_a_code_of_the_app_counts_once(app: House) -> None:
    email, secret = people.joined("office")
    with moving() as time:
        shown = code(secret)
        assert enter(app.test_client(), email, shown).status_code == 303
        time.move(seconds=10)
        assert enter(app.test_client(), email, shown).status_code == 422
        time.move(seconds=30)
        assert enter(app.test_client(), email, code(secret)).status_code == 303


def test_v6_5_5_a_code_is_refused_a_minute_later(app: House, visitor: FlaskClient) -> None:
    email, secret = people.joined("office")
    with moving() as time:
        shown = code(secret)
        time.move(seconds=75)
        assert enter(visitor, email, shown).status_code == 422


def test_v6_5_1_a_recovery_code_opens_once_and_the_journal_knows(app: House, visitor: FlaskClient) -> None:
    email, _ = people.joined("office")
    with writing():
        spare = services.renew_codes(1)[3]
    assert enter(visitor, email, f" {spare.upper().replace('-', ' ')} ").status_code == 303
    assert enter(app.test_client(), email, spare).status_code == 422
    noted = db.session.scalars(select(Entry.account_id).where(Entry.verb == "account.recovered")).all()
    assert noted == [1]


def test_v6_5_1_a_recovery_code_opens_only_its_own_account(app: House, visitor: FlaskClient) -> None:
    people.joined("office")
    other, _ = people.joined("reader")
    with writing():
        spare = services.renew_codes(1)[0]
    assert enter(visitor, other, spare).status_code == 422


def test_v6_2_8_a_password_is_taken_exactly_as_typed(app: House, visitor: FlaskClient) -> None:
    email, secret = people.joined("office")
    assert enter(visitor, email, code(secret), password=f" {people.PASSWORD}").status_code == 422


def test_v6_2_a_long_password_with_any_sign_is_a_wrong_password_not_a_fault(app: House, visitor: FlaskClient) -> None:
    email, secret = people.joined("office")
    for password in ("x" * 5000, "a\x00b", "\N{GRINNING FACE}" * 40):
        assert enter(visitor, email, code(secret), password=password).status_code == 422


@pytest.mark.parametrize(
    ("wish", "goes_to"),
    [
        ("/buero/konto", "/buero/konto"),
        ("/buero/ideen?stand=neu", "/buero/ideen?stand=neu"),
        ("https://evil.example/", "/buero/"),
        ("//evil.example/", "/buero/"),
        ("/\\evil.example", "/buero/"),
        ("/buero/\r\nSet-Cookie: a=b", "/buero/"),
        ("javascript:alert(1)", "/buero/"),
        ("", "/buero/"),
    ],
)
def test_v1_2_2_the_login_leads_nobody_away(app: House, visitor: FlaskClient, wish: str, goes_to: str) -> None:
    email, secret = people.joined("office")
    assert (
        fill(visitor, "/buero/anmelden", weiter=wish, email=email, password=people.PASSWORD, code=code(secret)).location
        == goes_to
    )


def test_whoever_came_for_a_page_goes_on_to_it(app: House, visitor: FlaskClient) -> None:
    email, secret = people.joined("office")
    turned_away = visitor.get("/buero/konto")
    page = visitor.get(turned_away.location)
    fields = {"token": value(page, "token"), "weiter": value(page, "weiter"), "email": email}
    answer = visitor.post("/buero/anmelden", data={**fields, "password": people.PASSWORD, "code": code(secret)})
    assert answer.location == "/buero/konto"


def test_v7_4_1_logout_revokes(app: House) -> None:
    office = people.logged_in(app, "office")
    kept = office.get_cookie("stadtkompass")
    assert kept is not None
    answer = fill(office, "/buero/konto", to="/buero/abmelden", action="/buero/abmelden")
    assert (answer.status_code, answer.location) == (303, "/buero/anmelden?notiz=abgemeldet")
    assert cookie(answer).startswith("stadtkompass=;")
    thief = app.test_client()
    thief.set_cookie("stadtkompass", kept.value)
    assert not inside(thief)


def test_v3_5_1_a_form_without_its_token_logs_nobody_in_or_out(app: House, visitor: FlaskClient) -> None:
    email, secret = people.joined("office")
    fields = {"email": email, "password": people.PASSWORD, "code": code(secret)}
    assert visitor.post("/buero/anmelden", data=fields).status_code == 422
    office = people.logged_in(app, "admin")
    assert office.post("/buero/abmelden").status_code == 400
    assert inside(office)


def test_v3_5_1_another_logins_form_token_does_not_count(app: House, office: FlaskClient) -> None:
    other = people.logged_in(app, "admin")
    token = value(other.get("/buero/konto"), "token")
    assert office.post("/buero/konto/ueberall-abmelden", data={"token": token}).status_code == 400
    assert inside(office)


def test_v6_3_1_a_name_is_held_up_after_five_failures_known_or_not(app: House) -> None:
    email, secret = people.joined("office")
    with moving() as time:
        for name in (email, "nobody@example.org"):
            failures = [enter(app.test_client(), name, "123", password="wrong").status_code for _ in range(6)]
            assert failures == [422] * 5 + [429]
            time.move(seconds=61)
        assert enter(app.test_client(), email, code(secret)).status_code == 303
    noted = db.session.scalars(select(Entry.thing_id).where(Entry.verb == "account.locked")).all()
    assert noted == [1]


def test_v6_3_1_the_right_password_does_not_help_while_held_up(app: House, visitor: FlaskClient) -> None:
    email, secret = people.joined("office")
    with moving():
        for _ in range(5):
            enter(visitor, email, "123", password="wrong")
        answer = enter(visitor, email, code(secret))
    assert answer.status_code == 429
    assert "Bitte warten Sie eine Minute" in answer.get_data(as_text=True)


def test_v6_3_1_each_further_failure_doubles_the_pause(app: House, visitor: FlaskClient) -> None:
    email, secret = people.joined("office")
    with moving() as time:
        for _ in range(5):
            enter(visitor, email, "123", password="wrong")
        time.move(seconds=61)
        assert enter(visitor, email, "123", password="wrong").status_code == 422
        time.move(seconds=61)
        assert enter(visitor, email, code(secret)).status_code == 429
        time.move(seconds=61)
        assert enter(visitor, email, code(secret)).status_code == 303


def test_v6_3_1_one_source_may_fail_ten_times_a_minute(app: House, visitor: FlaskClient) -> None:
    with moving():
        answers = [enter(visitor, f"n{i}@example.org", "123456", password="wrong").status_code for i in range(12)]
    assert answers == [422] * 10 + [429] * 2


def test_v6_3_1_a_failure_stays_counted_although_the_answer_is_an_error(app: House, visitor: FlaskClient) -> None:
    email, _ = people.joined("office")
    assert enter(visitor, email, "123", password="wrong").status_code == 422
    assert db.session.scalars(select(LoginTry.failures)).one() == 1


def test_v16_2_logins_are_logged_in_utc_without_names_or_secrets(
    app: House, visitor: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "stadtkompass.security")
    email, secret = people.joined("office")
    enter(visitor, email, code(secret), password="wrong secret word")
    enter(visitor, email, code(secret))
    lines = [record.getMessage() for record in caplog.records if record.name == "stadtkompass.security"]
    said = [re.sub(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ", "", line) for line in lines]
    assert said == ["log-in refused account=1 reason=password", "log-in accepted account=1"]


def test_v16_3_2_refused_doors_are_logged(app: House, reader: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "stadtkompass.security")
    assert reader.get("/buero/konten").status_code == 403
    lines = [record.getMessage() for record in caplog.records if record.name == "stadtkompass.security"]
    assert len(lines) == 1
    assert lines[0].endswith(" door refused account=1 door=staff")


def test_v6_3_2_a_new_house_has_no_account(app: House) -> None:
    from core.accounts.models import Account  # noqa: PLC0415 - only here

    assert db.session.scalar(select(func.count()).select_from(Account)) == 0


def test_v14_3_2_pages_of_the_office_are_kept_nowhere(office: FlaskClient) -> None:
    assert [office.get(path).headers["Cache-Control"] for path in ("/buero/", "/buero/konto")] == ["no-store"] * 2


def test_a_foreign_remember_me_cookie_keeps_nobody_out(office: FlaskClient) -> None:
    office.set_cookie("remember_token", "1|abc")
    assert inside(office)
