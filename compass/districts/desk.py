"""The office looks at a list or segment by Stadtbezirk."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from compass import asked
from compass.districts import page
from core.audience import desk
from core.rights import Right

door = desk(
    "compass_districts",
    __name__,
    reads=Right.NETWORK_READ,
    writes=Right.NETWORK_EDIT,
    url_prefix="/buero/netzwerk/karte",
)


@door.get("")
def index() -> str:
    """Show where the actors of a list are active: the drawing, and beside it the same as a list."""
    args = MultiDict([pair for pair in request.args.items(multi=True) if pair[0] != asked.TICKED])
    return render_template("compass/districts/map.html", **page.of(asked.of(args)))
