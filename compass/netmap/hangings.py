"""What this wing hangs into other pages: the way to the picture, from both lists and from each actor."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from compass import queries
from compass.models import Actor, Purpose
from compass.netmap import page
from compass.netmap.asking import View
from compass.netmap.page import Side


def _way(label: str, side: Side, number: int | None = None) -> list[Markup]:
    address = side.address(View(center=number))
    return [Markup(render_template("compass/netmap/way.html", label=label, address=address))]  # noqa: S704 - a template of ours


def of_actor(actor: Actor) -> list[Markup]:
    """Lead from the office's page of an actor to the picture around it."""
    return _way("Als Netz ansehen", page.OFFICE, actor.id) if actor.restricted_at is None else []


def of_public_actor(actor: Actor) -> list[Markup]:
    """Lead from the public page of an actor to the picture around it, where it shows its ties."""
    return _way("Als Netz ansehen", page.PUBLIC, actor.id) if Purpose.SHOW_TIES in queries.shown(actor) else []


def links() -> list[tuple[str, str]]:
    """Lead from the office's list to the picture."""
    return [("Das Netz als Bild", page.OFFICE.root)]


def of_public_list() -> list[Markup]:
    """Lead from the public list to the picture."""
    return _way("Wer mit wem? Das Netzwerk als Bild", page.PUBLIC)
