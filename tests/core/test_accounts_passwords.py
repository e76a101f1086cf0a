"""Passwords: which are refused, how they are kept, and that only two hashes are made at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core.accounts import passwords, services
from core.accounts.models import Account
from core.db import db, writing
from core.factory import House
from core.rights import Role
from tests.support import people
from tests.support.entering import code, enter

PERSONAL = ("Anna Amt-Schulze", "anna.amt@rathaus.example")


@pytest.mark.parametrize(
    "password",
    [
        "Passwort",
        "passwort123",
        "P4ssw0rt!",
        "PASSWORT2026",
        "Bielefeld2024",
        "hallo1234567890",
        "hallohallo",
        "qwertzuiop",
        "12345678",
        "987654321",
        "aaaaaaaaaaaa",
        "abababababab",
        "abcdefghij",
        "Sommer2025!",
        "iloveyou1",
        "Stadtkompass1",
        "ideenspeicher",
        "Digitalisierungsbüro der Stadt Bielefeld",
    ],
)
def test_v6_2_4_and_12_common_and_guessable_passwords_are_refused(app: House, password: str) -> None:
    assert passwords.fault(password) is not None


@pytest.mark.parametrize(
    "password", ["anna.amt@rathaus.example", "Anna.Amt", "Amt-Schulze", "schulze!1", "anna amt-schulze"]
)
def test_v6_2_11_words_about_the_person_are_refused(app: House, password: str) -> None:
    assert passwords.fault(password, PERSONAL) is not None


@pytest.mark.parametrize(
    "password",
    [
        "Regenschirm Hafer Tuba Mond",
        "vier zufällige Wörter",
        "kr7#mQ2z",
        "nurkleinebuchstaben",
        "48151623428",
        "ß" * 3 + "äöüÄ Ж語🙂" * 3,
        "x7 " * 85,
    ],
)
def test_v6_2_5_and_9_any_signs_and_long_passwords_are_taken(app: House, password: str) -> None:
    assert passwords.fault(password, PERSONAL) is None


def test_v6_2_1_eight_signs_are_needed_and_256_allowed(app: House) -> None:
    assert "mindestens 8" in (passwords.fault("kr7#mQ2") or "")
    assert passwords.fault("kr7#" * 64) is None
    assert "höchstens 256" in (passwords.fault("kr7#" * 64 + "x") or "")


def test_v6_2_4_the_list_is_local_and_says_its_licence() -> None:
    lines = passwords.COMMON.read_text(encoding="utf-8").splitlines()
    assert "EUPL-1.2" in lines[0]
    assert len({line for line in lines if line and not line.startswith("#")}) >= 1000


def test_v6_2_8_hashes_tell_case_spaces_and_every_sign_apart(app: House) -> None:
    stored = passwords.hashed("Ein Wort")
    tried = ["Ein Wort", "ein Wort", " Ein Wort", "Ein  Wort", "Ein Wort\x00", "Ein Wor"]
    assert [passwords.verify(password, stored).right for password in tried] == [True] + [False] * 5


def test_v11_4_2_equal_passwords_have_different_hashes(app: House) -> None:
    assert passwords.hashed("Ein Wort") != passwords.hashed("Ein Wort")


@pytest.mark.parametrize("stored", [None, "", "plain", "$argon2id$v=19$broken"])
def test_no_hash_and_a_broken_hash_are_never_right(app: House, stored: str | None) -> None:
    assert passwords.verify("nobody", stored) == passwords.Verdict(right=False)


def test_a_login_brings_an_older_hash_up_to_todays_settings(
    app: House, visitor: FlaskClient, changed_settings: Callable[..., Any]
) -> None:
    email, secret = people.joined("office")
    with changed_settings(argon2_rounds=2):
        assert enter(visitor, email, code(secret)).status_code == 303
        stored = db.session.scalars(select(Account.password_hash)).one() or ""
        assert "t=2" in stored
        assert passwords.verify(people.PASSWORD, stored) == passwords.Verdict(right=True)


def test_two_hashes_at_a_time_the_third_waits(app: House) -> None:
    made: list[str] = []

    def make() -> None:
        with app.app_context():
            made.append(passwords.hashed("Ein Wort"))

    with passwords._two_at_a_time:
        second = threading.Thread(target=make)
        second.start()
        second.join(30)
        assert len(made) == 1
        with passwords._two_at_a_time:
            third = threading.Thread(target=make)
            third.start()
            third.join(0.3)
            assert third.is_alive()
            assert len(made) == 1
    third.join(30)
    assert len(made) == 2


def test_two_hashes_at_a_time_holds_for_comparing_too(app: House) -> None:
    stored = passwords.hashed("Ein Wort")
    seen: list[passwords.Verdict] = []

    def compare() -> None:
        with app.app_context():
            seen.append(passwords.verify("Ein Wort", stored))

    with passwords._two_at_a_time, passwords._two_at_a_time:
        waiting = threading.Thread(target=compare)
        waiting.start()
        waiting.join(0.3)
        assert seen == []
    waiting.join(30)
    assert [verdict.right for verdict in seen] == [True]


def test_a_slow_password_holds_no_write_lock(app: House, visitor: FlaskClient) -> None:
    email, secret = people.joined("office")
    login = threading.Thread(target=enter, args=(visitor, email, code(secret)))
    with passwords._two_at_a_time, passwords._two_at_a_time:
        login.start()
        login.join(0.3)
        assert login.is_alive()
        with writing():  # while the other one waits for the hash
            services.create_demo_account("Rike Leserin", "rike@example.org", Role.READER)
    login.join(30)
    assert visitor.get("/buero/konto").status_code == 200
