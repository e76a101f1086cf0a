"""What exports hang into other pages: the way from a list, or from one entry, to its file."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import render_template
from markupsafe import Markup

from compass.listing import Listing
from compass.models import Actor
from core import accounts
from core.rights import Right, allows

BASE = "/buero/netzwerk/herausgeben"


def _may() -> bool:
    viewer = accounts.viewer()
    return viewer is not None and allows(viewer.role, Right.NETWORK_EXPORT)


def of_list(list: Listing) -> Sequence[Markup]:  # noqa: A002 - the slot's own word
    """Lead from the office's list to its file, who may take it along."""
    if not (_may() and list.cards):
        return []
    return [_way("Diese Liste herausgeben", f"{BASE}?{urlencode(list.asked)}".rstrip("?"))]


def of_actor(actor: Actor) -> list[Markup]:
    """Lead from one entry to its card."""
    return [_way("Als Visitenkarte oder Datei herausgeben", f"{BASE}?nr={actor.id}")] if _may() else []


def _way(label: str, address: str) -> Markup:
    return Markup(render_template("compass/exports/way.html", label=label, address=address))  # noqa: S704 - a template of ours
