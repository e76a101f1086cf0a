"""What everybody sees of the network: who agreed to be listed, how suggestions are made, the form to join."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from compass import evidence_kinds, gaps, intake, listing, moved, public_page, queries
from compass.forms_join import FORMS
from compass.queries.public import in_public
from core import answers, clock, texts, versions
from core.audience import public
from core.errors import NotThere

door = public("compass", __name__, url_prefix="/netzwerk")


@door.get("")
def index() -> str | Response:
    """Show who agreed to be listed. A search has no tag: the index follows the rows later."""
    kept = None if "q" in request.args else answers.unchanged("compass", "taxonomy")
    if kept is not None:
        return kept
    found = listing.of(request.args, listing.PUBLIC)
    return render_template("compass/index.html", list=found, picture=gaps.overview())


@door.get("/<int:number>")
def show(number: int) -> str | Response:
    """Show one who agreed. A number of old leads on. Other rooms hang parts in: their changes make a new tag."""
    kept = answers.unchanged(*versions.of_rooms(), "taxonomy")
    if kept is not None:
        return kept
    try:
        actor = in_public(number)
    except NotThere:
        return moved.instead(number, "compass.show", public=True)
    return render_template("compass/public_actor.html", **public_page.face(actor))


@door.get("/wer-fehlt")
def missing() -> str | Response:
    """Show who is there per sector and Aktionsfeld, and who is missing, in words."""
    kept = answers.unchanged("compass", "taxonomy")
    return kept or render_template("compass/missing.html", picture=gaps.overview())


@door.get("/drucken")
def on_paper() -> str | Response:
    """Show the directory for paper, narrowed like the list."""
    kept = answers.unchanged("compass", "taxonomy")
    if kept is not None:
        return kept
    found = listing.on_paper(request.args)
    return render_template("compass/paper.html", list=found, today=clock.day_in_words(clock.today()))


@door.get("/so-schlagen-wir-mitwirkende-vor")
def how() -> str | Response:
    """Explain in plain words how suggestions are made."""
    title = "So schlagen wir Mitwirkende vor"
    kept = answers.unchanged("compass")
    if kept is not None:
        return kept
    body = texts.page("compass.how", Gewichte=evidence_kinds.told(queries.percents(queries.weights())))
    return render_template("core/text_page.html", title=title, word="vorschlaege", body=body)


@door.get("/mitmachen")
def join() -> str:
    """Ask first who wants to be listed: a single person or a group."""
    return render_template("compass/join.html")


@door.get("/mitmachen/<any(organisation, person):who>")
def fill_in(who: str) -> str:
    """Show the form that fits."""
    return render_template("compass/join_form.html", form=FORMS[who](), who=who)


@door.post("/mitmachen/<any(organisation, person):who>")
def ask(who: str) -> str | tuple[str, int]:
    """Keep a request; sent twice, the same page comes again."""
    form = FORMS[who](request.form)
    if not form.validate():
        form.refresh()
        return render_template("compass/join_form.html", form=form, who=who), 422
    intake.take(form)
    return render_template("compass/asked.html", email=form.email.data)
