"""Authors send files to their idea and take them back; everybody sees those that the office shows."""

from __future__ import annotations

from datetime import timedelta

from flask import render_template, request
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.wrappers import Response

from core import limits
from core.audience import public
from core.config import settings
from core.db import own_transactions, takes_files, writing
from core.errors import FormExpired, TooMany
from core.journal import AUTHOR
from ideas.attachments import hangings, kinds, queries, sending, services, taking
from ideas.attachments.forms import DropForm, FileForm, idea_of
from ideas.attachments.kinds import Unfit

door = public("ideas_attachments", __name__, url_prefix="/ideen/anhang")

AN_HOUR = timedelta(hours=1)
OLD = "Die Seite war zu lange offen. Bitte sehen Sie mit Ihrem Merk-Code nach und wählen Sie die Datei dort aus."


@door.get("/<int:number>/<any(bild, klein, pdf):form>")
def show(number: int, form: str) -> Response:
    """Send a file that everybody may see."""
    return sending.answer(queries.visible(number), form)


@door.post("")
@takes_files(kinds.REQUEST)
def take() -> str | tuple[str, int]:
    """Take one file of an author; sent twice by the same form, it is there once."""
    form = FileForm(CombinedMultiDict([request.form, request.files]))
    good, idea_id = form.validate(), idea_of(form.key.data)
    if idea_id is None:
        raise FormExpired(OLD)
    _counted()
    if good:
        try:
            taking.take(idea_id, form.file.data, form.nonce, form.alt.data or "")
        except Unfit as fault:
            form.file.errors = [*form.file.errors, fault.sentence]
    if form.errors:
        form.refresh()
        return _page(idea_id, form), 422
    return _page(idea_id, None, "Die Datei ist bei uns. Wir sehen sie uns an, bevor alle sie sehen.")


@door.post("/loeschen")
@own_transactions
def drop() -> str:
    """Delete a file of one's own, bytes and all."""
    form = DropForm(request.form)
    good, idea_id, number = form.validate(), idea_of(form.key.data), form.number.data or ""
    if idea_id is None or not good or not (number.isdecimal() and len(number) < 10):  # noqa: PLR2004 - ids are smaller
        raise FormExpired(OLD)
    with writing():
        services.delete(int(number), AUTHOR, idea_id=idea_id)
    return _page(idea_id, None, "Die Datei ist gelöscht.")


def _counted() -> None:
    with writing():
        within = limits.hit("file", limits.source(), settings().files_per_hour, AN_HOUR)
    if not within:
        raise TooMany("Das waren sehr viele Dateien. Bitte versuchen Sie es in einer Stunde wieder.")


def _page(idea_id: int, form: FileForm | None, said: str = "") -> str:
    return render_template("ideas/attachments/own.html", said=said, **hangings.own(idea_id, form))
