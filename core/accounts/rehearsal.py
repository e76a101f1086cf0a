"""The demo's log-in link: only when the demo runs, only from this machine, only without forwarding headers."""

from __future__ import annotations

import hmac
import ipaddress
import re
import secrets

from flask import Flask, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from core.accounts import queries, sessions
from core.audience import public
from core.errors import FormExpired, NotThere
from core.forms import PublicForm

door = public("rehearsal", __name__, url_prefix="/buero/vorfuehrung")

FORWARDED = re.compile(
    r"forwarded|via|x-forwarded.*|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip", re.IGNORECASE
)
DEMO_ACCOUNT = "buero@example.org"


class EnterForm(PublicForm):
    """Als Büro umsehen: only a token."""


def install(app: Flask) -> None:
    """Open this door in the demo only; its token is new at each start."""
    if app.extensions["settings"].demo:
        app.extensions["demo_token"] = secrets.token_urlsafe(24)
        app.register_blueprint(door)


def demo_address(app: Flask) -> str:
    """Return the path of this start's log-in link."""
    return f"/buero/vorfuehrung/{app.extensions['demo_token']}"


def _is_loopback(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False


@door.before_request
def guard() -> None:
    """Let in only who sits at this machine and holds this start's token."""
    token = (request.view_args or {}).get("token", "")
    right = hmac.compare_digest(token.encode(), current_app.extensions["demo_token"].encode())
    if not right or not _is_loopback(request.remote_addr) or any(map(FORWARDED.fullmatch, request.headers.keys())):
        raise NotThere


@door.get("/<token>")
def ask(token: str) -> str:
    """Show one button; opening the link logs nobody in."""
    return render_template("core/accounts/rehearsal.html", form=EnterForm(), token_word=token)


@door.post("/<token>")
def enter(token: str) -> Response:  # noqa: ARG001 - the guard has compared it
    """Log in as the demo's office."""
    account = queries.by_email(DEMO_ACCOUNT)
    if account is None:
        raise NotThere
    if not EnterForm(request.form).validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte öffnen Sie den Link noch einmal.")
    return sessions.let_in(redirect("/buero/", 303), sessions.open_for(account.id))
