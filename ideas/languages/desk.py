"""The office names the language of an idea and writes German words beside it."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.rights import Right
from ideas import cards, queries, tongue
from ideas.languages import services
from ideas.languages.forms import OTHER, LanguageForm
from ideas.models import Idea

door = desk(
    "ideas_language",
    __name__,
    reads=Right.IDEAS_READ,
    writes=Right.IDEAS_MODERATE,
    url_prefix="/buero/ideen/<int:number>/sprache",
)


@door.get("")
def edit(number: int) -> str:
    """Show the author's words and the fields beside them."""
    idea = queries.one(number, public=False)
    listed = idea.language if idea.language in tongue.NAMES else OTHER
    form = LanguageForm(
        version=idea.version,
        language=listed if idea.language else "",
        code=idea.language if listed == OTHER else "",
        german_title=idea.german_title,
        german_text=idea.german_text,
    )
    return _page(idea, form)


def _page(idea: Idea, form: LanguageForm) -> str:
    return render_template("ideas/languages/edit.html", idea=idea, card=cards.of(idea), form=form)


@door.post("")
def store(number: int) -> Response | tuple[str, int]:
    """Store language and translation; the second of two people is told who was first."""
    idea, form = queries.one(number, public=False), LanguageForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(idea, form), 422
    given = services.Translation(form.chosen(), form.german_title.data or "", form.german_text.data or "")
    services.translate(number, given, accounts.require().who, form.version.data)
    return redirect(url_for("ideas_desk.read", number=number, notiz="uebersetzt"), 303)
