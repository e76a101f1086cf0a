"""The link in the letter to a new address: whoever reads that mailbox says that it is theirs. A GET changes nothing."""

from __future__ import annotations

from flask import Response as FileResponse
from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import letters, owning, queries
from compass.forms import PressForm
from compass.queries import own
from core import links
from core.audience import holder
from core.db import rollback
from core.errors import FormExpired, NotThere

door = holder("compass_new_email", __name__, purpose=letters.NEW_EMAIL, url_prefix="/netzwerk/neue-adresse")
AGAIN = "Die Seite war zu lange offen. Bitte öffnen Sie den Link aus dem Brief noch einmal."


@door.after_request
def silent(answer: FileResponse) -> FileResponse:
    """Let no browser tell anybody the address of a page that holds a token."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@door.errorhandler(NotThere)
def ended(_: NotThere) -> tuple[str, int]:
    """Say what to do when a link is used up, too old or unknown."""
    rollback()
    return render_template("compass/new_email_ended.html"), 404


@door.get("/<token>")
def ask(token: str) -> str:
    """Show which address it is, with the button that confirms it."""
    kept = own.new_email(g.link.subject)
    if kept is None or kept.link_hash != links.digest(token):
        raise NotThere
    actor = queries.one(g.link.subject, public=False)
    return render_template("compass/new_email.html", name=actor.name, email=kept.email, form=PressForm(), token=token)


@door.post("/<token>")
def confirm(token: str) -> Response:
    """Let the address count; the link is spent."""
    if not PressForm(request.form).validate():
        raise FormExpired(AGAIN)
    owning.take_email(links.spend(letters.NEW_EMAIL, token).id, token)
    return redirect(url_for("compass_link.new", notiz="neue-adresse"), 303)
