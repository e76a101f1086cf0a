"""The office's network: the list, one actor, its form, consents and ties."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import joining, listing, pages, queries, services, tied
from compass.fields import iso
from compass.forms import ActorForm, ConsentForm, PressedForm, TieForm, kind_of, sector_of
from compass.models import Actor, Purpose
from core import accounts, texts
from core.audience import desk
from core.errors import FormExpired, NotThere
from core.rights import Right, allows

ROOT = "/buero/netzwerk"
door = desk("compass_desk", __name__, reads=Right.NETWORK_READ, writes=Right.NETWORK_EDIT, url_prefix=ROOT)
edit_door = desk("compass_edit", __name__, reads=Right.NETWORK_EDIT, writes=Right.NETWORK_EDIT, url_prefix=ROOT)
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."


@door.get("")
def index() -> str:
    """Show all actors, searched and narrowed."""
    return render_template(
        "compass/list.html", list=listing.of(request.args, listing.DESK), waiting=queries.how_many_waiting()
    )


@door.get("/<int:number>")
def show(number: int) -> str:
    """Show one actor with everything the office knows."""
    return _page(queries.one(number, public=False))


def _page(actor: Actor) -> str:
    return render_template(
        "compass/actor.html",
        **pages.face(actor),
        ties=[(line, pages.span(line)) for line in tied.of(actor.id, public=False)],
        consents=pages.consents(actor),
        story=pages.story(actor.id),
        may_edit=allows(accounts.require().role, Right.NETWORK_EDIT),
        press=PressedForm(),
        form=ConsentForm(),
    )


@edit_door.get("/neu")
def new() -> str:
    """Show the form for a new actor."""
    return render_template("compass/actor_form.html", form=ActorForm(), actor=None)


@edit_door.post("/neu")
def add() -> Response | tuple[str, int]:
    """Write down a new actor."""
    form = ActorForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("compass/actor_form.html", form=form, actor=None), 422
    return _to(services.add(_draft(form), accounts.require().who).id, "gespeichert")


@edit_door.get("/<int:number>/bearbeiten")
def edit(number: int) -> str:
    """Show the form for an actor."""
    actor = queries.one(number, public=False)
    return render_template("compass/actor_form.html", form=ActorForm(**pages.filled_in(actor)), actor=actor)


@edit_door.post("/<int:number>/bearbeiten")
def change(number: int) -> Response | tuple[str, int]:
    """Change an actor; the second of two people is told who was first and keeps what was typed."""
    actor = queries.one(number, public=False)
    form = ActorForm(request.form, areas=[area.id for area in actor.areas])
    valid = form.validate()
    first = _first(actor, form)
    if not valid or first:
        form.refresh()
        return render_template("compass/actor_form.html", form=form, actor=actor, first=first), 409 if valid else 422
    services.change(number, _draft(form), accounts.require().who, actor.version)
    return _to(number, "gespeichert")


def _first(actor: Actor, form: ActorForm) -> str | None:
    """Return the sentence about who was first, if somebody was; sending the form again then counts."""
    if form.version.data == actor.version:
        return None
    form.version.raw_data, form.version.data = None, actor.version
    return queries.meanwhile(actor)


def _draft(form: ActorForm) -> services.ActorDraft:
    """Return what the form says."""
    return services.ActorDraft(
        name=form.name.data or "",
        kind=kind_of(form),
        sector=sector_of(form),
        about=form.about.data or "",
        web=form.web.data or "",
        contact_name=form.contact_name.data or "",
        email=form.email.data or "",
        phone=form.phone.data or "",
        note=form.note.data or "",
        areas=tuple(form.areas.data or ()),
        competences=form.competences.lines(),
        interests=form.interests.lines(),
        offers=form.offers.lines(),
        in_politics=bool(form.in_politics.data),
        city_owned=bool(form.city_owned.data),
        advisory_board=bool(form.advisory_board.data),
    )


@edit_door.get("/<int:number>/loeschen")
def ask_removal(number: int) -> str:
    """Ask before an actor is deleted."""
    return render_template("compass/remove.html", actor=queries.one(number, public=False), form=PressedForm())


@edit_door.post("/<int:number>/loeschen")
def remove(number: int) -> Response:
    """Delete an actor with what hangs on it."""
    _pressed()
    services.remove(number, accounts.require().who)
    return redirect(url_for("compass_desk.index", notiz="akteur-geloescht"), 303)


@edit_door.post("/<int:number>/einwilligung")
def consent(number: int) -> Response:
    """Note that somebody said Yes or No to a purpose, and how."""
    form = ConsentForm(request.form)
    if not form.validate():
        raise FormExpired(AGAIN)
    purpose, channel, who = Purpose(form.purpose.data), form.channel.data, accounts.require().who
    if form.give.data:
        services.give_consent(number, purpose, channel, texts.text(f"compass.consent.{purpose.value}"), who)
        return _to(number, "einwilligung", "h-ja")
    services.withdraw_consent(number, purpose, channel, who)
    return _to(number, "einwilligung-ende", "h-ja")


@edit_door.post("/<int:number>/kompetenz/<int:competence>")
def confirm(number: int, competence: int) -> Response:
    """Note that the office knows a competence to be true."""
    _pressed()
    services.confirm(number, competence, accounts.require().who)
    return _to(number, "bestaetigt-kompetenz", "h-wofuer")


@edit_door.post("/<int:number>/link")
def send_link(number: int) -> Response:
    """Send somebody the link to their own entry."""
    _pressed()
    joining.send_own_link(number, accounts.require().who)
    return _to(number, "link-geschickt")


@edit_door.get("/<int:number>/verbinden")
def choose_tie(number: int) -> str:
    """Show the form for a tie; a search narrows with whom."""
    return _tie_page(number, TieForm())


def _tie_page(number: int, form: TieForm) -> str:
    said = request.args.get("q", "")
    form.offer(number, said)
    return render_template("compass/tie.html", actor=queries.one(number, public=False), form=form, said=said)


@edit_door.post("/<int:number>/verbinden")
def tie(number: int) -> Response | tuple[str, int]:
    """Note a tie."""
    form = TieForm(request.form)
    if not form.validate() or not form.other.data:
        form.refresh()
        return _tie_page(number, form), 422
    kind, outward = form.which()
    first, second = (number, form.other.data) if outward else (form.other.data, number)
    since, until, who = iso(form.since.data), iso(form.until.data), accounts.require().who
    services.tie(
        first,
        second,
        kind,
        who,
        role=form.role.data or "",
        since_on=since,
        until_on=until,
        source=form.source.data or "",
    )
    return _to(number, "verbunden", "h-verbindungen")


@edit_door.post("/<int:number>/verbindungen/<int:tie_id>")
def untie(number: int, tie_id: int) -> Response:
    """Take a tie out that was never right."""
    _pressed()
    if tie_id not in {line.id for line in tied.of(number, public=False)}:
        raise NotThere
    services.untie(tie_id, accounts.require().who)
    return _to(number, "getrennt", "h-verbindungen")


def _pressed() -> None:
    """Refuse a button whose token is no longer good."""
    if not PressedForm(request.form).validate():
        raise FormExpired(AGAIN)


def _to(number: int, notice: str, anchor: str | None = None) -> Response:
    return redirect(url_for("compass_desk.show", number=number, notiz=notice, _anchor=anchor), 303)
