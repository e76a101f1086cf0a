"""What this wing hangs into other pages: the way from the list to the same one by Stadtbezirk."""

from __future__ import annotations

from builtins import list as sequence

from flask import render_template
from markupsafe import Markup

from compass.listing import Listing


def below_list(list: Listing) -> sequence[Markup]:  # noqa: A002 - the slot's own word
    """Return the link to the list's map; what was searched stays behind."""
    pairs = [pair for pair in list.asked if pair[0] != "q"]
    return [Markup(render_template("compass/districts/way.html", pairs=pairs))]  # noqa: S704 - our own template
