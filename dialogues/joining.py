"""/mitmachen: the Treffen-Code first, the other ways to take part below; behind a code one button to sit down."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.audience import public
from core.db import own_transactions, writing
from core.errors import FormExpired, NotThere, Refused
from dialogues import ballots, entering, seat_place, seat_words, single_codes
from dialogues.entering import Entry
from dialogues.models import DialogueState
from dialogues.seat_forms import CodeForm, SeatForm
from dialogues.seat_words import words

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
        entry = entering.by_typed(form.code.data or "")
        if entry is not None:
            return redirect(entry.address, 303)
        form.code.errors = [entering.UNKNOWN]
    form.refresh()
    return render_template("dialogues/mitmachen.html", form=form), 422


@door.get("/<code>")
def meeting(code: str) -> str | tuple[str, int] | Response:
    """Show which meeting a code belongs to and the button to sit down; with a wrong code the field again."""
    entry = entering.by_typed(code, looking=True)
    if entry is None:
        form = CodeForm(code=code[:40])
        form.code.errors = [entering.UNKNOWN]
        return render_template("dialogues/mitmachen.html", form=form), 404
    if entry.spent and entering.is_seated(entry.dialogue.id):
        return redirect(url_for("seat.overview"), 303)
    return _shown(entry)


def _shown(entry: Entry) -> str:
    """Draw the page behind a code: sit down, type the code of one's own, or read that it is over."""
    dialogue = entry.dialogue
    said = words(informal=dialogue.informal)
    if not entry.personal and single_codes.only(dialogue):
        form: CodeForm | SeatForm = CodeForm().for_one_person()
    else:
        form = SeatForm(dialogue=dialogue, groups=seat_place.groups(dialogue.id))
        form.holding(entering.choice(dialogue.id))
    return render_template(
        "dialogues/mitmachen_meeting.html",
        dialogue=dialogue,
        entry=entry,
        is_open=dialogue.state is DialogueState.OPEN,
        form=form,
        said=said,
        say=seat_words.say(dialogue.say, informal=dialogue.informal),
    )


@door.post("/<code>")
@own_transactions
def sit_down(code: str) -> Response:
    """Give this phone a seat: a pass and a secret, no name."""
    entry = entering.by_typed(code)
    if entry is None:
        raise NotThere
    dialogue, said = entry.dialogue, words(informal=entry.dialogue.informal)
    form = SeatForm(request.form, dialogue=dialogue, groups=seat_place.groups(dialogue.id))
    if not form.validate():
        raise FormExpired("Die Seite war zu lange offen. Bitte geben Sie den Code noch einmal ein.")
    if dialogue.state is not DialogueState.OPEN:
        raise Refused(said.over if dialogue.state is DialogueState.CLOSED else ballots.NOT_OPEN)
    if not entry.personal and single_codes.only(dialogue):
        raise Refused(said.own_code)
    with writing():
        if entry.personal and not dialogue.rehearsal:
            single_codes.spend(entry.code, said.used)
        return entering.seat(make_response(redirect(url_for("seat.overview"), 303)), dialogue, form.choice)
