"""The office's pages of an import, the same in every room: upload, mapping with a preview, trial run, taking, undoing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from werkzeug.wrappers import Response

from core import accounts
from core.audience import Door
from core.db import after_commit, takes_files, writing
from core.errors import FormExpired, Refused
from core.forms import DeskForm
from core.journal import Who
from core.sheets import Unreadable
from core.takeover import showing
from core.takeover.columns import Preview
from core.takeover.forms import StepForm, UploadForm
from core.takeover.reads import PAGE, Reads
from core.takeover.shelves import LARGEST, Shelf
from core.takeover.states import BUSY, STATE_WORDS, State
from core.takeover.steps import Steps

AGAIN = 4
"""Seconds after which the page of a working import asks again by itself."""
OLD = "Das Formular war zu lange offen. Bitte laden Sie die Seite neu."
GONE = "Die Datei ist nicht mehr da. Bitte laden Sie sie noch einmal hoch."


class MappingForm(Protocol):
    """The form of the answers, filled with guesses or as it was sent."""

    def validate(self) -> bool:
        """Say whether the answers can be taken."""

    def answers(self) -> Any:  # noqa: ANN401 - each room's own
        """Return what was answered, as the room's `check` takes it."""

    def refresh(self) -> None:
        """Give the form a new token."""


class ChoiceForm(Protocol):
    """The form below likely doubles."""

    def validate(self) -> bool:
        """Say whether the token is right."""

    def chosen(self) -> Mapping[int, Any]:
        """Return what was said for which row."""


@dataclass(frozen=True)
class Takeover:
    """What a room brings along: its reads and steps, where its files lie, its forms and pages.

    `folder` holds its templates index, import, mapping and gone; `discarded` is the notice after throwing one away.
    """

    reads: Reads[Any, Any, Any]
    steps: Steps[Any, Any, Any]
    shelf: Shelf
    folder: str
    discarded: str
    upload: type[UploadForm]
    choice: Callable[[MultiDict[str, str]], ChoiceForm]
    begin: Callable[[str, str, str, str, Who], Any]
    check: Callable[[int, Any, Who], None]
    choose: Callable[[int, Mapping[int, Any]], None]
    begins: Callable[[str | None], Preview]
    mapping: Callable[[Any, Preview, MultiDict[str, str] | None], MappingForm]
    page: Callable[[Any, MultiDict[str, str]], object]


def open_doors(door: Door, it: Takeover) -> None:
    """Give a room's blueprint the eight addresses of imports."""
    _Pages(door, it).open()


class _Pages:
    """The pages of one room's imports."""

    def __init__(self, door: Door, it: Takeover) -> None:
        self.door, self.it = door, it

    def open(self) -> None:
        """Hang every page at its address."""
        get, post = self.door.get, self.door.post
        get("", endpoint="index")(self.index)
        post("", endpoint="upload")(self.upload)
        get("/<int:number>", endpoint="show")(self.show)
        post("/<int:number>/zuordnung", endpoint="check")(self.check)
        post("/<int:number>/doppelte", endpoint="choose")(self.choose)
        post("/<int:number>/uebernehmen", endpoint="take")(lambda number: self._step(number, self.it.steps.take))
        post("/<int:number>/rueckgaengig", endpoint="undo")(lambda number: self._step(number, self.it.steps.undo))
        post("/<int:number>/verwerfen", endpoint="discard")(self.discard)

    def index(self) -> str:
        """Show earlier imports and the form for a file."""
        return self._list(self.it.upload())

    @takes_files(LARGEST)
    def upload(self) -> Response | tuple[str, int]:
        """Keep a file and go on to its columns."""
        form = self.it.upload(CombinedMultiDict([request.form, request.files]))
        file = self._kept(form) if form.validate() else ""
        if not file:
            form.refresh()
            return self._list(form), 422
        with writing():
            name = (form.file.data.filename or "Datei")[-120:]
            begun = self.it.begin(file, name, form.source.data or "", form.nonce, accounts.require().who)
            number, kept = begun.id, begun.file
        if kept != file:
            self.it.shelf.drop(file)  # the same form sent twice
        return self._to("show", number=number)

    def show(self, number: int) -> str | Response:
        """Show how far an import is, and what stands next."""
        job = self.it.reads.one(number)
        if job.state is State.MAPPING:
            return self._mapping(job)
        answer = make_response(self._render("import", page=self.it.page(job, request.args)))
        if job.state in BUSY and "still" not in request.args:
            answer.headers["Refresh"] = str(AGAIN)
        return answer

    def check(self, number: int) -> Response | tuple[str, int]:
        """Take the mapping and begin the trial run."""
        job = self.it.reads.one(number)
        if job.state is not State.MAPPING:
            return self._to("show", number=number)
        try:
            form = self.it.mapping(job, self.it.begins(job.file), request.form)
        except (Unreadable, FileNotFoundError) as error:
            raise Refused(GONE) from error
        if not form.validate():
            return self._mapping(job, sent=True), 422
        self.it.check(number, form.answers(), accounts.require().who)
        return self._to("show", number=number)

    def choose(self, number: int) -> Response:
        """Note what is to become of rows that are probably there already."""
        form = self.it.choice(request.form)
        if not form.validate():
            raise FormExpired(OLD)
        self.it.choose(number, form.chosen())
        return self._to("show", number=number, urteil="double", notiz="gespeichert")

    def discard(self, number: int) -> Response:
        """Throw away an import that has stored nothing."""
        _pressed()
        file = self.it.steps.discard(number, accounts.require().who)
        after_commit(lambda: self.it.shelf.drop(file))
        return self._to("index", notiz=self.it.discarded)

    def _step(self, number: int, go: Callable[[int, Who], None]) -> Response:
        _pressed()
        go(number, accounts.require().who)
        return self._to("show", number=number)

    def _list(self, form: DeskForm) -> str:
        found = self.it.reads.imports(showing.number(request.args.get("vor", "")) or None)
        shown, more = found[:PAGE], len(found) > PAGE
        older = url_for(".index", vor=shown[-1].id) if more else None
        names = sorted({job.source_name for job in found})
        return self._render("index", imports=shown, older=older, words=STATE_WORDS, form=form, names=names)

    def _kept(self, form: UploadForm) -> str:
        """Keep the file and return its name; empty, with a sentence beside the field, when nobody can read it."""
        file = self.it.shelf.keep(form.file.data)
        try:
            self.it.begins(file)
        except Unreadable as error:
            self.it.shelf.drop(file)
            form.file.errors = [*form.file.errors, str(error)]
            return ""
        return file

    def _mapping(self, job: Any, *, sent: bool = False) -> str:  # noqa: ANN401 - each room's own row
        try:
            found = self.it.begins(job.file)
        except (Unreadable, FileNotFoundError):
            return self._render("gone", job=job, step=StepForm(), sentence=GONE)
        form = self.it.mapping(job, found, request.form if sent else None)
        if sent:
            form.validate()
            form.refresh()
        return self._render("mapping", job=job, preview=found, form=form, step=StepForm())

    def _render(self, name: str, **given: object) -> str:
        return render_template(f"{self.it.folder}/{name}.html", base=self.door.url_prefix, **given)

    def _to(self, page: str, **given: Any) -> Response:  # noqa: ANN401 - as url_for takes them
        return redirect(url_for(f".{page}", **given), 303)


def _pressed() -> None:
    """Refuse a press whose form is too old."""
    if not StepForm(request.form).validate():
        raise FormExpired(OLD)
