"""The office puts counts beside those of the phones: sees the sources, types one in, reads a table, takes one out."""

from __future__ import annotations

from flask import Response as FlaskResponse
from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.wrappers import Response

from core import accounts, written
from core.audience import desk
from core.db import rollback, takes_files, writing
from core.errors import FormExpired, NotThere
from core.rights import Right, allows
from dialogues import agreement, ballots
from dialogues.counting import columns, queries, reading, services
from dialogues.counting.forms import HandForm, RemoveForm, TableForm, hand_form
from dialogues.counting.services import SourceDraft
from dialogues.models import CountedBy, Dialogue, DialogueState

PLACE = "/buero/div/<int:number>/zaehlungen"
door = desk("counts", __name__, reads=Right.DIALOGUES_READ, writes=Right.DIALOGUES_EDIT, url_prefix=PLACE)
edit_door = desk("counts_edit", __name__, reads=Right.DIALOGUES_EDIT, writes=Right.DIALOGUES_EDIT, url_prefix=PLACE)
OLD = "Die Seite war zu lange offen. Bitte laden Sie sie neu."


@door.get("")
def index(number: int) -> str:
    """Show which sources there are beside the phones, and the ways to more."""
    dialogue = ballots.one(number)
    return render_template(
        "dialogues/counting/index.html",
        dialogue=dialogue,
        sources=queries.sources(number),
        form=RemoveForm(),
        may_edit=allows(accounts.require().role, Right.DIALOGUES_EDIT) and dialogue.finished_at is None,
    )


@door.get("/ergebnisse.<any(csv, json):form>")
def results(number: int, form: str) -> FlaskResponse:
    """Send the results of a closed meeting to the office, just as everybody gets them of an announced one."""
    dialogue = ballots.one(number)
    if dialogue.state is not DialogueState.CLOSED:
        raise NotThere
    return columns.answer(dialogue, agreement.results(dialogue), form)


def _ready(number: int) -> Dialogue:
    """Return a meeting with theses; NotThere without one: there is nothing to count."""
    dialogue = ballots.one(number)
    if not dialogue.theses:
        raise NotThere
    return dialogue


@edit_door.get("/von-hand")
def by_hand(number: int) -> str:
    """Show the table for real stones."""
    dialogue = _ready(number)
    form = hand_form(dialogue.theses, queries.groups(number), dialogue.rounds)
    return render_template("dialogues/counting/hand.html", dialogue=dialogue, form=form)


@edit_door.post("/von-hand")
def take_by_hand(number: int) -> Response | tuple[str, int]:
    """Take the counts of real stones."""
    dialogue = _ready(number)
    form: HandForm = hand_form(dialogue.theses, queries.groups(number), dialogue.rounds, request.form)
    if not form.validate():
        form.refresh()
        return render_template("dialogues/counting/hand.html", dialogue=dialogue, form=form), 422
    said = SourceDraft(CountedBy.HAND, form.name.data or "", form.round_number, {form.group_id: form.counts()})
    services.add(number, [said], accounts.require().who)
    return redirect(url_for("counts.index", number=number, notiz="zaehlung-drin"), 303)


@edit_door.get("/datei")
def table(number: int) -> str:
    """Show the form for a table."""
    return _table_page(_ready(number), TableForm(), [])


def _table_page(dialogue: Dialogue, form: TableForm, faults: list[str]) -> str:
    return render_template("dialogues/counting/table.html", dialogue=dialogue, form=form, faults=faults)


def _contents(form: TableForm) -> bytes:
    """Return a file's bytes, one more than it may have at most, and let go of it."""
    with form.file.data.stream as stream:
        contents: bytes = stream.read(reading.LARGEST + 1)
    return contents


@edit_door.post("/datei")
@takes_files(reading.LARGEST + 65536)
def take_table(number: int) -> Response | tuple[str, int]:
    """Take a table whole, or nothing of it with every fault named."""
    form = TableForm(CombinedMultiDict([request.form, request.files]))
    dialogue, good = _ready(number), form.validate()
    theses, groups, rounds = list(dialogue.theses), queries.groups(number), dialogue.rounds
    contents = _contents(form) if good else b""
    rollback()
    found = reading.read(contents, theses, groups, rounds) if good else reading.Read()
    if not good or found.faults:
        form.refresh()
        return _table_page(ballots.one(number), form, found.faults), 422
    counted_by, name = CountedBy(form.counted_by.data), form.name.data or ""
    drafts = [SourceDraft(counted_by, name, turn, said) for turn, said in sorted(found.by_round.items())]
    with writing():
        services.add(number, drafts, accounts.require().who)
    return redirect(url_for("counts.index", number=number, notiz="zaehlung-drin"), 303)


@edit_door.get("/muster.csv")
def pattern(number: int) -> FlaskResponse:
    """Send an empty table to be filled in."""
    dialogue = _ready(number)
    rows = reading.pattern(dialogue.theses, queries.groups(number), dialogue.rounds)
    answer = FlaskResponse(written.as_csv(reading.COLUMNS, [rows]), content_type=written.CSV)
    answer.headers["Content-Disposition"] = f'attachment; filename="zaehlung-{number}.csv"'
    return answer


@edit_door.post("/entfernen")
def remove(number: int) -> Response:
    """Take a source out."""
    form = RemoveForm(request.form)
    if not form.validate():
        raise FormExpired(OLD)
    services.remove(number, form.source.data or 0, accounts.require().who)
    return redirect(url_for("counts.index", number=number, notiz="zaehlung-entfernt"), 303)
