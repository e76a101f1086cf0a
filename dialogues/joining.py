"""/mitmachen: the Treffen-Code first, the other ways to take part below; behind a code one button to sit down."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.audience import public
from core.db import own_transactions, writing
from core.errors import FormExpired, NotThere, Refused
from dialogues import ballots, codes, entering
from dialogues.models import Dialogue, DialogueState
from dialogues.seat_forms import CodeForm, SeatForm

door = public("joining", __name__, url_prefix="/mitmachen")


@door.get("")
def index() -> str:
    """Show the field for the code and the other ways to take part."""
    return render_template("dialogues/mitmachen.html", form=CodeForm())


@door.post("")
@own_transactions
def find() -> Response | tuple[str, int]:
    """Lead a right code to its meeting; wrong ones are counted although the answer is no success."""
    form = CodeForm(request.form)
    if form.validate():
        dialogue = entering.by_typed(form.code.data or "")
        if dialogue is not None:
            return redirect(_address(dialogue), 303)
        form.code.errors = [entering.UNKNOWN]
    form.refresh()
    return render_template("dialogues/mitmachen.html", form=form), 422


@door.get("/<code>")
def meeting(code: str) -> str | tuple[str, int]:
    """Show which meeting a code belongs to and the button to sit down; with a wrong code the field again."""
    dialogue = entering.by_typed(code, looking=True)
    if dialogue is None:
        form = CodeForm(code=code[:40])
        form.code.errors = [entering.UNKNOWN]
        return render_template("dialogues/mitmachen.html", form=form), 404
    is_open = dialogue.state is DialogueState.OPEN
    return render_template("dialogues/mitmachen_meeting.html", dialogue=dialogue, is_open=is_open, form=SeatForm())


@door.post("/<code>")
@own_transactions
def sit_down(code: str) -> Response:
    """Give this phone a seat: a pass and a secret, no name."""
    dialogue = entering.by_typed(code)
    if dialogue is None:
        raise NotThere
    if not SeatForm(request.form).validate():
        raise FormExpired("Die Seite war zu lange offen. Bitte geben Sie den Code noch einmal ein.")
    if dialogue.state is not DialogueState.OPEN:
        raise Refused(ballots.OVER)
    with writing():
        return entering.seat(make_response(redirect(url_for("seat.overview"), 303)), dialogue)


def _address(dialogue: Dialogue) -> str:
    return url_for("joining.meeting", code=codes.grouped(dialogue.meeting_code or ""))
