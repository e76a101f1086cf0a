"""The office gathers impulses: from an idea's page choose the meeting; from a meeting look for ideas, or take a topic whole."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import Refused
from core.rights import Right
from dialogues import address, looking, queries, services, showing
from dialogues.desk import require
from dialogues.desk_meetings import onward
from dialogues.forms import ActForm, ChooseForm, ImpulseForm
from ideas import queries as ideas
from ideas.models import Idea
from radar import queries as radar
from radar.forms import as_id

door = desk(
    "dialogues_impulses", __name__, reads=Right.DIALOGUES_EDIT, writes=Right.DIALOGUES_EDIT, url_prefix="/buero/div"
)


@door.get("/<int:number>/impulse")
def index(number: int) -> str:
    """Show the impulses so far and published ideas that might become one."""
    return _page(number, ImpulseForm())


def _page(number: int, form: ImpulseForm) -> str:
    dialogue = queries.dialogue(number, public=False)
    words, there = request.args.get("q", ""), {idea.id for idea in dialogue.ideas}
    area, bundle = (as_id(request.args.get(name, "")) for name in ("feld", "buendel"))
    whole = area is not None or bundle is not None
    found = looking.together(area, bundle, there) if whole else looking.published(words, there, dialogue.title)
    form.ideas.offer((idea.id, f"{idea.title} (Nr.\N{NO-BREAK SPACE}{idea.id})") for idea in found)
    if whole and request.method == "GET":
        form.ideas.data = [idea.id for idea in found]
    return render_template(
        "dialogues/desk_impulses.html",
        dialogue=dialogue,
        meeting=showing.meeting(dialogue),
        present=showing.sources(dialogue.ideas, public=False),
        words=words[:100],
        found=found,
        form=form,
        act=ActForm(),
        most=looking.ALL if whole else looking.MOST,
        **_bunches(area, bundle),
    )


def _bunches(area: int | None, bundle: int | None) -> dict[str, object]:
    """Return what may be taken whole: Aktionsfelder under their Handlungsfeld, bundles with their number of ideas."""
    bundles = [(one.id, f"{one.title} ({number})") for one, number in ideas.newest_bundles()]
    return {"fields": radar.taxonomy().fields, "bundles": bundles, "area": area, "bundle": bundle}


@door.post("/<int:number>/impulse")
def add(number: int) -> Response | tuple[str, int]:
    """Take ideas as impulses."""
    form = ImpulseForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(number, form), 422
    services.add_impulses(number, form.ideas.data or (), accounts.require().who)
    return onward(f"{address.desk_dialogue(number)}/impulse", "impuls-drin")


@door.post("/<int:number>/impulse/<int:idea_id>/entfernen")
def remove(number: int, idea_id: int) -> Response:
    """Take an idea out of a meeting."""
    require(ActForm(request.form))
    services.remove_impulse(number, idea_id, accounts.require().who)
    return onward(f"{address.desk_dialogue(number)}/impulse", "impuls-heraus")


@door.get("/impuls/<int:idea_id>")
def choose(idea_id: int) -> str:
    """Ask into which meeting an idea shall go."""
    idea = _published(idea_id)
    return render_template("dialogues/desk_impulse.html", idea=idea, form=_offered(ChooseForm()))


def _published(idea_id: int) -> Idea:
    idea = ideas.one(idea_id, public=False)
    if not idea.public:
        raise Refused("Nur veröffentlichte Ideen können Impuls sein.")
    return idea


def _offered(form: ChooseForm) -> ChooseForm:
    rows = showing.meetings(queries.coming(public=False), public=False)
    return form.offer((one.dialogue.id, f"{one.dialogue.title}, {one.day}") for one in rows)


@door.post("/impuls/<int:idea_id>")
def take(idea_id: int) -> Response | tuple[str, int]:
    """Take an idea as impulse of the chosen meeting."""
    idea, form = _published(idea_id), _offered(ChooseForm(request.form))
    if not form.validate():
        form.refresh()
        return render_template("dialogues/desk_impulse.html", idea=idea, form=form), 422
    number = form.meeting.data or 0
    services.add_impulses(number, [idea_id], accounts.require().who)
    return onward(address.desk_dialogue(number), "impuls-drin")
