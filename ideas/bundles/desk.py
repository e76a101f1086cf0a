"""The office's list of what may belong together: look and put together, or say that it does not fit; undo."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right
from ideas import services
from ideas.bundles import proposals, queries
from ideas.bundles.forms import SeenForm, UnlikeForm
from ideas.forms import UnbundleForm

door = desk("ideas_bundles", __name__, reads=Right.IDEAS_READ, writes=Right.IDEAS_MODERATE, url_prefix="/buero/ideen")

AGAIN = "Das Formular war zu lange offen. Bitte laden Sie die Seite neu."


@door.get("/buendel")
def index() -> str:
    """Show objections first, then proposals."""
    asked = request.args.get("vor", "")
    before = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None  # noqa: PLR2004 - ids are smaller
    return render_template(
        "ideas/bundles/proposals.html",
        page=proposals.page(before),
        objections=queries.objections(),
        unlike=UnlikeForm(),
        seen=SeenForm(),
    )


@door.post("/<int:number>/buendel/passt-nicht")
def unlike(number: int) -> Response:
    """Remember that two ideas do not belong together."""
    form = UnlikeForm(request.form)
    if not form.validate():
        raise FormExpired(AGAIN)
    services.unlike(number, form.other.data or 0, accounts.require().who)
    return redirect(url_for("ideas_bundles.index", notiz="passt-nicht"), 303)


@door.post("/<int:number>/buendel/aufloesen")
def dissolve(number: int) -> Response:
    """Undo the whole bundle."""
    if not UnbundleForm(request.form).validate():
        raise FormExpired(AGAIN)
    services.dissolve(number, accounts.require().who)
    return redirect(url_for("ideas_desk.beside", number=number, notiz="aufgeloest"), 303)


@door.post("/<int:number>/buendel/gelesen")
def seen(number: int) -> Response:
    """Note that an objection was read."""
    if not SeenForm(request.form).validate():
        raise FormExpired(AGAIN)
    services.objection_seen(number, accounts.require().who)
    return redirect(url_for("ideas_bundles.index", notiz="einspruch-gelesen"), 303)
