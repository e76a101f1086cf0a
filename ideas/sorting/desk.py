"""The office sorts: gives an idea to somebody."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right
from ideas.sorting import queries, services
from ideas.sorting.forms import AssignForm

door = desk(
    "ideas_sorting", __name__, reads=Right.IDEAS_MODERATE, writes=Right.IDEAS_MODERATE, url_prefix="/buero/ideen"
)
AGAIN = "Das Formular war zu lange offen oder unvollständig. Bitte laden Sie die Seite neu."


@door.post("/<int:number>/zuweisen")
def assign(number: int) -> Response:
    """Give an idea to a colleague, to oneself or to nobody."""
    form, person = AssignForm(queries.colleagues(), request.form), accounts.require()
    if not form.validate():
        raise FormExpired(AGAIN)
    services.assign(number, form.chosen(person.id), person.who, form.earlier())
    return redirect(url_for("ideas_desk.read", number=number, notiz="zugewiesen"), 303)
