"""What this wing hangs into other pages: the way to the picture, from the lists and from each actor."""

from __future__ import annotations

from builtins import list as sequence

from flask import render_template
from markupsafe import Markup

from compass import queries
from compass.listing import Listing
from compass.models import Actor, Purpose
from compass.netmap import page
from compass.netmap.asking import View
from compass.netmap.page import Side


def _way(label: str, side: Side, number: int | None = None) -> sequence[Markup]:
    address = side.address(View(center=number))
    return [Markup(render_template("compass/netmap/way.html", label=label, address=address))]  # noqa: S704 - a template of ours


def of_actor(actor: Actor) -> sequence[Markup]:
    """Lead from the office's page of an actor to the picture around it."""
    return _way("Als Netz ansehen", page.OFFICE, actor.id) if actor.restricted_at is None else []


def of_public_actor(actor: Actor) -> sequence[Markup]:
    """Lead from the public page of an actor to the picture around it, where it shows its ties."""
    return _way("Als Netz ansehen", page.PUBLIC, actor.id) if Purpose.SHOW_TIES in queries.shown(actor) else []


def of_list(list: Listing) -> sequence[Markup]:  # noqa: A002, ARG001 - the slot's own word
    """Lead from the office's list to the picture."""
    return _way("Das Netzwerk als Bild", page.OFFICE)


def of_public_list(list: Listing) -> sequence[Markup]:  # noqa: A002, ARG001 - the slot's own word
    """Lead from the public list to the picture."""
    return _way("Wer mit wem? Das Netzwerk als Bild", page.PUBLIC)
