"""Everybody looks at the network as a picture: who agreed to show their ties, and nobody else."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from compass.netmap import files, great_page, page
from core import answers
from core.audience import public
from core.errors import NotThere

door = public("compass_netmap_public", __name__, url_prefix=page.PUBLIC.root)


@door.get("")
def index() -> str | Response:
    """Show the picture around somebody, or whom to begin with."""
    kept = answers.unchanged("compass", "taxonomy")
    return kept or render_template(
        "compass/netmap/public.html", **page.face(request.args, page.PUBLIC), forms=files.FORMS
    )


@door.get("/herunterladen/<any(svg, png, graphml, gexf):form>")
def take(form: str) -> Response:
    """Give the view as a file."""
    kept = answers.unchanged("compass", "taxonomy")
    if kept is not None:
        return kept
    view = page.view(request.args, page.PUBLIC)
    net = page.net_of(view, page.PUBLIC)
    if net is None or not net.nodes:
        raise NotThere
    return files.answer(net, view, form)


@door.get("/gross")
def large() -> str:
    """Show all of the network on one map, with its groups as a list. No tag: the snapshot follows the rows later."""
    return render_template("compass/netmap/great_public.html", **great_page.face(request.args, page.PUBLIC))


@door.get("/gross/punkte")
def points() -> Response:
    """Give the points of the large map to its script."""
    return Response(great_page.points(request.args, page.PUBLIC), mimetype="application/json")
