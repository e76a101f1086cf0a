"""The office answers those who asked to be listed: take in or decline with a reason."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import alike, joining, queries
from compass.forms import AcceptForm, DeclineForm
from compass.models import (
    KIND_WORDS,
    LANGUAGE_WORDS,
    MARK_WORDS,
    PURPOSE_WORDS,
    REACH_WORDS,
    SECTOR_WORDS,
    JoinRequest,
    JoinState,
    Reach,
)
from core import accounts
from core.audience import desk
from core.rights import Right
from radar import queries as radar

door = desk(
    "compass_joining",
    __name__,
    reads=Right.NETWORK_CONTACT,
    writes=Right.NETWORK_EDIT,
    url_prefix="/buero/netzwerk/selbsteintragungen",
)


@door.get("")
def index() -> str:
    """Show confirmed requests, oldest first."""
    return render_template("compass/requests.html", waiting=queries.waiting(), sectors=SECTOR_WORDS)


@door.get("/<int:number>")
def show(number: int) -> str:
    """Show one request and the two answers."""
    row = queries.request(number)
    accept = AcceptForm(version=row.version, areas=row.further.get("areas", ()))
    return _page(number, accept, DeclineForm(version=row.version))


def _page(number: int, accept: AcceptForm, decline: DeclineForm) -> str:
    row = queries.request(number)
    draft = joining.draft_of(row)
    said = [("Kann", draft.competences), ("Interessiert sich für", draft.interests), ("Bietet an", draft.offers)]
    return render_template(
        "compass/request.html",
        asked=row,
        said=said,
        kind_word=KIND_WORDS[row.kind],
        sector_key=row.sector.value,
        sector_word=SECTOR_WORDS[row.sector],
        open=row.state is JoinState.CONFIRMED,
        further=_further(row),
        agreed=[(PURPOSE_WORDS[one], wording) for one, wording in joining.agreed(row).items()],
        likely=_likely(row) if row.state is JoinState.CONFIRMED else [],
        accept=accept,
        decline=decline,
        form=decline if decline.errors else accept,
    )


def _likely(row: JoinRequest) -> list[alike.Likely]:
    return alike.likely(name=row.name, emails=(row.email,), phones=(row.phone,), webs=(row.web,), kind=row.kind)


def _further(row: JoinRequest) -> list[tuple[str, str]]:
    """Return what else was said, in words; topics stand ticked in the form below."""
    places = {one.id: one.name for one in radar.taxonomy().every_district}
    districts, languages = (row.further.get(name, ()) for name in ("districts", "languages"))
    said = [
        ("Telefon", row.phone),
        ("Alltagsexpert*in für", row.everyday_expertise),
        ("Stadtbezirke", ", ".join(places[one] for one in districts if one in places)),
        ("Sprachen", ", ".join(LANGUAGE_WORDS.get(one, one) for one in languages)),
        ("Wirkt", REACH_WORDS[Reach(row.further["reach"])] if row.further.get("reach") else ""),
    ]
    return [pair for pair in said if pair[1]]


@door.post("/<int:number>/aufnehmen")
def accept(number: int) -> Response | tuple[str, int]:
    """Make an entry of a request; one that belongs to another entry is laid beside it at once."""
    form = AcceptForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(number, form, DeclineForm(version=queries.request(number).version)), 422
    marks = {name: bool(form[name].data) for name in MARK_WORDS}
    areas = tuple(form.areas.data or ())
    double = next((one for one in _likely(queries.request(number)) if str(one.actor_id) == form.belongs.data), None)
    actor = joining.accept(number, accounts.require().who, areas=areas, version=form.version.data, **marks)
    if double is not None:
        return redirect(f"/buero/netzwerk/doppelte/{double.actor_id}/{actor.id}?notiz=aufgenommen", 303)
    return redirect(url_for("compass_desk.show", number=actor.id, notiz="aufgenommen"), 303)


@door.post("/<int:number>/ablehnen")
def decline(number: int) -> Response | tuple[str, int]:
    """Say No with a reason."""
    form = DeclineForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(number, AcceptForm(version=queries.request(number).version), form), 422
    joining.decline(number, form.reason.data or "", accounts.require().who, version=form.version.data)
    return redirect(url_for("compass_joining.index", notiz="eintrag-abgelehnt"), 303)
