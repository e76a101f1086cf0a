"""The office looks at the network as a picture."""

from __future__ import annotations

from flask import Response, render_template, request

from compass.forms import PressedForm
from compass.netmap import files, great_page, page, queries, services
from core import accounts
from core.audience import desk
from core.errors import FormExpired, NotThere, Refused
from core.rights import Right, allows

door = desk(
    "compass_netmap", __name__, reads=Right.NETWORK_READ, writes=Right.NETWORK_EXPORT, url_prefix=page.OFFICE.root
)


AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."


@door.get("")
def index() -> str:
    """Show the picture around somebody, or whom to begin with."""
    may_take = allows(accounts.require().role, Right.NETWORK_EXPORT)
    return render_template(
        "compass/netmap/desk.html",
        **page.face(request.args, page.OFFICE),
        forms=files.FORMS,
        press=PressedForm() if may_take else None,
    )


@door.post("/herunterladen/<any(svg, png, graphml, gexf):form>")
def take(form: str) -> Response:
    """Note who takes what, then give the view as a file: only those who may leave the office."""
    if not PressedForm(request.form).validate():
        raise FormExpired(AGAIN)
    view = page.view(request.args, page.OFFICE)
    net = page.net_of(view, page.OFFICE)
    if net is None:
        raise NotThere
    net = queries.leaving(net)
    if not net.nodes:
        raise Refused(files.EMPTY)
    services.note(net, files.FORMS[form].word, accounts.require().who)
    return files.answer(net, view, form)


@door.get("/gross")
def large() -> str:
    """Show all of the network on one map, with its groups as a list."""
    return render_template("compass/netmap/great_desk.html", **great_page.face(request.args, page.OFFICE))


@door.get("/gross/punkte")
def points() -> Response:
    """Give the points of the large map to its script."""
    return Response(great_page.points(request.args, page.OFFICE), mimetype="application/json")
