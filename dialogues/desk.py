"""The office looks: all meetings, one meeting as a workbench, one vision, who did what."""

from __future__ import annotations

from flask import render_template

from core import accounts, journal, slots
from core.audience import desk
from core.errors import FormExpired
from core.forms import DeskForm, HouseForm
from core.rights import Right, allows
from core.things import Thing
from dialogues import agreement, queries, showing
from dialogues.forms import ThesisForm, VersionForm
from dialogues.forms_vision import WayForm
from dialogues.models import DialogueState, Vision

door = desk(
    "dialogues_desk", __name__, reads=Right.DIALOGUES_READ, writes=Right.DIALOGUES_READ, url_prefix="/buero/div"
)
EXPIRED = "Das Formular war zu lange offen oder gehört zu einer anderen Anmeldung. Bitte laden Sie die Seite neu."


def require(form: HouseForm) -> None:
    """Refuse a button whose token or row version is missing or old; there is nothing to type again."""
    if not form.validate():
        raise FormExpired(EXPIRED)


def overtaken(form: DeskForm, version: int, thing: Thing, state: str) -> str | None:
    """Return the sentence about who changed a row first, if somebody did; the form sent again then counts."""
    if form["version"].data == version:
        return None
    form["version"].raw_data, form["version"].data = None, version
    form.refresh()
    return queries.meanwhile(thing, state)


def may(right: Right) -> bool:
    """Tell whether this reader holds a right."""
    return allows(accounts.require().role, right)


@door.get("")
def index() -> str:
    """Show the meetings: running and planned ones, nearest day first, then the evaluated ones."""
    coming = queries.coming(public=False)
    return render_template(
        "dialogues/desk.html",
        running=showing.meetings([one for one in coming if one.state is DialogueState.OPEN], public=False),
        planned=showing.meetings([one for one in coming if one.state is DialogueState.PLANNED], public=False),
        past=showing.meetings(queries.past(public=False), public=False),
        assembly=queries.assembly(),
        may_edit=may(Right.DIALOGUES_EDIT),
    )


@door.get("/<int:number>")
def show(number: int) -> str:
    """Show one meeting with everything that is prepared and everything that came of it."""
    return page(number, ThesisForm())


def page(number: int, thesis_form: ThesisForm) -> str:
    """Draw the workbench of a meeting; the form for a new thesis may carry faults."""
    dialogue = queries.dialogue(number, public=False)
    return render_template(
        "dialogues/desk_meeting.html",
        meeting=showing.meeting(dialogue),
        known=showing.known(dialogue, [one.name for one in queries.groups_of(number)]),
        dialogue=dialogue,
        ideas=showing.sources(dialogue.ideas, public=False),
        results={one.thesis_id: one for one in agreement.results(dialogue)},
        visions=showing.cards(queries.visions(number, public=False), public=False),
        form=VersionForm(version=dialogue.version),
        thesis_form=thesis_form,
        may_edit=may(Right.DIALOGUES_EDIT),
    )


@door.get("/visionen/<int:number>")
def vision(number: int) -> str:
    """Show one vision and how it goes on."""
    found = queries.vision(number, public=False)
    given: dict[str, object] = {"way": found.way.value if found.way else None, "way_place": found.way_place}
    given |= {"way_reason": found.way_reason, "version": found.version}
    given["onward"] = f"{found.next_kind}:{found.next_id}" if found.next_kind else ""
    form = WayForm(**given).offer(slots.parts("dialogues.next", vision=found))
    form.way_on.data = showing.as_day(found.way_on)
    return vision_page(found, form)


def vision_page(found: Vision, form: WayForm) -> str:
    """Draw the office's page of a vision; the form for its way may carry faults."""
    dialogue = queries.titles_of([found.dialogue_id])[found.dialogue_id]
    return render_template(
        "dialogues/desk_vision.html",
        card=showing.card(found, public=False),
        vision=found,
        dialogue=dialogue,
        form=form,
        act=VersionForm(version=found.version),
        may_edit=may(Right.DIALOGUES_EDIT),
    )


@door.get("/<int:number>/protokoll")
def story(number: int) -> str:
    """Show who did what to this meeting."""
    dialogue = queries.dialogue(number, public=False)
    entries = journal.entries(Thing("dialogue", number))
    lines = journal.lines(entries, accounts.names(journal.accounts_in(entries)))
    return render_template("dialogues/desk_story.html", dialogue=dialogue, lines=lines)
