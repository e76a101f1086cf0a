"""The office reads the network in figures."""

from __future__ import annotations

from flask import render_template

from compass.figures import page
from compass.networked import DRAWN
from core.audience import desk
from core.rights import Right

ROOT = "/buero/netz/zahlen"
door = desk("compass_figures", __name__, reads=Right.NETWORK_READ, writes=Right.NETWORK_EDIT, url_prefix=ROOT)


@door.get("")
def index() -> str:
    """Show the newest figures, or say that they are being counted."""
    return render_template("compass/figures/page.html", page=page.newest(), drawn=DRAWN)
