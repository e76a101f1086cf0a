"""The link in each Monday letter that ends it, also for the one click of a mail program (RFC 8058)."""

from __future__ import annotations

from flask import g, redirect, render_template, request
from werkzeug.wrappers import Response

from compass.monday import queries, services
from compass.monday.forms import StopForm
from core import links
from core.audience import holder
from core.errors import FormExpired

door = holder("compass_monday_stop", __name__, purpose=services.STOP, url_prefix="/netzwerk/montagsbrief")


@door.get("/<token>")
def stand(token: str) -> str:
    """Show the button that ends the letter."""
    wanted = queries.wants(g.link.subject)
    return render_template("compass/monday/stop.html", form=StopForm(), token_word=token, wanted=wanted)


@door.post("/<token>")
def stop(token: str) -> Response:
    """End it at once: for our button, or for a mail program's single click, which brings no form token.

    The link itself is the secret, and all it can do is end these letters.
    """
    if request.form.get("List-Unsubscribe") != "One-Click" and not StopForm(request.form).validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte öffnen Sie den Link aus dem Brief noch einmal.")
    services.stop(links.spend(services.STOP, token).id)
    return redirect(f"/netzwerk/montagsbrief/{token}?notiz=montagsbrief-aus", 303)
