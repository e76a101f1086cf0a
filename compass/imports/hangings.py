"""What imports hang into other pages: the way to them, and what they know of somebody."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from compass.imports import queries
from compass.told import Told
from core import accounts
from core.rights import Right, allows


def way() -> list[Markup]:
    """Lead from the office's list to the imports, who may change the network."""
    viewer = accounts.viewer()
    if viewer is None or not allows(viewer.role, Right.NETWORK_EDIT):
        return []
    return [Markup(render_template("compass/imports/way.html"))]  # noqa: S704 - a template of ours


def told(actor_id: int) -> list[Told]:
    """Say from which lists an entry came."""
    return [Told("Aus Listen übernommen", queries.lines_of(actor_id))]
