"""Springen: the office's quick way to any page; with a script a small window (Ctrl+K), without one this page."""

from __future__ import annotations

from flask import render_template, request

from core import accounts, jumping
from core.audience import desk
from core.rights import Right

door = desk("jump", __name__, reads=Right.ENTER, writes=Right.ENTER, url_prefix="/buero/springen")


@door.get("")
def index() -> str:
    """Show where some letters may lead; asked for a part, the places alone."""
    text = jumping.asked(request.args.get("q", ""))
    page = "core/jump_places.html" if "teil" in request.args else "core/jump.html"
    return render_template(page, said=text, places=jumping.places(text, accounts.require()))
