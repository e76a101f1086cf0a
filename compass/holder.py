"""Links in letters: confirm an address; look at one's own entry and say Yes or No to each purpose. A GET changes nothing."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import joining, letters, pages, queries, services
from compass.forms import OwnForm, PressForm
from compass.models import Purpose
from core import links, texts
from core.audience import holder
from core.errors import FormExpired
from core.journal import AUTHOR

confirm_door = holder("compass_confirm", __name__, purpose=letters.CONFIRM, url_prefix="/netzwerk/bestaetigen")
own_door = holder("compass_own", __name__, purpose=letters.OWN, url_prefix="/netzwerk/mein-eintrag")

AGAIN = "Das Formular war zu lange offen. Bitte öffnen Sie den Link aus dem Brief noch einmal."
CHANNEL = "eigener Link"


@confirm_door.get("/<token>")
def ask(token: str) -> str:
    """Show the button that confirms an address."""
    return render_template("compass/confirm.html", asked=queries.request(g.link.subject), form=PressForm(), token=token)


@confirm_door.post("/<token>")
def confirm(token: str) -> Response:
    """Confirm the address; the link is spent."""
    if not PressForm(request.form).validate():
        raise FormExpired(AGAIN)
    joining.confirm(links.spend(letters.CONFIRM, token).id)
    return redirect(url_for("compass.index", notiz="eingetragen"), 303)


@own_door.get("/<token>")
def own(token: str) -> str:
    """Show one's own entry as it is stored, with both purposes."""
    actor = queries.one(g.link.subject, public=False)
    return render_template(
        "compass/own.html", **pages.face(actor), consents=pages.consents(actor), form=OwnForm(), token=token
    )


@own_door.post("/<token>")
def decide(token: str) -> Response:
    """Say Yes or No to one purpose; it counts at once."""
    form = OwnForm(request.form)
    if not form.validate():
        raise FormExpired(AGAIN)
    purpose = Purpose(form.purpose.data)
    if form.give.data:
        wording = texts.text(f"compass.consent.{purpose.value}")
        services.give_consent(g.link.subject, purpose, CHANNEL, wording, AUTHOR)
    else:
        services.withdraw_consent(g.link.subject, purpose, CHANNEL, AUTHOR)
    notice = "eingewilligt" if form.give.data else "zurueckgenommen"
    return redirect(url_for("compass_own.own", token=token, notiz=notice), 303)
