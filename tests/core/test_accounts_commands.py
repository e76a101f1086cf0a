"""Accounts on the command line: the first invitation, the list, closing."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask.testing import FlaskClient
from sqlalchemy import select

from core.accounts.models import Account
from core.accounts.services import PURPOSE
from core.db import db
from core.factory import House
from core.journal import Entry
from core.links import Link
from core.outbox import Promise
from core.rights import Role
from tests.support import people
from tests.support.entering import inside


def test_invite_prints_the_link_and_promises_the_letter(app: House, visitor: FlaskClient) -> None:
    done = app.test_cli_runner().invoke(args=["invite", "Mia@Example.org", "--name", "Mia Muster", "--role", "admin"])
    assert done.exit_code == 0, done.output
    link = done.output.split()[-1]
    assert link.startswith("http://localhost/buero/einladung/")
    assert visitor.get(urlsplit(link).path).status_code == 200
    db.session.rollback()
    assert db.session.execute(select(Account.email, Account.role)).one() == ("mia@example.org", Role.ADMIN)
    assert link in db.session.scalars(select(Promise)).one().payload["body"]
    assert db.session.scalars(select(Entry.actor)).one() == "house"


def test_invite_says_when_the_account_exists(app: House) -> None:
    email, _ = people.joined("office")
    done = app.test_cli_runner().invoke(args=["invite", email, "--name", "Other", "--role", "admin"])
    assert done.exit_code == 0
    assert "name and role stay" in done.output
    db.session.rollback()
    assert db.session.execute(select(Account.name, Account.role)).one() == ("Anna Amt", Role.OFFICE)


def test_invite_refuses_what_is_no_address_or_role(app: House) -> None:
    runner = app.test_cli_runner()
    for wrong in (["invite", "mia", "--name", "M"], ["invite", "m@example.org", "--name", "M", "--role", "emperor"]):
        done = runner.invoke(args=wrong)
        assert done.exit_code != 0
        assert "Traceback" not in done.output
    assert db.session.scalars(select(Link).where(Link.purpose == PURPOSE)).all() == []


def test_list_shows_state_and_role_and_no_secret(app: House) -> None:
    _, secret = people.joined("office")
    done = app.test_cli_runner().invoke(args=["accounts", "list"])
    assert done.output.split()[:4] == ["1", "anna.amt@example.org", "office", "active"]
    assert secret not in done.output


def test_disable_ends_logins_and_the_last_admin_stays(app: House) -> None:
    admin, office = people.logged_in(app, "admin"), people.logged_in(app, "office")
    runner = app.test_cli_runner()
    assert runner.invoke(args=["accounts", "disable", "ANNA.AMT@example.org"]).exit_code == 0
    refused = runner.invoke(args=["accounts", "disable", "ada.admin@example.org"])
    assert refused.exit_code == 1
    assert "letzte Konto" in refused.output
    assert runner.invoke(args=["accounts", "disable", "nobody@example.org"]).exit_code == 1
    assert (inside(admin), inside(office)) == (True, False)
