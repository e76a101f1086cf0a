"""A new link to one's own entry: the same answer whether the address is known or not."""

from __future__ import annotations

from datetime import timedelta

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import owning
from compass.forms_own import LinkForm
from core import limits
from core.audience import public
from core.errors import TooMany

door = public("compass_link", __name__, url_prefix="/netzwerk/mein-eintrag")

AN_HOUR = timedelta(hours=1)
PER_HOUR = 10
FLOOD = "Das waren sehr viele Anfragen von Ihrem Anschluss. Bitte versuchen Sie es in einer Stunde."


@door.get("")
def new() -> str:
    """Show the form for a new link."""
    return render_template("compass/own_link.html", form=LinkForm())


@door.post("")
def ask() -> Response | tuple[str, int]:
    """Promise a letter to the address if it is known; a machine gets the same answer and no letter."""
    form = LinkForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("compass/own_link.html", form=form), 422
    if not limits.hit("own-link", limits.source(), PER_HOUR, AN_HOUR):
        raise TooMany(FLOOD)
    if not form.website.data:
        owning.want_link(form.email.data or "")
    return redirect(url_for("compass_link.new", notiz="link-gefragt"), 303)
