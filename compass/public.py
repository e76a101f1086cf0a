"""What everybody sees of the network: who agreed to be listed, how suggestions are made, the form to join."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from compass import intake, listing, moved, pages, queries, tied
from compass.forms import JoinForm
from core import answers, texts
from core.audience import public
from core.errors import NotThere

door = public("compass", __name__, url_prefix="/netzwerk")


@door.get("")
def index() -> str | Response:
    """Show who agreed to be listed. A search has no tag: the index follows the rows later."""
    kept = None if "q" in request.args else answers.unchanged("compass", "taxonomy")
    return kept or render_template("compass/index.html", list=listing.of(request.args, listing.PUBLIC))


@door.get("/<int:number>")
def show(number: int) -> str | Response:
    """Show one who agreed; ties only with others who did. A number of old leads on."""
    kept = answers.unchanged("compass", "taxonomy")
    if kept is not None:
        return kept
    try:
        actor = queries.one(number, public=True)
    except NotThere:
        return moved.instead(number, "compass.show", public=True)
    ties = [(line, pages.span(line)) for line in tied.of(number, public=True) if not line.ended]
    return render_template("compass/public_actor.html", **pages.face(actor, public=True), ties=ties)


@door.get("/so-schlagen-wir-mitwirkende-vor")
def how() -> str | Response:
    """Explain in plain words how suggestions are made."""
    title = "So schlagen wir Mitwirkende vor"
    return answers.unchanged() or render_template(
        "core/text_page.html", title=title, word="vorschlaege", body=texts.page("compass.how")
    )


@door.get("/mitmachen")
def join() -> str:
    """Show the form to be listed."""
    return render_template("compass/join.html", form=JoinForm())


@door.post("/mitmachen")
def ask() -> str | tuple[str, int]:
    """Keep a request; sent twice, the same page comes again."""
    form = JoinForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("compass/join.html", form=form), 422
    intake.take(form)
    return render_template("compass/asked.html", email=form.email.data)
