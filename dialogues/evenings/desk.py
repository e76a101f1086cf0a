"""The office after a meeting: who was there, the balance of the year, the end of the evening with all its letters."""

from __future__ import annotations

from flask import Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from compass import queries as compass
from core import accounts, clock
from core.audience import desk
from core.db import own_transactions, writing
from core.errors import NotThere, Unavailable
from core.pdf import Missing
from core.rights import Right
from core.things import Thing
from dialogues import address, queries, showing
from dialogues.desk import may, overtaken, require
from dialogues.desk_meetings import onward
from dialogues.evenings import beforehand, minutes, presence, printing, services, year
from dialogues.evenings.forms import PresenceForm
from dialogues.evenings.presence import Presence
from dialogues.forms import MemberForm, VersionForm
from dialogues.models import Dialogue
from ideas import queries as ideas

door = desk(
    "dialogues_evenings",
    __name__,
    reads=Right.DIALOGUES_READ,
    writes=Right.DIALOGUES_EDIT,
    url_prefix="/buero/div",
)
names_door = desk(
    "dialogues_attendance",
    __name__,
    reads=Right.NETWORK_CONTACT,
    writes=Right.DIALOGUES_EDIT,
    url_prefix="/buero/div",
)
MOST = 20


@names_door.get("/<int:number>/dabei")
def attendance(number: int) -> str:
    """Show who was at a meeting, to tick; ?q= finds others in the network."""
    dialogue = queries.dialogue(number, public=False)
    here = presence.of(dialogue)
    return _attendance(dialogue, here, _form(dialogue, here))


def _form(dialogue: Dialogue, here: Presence) -> PresenceForm:
    guests = {one.sector: one.guests or None for one in here.shares}
    return PresenceForm(version=dialogue.version, here=sorted(here.here), **guests).fit(here)


def _attendance(dialogue: Dialogue, here: Presence, form: PresenceForm, first: str | None = None) -> str:
    words = request.args.get("q", "")[:100]
    known = {one.actor.id for one in here.seats} | here.here | {one.id for one in here.others}
    found = [one for one in compass.choices(words, MOST + len(known)) if one.id not in known][:MOST] if words else []
    return render_template(
        "dialogues/evenings/attendance.html",
        dialogue=dialogue,
        meeting=showing.meeting(dialogue),
        here=here,
        form=form,
        first=first,
        words=words,
        found=found,
        joining=MemberForm(),
        may_edit=may(Right.DIALOGUES_EDIT) and dialogue.finished_at is None,
    )


@names_door.post("/<int:number>/dabei")
def note(number: int) -> AnyResponse | tuple[str, int]:
    """Write down who was there."""
    dialogue = queries.dialogue(number, public=False)
    here = presence.of(dialogue)
    form = PresenceForm(request.form).fit(here)
    if not form.validate():
        form.refresh()
        return _attendance(dialogue, here, form), 422
    state = "Die Liste hat sich inzwischen geändert."
    if first := overtaken(form, dialogue.version, Thing("dialogue", number), state):
        return _attendance(dialogue, here, form, first), 409
    services.note(number, form.here.data or [], form.guests(), accounts.require().who, form.version.data)
    return onward(f"{address.desk_dialogue(number)}/dabei", "dabei-gespeichert")


@names_door.post("/<int:number>/dabei/dazu")
def bring(number: int) -> AnyResponse:
    """Add somebody from the network."""
    form = MemberForm(request.form)
    require(form)
    services.bring(number, form.actor.data or 0, accounts.require().who)
    return onward(f"{address.desk_dialogue(number)}/dabei", "dabei-gespeichert")


@names_door.get("/jahr")
def balance() -> str:
    """Show who was there over a year, ?jahr= another one than this."""
    asked = min(max(request.args.get("jahr", clock.today().year, type=int), 1), 9999)
    shown = year.of(asked)
    if asked not in shown.years:
        raise NotThere
    return render_template("dialogues/evenings/year.html", shown=shown, marks=compass.marks)


@door.get("/<int:number>/abschluss")
@own_transactions
def ending(number: int) -> str:
    """Show what ending the evening does: the minutes, every impulse that moves, every letter; or the minutes once ended."""
    dialogue = queries.dialogue(number, public=False)
    ahead = None
    if dialogue.finished_at is None and may(Right.DIALOGUES_EDIT):
        ahead = beforehand.look(number, accounts.require().who)
        dialogue = queries.dialogue(number, public=False)
    told = minutes.of(dialogue)
    return render_template(
        "dialogues/evenings/ending.html",
        dialogue=dialogue,
        meeting=showing.meeting(dialogue),
        minutes=told,
        ideas=showing.sources(ideas.by_ids(told.idea_ids, public=False), public=False),
        ahead=ahead,
        form=VersionForm(version=dialogue.version),
        may_edit=may(Right.DIALOGUES_EDIT),
    )


@door.post("/<int:number>/abschluss")
@own_transactions
def end(number: int) -> AnyResponse:
    """End the evening, once."""
    form = VersionForm(request.form)
    require(form)
    who = accounts.require().who
    with writing():
        services.finish(number, who, form.version.data)
    return onward(f"{address.desk_dialogue(number)}/abschluss", "abend-abgeschlossen")


@door.get("/<int:number>/protokoll-<int:again>.pdf")
def file(number: int, again: int) -> Response:
    """Give the minutes of an ended evening as PDF, of a workshop inside too."""
    dialogue = queries.dialogue(number if number == again else 0, public=False)
    if dialogue.finished_at is None:
        raise NotThere
    try:
        return printing.answer(dialogue)
    except Missing as missing:
        raise Unavailable(str(missing)) from missing
