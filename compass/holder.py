"""Links in letters: confirm an address; look at one's own entry, change it, say Yes and No, take it along, delete it.

A GET changes nothing. A link that has ended leads to a page that offers a new one. No page tells another site where it was.
"""

from __future__ import annotations

from flask import Response as FileResponse
from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import (
    erasing,
    forms_own,
    joining,
    letters,
    own_page,
    owning,
    queries,
    services,
    telling,
    told_pdf,
    wordings,
)
from compass.forms import PressForm
from compass.models import Purpose
from core import links, pdf
from core.audience import holder
from core.db import own_transactions, rollback, writing
from core.errors import FormExpired, NotThere, Unavailable
from core.forms import PublicForm
from core.journal import AUTHOR

confirm_door = holder("compass_confirm", __name__, purpose=letters.CONFIRM, url_prefix="/netzwerk/bestaetigen")
own_door = holder("compass_own", __name__, purpose=letters.OWN, url_prefix="/netzwerk/mein-eintrag")

AGAIN = "Das Formular war zu lange offen. Bitte öffnen Sie den Link aus dem Brief noch einmal."
NO_PDF = "Die PDF-Datei können wir gerade nicht machen. Bitte nehmen Sie die andere Datei oder rufen Sie uns an."


@confirm_door.after_request
@own_door.after_request
def silent(answer: FileResponse) -> FileResponse:
    """Let no browser tell anybody the address of a page that holds a token."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@own_door.errorhandler(NotThere)
def ended(_: NotThere) -> tuple[str, int]:
    """Show the same page for a link that is unknown, too old or ended, with the form for a new one."""
    rollback()
    return render_template("compass/own_ended.html", form=forms_own.LinkForm()), 404


@confirm_door.get("/<token>")
def ask(token: str) -> str:
    """Show the button that confirms an address."""
    return render_template("compass/confirm.html", asked=queries.request(g.link.subject), form=PressForm(), token=token)


@confirm_door.post("/<token>")
def confirm(token: str) -> Response:
    """Confirm the address; the link is spent."""
    _pressed(PressForm(request.form))
    joining.confirm(links.spend(letters.CONFIRM, token).id)
    return redirect(url_for("compass.index", notiz="eingetragen"), 303)


@own_door.get("/<token>")
def own(token: str) -> str:
    """Show one's own entry as it is stored, who sees what, and everything one can do."""
    actor = queries.in_full(g.link.subject)
    forms = {"form": forms_own.OwnForm(), "press": PressForm(), "press_answer": forms_own.AnswerForm()}
    ends = own_page.day(g.link.expires_at)
    return render_template("compass/own.html", **own_page.of(actor), **forms, token=token, ends=ends)


@own_door.post("/<token>")
def decide(token: str) -> Response:
    """Say Yes or No to one purpose; it counts at once."""
    form = forms_own.OwnForm(request.form)
    _pressed(form)
    purpose = Purpose(form.purpose.data)
    if form.give.data:
        services.give_consent(g.link.subject, purpose, owning.CHANNEL, wordings.now(purpose), AUTHOR)
    else:
        services.withdraw_consent(g.link.subject, purpose, owning.CHANNEL, AUTHOR)
    return _back(token, "eingewilligt" if form.give.data else "zurueckgenommen", "h-ja")


@own_door.post("/<token>/stimmt")
def still_right(token: str) -> Response:
    """Note that all of it is still right."""
    _pressed(PressForm(request.form))
    owning.confirm(g.link.subject)
    return _back(token, "stimmt-noch")


@own_door.get("/<token>/aendern")
def edit(token: str) -> str:
    """Show the form for one's own entry."""
    actor = queries.in_full(g.link.subject)
    return render_template("compass/own_form.html", form=forms_own.of(actor), actor=actor, token=token)


@own_door.post("/<token>/aendern")
def change(token: str) -> Response | tuple[str, int]:
    """Change one's own entry; somebody who was overtaken sees the form again, with everything typed still there."""
    actor = queries.in_full(g.link.subject)
    form = forms_own.of(actor, request.form)
    valid = form.validate()
    news = form.news(forms_own.of(actor)) if valid else []
    overtaken = bool(news) and form.version.data != actor.version
    if not valid or overtaken:
        form.settle(actor.version)
        form.refresh()
        shown = {"form": form, "actor": actor, "token": token, "overtaken": overtaken}
        return render_template("compass/own_form.html", **shown), 409 if valid else 422
    if not news:
        return _back(token, "nichts-geaendert")
    moves = (form.email.data or "").casefold() != actor.email.casefold()
    sent = owning.change(actor.id, form.said(), news, actor.version)
    return _back(token, ("adresse-wartet" if sent else "adresse-heute-nicht") if moves else "selbst-geaendert")


@own_door.post("/<token>/adresse-verwerfen")
def keep_email(token: str) -> Response:
    """Keep the address there is: the new one that waits is forgotten."""
    _pressed(PressForm(request.form))
    owning.drop_email(g.link.subject)
    return _back(token, "adresse-verworfen")


@own_door.post("/<token>/auskunft")
@own_transactions
def take_along(token: str) -> FileResponse:  # noqa: ARG001 - the door has read it
    """Give everything that is stored as a file (Art. 15 GDPR)."""
    form, number = forms_own.AnswerForm(request.form), g.link.subject
    _pressed(form)
    found = telling.of(number)
    sheet = told_pdf.answer_sheet(found) if form.form.data == "pdf" else None
    rollback()
    made = _printed(sheet) if sheet else telling.as_json(found).encode()
    with writing():
        owning.told(number)
    kind, name = ("application/pdf", "auskunft.pdf") if sheet else ("application/json", "auskunft.json")
    return FileResponse(made, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@own_door.post("/<token>/links-beenden")
def end_links(token: str) -> Response:  # noqa: ARG001 - the door has read it
    """End every link to this entry; a fresh one goes to its address."""
    _pressed(PressForm(request.form))
    owning.end_links(g.link.subject)
    return redirect(url_for("compass_link.new", notiz="links-beendet"), 303)


@own_door.get("/<token>/loeschen")
def ask_erasure(token: str) -> str:
    """Show what goes, what stays and why, and what still holds."""
    preview = erasing.preview(g.link.subject)
    return render_template("compass/own_erase.html", preview=preview, form=PressForm(), token=token)


@own_door.post("/<token>/loeschen")
def erase(token: str) -> Response:  # noqa: ARG001 - the door has read it
    """Take out everything about this entry."""
    _pressed(PressForm(request.form))
    owning.erase(g.link.subject)
    return redirect(url_for("compass.index", notiz="selbst-geloescht"), 303)


def _pressed(form: PublicForm) -> None:
    """Refuse a form whose token is no longer good."""
    if not form.validate():
        raise FormExpired(AGAIN)


def _printed(sheet: told_pdf.Sheet) -> bytes:
    try:
        return told_pdf.printed(sheet)
    except pdf.Missing:
        raise Unavailable(NO_PDF) from None


def _back(token: str, notice: str, anchor: str | None = None) -> Response:
    return redirect(url_for("compass_own.own", token=token, notiz=notice, _anchor=anchor), 303)
