"""What people changed in their own entries, for the office to look at: newest first, until somebody has seen it."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import looks, owning
from compass.forms import PressedForm
from compass.queries import own as queries
from core import clock
from core.audience import desk
from core.errors import FormExpired, NotThere
from core.rights import Right

DIGITS = 9
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."
door = desk(
    "compass_own_changes",
    __name__,
    reads=Right.NETWORK_CONTACT,
    writes=Right.NETWORK_EDIT,
    url_prefix="/buero/netzwerk/selbst-geaendert",
)


@door.get("")
def index() -> str:
    """Show what nobody has seen yet."""
    before = request.args.get("vor", "")
    if before and not (before.isascii() and before.isdecimal() and len(before) <= DIGITS):
        raise NotThere
    rows = queries.changes(int(before) if before else None)
    looks.note("Selbst geändert", len(rows))
    shown = [(row, clock.time_in_words(row.at)) for row in rows[: queries.PAGE]]
    older = rows[queries.PAGE - 1].id if len(rows) > queries.PAGE else None
    return render_template("compass/own_changes.html", rows=shown, older=older, form=PressedForm())


@door.post("/<int:number>")
def seen(number: int) -> Response:
    """Take one off the list."""
    if not PressedForm(request.form).validate():
        raise FormExpired(AGAIN)
    owning.seen(number)
    return redirect(url_for("compass_own_changes.index", notiz="gesehen"), 303)
