"""What exports hang into other pages: the way from a list to its file."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import render_template, request
from markupsafe import Markup

from core import accounts
from core.rights import Right, allows
from ideas.exports.formats import FORMS
from ideas.hangings import WayPart
from ideas.listing import Listing

PAGING = frozenset({"vor", "nach", "ab", "notiz"})


def _narrowed() -> str:
    """Return the filters of the list that is shown, as the end of an address."""
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name not in PAGING]
    return f"?{urlencode(pairs)}" if pairs else ""


def ways(list: Listing) -> list[WayPart]:  # noqa: A002, ARG001 - the slot's own word
    """Lead from the office's list to its file, who may take it along."""
    viewer = accounts.viewer()
    if viewer is None or not allows(viewer.role, Right.IDEAS_EXPORT):
        return []
    return [WayPart("Diese Liste herausgeben", f"/buero/ideen/herausgeben{_narrowed()}")]


def open_data(list: Listing) -> list[Markup]:  # noqa: A002 - the slot's own word
    """Offer the public list as files."""
    if not list.cards:
        return []
    files = [(form.word, f"/ideen.{form.name}{_narrowed()}") for form in FORMS.values()]
    return [Markup(render_template("ideas/exports/open.html", files=files))]  # noqa: S704 - a template of ours
