"""Everybody looks at the network as a picture: who agreed to show their ties, and nobody else."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from compass.netmap import page
from core import answers
from core.audience import public

door = public("compass_netmap_public", __name__, url_prefix=page.PUBLIC.root)


@door.get("")
def index() -> str | Response:
    """Show the picture around somebody, or whom to begin with."""
    kept = answers.unchanged("compass", "taxonomy")
    return kept or render_template("compass/netmap/public.html", **page.face(request.args, page.PUBLIC))
