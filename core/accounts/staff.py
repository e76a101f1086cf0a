"""Konten: who works here; invite, close, give another role, log out everywhere."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.accounts import queries, services, viewing
from core.accounts.forms import InviteForm, RoleForm, TokenForm
from core.accounts.own import checked
from core.audience import desk
from core.errors import FormExpired
from core.rights import ROLE_WORDS, Right, Role

door = desk("staff", __name__, reads=Right.ACCOUNTS_MANAGE, writes=Right.ACCOUNTS_MANAGE, url_prefix="/buero/konten")


def _done(number: int, notice: str) -> Response:
    """Go back to the list, or to the office's first page for somebody who changed their own account."""
    mine = number == viewing.require().id
    return redirect(url_for("today.index" if mine else "staff.index", notiz=notice), 303)


def _page(form: InviteForm) -> str:
    parts = {"accounts": queries.everybody(), "seen": queries.last_seen(), "roles": ROLE_WORDS}
    return render_template(
        "core/accounts/staff.html", form=form, button_form=TokenForm(), role_form=RoleForm(), **parts
    )


@door.get("")
def index() -> str:
    """Show all accounts and the form to invite."""
    return _page(InviteForm())


@door.post("")
def invite() -> Response | tuple[str, int]:
    """Invite somebody, or send a new link to somebody who lost password or phone."""
    form = InviteForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(form), 422
    services.invite(form.email.data or "", form.name.data or "", Role(form.role.data), viewing.require().who)
    return redirect(url_for("staff.index", notiz="eingeladen"), 303)


@door.post("/<int:number>/<any(sperren, freigeben, abmelden, einladen):what>")
def act(number: int, what: str) -> Response:
    """Do what one of the buttons beside an account says."""
    checked()
    who = viewing.require().who
    if what == "einladen":
        account = queries.one(number)
        services.invite(account.email, account.name, account.role, who)
        return _done(number, "eingeladen")
    acts = {"sperren": services.disable, "freigeben": services.enable, "abmelden": services.log_out_everywhere}
    acts[what](number, who)
    return _done(number, "gespeichert")


@door.post("/<int:number>/rolle")
def change_role(number: int) -> Response:
    """Give an account another role."""
    form = RoleForm(request.form)
    if not form.validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte laden Sie die Seite neu.")
    services.change_role(number, Role(form.role.data), viewing.require().who)
    return _done(number, "gespeichert")
