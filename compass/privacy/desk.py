"""The office does for one person what the law asks: inform, answer, keep or not, restrict, erase."""

from __future__ import annotations

from typing import TypeVar

from flask import Response as FileResponse
from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import erasing, telling, told_pdf
from compass.forms import PressedForm
from compass.privacy import informing, page, services
from compass.privacy.forms import FORMS, AnswerForm, FreeForm, InformedForm, KeepForm, RestrictForm
from compass.told import covered
from core import accounts
from core.audience import desk
from core.db import own_transactions, rollback, writing
from core.errors import FormExpired, Refused, Unavailable
from core.forms import DeskForm
from core.pdf import Missing
from core.rights import Right

ROOT = "/buero/netzwerk"
Sent = TypeVar("Sent", bound=DeskForm)
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."
COVERED = (
    "In dieser Auskunft stehen private Notizen, die Sie nicht lesen dürfen. Schicken Sie der Person den Link zum eigenen "
    "Eintrag: Dort lädt sie die ganze Auskunft selbst. Oder die Verwaltung der Anlage erstellt sie."
)
door = desk(
    "compass_privacy",
    __name__,
    reads=Right.NETWORK_CONTACT,
    writes=Right.NETWORK_EDIT,
    url_prefix=f"{ROOT}/<int:number>",
)
edit_door = desk(
    "compass_privacy_edit",
    __name__,
    reads=Right.NETWORK_EDIT,
    writes=Right.NETWORK_EDIT,
    url_prefix=f"{ROOT}/<int:number>",
)


@door.get("/datenschutz")
def show(number: int) -> str:
    """Show where somebody's rights stand, and everything the office can do for them."""
    return render_template("compass/privacy/person.html", **page.person(number))


@door.post("/datenschutz/informieren")
def inform(number: int) -> Response:
    """Send the letter after Art. 14 GDPR."""
    _valid(PressedForm(request.form))
    services.inform(number, accounts.require().who)
    return _back(number, "brief-unterwegs")


@door.post("/datenschutz/informiert")
def informed(number: int) -> Response:
    """Note that somebody was informed another way."""
    form = _valid(InformedForm(request.form))
    services.informed(number, form.how.data, accounts.require().who)
    return _back(number, "informiert")


@door.get("/datenschutz/brief.pdf")
def letter(number: int) -> FileResponse:
    """Give the letter to print."""
    return _pdf(_printed(informing.sheet(page.loaded(number))), f"brief-{number}")


@door.post("/datenschutz/auskunft")
@own_transactions
def answer(number: int) -> FileResponse:
    """Make the answer after Art. 15 GDPR and note that it was made; the note is stored before the file leaves."""
    form = _valid(AnswerForm(request.form))
    if covered(number, accounts.require()):
        raise Refused(COVERED)
    who, found = accounts.require().who, telling.of(number)
    as_pdf = form.form.data == "pdf"
    sheet = told_pdf.answer_sheet(found) if as_pdf else None
    rollback()
    made = _printed(sheet) if sheet else telling.as_json(found).encode()
    with writing():
        services.told(number, FORMS[form.form.data], who)
    return _pdf(made, f"auskunft-{number}") if as_pdf else _file(made, f"auskunft-{number}.json", "application/json")


@door.post("/datenschutz/behalten")
def keep(number: int) -> Response:
    """Keep an entry longer, for a reason."""
    form = _valid(KeepForm(request.form))
    services.keep(number, form.reason.data or "", accounts.require().who)
    return _back(number, "behalten")


@door.post("/datenschutz/einschraenken")
def restrict(number: int) -> Response:
    """Only keep an entry from now on."""
    form = _valid(RestrictForm(request.form))
    services.restrict(number, form.reason.data, accounts.require().who)
    return _back(number, "eingeschraenkt")


@door.post("/datenschutz/freigeben")
def free(number: int) -> Response:
    """End a restriction."""
    _valid(FreeForm(request.form))
    services.free(number, accounts.require().who)
    return _back(number, "einschraenkung-aufgehoben")


@edit_door.get("/loeschen")
def ask_erasure(number: int) -> str:
    """Show what goes, what stays and why, and what still holds."""
    preview = erasing.preview(number)
    return render_template("compass/privacy/erase.html", number=number, preview=preview, form=PressedForm())


@edit_door.post("/loeschen")
def erase(number: int) -> Response:
    """Take out everything about somebody."""
    _valid(PressedForm(request.form))
    erasing.erase(number, accounts.require().who)
    return redirect(url_for("compass_desk.index", notiz="akteur-geloescht"), 303)


def _valid(form: Sent) -> Sent:
    """Return a form that counts; else say what is wrong with it."""
    if form.validate():
        return form
    faults = [str(field.errors[0]) for field in form if field.errors and field.name != "token"]
    raise Refused(faults[0]) if faults and not form.token_fault else FormExpired(AGAIN)


def _back(number: int, notice: str) -> Response:
    return redirect(url_for("compass_privacy.show", number=number, notiz=notice), 303)


def _printed(sheet: told_pdf.Sheet) -> bytes:
    try:
        return told_pdf.printed(sheet)
    except Missing as fault:
        raise Unavailable(str(fault)) from None


def _pdf(content: bytes, name: str) -> FileResponse:
    return _file(content, f"{name}.pdf", "application/pdf")


def _file(content: bytes, name: str, kind: str) -> FileResponse:
    made = FileResponse(content, mimetype=kind)
    made.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return made
