"""The office invites: a round for a list, three letters to look at, one press, who answered what."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import asked, further, looks
from compass import queries as actors
from compass.invitations import page, queries, services
from compass.invitations.forms import PressForm, RoundForm, filled_in, thing_of
from compass.invitations.models import Way
from core import accounts
from core.audience import desk
from core.errors import FormExpired, NotThere
from core.rights import Right

ROOT = "/buero/netzwerk/einladungen"
door = desk("compass_invitations", __name__, reads=Right.NETWORK_CONTACT, writes=Right.NETWORK_EDIT, url_prefix=ROOT)
edit_door = desk(
    "compass_invitations_edit", __name__, reads=Right.NETWORK_EDIT, writes=Right.NETWORK_EDIT, url_prefix=ROOT
)
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."


def _number(name: str) -> int:
    found = further.number(request.args.get(name, "0"))
    if found is None:
        raise NotThere
    return found


@door.get("")
def index() -> str:
    """Show the rounds, newest first, each with its answers."""
    rows = queries.rounds(_number("vor"))
    shown = rows[: queries.PAGE]
    before = shown[-1].id if len(rows) > queries.PAGE else None
    return render_template("compass/invitations/index.html", rows=page.rows(shown), before=before)


@edit_door.get("/neu")
def new() -> str:
    """Show the form of a round for a list, filled from a template."""
    found, templates = asked.of(request.args), queries.templates()
    wanted = _number("vorlage")
    plain = sorted(templates, key=lambda one: one.way is not Way.SELF)[:1]
    chosen = next((one for one in templates if one.id == wanted), next(iter(plain), None))
    words = {"way": chosen.way.value, "subject": chosen.subject, "body": chosen.body} if chosen else {}
    about = thing_of(request.args.get("sache", ""))
    known = {"title": page.title_of(about), "day": page.day_of(about), **page.settled_of(about)}
    form = RoundForm(query=found.query, about=str(about or ""), **known, **words)
    return _form(form, found, chosen.id if chosen else 0)


def _form(form: RoundForm, found: asked.Asked, chosen: int = 0) -> str:
    return render_template(
        "compass/invitations/new.html",
        form=form,
        templates=queries.templates(),
        chosen=chosen,
        total=found.total(),
        most=asked.MOST,
        narrowed=found.words,
        lists=[] if found.ticked else page.lists(),
        **page.form_words(),
    )


@edit_door.post("/neu")
def draft() -> Response | tuple[str, int]:
    """Write a round down; no letter leaves yet."""
    form = RoundForm(request.form)
    found = asked.of(form.asked())
    if not form.validate():
        form.refresh()
        return _form(form, found), 422
    ids = found.ids(asked.MOST + 1)
    made = services.draft(
        form.said(), ids, accounts.require().who, form.nonce, narrowed=found.words, about=form.thing()
    )
    return redirect(url_for("compass_invitations.show", number=made.id), 303)


@door.get("/<int:number>")
def show(number: int) -> str:
    """Show a round: before it is sent three letters and who gets none, afterwards the answers."""
    of = queries.one(number)
    return render_template("compass/invitations/round.html", **page.face(of), press=PressForm(version=of.version))


@door.get("/<int:number>/leute")
def people(number: int) -> str:
    """Show who is invited, narrowed to an answer; for a draft a search for further ones."""
    of, stand, said = queries.one(number), request.args.get("stand", ""), request.args.get("q", "")
    found = actors.choices(said, limit=20) if said and of.sent_at is None else []
    shown = page.people(of, stand, _number("nach"))
    looks.note("Einladungen", page.reached(shown))
    return render_template("compass/invitations/people.html", **shown, said=said, found=found, press=PressForm())


@edit_door.get("/<int:number>/bearbeiten")
def edit(number: int) -> str:
    """Show the form of a round that was not sent."""
    of = queries.one(number)
    return render_template("compass/invitations/edit.html", of=of, form=RoundForm(**filled_in(of)), **page.form_words())


@edit_door.post("/<int:number>/bearbeiten")
def change(number: int) -> Response | tuple[str, int]:
    """Let a round that was not sent say something else."""
    form, of = RoundForm(request.form), queries.one(number)
    if not form.validate():
        form.refresh()
        return render_template("compass/invitations/edit.html", of=of, form=form, **page.form_words()), 422
    services.change(number, form.said(), accounts.require().who, form.version.data)
    return redirect(url_for("compass_invitations.show", number=number, notiz="einladung-gespeichert"), 303)


@edit_door.post("/<int:number>/leute")
def add(number: int) -> Response:
    """Put somebody into a round that was not sent."""
    _pressed()
    wanted = further.number(request.form.get("akteur", ""))
    services.add_people(number, [actors.one(wanted or 0, public=False).id])
    return redirect(url_for("compass_invitations.people", number=number, notiz="einladung-dazu"), 303)


@edit_door.post("/<int:number>/leute/<int:invitation>")
def take_out(number: int, invitation: int) -> Response:
    """Take somebody out of a round that was not sent."""
    _pressed()
    services.take_out(number, invitation)
    return redirect(url_for("compass_invitations.people", number=number, notiz="einladung-heraus"), 303)


@edit_door.post("/<int:number>/senden")
def send(number: int) -> Response:
    """Send the letters."""
    form = _pressed()
    services.send(number, accounts.require().who, form.version.data)
    return redirect(url_for("compass_invitations.show", number=number, notiz="einladung-gesendet"), 303)


@edit_door.post("/<int:number>/erinnern")
def remind(number: int) -> Response:
    """Remind those who did not answer."""
    _pressed()
    services.remind(number, accounts.require().who)
    return redirect(url_for("compass_invitations.show", number=number, notiz="einladung-erinnert"), 303)


@edit_door.post("/<int:number>/verwerfen")
def discard(number: int) -> Response:
    """Delete a round that was not sent."""
    _pressed()
    services.discard(number, accounts.require().who)
    return redirect(url_for("compass_invitations.index", notiz="einladung-verworfen"), 303)


def _pressed() -> PressForm:
    """Return the button's form; refuse one whose token is no longer good."""
    form = PressForm(request.form)
    if not form.validate():
        raise FormExpired(AGAIN)
    return form
