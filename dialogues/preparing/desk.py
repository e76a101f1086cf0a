"""The office prepares: theses from a list, the rules, the calendar, paper forms, the rehearsal."""

from __future__ import annotations

from flask import Response as FlaskResponse
from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import FormExpired, Refused, Unavailable
from core.pdf import Missing
from core.rights import Right
from dialogues import address, queries, rules, services
from dialogues.models import Dialogue
from dialogues.preparing import calendar, lists, sheets
from dialogues.preparing import services as rehearsing
from dialogues.preparing.forms import ListForm, PaperForm, PressForm, StoreForm, wanted

ROOT = "/buero/div/<int:number>"
door = desk("dialogues_prepared", __name__, reads=Right.DIALOGUES_READ, writes=Right.DIALOGUES_READ, url_prefix=ROOT)
edit_door = desk(
    "dialogues_preparing", __name__, reads=Right.DIALOGUES_EDIT, writes=Right.DIALOGUES_EDIT, url_prefix=ROOT
)
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."


@door.get("/regeln")
def shown_rules(number: int) -> str:
    """Show the rules as everybody sees them."""
    dialogue = queries.dialogue(number, public=False)
    return render_template("dialogues/preparing/desk_rules.html", dialogue=dialogue, parts=rules.shown(dialogue))


@door.get("/treffen.ics")
def day(number: int) -> FlaskResponse:
    """Return the day for a calendar, of meetings that are not announced too."""
    dialogue = queries.dialogue(number, public=False)
    return as_calendar(dialogue, url_for("dialogues_desk.show", number=number, _external=True))


def as_calendar(dialogue: Dialogue, page: str) -> FlaskResponse:
    """Return a meeting as a file for calendars."""
    answer = FlaskResponse(calendar.written(dialogue, page), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f'attachment; filename="treffen-{dialogue.id}.ics"'
    return answer


@door.get("/papier")
def paper(number: int) -> str:
    """Ask how many forms."""
    return _paper(number, PaperForm())


def _paper(number: int, form: PaperForm) -> str:
    dialogue = queries.dialogue(number, public=False)
    groups = [one.name for one in queries.groups_of(number)]
    return render_template("dialogues/preparing/paper.html", dialogue=dialogue, groups=groups, form=form)


@door.post("/papier")
def print_paper(number: int) -> FlaskResponse | tuple[str, int]:
    """Return the forms as PDF."""
    form, dialogue = PaperForm(request.form), queries.dialogue(number, public=False)
    if not form.validate():
        form.refresh()
        return _paper(number, form), 422
    if not dialogue.theses:
        raise Refused("Das Treffen hat noch keine These.")
    try:
        content = sheets.content(dialogue, [one.name for one in queries.groups_of(number)], form.people.data or 1)
    except Missing as missing:
        raise Unavailable(str(missing)) from missing
    answer = FlaskResponse(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="steine-auf-papier-{number}.pdf"'
    return answer


@edit_door.get("/thesen/liste")
def listed(number: int) -> str:
    """Show the field for a list of theses."""
    return _list(number, ListForm(), None)


def _list(number: int, form: ListForm, found: list[lists.ThesisLine] | None) -> str:
    dialogue = queries.dialogue(number, public=False)
    store = StoreForm(lines=lists.as_text(found)) if found and lists.taken(found) else None
    given = {"dialogue": dialogue, "form": form, "found": found, "store": store}
    return render_template("dialogues/preparing/list.html", taken=len(lists.taken(found or [])), **given)


@edit_door.post("/thesen/liste")
def look(number: int) -> str | tuple[str, int]:
    """Show what would be taken from a list; nothing is stored yet."""
    form = ListForm(request.form)
    form.file.data = request.files.get("file")
    if not form.validate() or not form.take_file():
        form.refresh()
        return _list(number, form, None), 422
    found = lists.read(form.lines.data or "", _present(number))
    form.refresh()
    if not found:
        wanted(form)
        return _list(number, form, None), 422
    return _list(number, form, found)


def _present(number: int) -> set[str]:
    return {one.text for one in queries.dialogue(number, public=False).theses}


@edit_door.post("/thesen/liste/uebernehmen")
def take(number: int) -> Response:
    """Put the theses of a list at the end."""
    form = StoreForm(request.form)
    if not form.validate():
        raise FormExpired(AGAIN)
    said = lists.taken(lists.read(form.lines.data or "", _present(number)))
    services.add_theses(number, said, accounts.require().who)
    return redirect(f"{address.desk_dialogue(number)}?notiz=thesen-uebernommen#h-thesen", 303)


@edit_door.post("/probe")
def rehearse(number: int) -> Response:
    """Begin a rehearsal, or go to the one that is on."""
    _pressed()
    made = rehearsing.rehearse(number, accounts.require().who)
    return redirect(f"{address.desk_dialogue(made)}?notiz=probe-laeuft", 303)


@edit_door.post("/probe/beenden")
def end(number: int) -> Response:
    """Throw a rehearsal away."""
    _pressed()
    real = rehearsing.end(number, accounts.require().who)
    return redirect(f"{address.desk_dialogue(real)}?notiz=probe-beendet", 303)


def _pressed() -> None:
    if not PressForm(request.form).validate():
        raise FormExpired(AGAIN)
