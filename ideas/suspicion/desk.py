"""The office looks at what seems to be spam, and declines one idea or a whole wave of it."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import FormExpired, Refused
from core.rights import Right
from ideas import queries as ideas
from ideas.suspicion import equal, queries, services
from ideas.suspicion.forms import BackForm, EqualForm, SpamForm, WaveForm

door = desk(
    "ideas_suspicion",
    __name__,
    reads=Right.IDEAS_READ,
    writes=Right.IDEAS_MODERATE,
    url_prefix="/buero/ideen",
)


def _page(form: WaveForm) -> str:
    groups = queries.groups()
    upto = max((one.id for group in groups for one in group.newest), default=0)
    wave = queries.last_wave(accounts.require().id)
    return render_template(
        "ideas/suspicion/wave.html",
        form=form,
        groups=groups,
        upto=upto,
        leaving=queries.how_many_leaving(),
        wave=wave,
        until=wave.marked_at + ideas.undo_within() if wave else None,
        declined=queries.still_declined(wave) if wave else (),
        back=BackForm(),
        equal=[(one, EqualForm(newest=one.newest)) for one in equal.groups()],
    )


@door.get("/verdacht")
def index() -> str:
    """Show what waits and looks suspicious, grouped by why."""
    return _page(WaveForm())


@door.post("/verdacht")
def decline_all() -> Response | tuple[str, int]:
    """Decline the ticked groups as spam; the worker does it portion by portion."""
    form = WaveForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(form), 422
    services.decline_all(form.reasons.data or [], form.upto.data or 0, form.kept(), accounts.require().who)
    return redirect(url_for("ideas_suspicion.index", notiz="welle-abgelehnt"), 303)


@door.post("/verdacht/gleiche")
def decline_equal() -> Response:
    """Decline all with one text as spam."""
    form = EqualForm(request.form)
    if not form.validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte laden Sie die Seite neu.")
    services.decline_equal(form.newest.data or 0, accounts.require().who)
    return redirect(url_for("ideas_suspicion.index", notiz="welle-abgelehnt"), 303)


@door.post("/verdacht/rueckgaengig")
def take_back() -> Response:
    """Undo one's newest wave as a whole."""
    if not BackForm(request.form).validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte laden Sie die Seite neu.")
    who = accounts.require().who
    wave = queries.last_wave(who.account or 0)
    if wave is None:
        raise Refused("Es gibt nichts mehr zurückzunehmen.")
    services.take_back(wave, who)
    return redirect(url_for("ideas_suspicion.index", notiz="welle-zurueck"), 303)


@door.post("/<int:number>/werbung")
def decline(number: int) -> Response:
    """Decline one idea as spam."""
    form = SpamForm(request.form)
    if not form.validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte laden Sie die Seite neu.")
    services.decline(number, accounts.require().who, form.version.data or 0)
    return redirect(url_for("ideas_desk.index", notiz="als-werbung-abgelehnt"), 303)
