"""The office puts a note of the talk otherwise, or takes it out: what slipped in must be able to go."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import FormExpired, NotThere
from core.rights import Right
from dialogues import ballots
from dialogues.groups import queries, services
from dialogues.groups.forms import LinkForm, RewriteForm
from dialogues.models import ThesisNote

door = desk(
    "dialogues_notes",
    __name__,
    reads=Right.DIALOGUES_EDIT,
    writes=Right.DIALOGUES_EDIT,
    url_prefix="/buero/div/<int:number>/notizen/<int:note>",
)
EXPIRED = "Die Seite war zu lange offen. Bitte laden Sie sie neu."


def _one(number: int, note: int) -> ThesisNote:
    kept = [one for notes in queries.notes(number).values() for one in notes]
    found = next((one for one in kept if one.id == note), None)
    if found is None:
        raise NotThere
    return found


def _page(number: int, note: int, form: RewriteForm) -> str:
    _one(number, note)
    return render_template(
        "dialogues/groups/desk_words.html",
        dialogue=ballots.one(number),
        word="Notiz",
        between=[],
        form_address=url_for("dialogues_notes.edit", number=number, note=note),
        back=url_for("dialogues_desk.show", number=number),
        form=form,
        press=LinkForm(),
    )


def _onward(number: int) -> Response:
    return redirect(url_for("dialogues_desk.show", number=number, notiz="gespeichert", _anchor="h-notizen"), 303)


@door.get("")
def edit(number: int, note: int) -> str:
    """Show the form for a note as it stands."""
    found = _one(number, note)
    return _page(number, note, RewriteForm(text=found.text, version=found.version))


@door.post("")
def rewrite(number: int, note: int) -> Response | tuple[str, int]:
    """Store what a note says now; changed meanwhile, it is refused in words."""
    form = RewriteForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(number, note, form), 422
    services.change_note(number, note, form.text.data or "", accounts.require().who, form.version.data or 0)
    return _onward(number)


@door.post("/entfernen")
def take_out(number: int, note: int) -> Response:
    """Take a note out; one that is out stays out."""
    if not LinkForm(request.form).validate():
        raise FormExpired(EXPIRED)
    services.change_note(number, note, "", accounts.require().who)
    return _onward(number)
