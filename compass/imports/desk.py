"""The office takes a list of people over: upload, mapping with a preview, trial run, taking, undoing."""

from __future__ import annotations

from collections.abc import Callable

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.wrappers import Response

from compass.imports import queries, services, showing, uploads
from compass.imports.forms import ChoiceForm, StepForm, UploadForm
from core import accounts
from core.audience import desk
from core.db import after_commit, takes_files, writing
from core.errors import FormExpired, Refused
from core.journal import Who
from core.rights import Right
from core.sheets import Unreadable
from core.takeover.shelves import LARGEST
from core.takeover.states import BUSY, STATE_WORDS, State

door = desk("actor_imports", __name__, reads=Right.NETWORK_EDIT, writes=Right.NETWORK_EDIT, url_prefix=showing.BASE)
AGAIN = 4
"""Seconds after which the page of a working import asks again by itself."""
OLD = "Das Formular war zu lange offen. Bitte laden Sie die Seite neu."
GONE = "Die Datei ist nicht mehr da. Bitte laden Sie sie noch einmal hoch."


@door.get("")
def index() -> str:
    """Show earlier imports and the form for a file."""
    return _list(UploadForm())


def _list(form: UploadForm) -> str:
    before = request.args.get("vor", "")
    found = queries.imports(int(before) if before.isascii() and before.isdecimal() and len(before) < 10 else None)  # noqa: PLR2004 - ids are smaller
    shown, more = found[: queries.PAGE], len(found) > queries.PAGE
    older = url_for("actor_imports.index", vor=shown[-1].id) if more else None
    names = sorted({job.source_name for job in found})
    return render_template(
        "compass/imports/index.html", imports=shown, older=older, words=STATE_WORDS, form=form, names=names
    )


def _kept(form: UploadForm) -> str:
    """Keep the file and return its name; empty, with a sentence beside the field, when nobody can read it."""
    file = uploads.SHELF.keep(form.file.data)
    try:
        showing.begins(file)
    except Unreadable as error:
        uploads.SHELF.drop(file)
        form.file.errors = [*form.file.errors, str(error)]
        return ""
    return file


@door.post("")
@takes_files(LARGEST)
def upload() -> Response | tuple[str, int]:
    """Keep a file and go on to its columns."""
    form = UploadForm(CombinedMultiDict([request.form, request.files]))
    file = _kept(form) if form.validate() else ""
    if not file:
        form.refresh()
        return _list(form), 422
    with writing():
        name = (form.file.data.filename or "Datei")[-120:]
        begun = services.begin(file, name, form.source.data or "", form.nonce, accounts.require().who)
        number, kept = begun.id, begun.file
    if kept != file:
        uploads.SHELF.drop(file)  # the same form sent twice
    return redirect(url_for("actor_imports.show", number=number), 303)


@door.get("/<int:number>")
def show(number: int) -> str | Response:
    """Show how far an import is, and what stands next."""
    job = queries.one(number)
    if job.state is State.MAPPING:
        return _mapping(number)
    answer = make_response(render_template("compass/imports/import.html", page=showing.page(job, request.args)))
    if job.state in BUSY and "still" not in request.args:
        answer.headers["Refresh"] = str(AGAIN)
    return answer


def _mapping(number: int, *, sent: bool = False) -> str:
    job = queries.one(number)
    try:
        found = showing.preview(job)
    except (Unreadable, FileNotFoundError):
        return render_template("compass/imports/gone.html", job=job, step=StepForm(), sentence=GONE)
    form = showing.mapping_form(job, found, request.form if sent else None)
    if sent:
        form.validate()
        form.refresh()
    return render_template("compass/imports/mapping.html", job=job, preview=found, form=form, step=StepForm())


@door.post("/<int:number>/zuordnung")
def check(number: int) -> Response | tuple[str, int]:
    """Take the mapping and begin the trial run."""
    job = queries.one(number)
    if job.state is not State.MAPPING:
        return redirect(url_for("actor_imports.show", number=number), 303)
    try:
        form = showing.mapping_form(job, showing.preview(job), request.form)
    except (Unreadable, FileNotFoundError) as error:
        raise Refused(GONE) from error
    if not form.validate():
        return _mapping(number, sent=True), 422
    services.check(number, form.answers(), accounts.require().who)
    return redirect(url_for("actor_imports.show", number=number), 303)


@door.post("/<int:number>/doppelte")
def choose(number: int) -> Response:
    """Note what is to become of rows that are probably there already."""
    form = ChoiceForm(request.form)
    if not form.validate():
        raise FormExpired(OLD)
    services.choose(number, form.chosen(request.form))
    return redirect(url_for("actor_imports.show", number=number, urteil="double", notiz="gespeichert"), 303)


@door.post("/<int:number>/uebernehmen")
def take(number: int) -> Response:
    """Let the judged rows become entries."""
    return _step(number, services.take)


@door.post("/<int:number>/rueckgaengig")
def undo(number: int) -> Response:
    """Let what was taken be taken back."""
    return _step(number, services.undo)


def _step(number: int, go: Callable[[int, Who], None]) -> Response:
    if not StepForm(request.form).validate():
        raise FormExpired(OLD)
    go(number, accounts.require().who)
    return redirect(url_for("actor_imports.show", number=number), 303)


@door.post("/<int:number>/verwerfen")
def discard(number: int) -> Response:
    """Throw away an import that has stored nothing."""
    if not StepForm(request.form).validate():
        raise FormExpired(OLD)
    file = services.discard(number, accounts.require().who)
    after_commit(lambda: uploads.SHELF.drop(file))
    return redirect(url_for("actor_imports.index", notiz="liste-verworfen"), 303)
