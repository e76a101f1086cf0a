"""The office while a meeting runs: open with code and QR, watch seats and numbers, close, type in counts, the projector."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import FormExpired, NotThere
from core.rights import Right, allows
from dialogues import agreement, ballots, codes, entering, worth
from dialogues.models import Dialogue, DialogueState
from dialogues.running_forms import CloseForm, OpenForm, counts_form

door = desk(
    "running", __name__, reads=Right.DIALOGUES_READ, writes=Right.DIALOGUES_EDIT, url_prefix="/buero/div/<int:number>"
)
edit_door = desk(
    "counting",
    __name__,
    reads=Right.DIALOGUES_EDIT,
    writes=Right.DIALOGUES_EDIT,
    url_prefix="/buero/div/<int:number>/runde/zaehlen",
)
EXPIRED = "Die Seite war zu lange offen. Bitte laden Sie sie neu."


@door.get("/runde")
def show(number: int) -> str:
    """Show where the meeting stands: not yet open, running with code and seats, or its results."""
    dialogue = ballots.one(number)
    return render_template(
        "dialogues/running.html",
        dialogue=dialogue,
        may_edit=allows(accounts.require().role, Right.DIALOGUES_EDIT),
        by_hand=ballots.by_hand(dialogue),
        results=agreement.by_need(agreement.results(dialogue)),
        open_form=OpenForm(),
        close_form=CloseForm(),
        **_on_the_wall(dialogue),
    )


def _on_the_wall(dialogue: Dialogue) -> dict[str, object]:
    """Return what is shown while the meeting runs: code, address, QR, seats, how many stones for each thesis."""
    if dialogue.state is not DialogueState.OPEN or not dialogue.meeting_code:
        return {"code": "", "address": "", "qr": "", "seats": 0, "laid": []}
    code = dialogue.meeting_code
    return {
        "code": codes.grouped(code),
        "address": entering.page(),
        "qr": entering.picture(code),
        "seats": ballots.seats(dialogue.id),
        "laid": ballots.laid(dialogue),
    }


@door.post("/runde/oeffnen")
def open_up(number: int) -> Response:
    """Let people take their seats."""
    if not OpenForm(request.form).validate():
        raise FormExpired(EXPIRED)
    ballots.open_up(number, accounts.require().who)
    return redirect(url_for("running.show", number=number, notiz="treffen-offen"), 303)


@door.post("/runde/schliessen")
def close(number: int) -> Response:
    """Count the stones and delete the ballots."""
    if not CloseForm(request.form).validate():
        raise FormExpired(EXPIRED)
    ballots.close(number, accounts.require().who)
    return redirect(url_for("running.show", number=number, notiz="treffen-geschlossen"), 303)


@edit_door.get("")
def counts(number: int) -> str:
    """Show the table for real stones."""
    dialogue = ballots.one(number)
    if not ballots.by_hand(dialogue) or not dialogue.theses:
        raise NotThere
    form = counts_form(dialogue.theses, version=dialogue.version)
    return render_template("dialogues/running_counts.html", dialogue=dialogue, form=form)


@edit_door.post("")
def count(number: int) -> Response | tuple[str, int]:
    """Take the counts of real stones."""
    dialogue = ballots.one(number)
    form = counts_form(dialogue.theses, request.form)
    if not form.validate():
        form.refresh()
        return render_template("dialogues/running_counts.html", dialogue=dialogue, form=form), 422
    ballots.count(number, form.counted(), form.version.data or 0, accounts.require().who)
    return redirect(url_for("running.show", number=number, notiz="steine-eingetragen"), 303)


@door.get("/leinwand")
@door.get("/leinwand/<int:place>")
def wall(number: int, place: int = 1) -> str:
    """Show one thing for the whole room: how to take part while it runs, one thesis after the other once it is closed."""
    dialogue = ballots.one(number)
    results = agreement.results(dialogue)
    if place < 1 or place > max(1, len(results)):
        raise NotThere
    shown = results[place - 1] if results else None
    around = _on_the_wall(dialogue)
    return render_template("dialogues/running_wall.html", dialogue=dialogue, result=shown, worth=worth, **around)
