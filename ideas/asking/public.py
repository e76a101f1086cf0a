"""Answering with the Merk-Code: for those who gave no address."""

from __future__ import annotations

from flask import render_template, request

from core.audience import public
from core.db import own_transactions, writing
from core.errors import FormExpired
from ideas import lookup
from ideas.asking import queries, services
from ideas.asking.forms import CodeAnswerForm
from ideas.asking.holder import thanked
from ideas.journey import day

door = public("ideas_asking", __name__, url_prefix="/ideen/nachsehen")

AGAIN = "Das Formular war zu lange offen. Bitte sehen Sie noch einmal mit Ihrem Merk-Code nach."


@door.post("/antworten")
@own_transactions
def answer() -> str | tuple[str, int]:
    """Take the answer of whoever holds the Merk-Code; wrong codes are counted."""
    form = CodeAnswerForm(request.form)
    sound = form.validate()
    if form.token_fault:
        raise FormExpired(AGAIN)
    idea = lookup.by_typed(form.code.data)
    if not sound:
        form.refresh()
        inquiry = queries.newest(idea.id)
        until, may = day(inquiry.answer_by_on), queries.is_open(inquiry, idea)
        page = render_template(
            "ideas/asking/question.html", idea=idea, inquiry=inquiry, until=until, may=may, form=form
        )
        return page, 422
    number = idea.id
    with writing():
        services.answer(number, form.answer.data or "", may_be_added=bool(form.may_be_added.data))
    return thanked()
