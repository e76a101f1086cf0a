"""The office asks: for a challenge, whom? The list of challenges, one with its suggestions, and its form."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import queries, services, suggesting
from compass.forms import ChallengeForm
from compass.models import Challenge
from core import accounts, things
from core.audience import desk
from core.errors import NotThere
from core.rights import Right
from radar import queries as radar
from radar.forms import as_id

ROOT = "/buero/netzwerk/herausforderungen"
door = desk("compass_challenges", __name__, reads=Right.NETWORK_CONTACT, writes=Right.NETWORK_EDIT, url_prefix=ROOT)


@door.get("")
def index() -> str:
    """Show challenges, newest first."""
    edge = request.args.get("vor")
    before = as_id(edge) if edge else None
    if edge and before is None:
        raise NotThere
    found = queries.challenges(before)
    older = f"{ROOT}?vor={found[queries.PAGE - 1].id}" if len(found) > queries.PAGE else None
    shown = [(one, _topics(one), _source(one)) for one in found[: queries.PAGE]]
    return render_template("compass/challenges.html", shown=shown, older=older, newer=ROOT if before else None)


def _topics(challenge: Challenge) -> list[tuple[str, str]]:
    known = radar.taxonomy()
    return [(area.name, term.field_key) for area in challenge.areas if (term := known.area(area.id))]


def _source(challenge: Challenge) -> tuple[str, str] | None:
    """Return the noun and address of the thing a challenge came from, if its room is there."""
    kind = things.kinds().get(challenge.source_kind or "")
    return (kind.noun, kind.desk_address(challenge.source_id)) if kind and challenge.source_id else None


@door.get("/neu")
def new() -> str:
    """Show the form for a new challenge."""
    return render_template("compass/challenge_form.html", form=ChallengeForm(), challenge=None)


@door.post("/neu")
def make() -> Response | tuple[str, int]:
    """Write down for what people are sought."""
    form = ChallengeForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("compass/challenge_form.html", form=form, challenge=None), 422
    said = (form.title.data or "", form.text.data or "", form.areas.data or ())
    challenge = services.make_challenge(*said, None, accounts.require().who)
    return redirect(url_for("compass_challenges.show", number=challenge.id), 303)


@door.get("/<int:number>")
def show(number: int) -> str:
    """Show who fits, why, and what nobody shows evidence for."""
    challenge = queries.challenge(number)
    return render_template(
        "compass/challenge.html",
        challenge=challenge,
        topics=_topics(challenge),
        source=_source(challenge),
        found=suggesting.of(challenge),
    )


@door.get("/<int:number>/bearbeiten")
def edit(number: int) -> str:
    """Show the form for a challenge."""
    challenge = queries.challenge(number)
    form = ChallengeForm(
        title=challenge.title,
        text=challenge.text,
        version=challenge.version,
        areas=[area.id for area in challenge.areas],
    )
    return render_template("compass/challenge_form.html", form=form, challenge=challenge)


@door.post("/<int:number>/bearbeiten")
def change(number: int) -> Response | tuple[str, int]:
    """Change a challenge; its suggestions follow at once."""
    challenge = queries.challenge(number)
    form = ChallengeForm(request.form, areas=[area.id for area in challenge.areas])
    if not form.validate():
        form.refresh()
        return render_template("compass/challenge_form.html", form=form, challenge=challenge), 422
    said = (form.title.data or "", form.text.data or "", form.areas.data or ())
    services.change_challenge(number, *said, accounts.require().who, version=form.version.data or 0)
    return redirect(url_for("compass_challenges.show", number=number, notiz="gespeichert"), 303)
