"""The office's list of entries that nobody confirmed for long, though asked twice."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import looks
from compass.forms import PressedForm
from compass.yearly import queries, services
from core import accounts, clock
from core.audience import desk
from core.errors import FormExpired, NotThere
from core.rights import Right

DIGITS = 9
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."
door = desk(
    "compass_yearly",
    __name__,
    reads=Right.NETWORK_CONTACT,
    writes=Right.NETWORK_EDIT,
    url_prefix="/buero/netzwerk/lange-nicht-bestaetigt",
)


@door.get("")
def index() -> str:
    """Show who did not answer twice."""
    after = request.args.get("nach", "0")
    if not (after.isascii() and after.isdecimal() and len(after) <= DIGITS):
        raise NotThere
    found = queries.silent(int(after))
    looks.note("Lange nicht bestätigt", len(found))
    rows = [
        (one.actor, *(clock.day_in_words(clock.local(at)) for at in (one.since, one.asked_at)))
        for one in found[: queries.PAGE]
    ]
    further = found[queries.PAGE - 1].actor.id if len(found) > queries.PAGE else None
    return render_template("compass/yearly/silent.html", rows=rows, further=further, form=PressedForm())


@door.post("/<int:number>")
def heard(number: int) -> Response:
    """Note that somebody said on the phone that the entry is still right."""
    if not PressedForm(request.form).validate():
        raise FormExpired(AGAIN)
    services.heard(number, accounts.require().who)
    return redirect(url_for("compass_yearly.index", notiz="stimmt-gehoert"), 303)
