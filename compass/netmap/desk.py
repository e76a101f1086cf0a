"""The office looks at the network as a picture."""

from __future__ import annotations

from flask import render_template, request

from compass.netmap import page
from core.audience import desk
from core.rights import Right

door = desk(
    "compass_netmap", __name__, reads=Right.NETWORK_READ, writes=Right.NETWORK_EXPORT, url_prefix=page.OFFICE.root
)


@door.get("")
def index() -> str:
    """Show the picture around somebody, or whom to begin with."""
    return render_template("compass/netmap/desk.html", **page.face(request.args, page.OFFICE))
