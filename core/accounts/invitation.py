"""Einladung: whoever holds the link sets a password and a second factor; opening it changes nothing."""

from __future__ import annotations

from datetime import timedelta

from flask import g, make_response, render_template, request
from werkzeug.wrappers import Response

from core.accounts import passwords, queries, sealing, second_factor, services, sessions
from core.accounts.forms import JoinForm
from core.accounts.models import Account
from core.audience import holder
from core.db import own_transactions, writing
from core.errors import Refused

door = holder("invitation", __name__, purpose=services.PURPOSE, url_prefix="/buero/einladung")

SEALED_FOR = timedelta(hours=2)
NEW_PICTURE = "Das hat zu lange gedauert, das Bild ist neu. Bitte lesen Sie es noch einmal ein."


def _page(account: Account, form: JoinForm, secret: str) -> str:
    form.sealed.data = sealing.seal("join", {"secret": secret, "account": account.id})
    form.refresh()
    drawn = second_factor.picture(secret, account.email)
    return render_template(
        "core/accounts/join.html", account=account, form=form, picture=drawn, secret=second_factor.in_groups(secret)
    )


def _secret(form: JoinForm, account: Account) -> str | None:
    """Return the secret this form showed before, if it was for this account and not too long ago."""
    found = sealing.unseal("join", form.sealed.data or "", SEALED_FOR)
    return str(found["secret"]) if found and found["account"] == account.id else None


@door.get("/<token>")
def ask(token: str) -> str:  # noqa: ARG001 - the door has looked at it
    """Show the form with a fresh secret for the app."""
    return _page(queries.one(g.link.subject), JoinForm(), second_factor.new_secret())


@door.post("/<token>")
@own_transactions
def join(token: str) -> Response | tuple[str, int]:
    """Join: hash first, then use the link up in one short transaction and log in; show the recovery codes once."""
    account, form = queries.one(g.link.subject), JoinForm(request.form)
    secret = _secret(form, account)
    form.personal = account.name, account.email
    form.validate()
    if secret is None:
        form.code.errors = [NEW_PICTURE]
    if form.errors or secret is None:
        return _page(account, form, secret or second_factor.new_secret()), 422
    hashed = passwords.hashed(form.password.data or "")
    try:
        with writing():
            joined, codes = services.join(token, hashed, secret, form.code.data or "")
            opened = sessions.open_for(joined.id)
    except Refused as refusal:
        form.code.errors = [refusal.sentence]
        return _page(queries.one(g.link.subject), form, secret), 422
    return sessions.let_in(make_response(render_template("core/accounts/joined.html", codes=codes)), opened)
