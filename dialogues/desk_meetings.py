"""The office prepares: meetings planned, changed, announced, deleted; theses written, ordered, taken out."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.rights import Right
from core.things import Thing
from dialogues import address, queries, services
from dialogues.desk import overtaken, require
from dialogues.desk import page as workbench
from dialogues.forms import ActForm, ThesisForm, VersionForm
from dialogues.forms_meeting import DialogueForm, filled_in, sayings
from dialogues.models import STATE_WORDS, Dialogue, DialogueState

door = desk(
    "dialogues_meetings", __name__, reads=Right.DIALOGUES_EDIT, writes=Right.DIALOGUES_EDIT, url_prefix="/buero/div"
)


def onward(page: str, notice: str, part: str = "") -> Response:
    """Lead to a page (and a part of it) after something was done."""
    return redirect(f"{page}?notiz={notice}{'#' if part else ''}{part}", 303)


@door.get("/neu")
def new() -> str:
    """Show the form for a meeting."""
    return _page(DialogueForm(kind="assembly" if queries.assembly() else "workshop"))


@door.post("/neu")
def plan() -> Response | tuple[str, int]:
    """Store a new meeting, once per form."""
    form = DialogueForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(form), 422
    made = services.plan(form.draft(), accounts.require().who, form.nonce)
    return onward(address.desk_dialogue(made.id), "treffen-geplant")


def _page(form: DialogueForm, dialogue: Dialogue | None = None, first: str | None = None) -> str:
    return render_template(
        "dialogues/desk_plan.html",
        form=form,
        dialogue=dialogue,
        assembly=queries.assembly(),
        first=first,
        fixed=dialogue is not None and dialogue.state is not DialogueState.PLANNED,
        helps=sayings(),
    )


@door.get("/<int:number>/bearbeiten")
def edit(number: int) -> str:
    """Show the form for a meeting as it stands."""
    dialogue = queries.dialogue(number, public=False)
    return _page(filled_in(dialogue, [one.name for one in queries.groups_of(number)]), dialogue)


@door.post("/<int:number>/bearbeiten")
def change(number: int) -> Response | tuple[str, int]:
    """Store a changed meeting; the second of two people is told who was first and keeps what they typed."""
    dialogue, form = queries.dialogue(number, public=False), DialogueForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(form, dialogue), 422
    state = f"Das Treffen heißt jetzt „{dialogue.title}“ und steht auf „{STATE_WORDS[dialogue.state]}“."
    if first := overtaken(form, dialogue.version, Thing("dialogue", number), state):
        return _page(form, dialogue, first), 409
    services.change(number, form.draft(), accounts.require().who, form.version.data or 0)
    return onward(address.desk_dialogue(number), "gespeichert")


@door.post("/<int:number>/loeschen")
def drop(number: int) -> Response:
    """Delete a meeting that never ran."""
    form = VersionForm(request.form)
    require(form)
    services.drop(number, accounts.require().who, form.version.data or 0)
    return redirect(url_for("dialogues_desk.index", notiz="treffen-geloescht"), 303)


@door.post("/<int:number>/thesen")
def add(number: int) -> Response | tuple[str, int]:
    """Put a thesis at the end."""
    form = ThesisForm(request.form)
    if not form.validate():
        form.refresh()
        return workbench(number, form), 422
    services.add_thesis(number, form.text.data or "", form.question.data or "", accounts.require().who)
    return onward(address.desk_dialogue(number), "these-gespeichert", "h-thesen")


@door.get("/<int:number>/thesen/<int:thesis_id>")
def thesis(number: int, thesis_id: int) -> str:
    """Show the form for a thesis; once the meeting has opened only its question may change."""
    found = queries.thesis(thesis_id, number)
    return _thesis(number, ThesisForm(obj=found), thesis_id)


def _thesis(number: int, form: ThesisForm, thesis_id: int, first: str | None = None) -> str:
    dialogue = queries.dialogue(number, public=False)
    fixed = dialogue.state is not DialogueState.PLANNED
    return render_template(
        "dialogues/desk_thesis.html",
        dialogue=dialogue,
        form=form,
        thesis_id=thesis_id,
        fixed=fixed,
        act=ActForm(),
        first=first,
    )


@door.post("/<int:number>/thesen/<int:thesis_id>")
def change_thesis(number: int, thesis_id: int) -> Response | tuple[str, int]:
    """Store a changed thesis."""
    found = queries.thesis(thesis_id, number)
    form, who = ThesisForm(request.form), accounts.require().who
    if not form.validate():
        form.refresh()
        return _thesis(number, form, thesis_id), 422
    state = f"Die These heißt jetzt „{found.text}“."
    if first := overtaken(form, found.version, Thing("dialogue", number), state):
        return _thesis(number, form, thesis_id, first), 409
    said = (form.text.data or "", form.question.data or "")
    services.change_thesis(number, thesis_id, *said, who=who, version=form.version.data or 0)
    return onward(address.desk_dialogue(number), "these-gespeichert", "h-thesen")


@door.post("/<int:number>/thesen/<int:thesis_id>/<any(hoch, runter):word>")
def move(number: int, thesis_id: int, word: str) -> Response:
    """Let a thesis change places with its neighbour."""
    require(VersionForm(request.form))
    services.move_thesis(number, thesis_id, accounts.require().who, up=word == "hoch")
    return onward(address.desk_dialogue(number), "verschoben", "h-thesen")


@door.post("/<int:number>/thesen/<int:thesis_id>/entfernen")
def remove(number: int, thesis_id: int) -> Response:
    """Take a thesis out."""
    require(ActForm(request.form))
    services.remove_thesis(number, thesis_id, accounts.require().who)
    return onward(address.desk_dialogue(number), "these-entfernt", "h-thesen")
