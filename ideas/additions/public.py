"""Anyone adds a note to a published idea."""

from __future__ import annotations

from datetime import timedelta

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from core import limits
from core.audience import public
from core.config import settings
from ideas import address, intake, queries
from ideas.additions import services
from ideas.additions.forms import AdditionForm

door = public("ideas_additions", __name__, url_prefix="/ideen")

AN_HOUR = timedelta(hours=1)


@door.get("/<int:number>/ergaenzung")
def new(number: int) -> str:
    """Show the form by itself."""
    return render_template("ideas/additions/new.html", idea=queries.one(number, public=True), form=AdditionForm())


@door.post("/<int:number>/ergaenzung")
def take(number: int) -> Response | tuple[str, int]:
    """Store a note; what looks like a machine's or comes in a flood is put aside, never refused."""
    idea, form = queries.one(number, public=True), AdditionForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("ideas/additions/new.html", idea=idea, form=form), 422
    within = limits.hit("addition", limits.source(), settings().additions_per_hour, AN_HOUR)
    services.take(number, form.text.data or "", form.nonce, intake.doubt(form, within=within))
    return redirect(f"{address.of(idea)}?notiz=ergaenzung", 303)
