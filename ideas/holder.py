"""Links in letters: confirm an address, stop the letters. A GET shows a page with one button, only the POST spends."""

from __future__ import annotations

from flask import g, redirect, render_template, request
from werkzeug.wrappers import Response

from core import links
from core.audience import holder
from core.errors import FormExpired
from ideas import journey, queries, services
from ideas.forms import HolderForm

confirm_door = holder("ideas_confirm", __name__, purpose="idea.confirm", url_prefix="/ideen/bestaetigen")
letters_door = holder("ideas_letters", __name__, purpose="idea.letters", url_prefix="/ideen/briefe")

AGAIN = "Das Formular war zu lange offen. Bitte öffnen Sie den Link aus dem Brief noch einmal."


@confirm_door.get("/<token>")
def ask(token: str) -> str:
    """Show the button that confirms an address."""
    return render_template("ideas/confirm.html", form=HolderForm(), token=token)


@confirm_door.post("/<token>")
def confirm(token: str) -> Response:
    """Confirm the address; the link is spent."""
    if not HolderForm(request.form).validate():
        raise FormExpired(AGAIN)
    services.confirm(links.spend("idea.confirm", token).id)
    return redirect("/ideen?notiz=bestaetigt", 303)


@letters_door.get("/<token>")
def stand(token: str) -> str:
    """Show where the idea stands and the button that ends the letters."""
    idea = queries.one(g.link.subject, public=False)
    return render_template("ideas/letters.html", idea=idea, steps=journey.steps(idea), form=HolderForm(), token=token)


@letters_door.post("/<token>")
def stop(token: str) -> Response:
    """Delete the address."""
    if not HolderForm(request.form).validate():
        raise FormExpired(AGAIN)
    services.stop_letters(links.spend("idea.letters", token).id)
    return redirect("/ideen?notiz=keine-briefe", 303)
