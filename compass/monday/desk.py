"""Mein Konto: the Monday letter on or off."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from compass.monday import services
from compass.monday.forms import SwitchForm
from core import accounts
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right

door = desk(
    "compass_monday",
    __name__,
    reads=Right.NETWORK_READ,
    writes=Right.NETWORK_READ,
    url_prefix="/buero/konto/montagsbrief",
)


@door.post("")
def switch() -> Response:
    """Switch my letter on or off."""
    if not SwitchForm(request.form).validate():
        raise FormExpired("Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal.")
    number, off = accounts.require().id, "aus" in request.form
    (services.stop if off else services.want)(number)
    return redirect(url_for("account.show", notiz="montagsbrief-aus" if off else "montagsbrief-an"), 303)
