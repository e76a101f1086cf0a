"""What citizens see of the Kickbox: what it is, the boxes, one box, the form to apply."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import answers
from core.audience import public
from core.errors import Refused
from kickbox import applying, call, queries, showing
from kickbox.forms import ApplyForm

door = public("kickbox", __name__, url_prefix="/kickbox")


@door.get("")
def index() -> str | Response:
    """Show what a Kickbox is, the boxes that run and those that ended."""
    kept = answers.unchanged("kickbox", "compass", "taxonomy")
    return kept or render_template("kickbox/index.html", **showing.everything(request.args.get("vor")))


@door.get("/<int:number>")
def show(number: int) -> str | Response:
    """Show one box: its levels, the idea it came from, its end."""
    kept = answers.unchanged("kickbox", "ideas", "compass", "taxonomy")
    return kept or render_template("kickbox/box.html", **showing.one(queries.box(number, public=True)))


@door.get("/bewerben")
def new() -> str:
    """Show the form to apply; an idea in the address is where the box would begin."""
    idea = applying.idea_of(request.args.get("idee"))
    form = ApplyForm(title=idea.title if idea else "", idea=str(idea.id) if idea else "")
    return render_template("kickbox/apply.html", form=form, idea=idea, call=call.present())


@door.post("/bewerben")
def apply() -> Response | tuple[str, int]:
    """Store an application; sent twice, the same answer comes again."""
    present, form = call.present(), ApplyForm(request.form)
    if not present.is_open:
        raise Refused("Zurzeit kann man sich nicht bewerben. Ihre Idee nehmen wir gern im Ideenspeicher an.")
    if not form.validate():
        form.refresh()
        idea = applying.idea_of(form.idea.data)
        return render_template("kickbox/apply.html", form=form, idea=idea, call=present), 422
    box = applying.take(form)
    notice = "kickbox-spaeter" if box.suspicion else "kickbox-beworben"
    return redirect(url_for("kickbox.index", notiz=notice), 303)
