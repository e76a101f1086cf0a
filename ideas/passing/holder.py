"""Links in letters: the place reads the idea and answers; the author says whether the place may see the address."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import links
from core.audience import holder
from core.errors import FormExpired
from ideas.passing import letters, queries, services, showing
from ideas.passing.forms import ConsentForm, StatementForm

place_door = holder("passing_place", __name__, purpose=letters.PLACE, url_prefix="/stelle")
consent_door = holder("passing_consent", __name__, purpose=letters.CONSENT, url_prefix="/ideen/zustimmen")

AGAIN = "Das Formular war zu lange offen. Bitte öffnen Sie den Link aus dem Brief noch einmal."


@place_door.get("/<token>")
def read(token: str) -> str:
    """Show the place the idea and the field for its statement; afterwards what it wrote."""
    return _page(token, StatementForm())


def _page(token: str, form: StatementForm) -> str:
    shown = showing.for_place(queries.one(g.link.subject))
    return render_template("ideas/passing/stelle.html", form=form, token=token, **shown)


@place_door.post("/<token>")
def answer(token: str) -> Response | tuple[str, int]:
    """Keep the statement; the second of two people at the place is told who was first and keeps the words."""
    form = StatementForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(token, form), 422
    said = services.Statement(form.text.data or "", form.role.data or "", bool(form.not_ours.data))
    if queries.one(g.link.subject).answered_at is not None:
        form.refresh()
        return _page(token, form), 409
    services.record(g.link.subject, said)
    return redirect(url_for("passing_place.read", token=token, notiz="stelle-dankt"), 303)


@consent_door.get("/<token>")
def ask(token: str) -> str:
    """Show the question and the two buttons."""
    passing = queries.one(g.link.subject)
    return render_template("ideas/passing/consent.html", form=ConsentForm(), token=token, passing=passing)


@consent_door.post("/<token>")
def decide(token: str) -> str:
    """Note the author's word; the link is spent."""
    form = ConsentForm(request.form)
    if not form.validate():
        raise FormExpired(AGAIN)
    agreed = bool(form.yes.data)
    passing = services.decide_consent(links.spend(letters.CONSENT, token).id, agreed=agreed)
    place = passing.place.name
    sentence = (
        f"{place} sieht jetzt Ihre E-Mail-Adresse. Löschen Sie die Adresse bei uns, sieht sie auch dort niemand mehr."
        if agreed
        else f"{place} hat nur Ihren Text. Ihre E-Mail-Adresse sieht dort niemand."
    )
    return render_template("ideas/done.html", title="Danke für Ihre Antwort.", sentence=sentence)
