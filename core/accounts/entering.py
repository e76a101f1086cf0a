"""Anmelden: prove who you are, then a log-in is opened and its token put into the one cookie."""

from __future__ import annotations

import re

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from core.accounts import proof, sessions, viewing
from core.accounts.forms import LoginForm
from core.audience import public
from core.db import own_transactions, writing

door = public("accounts", __name__, url_prefix="/buero")

WRONG = "E-Mail, Passwort oder Code stimmen nicht."
HOME = "/buero/"
WORD = r"[\w-]+(\.[\w-]+)*"
OFFICE = re.compile(rf"/buero/({WORD}(/{WORD})*/?)?", re.ASCII)
"""Addresses of the office: plain words between single slashes, so no way up, no other host, nothing encoded."""


def onward(wish: str | None) -> str:
    """Return where to go after the log-in: only addresses of the office itself, so that nobody is led away."""
    path, mark, question = (wish or "").partition("?")
    return path + mark + question if OFFICE.fullmatch(path) and question.isprintable() else HOME


@door.get("/anmelden")
def log_in() -> str | Response:
    """Show the form, or go on when somebody is logged in already."""
    wish = onward(request.args.get("weiter"))
    if viewing.viewer():
        return redirect(wish, 303)
    return render_template("core/accounts/log_in.html", form=LoginForm(onward=wish))


@door.post("/anmelden")
@own_transactions
def enter() -> Response | tuple[str, int]:
    """Compare password and code between short transactions, then open a log-in with a new token."""
    form = LoginForm(request.form)
    number = None
    if form.validate():
        number = proof.prove(form.email.data or "", form.password.data or "", form.code.data or "")
        if number is None:
            form.email.errors = [WRONG]
    if number is None:
        form.refresh()
        return render_template("core/accounts/log_in.html", form=form), 422
    with writing():
        token = sessions.open_for(number)
    return sessions.let_in(redirect(onward(form.onward.data), 303), token)
