"""What this wing hangs into other pages: ways to the terms, what people can on the Themenradar, what is due."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from markupsafe import Markup

from compass.listing import Listing
from compass.terms import queries
from core import accounts
from core.rights import Right, allows
from radar.blips import Beside


def links() -> list[tuple[str, str]]:
    """Return the way to the terms for those who may change them."""
    return [("Begriffe", "/buero/netzwerk/begriffe")] if _may() else []


def waiting() -> list[tuple[str, str]]:
    """Return how many free texts wait to be folded in, while some do."""
    number = queries.how_many_loose() if _may() else 0
    words = "freie Angabe ohne Begriff" if number == 1 else "freie Angaben ohne Begriff"
    return [(f"{number} {words}", "/buero/netzwerk/begriffe/offen")] if number else []


def _may() -> bool:
    viewer = accounts.viewer()
    return viewer is not None and allows(viewer.role, Right.NETWORK_EDIT)


def list_end(list: Listing) -> Sequence[Markup]:  # noqa: A002 - the slot's name for it
    """Return the way to the public page of terms, where somebody says one."""
    if not queries.in_public():
        return []
    return [Markup(render_template("compass/terms/list_end.html", list=list))]  # noqa: S704 - our own template


def beside() -> list[Beside]:
    """Return for each Aktionsfeld how many are there, and how often somebody can or offers something, as everybody may see."""
    people = [Beside(area, f"{n} dabei", f"/netzwerk?thema={area}") for area, n in queries.present().items()]
    words = [
        Beside(area, f"{n}-mal Können und Angebote", f"/netzwerk/koennen#thema-{area}")
        for area, n in queries.by_area().items()
    ]
    return [*people, *words]
