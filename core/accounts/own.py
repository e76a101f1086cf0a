"""Mein Konto: my log-ins, my password, my recovery codes; and leaving."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.accounts import passwords, proof, queries, services, sessions, viewing
from core.accounts.forms import CodesForm, PasswordForm, TokenForm
from core.accounts.viewing import Viewer
from core.audience import desk
from core.db import own_transactions, writing
from core.errors import FormExpired
from core.rights import Right
from core.shell import LogoutForm

door = desk("account", __name__, reads=Right.ENTER, writes=Right.ENTER, url_prefix="/buero")

WRONG = "Das Passwort stimmt nicht."
TOO_LATE = "Das Formular war zu lange offen. Bitte laden Sie die Seite neu."


def checked() -> None:
    """Refuse a button whose token does not count."""
    if not TokenForm(request.form).validate():
        raise FormExpired(TOO_LATE)


@door.post("/abmelden")
def log_out() -> Response:
    """End this log-in in its table, then take the cookie away."""
    if not LogoutForm(request.form).validate():
        raise FormExpired(TOO_LATE)
    person = viewing.require()
    sessions.end(person.session, person.id)
    return sessions.let_out(redirect(url_for("accounts.log_in", notiz="abgemeldet"), 303))


def _page(person: Viewer, password: PasswordForm, codes: CodesForm) -> str:
    parts = {"sessions": sessions.open_ones(person.id), "codes_left": queries.codes_left(person.id)}
    return render_template(
        "core/accounts/own.html", person=person, password=password, codes=codes, button_form=TokenForm(), **parts
    )


@door.get("/konto")
def show() -> str:
    """Show my account."""
    return _page(viewing.require(), PasswordForm(prefix="pw-"), CodesForm(prefix="ec-"))


@door.post("/konto/anmeldungen/<int:number>/beenden")
def end(number: int) -> Response:
    """End one of my log-ins."""
    checked()
    sessions.end(number, viewing.require().id)
    return redirect(url_for("account.show", notiz="beendet"), 303)


@door.post("/konto/ueberall-abmelden")
def end_all() -> Response:
    """End all my log-ins, this one too."""
    checked()
    person = viewing.require()
    services.log_out_everywhere(person.id, person.who)
    return sessions.let_out(redirect(url_for("accounts.log_in", notiz="abgemeldet"), 303))


@door.post("/konto/passwort")
@own_transactions
def change_password() -> Response | tuple[str, int]:
    """Store a new password after the old one was compared; every log-in ends, this browser gets a new one."""
    person, form = viewing.require(), PasswordForm(request.form, prefix="pw-")
    form.personal = person.name, person.email
    if form.validate() and not proof.prove_again(person.email, form.present.data or ""):
        form.present.errors = [WRONG]
    if form.errors:
        form.refresh()
        return _page(person, form, CodesForm(prefix="ec-")), 422
    hashed = passwords.hashed(form.password.data or "")
    with writing():
        services.set_password(person.id, hashed)
        token = sessions.open_for(person.id)
    return sessions.let_in(redirect(url_for("account.show", notiz="passwort"), 303), token)


@door.post("/konto/ersatz-codes")
@own_transactions
def new_codes() -> str | tuple[str, int]:
    """Show ten new recovery codes once; the old ones count no longer."""
    person, form = viewing.require(), CodesForm(request.form, prefix="ec-")
    if form.validate() and not proof.prove_again(person.email, form.present.data or ""):
        form.present.errors = [WRONG]
    if form.errors:
        form.refresh()
        return _page(person, PasswordForm(prefix="pw-"), form), 422
    with writing():
        codes = services.renew_codes(person.id)
        services.note_new_codes(person.id)
    return render_template("core/accounts/codes.html", codes=codes)
