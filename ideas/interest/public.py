"""One tap shows interest in an idea, one tap takes it back."""

from __future__ import annotations

from datetime import timedelta

from flask import redirect, request
from werkzeug.wrappers import Response

from core import limits
from core.audience import public
from core.config import settings
from core.errors import FormExpired, TooMany
from ideas import address, queries
from ideas.interest import cookie, services
from ideas.interest.forms import TapForm

door = public("ideas_interest", __name__, url_prefix="/ideen")

AN_HOUR = timedelta(hours=1)


def _tapped() -> TapForm:
    """Return the sent form; FormExpired without a token of ours, TooMany after too many taps from one source."""
    form = TapForm(request.form)
    if not form.validate():
        raise FormExpired("Die Seite war zu lange offen. Bitte laden Sie sie neu und tippen Sie noch einmal.")
    if not limits.hit("interest", limits.source(), settings().taps_per_hour, AN_HOUR):
        raise TooMany("Das waren sehr viele Klicks von Ihrem Anschluss. Bitte versuchen Sie es in einer Stunde wieder.")
    return form


def _back(number: int, notice: str) -> Response:
    return redirect(f"{address.of(queries.one(number, public=True))}?notiz={notice}", 303)


@door.post("/<int:number>/interesse")
def show(number: int) -> Response:
    """Count this browser; it gets its cookie with the first tap."""
    form, answer = _tapped(), _back(number, "interesse")
    known = cookie.token()
    word = known or cookie.fresh(form.nonce)
    services.show(number, word)
    return answer if known else cookie.keep(answer, word)


@door.post("/<int:number>/interesse/zuruecknehmen")
def take_back(number: int) -> Response:
    """Forget this browser at the idea."""
    _tapped()
    answer, known = _back(number, "kein-interesse"), cookie.token()
    if known:
        services.take_back(number, known)
    return answer
