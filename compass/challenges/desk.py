"""The office asks: for a challenge, whom? The list, one with its suggestions and team, the step to the invitation."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import further, queries, services
from compass.challenges import page
from compass.challenges import services as wing
from compass.challenges.forms import ChallengeForm, InviteForm, PickForm, filled, thing_of
from compass.models import Challenge
from core import accounts
from core.audience import desk
from core.errors import FormExpired, NotThere
from core.rights import Right

ROOT = "/buero/herausforderungen"
door = desk("compass_challenges", __name__, reads=Right.NETWORK_CONTACT, writes=Right.NETWORK_EDIT, url_prefix=ROOT)
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."


@door.get("")
def index() -> str:
    """Show challenges, newest first."""
    edge = request.args.get("vor")
    before = further.number(edge) if edge else None
    if edge and not before:
        raise NotThere
    found = queries.challenges(before)
    older = f"{ROOT}?vor={found[queries.PAGE - 1].id}" if len(found) > queries.PAGE else None
    return render_template(
        "compass/challenges/index.html",
        shown=page.lines(found[: queries.PAGE]),
        older=older,
        newer=ROOT if before else None,
        may_measure=page.may(Right.NETWORK_QUALITY),
        may_edit=page.may(Right.NETWORK_EDIT),
    )


@door.get("/neu")
def new() -> str:
    """Show the form for a new challenge; from a thing of another room what that room says of it stands there."""
    source = thing_of(request.args.get("aus", ""))
    return _form(ChallengeForm(**page.asked(source), source=str(source or ""), asker=page.own_unit()), None)


def _form(form: ChallengeForm, challenge: Challenge | None) -> str:
    return render_template("compass/challenges/form.html", form=form, challenge=challenge)


@door.post("/neu")
def make() -> Response | tuple[str, int]:
    """Write down for what people are sought."""
    form = ChallengeForm(request.form)
    if not form.validate():
        form.refresh()
        return _form(form, None), 422
    said = (form.title.data or "", form.text.data or "", form.areas.data or ())
    made = services.make_challenge(*said, form.thing(), accounts.require().who, wanted=_wanted(form))
    return redirect(url_for("compass_challenges.show", number=made.id), 303)


def _wanted(form: ChallengeForm) -> services.Wanted:
    return services.Wanted(form.wanted, form.quotas(), form.asker_id)


@door.get("/<int:number>")
def show(number: int) -> str:
    """Show who fits, why, which team they make, and what nobody shows evidence for."""
    challenge = queries.challenge(number)
    return render_template(
        "compass/challenges/show.html",
        **page.face(challenge, request.args.get("art", "")),
        press=PickForm(),
        invite=InviteForm(),
        may_edit=page.may(Right.NETWORK_EDIT),
    )


@door.get("/<int:number>/bearbeiten")
def edit(number: int) -> str:
    """Show the form for a challenge."""
    challenge = queries.challenge(number)
    return _form(ChallengeForm(**filled(challenge, page.name_of(challenge.asker_id))), challenge)


@door.post("/<int:number>/bearbeiten")
def change(number: int) -> Response | tuple[str, int]:
    """Change a challenge; its suggestions follow at once."""
    challenge = queries.challenge(number)
    form = ChallengeForm(request.form, areas=[area.id for area in challenge.areas])
    if not form.validate():
        form.refresh()
        return _form(form, challenge), 422
    said = (form.title.data or "", form.text.data or "", form.areas.data or ())
    who, version = accounts.require().who, form.version.data or 0
    services.change_challenge(number, *said, who, version=version, wanted=_wanted(form))
    return redirect(url_for("compass_challenges.show", number=number, notiz="gespeichert"), 303)


@door.post("/<int:number>/team")
def pick(number: int) -> Response:
    """Put somebody into the team, keep them out, or let the choice decide again."""
    form, who = PickForm(request.form), accounts.require().who
    if not form.validate():
        raise FormExpired(AGAIN)
    if form.step.data == "offen":
        wing.unpick(number, form.actor_id, who)
    else:
        wing.pick(number, form.actor_id, who, is_in=form.step.data == "drin")
    place = url_for("compass_challenges.show", number=number, art=form.art.data or None, notiz="team-neu")
    return redirect(f"{place}#h-team", 303)


@door.post("/<int:number>/einladen")
def invite(number: int) -> Response:
    """Draft the letters to some of the suggested, and lead there."""
    form = InviteForm(request.form)
    if not form.validate():
        raise FormExpired(AGAIN)
    return redirect(wing.invite(number, form.ids(request.form), accounts.require().who, form.nonce), 303)
