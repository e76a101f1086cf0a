"""Joining: opening the link changes nothing, a code proves the app, the link works once, codes are shown once."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from core import mail
from core.accounts import services
from core.accounts.models import Account, RecoveryCode
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE, Entry
from core.links import Link
from core.outbox import Promise
from core.rights import Role
from tests.support import people
from tests.support.entering import code, enter, inside, moving, value

EMAIL = "mia.muster@example.org"
PASSWORD = "Regenschirm Hafer Tuba Mond"
CODES = r"<code[^>]*>([a-z0-9-]{29})</code>"


def invite(role: Role = Role.OFFICE, email: str = EMAIL) -> str:
    """Invite somebody; return the path of their link."""
    with writing():
        token = services.invite(email, "Mia Muster", role, HOUSE)
    return f"/buero/einladung/{token}"


def secret_on(page: TestResponse) -> str:
    """Return the app's secret that a page shows as text."""
    found = re.search(r"<code>([A-Z2-7 ]{32,})</code>", page.get_data(as_text=True))
    assert found, page.status
    return found[1].replace(" ", "")


def join(client: FlaskClient, path: str, password: str = PASSWORD, again: str | None = None) -> TestResponse:
    """Join as a person does."""
    page = client.get(path)
    fields = {"token": value(page, "token"), "sealed": value(page, "sealed"), "code": code(secret_on(page))}
    return client.post(path, data={**fields, "password": password, "again": password if again is None else again})


def test_an_invited_person_joins_and_is_inside(app: House, visitor: FlaskClient) -> None:
    answer = join(visitor, invite())
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(set(re.findall(CODES, answer.get_data(as_text=True)))) == 10
    assert inside(visitor)


def test_the_joined_person_logs_in_with_password_and_the_next_code(app: House, visitor: FlaskClient) -> None:
    with moving() as time:
        path = invite()
        page = visitor.get(path)
        secret = secret_on(page)
        fields = {"token": value(page, "token"), "sealed": value(page, "sealed"), "code": code(secret)}
        visitor.post(path, data={**fields, "password": PASSWORD, "again": PASSWORD})
        other = app.test_client()
        assert enter(other, EMAIL, code(secret), PASSWORD).status_code == 422  # this code has joined already
        time.move(seconds=30)
        assert enter(other, EMAIL, code(secret), PASSWORD).status_code == 303


def test_opening_the_link_changes_nothing_and_using_it_twice_is_refused(app: House, visitor: FlaskClient) -> None:
    path = invite()
    first, second = visitor.get(path), visitor.get(path)
    assert (first.status_code, second.status_code) == (200, 200)
    assert secret_on(first) != secret_on(second)
    assert db.session.scalars(select(Link.uses_left)).one() == 1
    assert join(visitor, path).status_code == 200
    fields = {"token": value(second, "token"), "sealed": value(second, "sealed"), "code": code(secret_on(second))}
    assert visitor.post(path, data={**fields, "password": PASSWORD, "again": PASSWORD}).status_code == 404
    assert visitor.get(path).status_code == 404


def test_an_invited_account_cannot_be_entered_before_joining(app: House, visitor: FlaskClient) -> None:
    invite()
    assert enter(visitor, EMAIL, "123456", "").status_code == 422
    assert enter(visitor, EMAIL, "123456", PASSWORD).status_code == 422


def test_a_wrong_code_stores_nothing_and_shows_the_same_secret_again(app: House, visitor: FlaskClient) -> None:
    path = invite()
    page = visitor.get(path)
    fields = {"token": value(page, "token"), "sealed": value(page, "sealed"), "code": "000000"}
    answer = visitor.post(path, data={**fields, "password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 422
    assert secret_on(answer) == secret_on(page)
    assert db.session.scalars(select(Account.password_hash)).one() is None
    assert visitor.get(path).status_code == 200


@pytest.mark.parametrize(
    ("password", "again"),
    [("kurz", "kurz"), ("Passwort2026!", "Passwort2026!"), ("mia.muster", "mia.muster"), (PASSWORD, "anders")],
)
def test_v6_2_weak_or_unequal_passwords_do_not_join(
    app: House, visitor: FlaskClient, password: str, again: str
) -> None:
    path = invite()
    answer = join(visitor, path, password, again)
    assert answer.status_code == 422
    assert password not in answer.get_data(as_text=True).replace(EMAIL, "")
    assert visitor.get(path).status_code == 200


def test_a_sealed_secret_of_somebody_else_does_not_count(app: House, visitor: FlaskClient) -> None:
    mine, other = invite(), invite(email="otto.other@example.org")
    page, foreign = visitor.get(mine), visitor.get(other)
    fields = {"token": value(page, "token"), "sealed": value(foreign, "sealed"), "code": code(secret_on(foreign))}
    assert visitor.post(mine, data={**fields, "password": PASSWORD, "again": PASSWORD}).status_code == 422


def test_v6_4_3_an_invitation_ends_after_seven_days(app: House, visitor: FlaskClient) -> None:
    with moving() as time:
        path = invite()
        time.move(days=7, seconds=1)
        assert visitor.get(path).status_code == 404


def test_a_second_invitation_resets_nothing_until_it_is_used(app: House, visitor: FlaskClient) -> None:
    with moving() as time:
        email, secret = people.joined("office")
        with writing():
            old_codes = services.renew_codes(1)
        path, unused = invite(Role.ADMIN, email), invite(Role.ADMIN, email)
        assert enter(visitor, email, code(secret)).status_code == 303
        assert db.session.execute(select(Account.name, Account.role)).one() == ("Anna Amt", Role.OFFICE)
        time.move(minutes=1)
        assert join(app.test_client(), path).status_code == 200
        assert not inside(visitor)
        assert visitor.get(unused).status_code == 404
        time.move(minutes=1)
        assert enter(visitor, email, code(secret)).status_code == 422
        assert enter(visitor, email, old_codes[0], PASSWORD).status_code == 422


def test_inviting_again_before_joining_corrects_name_and_role(app: House) -> None:
    invite()
    with writing():
        services.invite(EMAIL.upper(), "Mia Meister", Role.READER, HOUSE)
    assert db.session.execute(select(Account.name, Account.role)).one() == ("Mia Meister", Role.READER)


def test_a_disabled_account_is_not_invited_and_its_invitations_end(app: House, visitor: FlaskClient) -> None:
    path = invite()
    with writing():
        services.disable(1, HOUSE)
    assert visitor.get(path).status_code == 404
    with pytest.raises(Refused, match="gesperrt"), writing():
        services.invite(EMAIL, "Mia Muster", Role.OFFICE, HOUSE)


def test_the_letter_carries_the_link_and_no_password(app: House) -> None:
    path = invite()
    letter = db.session.scalars(select(Promise)).one().payload
    assert letter["to"] == EMAIL
    assert mail.address("invitation.ask", token=path.rpartition("/")[2]) in letter["body"]
    assert "7" in letter["body"] or "sieben" in letter["body"]


def test_v11_secrets_are_stored_so_that_a_backup_opens_nothing(app: House, visitor: FlaskClient) -> None:
    path = invite()
    page = visitor.get(path)
    secret = secret_on(page)
    fields = {"token": value(page, "token"), "sealed": value(page, "sealed"), "code": code(secret)}
    answer = visitor.post(path, data={**fields, "password": PASSWORD, "again": PASSWORD})
    account = db.session.scalars(select(Account)).one()
    assert account.password_hash is not None
    assert account.password_hash.startswith("$argon2id$")
    assert account.totp_secret is not None
    assert secret.encode() not in bytes(account.totp_secret)
    shown = re.findall(CODES, answer.get_data(as_text=True))
    stored = db.session.scalars(select(RecoveryCode.code_hash)).all()
    assert not set(shown) & set(stored)
    assert (len(shown), len(stored)) == (10, 10)


def test_v16_invitation_and_joining_stand_in_the_journal(app: House, visitor: FlaskClient) -> None:
    join(visitor, invite())
    noted = db.session.execute(
        select(Entry.verb, Entry.kind, Entry.thing_id, Entry.account_id).order_by(Entry.id)
    ).all()
    assert [tuple(row) for row in noted] == [
        ("account.invited", "account", 1, None),
        ("account.joined", "account", 1, 1),
    ]


def test_the_set_up_secret_is_forgotten_after_two_hours(app: House, visitor: FlaskClient) -> None:
    with moving() as time:
        path = invite()
        page = visitor.get(path)
        time.move(hours=2, seconds=1)
        fields = {"token": value(page, "token"), "sealed": value(page, "sealed"), "code": code(secret_on(page))}
        answer = visitor.post(path, data={**fields, "password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 422
    assert secret_on(answer) != secret_on(page)
