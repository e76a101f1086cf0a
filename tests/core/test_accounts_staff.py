"""Who may do what with accounts: roles, inviting, disabling; somebody always stays who manages accounts."""

from __future__ import annotations

import threading

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core.accounts import services
from core.accounts.models import Account
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE, Entry
from core.outbox import Promise
from core.rights import Role
from tests.support import people
from tests.support.entering import inside, value
from tests.support.pages import fill

KONTEN = "/buero/konten"


def change_role(client: FlaskClient, number: int, role: Role) -> int:
    """Choose another role for an account."""
    action = f"{KONTEN}/{number}/rolle"
    return fill(client, KONTEN, to=action, action=action, role=role.value).status_code


def press(client: FlaskClient, number: int, what: str) -> int:
    """Press one of the buttons beside an account."""
    action = f"{KONTEN}/{number}/{what}"
    return fill(client, KONTEN, to=action, action=action).status_code


@pytest.mark.parametrize(
    ("role", "own", "accounts"), [("admin", 200, 200), ("office", 200, 403), ("reader", 200, 403), (None, 303, 303)]
)
def test_v8_2_1_pages_by_role(app: House, role: str | None, own: int, accounts: int) -> None:
    client = people.logged_in(app, role) if role else app.test_client()
    assert (client.get("/buero/konto").status_code, client.get(KONTEN).status_code) == (own, accounts)


@pytest.mark.parametrize("role", ["office", "reader"])
@pytest.mark.parametrize("what", ["sperren", "freigeben", "abmelden", "einladen", "rolle"])
def test_v8_2_1_only_admins_change_accounts(app: House, role: str, what: str) -> None:
    client = people.logged_in(app, role)
    token = value(client.get("/buero/konto"), "token", 1)
    answer = client.post(f"{KONTEN}/1/{what}", data={"token": token, "role": "admin"})
    assert answer.status_code == 403
    assert db.session.execute(select(Account.role, Account.disabled_at)).one() == (Role(role), None)


def test_an_admin_invites_somebody_by_letter(app: House, admin: FlaskClient) -> None:
    answer = fill(admin, KONTEN, name="Mia Muster", email="Mia.Muster@example.org", role="reader")
    assert answer.status_code == 303
    invited = db.session.execute(select(Account.name, Account.email, Account.role).where(Account.joined_at.is_(None)))
    assert invited.one() == ("Mia Muster", "mia.muster@example.org", Role.READER)
    assert db.session.scalars(select(Promise)).one().payload["to"] == "mia.muster@example.org"
    assert "eingeladen" in admin.get(KONTEN).get_data(as_text=True)


@pytest.mark.parametrize("email", ["", "mia", "mia@", "a@b.example, c@d.example", "mia@example.org\nBcc: x@y.example"])
def test_v1_3_11_a_letter_goes_to_one_plain_address_only(app: House, admin: FlaskClient, email: str) -> None:
    assert fill(admin, KONTEN, name="Mia", email=email, role="reader").status_code == 422
    assert db.session.scalars(select(Promise)).all() == []


def test_an_unknown_role_is_refused(app: House, admin: FlaskClient) -> None:
    assert fill(admin, KONTEN, name="Mia", email="mia@example.org", role="emperor").status_code == 422


def test_v7_4_2_an_admin_disables_and_enables_an_account(app: House, admin: FlaskClient) -> None:
    office = people.logged_in(app, "office")
    assert press(admin, 2, "sperren") == 303
    assert not inside(office)
    assert press(admin, 2, "freigeben") == 303
    assert not inside(office)
    verbs = db.session.execute(select(Entry.verb, Entry.account_id).where(Entry.thing_id == 2).order_by(Entry.id)).all()
    assert [tuple(row) for row in verbs] == [("account.disabled", 1), ("account.enabled", 1)]


def test_v7_4_5_an_admin_ends_all_logins_of_an_account(app: House, admin: FlaskClient) -> None:
    office = people.logged_in(app, "office")
    assert press(admin, 2, "abmelden") == 303
    assert (inside(office), inside(admin)) == (False, True)


def test_v8_3_2_a_role_counts_from_the_next_click(app: House, admin: FlaskClient) -> None:
    office = people.logged_in(app, "office")
    assert office.get(KONTEN).status_code == 403
    assert change_role(admin, 2, Role.ADMIN) == 303
    assert office.get(KONTEN).status_code == 200
    parameters = db.session.scalars(select(Entry.parameters).where(Entry.verb == "account.role_changed")).one()
    assert parameters == {"role": "Verwaltung der Anlage"}


def test_an_unknown_account_is_not_there(app: House, admin: FlaskClient) -> None:
    people.joined("office")
    for what in ("sperren", "einladen", "abmelden"):
        answer = fill(admin, KONTEN, to=f"{KONTEN}/999/{what}", action=f"{KONTEN}/2/{what}")
        assert answer.status_code == 404, what


def test_the_last_admin_cannot_be_disabled_or_demoted(app: House, admin: FlaskClient) -> None:
    assert press(admin, 1, "sperren") == 409
    assert change_role(admin, 1, Role.OFFICE) == 409
    assert inside(admin)


def test_invited_and_disabled_admins_do_not_count_as_those_who_stay(app: House, admin: FlaskClient) -> None:
    people.joined("admin", "Bert Boss")
    with writing():
        services.invite("new@example.org", "Nina Neu", Role.ADMIN, HOUSE)
        services.disable(2, HOUSE)
    with pytest.raises(Refused, match="letzte Konto"), writing():
        services.change_role(1, Role.READER, HOUSE)


def test_two_admins_cannot_disable_each_other_at_the_same_moment(app: House) -> None:
    for _ in range(4):
        with writing():
            db.session.query(Account).delete()
        first, second = people.logged_in(app, "admin", "Ada Admin"), people.logged_in(app, "admin", "Bert Boss")
        numbers = db.session.scalars(select(Account.id).order_by(Account.id)).all()
        at_once = threading.Barrier(2)
        answers: list[int] = []

        def disable(
            client: FlaskClient,
            number: int,
            at_once: threading.Barrier = at_once,
            answers: list[int] = answers,
        ) -> None:
            page = client.get(KONTEN).get_data(as_text=True)
            action = f"{KONTEN}/{number}/sperren"
            token = page[page.index(f'action="{action}"') :].partition('value="')[2].partition('"')[0]
            at_once.wait(10)
            answers.append(client.post(action, data={"token": token}).status_code)

        threads = [threading.Thread(target=disable, args=pair) for pair in ((first, numbers[1]), (second, numbers[0]))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        db.session.rollback()
        left = db.session.scalars(select(Account.id).where(Account.disabled_at.is_(None))).all()
        assert len(left) == 1
        assert min(answers) == 303
        assert max(answers) in {303, 409}


def test_names_of_accounts_are_escaped(app: House, admin: FlaskClient) -> None:
    fill(admin, KONTEN, name="<script>alert(1)</script>", email="x@example.org", role="reader")
    text = admin.get(KONTEN).get_data(as_text=True)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
