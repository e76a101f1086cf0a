"""How a council member comes in: asks for a link by e-mail, opens it, presses one button; a GET never spends a link."""

from __future__ import annotations

from datetime import timedelta

from flask import make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from core import audience, limits
from core.errors import FormExpired, TooMany
from papers import membership
from papers.members_forms import EnterForm, LinkForm

door = audience.public("council_entrance", __name__, url_prefix="/rat/zugang")
link_door = audience.holder("council_link", __name__, purpose=membership.ENTER, url_prefix="/rat/eintreten")
TRIES, WINDOW = 10, timedelta(hours=1)


@door.get("")
def ask() -> str:
    """Show the field for the address."""
    return render_template("papers/rat_ask.html", form=LinkForm())


@door.post("")
def send() -> Response | tuple[str, int]:
    """Promise a link to whom the office knows; everybody is led to the same sentence."""
    form = LinkForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("papers/rat_ask.html", form=form), 422
    if not limits.hit("council.ask", limits.source(), TRIES, WINDOW):
        raise TooMany("Das waren viele Anfragen in kurzer Zeit. Bitte versuchen Sie es in einer Stunde noch einmal.")
    if form.suspicion() is None:
        membership.ask_for_link(form.email.data or "")
    return redirect("/rat/zugang?notiz=rat-link", 303)


@link_door.get("/<token>")
def look(token: str) -> str:
    """Show the one button."""
    return render_template("papers/rat_enter.html", form=EnterForm(), token_address=f"/rat/eintreten/{token}")


@link_door.post("/<token>")
def enter(token: str) -> Response:
    """Spend the link and let the member in."""
    if not EnterForm(request.form).validate():
        raise FormExpired("Die Seite war zu lange offen. Bitte öffnen Sie den Link aus dem Brief noch einmal.")
    found = membership.enter(token)
    return audience.let_in(make_response(redirect("/rat", 303)), "council", found, membership.PASS_LIVES)
