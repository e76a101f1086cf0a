"""What the office must do in time: who is not informed, whose time is over, who is restricted."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import looks
from compass.forms import PressedForm
from compass.privacy import queries, services
from core import accounts
from core.audience import desk
from core.errors import FormExpired, NotThere
from core.rights import Right, allows

AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."
door = desk(
    "compass_duties",
    __name__,
    reads=Right.NETWORK_CONTACT,
    writes=Right.NETWORK_EDIT,
    url_prefix="/buero/netzwerk/datenschutz",
)


@door.get("")
def index() -> str:
    """Show the numbers of all lists."""
    return render_template(
        "compass/privacy/duties.html",
        first=queries.first_uninformed(),
        uninformed=queries.how_many_uninformed(),
        expiring=queries.how_many_expiring(),
        restricted=queries.how_many_restricted(),
    )


@door.get("/informieren")
def informing() -> str:
    """Show who is not informed yet, the first written down first."""
    rows = queries.uninformed(_after())
    looks.note("Noch nicht informiert", len(rows))
    shown = rows[: queries.PAGE]
    following = shown[-1].actor.id if len(rows) > queries.PAGE else None
    total, may_edit = queries.how_many_uninformed(), allows(accounts.require().role, Right.NETWORK_EDIT)
    return render_template(
        "compass/privacy/informing.html",
        rows=shown,
        after=following,
        total=total,
        by_mail=sum(bool(one.actor.email) for one in shown),
        may_edit=may_edit,
        press=PressedForm(),
    )


@door.post("/informieren")
def inform_all() -> Response:
    """Send the letter to all who wait for it and have an e-mail address."""
    if not PressedForm(request.form).validate():
        raise FormExpired(AGAIN)
    services.inform_all(accounts.require().who)
    return redirect(url_for("compass_duties.informing", notiz="briefe-unterwegs"), 303)


@door.get("/aufbewahrung")
def expiring() -> str:
    """Show entries whose time is over within a month."""
    rows = queries.expiring(_after())
    looks.note("Aufbewahrung läuft ab", len(rows))
    following = rows[queries.PAGE - 1].actor.id if len(rows) > queries.PAGE else None
    return render_template("compass/privacy/expiring.html", rows=rows[: queries.PAGE], after=following)


@door.get("/eingeschraenkt")
def restricted() -> str:
    """Show restricted entries: the only list that names them."""
    rows = queries.restricted(_after())
    looks.note("Eingeschränkte Einträge", len(rows))
    following = rows[queries.PAGE - 1].id if len(rows) > queries.PAGE else None
    return render_template("compass/privacy/restricted.html", rows=rows[: queries.PAGE], after=following)


def _after() -> int:
    """Return the id after which a page begins."""
    said = request.args.get("nach", "0")
    if not (said.isascii() and said.isdecimal() and len(said) <= 9):  # noqa: PLR2004 - digits of the largest id
        raise NotThere
    return int(said)
