"""The moderator's page: no account, no idling out; lead a group, show a thesis on the wall, write down what is said."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import answers
from core.audience import holder
from core.errors import FormExpired, NotThere
from core.forms import HouseForm
from core.journal import Who
from dialogues import ballots, worth
from dialogues.groups import queries, scene, services, showable
from dialogues.groups.forms import HangForm, NoteForm, PointForm, PressForm, StepForm
from dialogues.groups.purposes import PURPOSES, Purpose

door = holder("dialogues_moderator", __name__, purpose=PURPOSES[Purpose.MODERATOR], url_prefix="/div/moderation")
MODERATOR = Who("moderator")
AGAIN = "Das ging nicht durch. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal."


def _meeting() -> int:
    return queries.meeting_of(g.link.thing)


def _own_group(number: int) -> int:
    """Return the group a button means, if this link may lead it; 0 stands for a meeting that is not divided."""
    if g.link.kind == "dialogue_group":
        if number not in {0, g.link.subject}:
            raise NotThere
        return int(g.link.subject)
    if not number:
        return services.whole(_meeting(), MODERATOR).id
    if queries.group(number).dialogue_id != g.link.subject:
        raise NotThere
    return number


def _require(form: HouseForm) -> None:
    if not form.validate():
        raise FormExpired(AGAIN)


def _back(token: str, part: str = "") -> Response:
    return redirect(url_for("dialogues_moderator.show", token=token, _anchor=part or None), 303)


@door.get("/<token>")
def show(token: str) -> str | Response:
    """Show where the group is and what comes next; ?teil=1 is the part that a script asks for again and again."""
    number = _meeting()
    part = "teil" in request.args
    marks = (f"{ballots.seats(number)}.{queries.stones(number).whole}",)
    if part and (kept := answers.unchanged("dialogues", marks=marks)):
        return kept
    said = request.args.get("zu", "")
    return _page(token, NoteForm(thesis=said if said.isdecimal() else "0"), part=part)


def _page(token: str, form: NoteForm, *, part: bool = False) -> str:
    now = scene.of(g.link.thing)
    return render_template(
        f"dialogues/groups/{'moderator_now' if part else 'moderator'}.html",
        scene=now,
        notes=queries.notes(now.dialogue.id),
        questions=queries.questions(now.dialogue.id),
        worth=worth,
        place=f"/div/moderation/{token}",
        form=form.offer(now.dialogue.theses),
        step_form=StepForm(),
        point_form=PointForm(),
        press_form=PressForm(),
        hang_form=HangForm(),
        showable=showable.of(now.dialogue),
    )


@door.post("/<token>/schritt")
def step(token: str) -> Response:
    """Lead a group to its next station."""
    form = StepForm(request.form)
    _require(form)
    services.go(_own_group(form.group.data or 0), form.step.data or "", MODERATOR)
    return _back(token)


@door.post("/<token>/zeigen")
def point(token: str) -> Response:
    """Show one thesis on the wall, or all again."""
    form = PointForm(request.form)
    _require(form)
    services.point(_own_group(form.group.data or 0), form.thesis.data or None)
    return _back(token, "ergebnisse" if form.thesis.data else "")


@door.post("/<token>/notiz")
def note(token: str) -> Response | tuple[str, int]:
    """Write down a note or a Leitfrage."""
    number = _meeting()
    form = NoteForm(request.form).offer(ballots.one(number).theses)
    if not form.validate():
        form.refresh()
        return _page(token, form), 422
    text, thesis = form.text.data or "", int(form.thesis.data)
    if form.is_question:
        services.ask(number, " ".join(text.split()), MODERATOR, thesis_id=thesis or None, nonce=form.nonce)
        return _back(token, "leitfragen")
    group = g.link.subject if g.link.kind == "dialogue_group" else None
    services.add_note(number, thesis, text, MODERATOR, group_id=group, nonce=form.nonce)
    return _back(token, "notieren")


@door.post("/<token>/leitfrage/<int:question>/<any(hoch,runter):way>")
def move(token: str, question: int, way: str) -> Response:
    """Let a Leitfrage change places with its neighbour."""
    _require(PressForm(request.form))
    services.move(_meeting(), question, MODERATOR, up=way == "hoch")
    return _back(token, "leitfragen")
