"""Mein Konto: the secret address of one's calendar, made anew or ended."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass.contacts import services
from compass.contacts.desk import pressed
from compass.contacts.forms import PressForm
from core import accounts, mail
from core.audience import desk
from core.rights import Right

door = desk(
    "compass_calendar_desk",
    __name__,
    reads=Right.NETWORK_CONTACT,
    writes=Right.NETWORK_CONTACT,
    url_prefix="/buero/konto/kalender",
)


@door.post("")
def begin() -> str:
    """Show a new address once; the old one ends."""
    pressed()
    form = PressForm(request.form)
    form.validate()
    person = accounts.require()
    token = services.begin_feed(person.id, form.nonce, person.who)
    address = mail.address("compass_calendar.calendar", token=token)
    return render_template("compass/contacts/calendar_new.html", address=address)


@door.post("/beenden")
def end() -> Response:
    """End the address."""
    pressed()
    person = accounts.require()
    services.end_feed(person.id, person.who)
    return redirect(url_for("account.show", notiz="kalender-beendet"), 303)
