"""The office looks at files: what waits, one file, the decision."""

from __future__ import annotations

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import FormExpired, Refused
from core.rights import Right
from ideas.attachments import hangings, queries, sending, services
from ideas.attachments.forms import DecideForm

door = desk(
    "ideas_attachments_desk",
    __name__,
    reads=Right.IDEAS_READ,
    writes=Right.IDEAS_MODERATE,
    url_prefix="/buero/ideen/anhaenge",
)


@door.get("")
def index() -> str:
    """Show what waits, oldest first."""
    rows = [(one, hangings.shape(one)) for one in queries.waiting()]
    return render_template("ideas/attachments/queue.html", rows=rows, total=queries.how_many_waiting())


@door.get("/<int:number>/<any(bild, klein, pdf):form>")
def show(number: int, form: str) -> Response:
    """Send a file to the office, also one that waits."""
    return sending.answer(queries.one(number), form)


@door.post("/<int:number>")
def decide(number: int) -> Response:
    """Show, hide, describe or delete a file; the second of two people is told so."""
    attachment, form = queries.one(number), DecideForm(request.form)
    if not form.validate():
        if form.token_fault:
            raise FormExpired(form.token_fault)
        raise Refused(str([*form.version.errors, *form.alt.errors, "Bitte laden Sie die Seite neu."][0]))
    who, alt, version = accounts.require().who, form.alt.data or "", form.version.data or 0
    if form.delete.data:
        services.delete(number, who, version)
        return _back(attachment.idea_id, "geloescht")
    if form.show.data:
        services.show(number, alt, who, version)
        return _back(attachment.idea_id, "sichtbar")
    if form.hide.data:
        services.hide(number, alt, who, version)
        return _back(attachment.idea_id, "verborgen")
    services.describe(number, alt, who, version)
    return _back(attachment.idea_id, "gespeichert")


def _back(idea_id: int, notice: str) -> Response:
    return redirect(f"/buero/ideen/{idea_id}?notiz=anhang-{notice}#h-anhaenge", 303)
