"""The office's network: the list, one actor with everything that hangs there."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import joining, listing, looks, moved, office_page, pages, queries, recent, services
from compass.forms import PressedForm, UnconfirmForm
from compass.models import CompetenceKind, Doubt
from core import accounts
from core.audience import desk
from core.errors import FormExpired, NotThere
from core.rights import Right, allows

ROOT = "/buero/netzwerk"
door = desk("compass_desk", __name__, reads=Right.NETWORK_READ, writes=Right.NETWORK_EDIT, url_prefix=ROOT)
edit_door = desk("compass_edit", __name__, reads=Right.NETWORK_EDIT, writes=Right.NETWORK_EDIT, url_prefix=ROOT)
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."


@door.get("")
def index() -> str:
    """Show all actors, searched and narrowed; asked for a part (while somebody types), the hits alone."""
    found = listing.of(request.args, listing.desk())
    looks.note("Netzwerk", found.contacts)
    if "teil" in request.args:
        return render_template("compass/hits.html", list=found)
    person = accounts.require()
    return render_template(
        "compass/list.html",
        list=found,
        seen=recent.of(person.id),
        may_edit=allows(person.role, Right.NETWORK_EDIT),
    )


@door.get("/<int:number>")
def show(number: int) -> str | Response:
    """Show one actor with everything that this person of the office may see; a number of old leads on."""
    person = accounts.require()
    try:
        actor = queries.in_full(number)
    except NotThere:
        return moved.instead(number, "compass_desk.show", public=False)
    recent.note(person.id, number)
    confirmed = [row for row in actor.competences if row.confirmed]
    may_edit, may_reach = (allows(person.role, one) for one in (Right.NETWORK_EDIT, Right.NETWORK_CONTACT))
    return render_template(
        "compass/actor.html",
        **pages.face(actor),
        **office_page.facts(actor),
        reach=office_page.reach(actor) if may_reach else None,
        story=pages.story(number) if allows(person.role, Right.JOURNAL_READ) else [],
        may_edit=may_edit,
        press=PressedForm(),
        unconfirm=UnconfirmForm().offer(confirmed) if may_edit and confirmed else None,
    )


@edit_door.post("/<int:number>/kompetenz/<int:competence>")
def confirm(number: int, competence: int) -> Response:
    """Note that the office knows a competence, interest or offer to be true."""
    _pressed()
    kind = services.confirm(number, competence, accounts.require().who)
    notice = "bestaetigt-interesse" if kind is CompetenceKind.INTEREST else "bestaetigt-kompetenz"
    return _to(number, notice, "h-wofuer")


@edit_door.post("/<int:number>/kompetenz/zuruecknehmen")
def unconfirm(number: int) -> Response:
    """Take back that the office knows a competence to be true, and say why."""
    confirmed = [row for row in queries.one(number, public=False).competences if row.confirmed]
    form = UnconfirmForm(request.form).offer(confirmed)
    if not form.validate():
        raise FormExpired(AGAIN)
    services.unconfirm(number, form.competence.data, Doubt(form.reason.data), accounts.require().who)
    return _to(number, "nicht-mehr-bestaetigt", "h-wofuer")


@edit_door.post("/<int:number>/link")
def send_link(number: int) -> Response:
    """Send somebody the link to their own entry."""
    _pressed()
    joining.send_own_link(number, accounts.require().who)
    return _to(number, "link-geschickt")


def _pressed() -> None:
    """Refuse a button whose token is no longer good."""
    if not PressedForm(request.form).validate():
        raise FormExpired(AGAIN)


def _to(number: int, notice: str, anchor: str | None = None) -> Response:
    return redirect(url_for("compass_desk.show", number=number, notiz=notice, _anchor=anchor), 303)
