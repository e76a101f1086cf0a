"""The link in the letter: whoever wrote the idea answers our question without an account."""

from __future__ import annotations

from flask import g, render_template, request
from werkzeug.wrappers import Response

from core import links
from core.audience import holder
from ideas import queries as ideas
from ideas.asking import queries, services
from ideas.asking.forms import AnswerForm
from ideas.journey import day

door = holder("ideas_question", __name__, purpose=services.PURPOSE, url_prefix="/ideen/rueckfrage")


def _page(form: AnswerForm) -> str:
    idea = ideas.one(g.link.subject, public=False)
    inquiry = queries.newest(idea.id)
    return render_template(
        "ideas/asking/question.html",
        idea=idea,
        inquiry=inquiry,
        until=day(inquiry.answer_by_on),
        may=queries.is_open(inquiry, idea),
        form=form,
    )


@door.get("/<token>")
def look(token: str) -> str:  # noqa: ARG001 - the door's guard has read it
    """Show the question and the field for the answer; looking spends nothing."""
    return _page(AnswerForm())


@door.post("/<token>")
def answer(token: str) -> str | Response | tuple[str, int]:
    """Take the answer; the link is spent."""
    form = AnswerForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(form), 422
    number = links.spend(services.PURPOSE, token).id
    services.answer(number, form.answer.data or "", may_be_added=bool(form.may_be_added.data))
    return thanked()


def thanked() -> str:
    """Return the page after an answer."""
    title, sentence = "Danke! Ihre Antwort ist bei uns.", "Wir lesen sie und entscheiden dann über Ihre Idee."
    return render_template("ideas/done.html", title=title, sentence=sentence)
