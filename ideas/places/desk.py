"""The office takes a point off the map: one that shows where somebody lives, or a slip of the finger."""

from __future__ import annotations

from flask import redirect, request
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right
from ideas.places import services
from ideas.places.forms import TakeAwayForm

door = desk(
    "ideas_places_desk", __name__, reads=Right.IDEAS_READ, writes=Right.IDEAS_MODERATE, url_prefix="/buero/ideen"
)


@door.post("/<int:number>/punkt-entfernen")
def take_away(number: int) -> Response:
    """Delete the point of an idea."""
    if not TakeAwayForm(request.form).validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte laden Sie die Seite neu.")
    services.take_away(number, accounts.require().who)
    return redirect(f"/buero/ideen/{number}?notiz=punkt-entfernt", 303)
