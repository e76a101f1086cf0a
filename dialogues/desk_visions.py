"""The office writes visions from impulses, puts them in order, releases them and chooses how each goes on."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts, slots
from core.audience import desk
from core.rights import Right
from core.things import Thing
from dialogues import address, queries, services
from dialogues.desk import overtaken, require, vision_page
from dialogues.desk_meetings import onward
from dialogues.forms import VersionForm
from dialogues.forms_vision import VisionForm, WayForm
from dialogues.models import Dialogue, Vision
from radar.forms import as_id

door = desk(
    "dialogues_visions", __name__, reads=Right.DIALOGUES_EDIT, writes=Right.DIALOGUES_EDIT, url_prefix="/buero/div"
)


@door.get("/<int:number>/vision")
def new(number: int) -> str:
    """Show the form for a vision; ?ideas= ticks impulses."""
    dialogue = queries.dialogue(number, public=False)
    ticked = [found for said in request.args.getlist("ideas") if (found := as_id(said))]
    form = VisionForm(ideas=ticked).fit(dialogue.ideas, theses=dialogue.theses)
    form.ideas.data = [idea.id for idea in dialogue.ideas if idea.id in ticked]
    return _page(dialogue, form)


def _page(dialogue: Dialogue, form: VisionForm, vision: Vision | None = None, first: str | None = None) -> str:
    return render_template("dialogues/desk_write.html", dialogue=dialogue, form=form, vision=vision, first=first)


@door.post("/<int:number>/vision")
def write(number: int) -> Response | tuple[str, int]:
    """Store a new vision, once per form."""
    dialogue = queries.dialogue(number, public=False)
    form = VisionForm(request.form).fit(dialogue.ideas, theses=dialogue.theses)
    if not form.validate():
        form.refresh()
        return _page(dialogue, form), 422
    made = services.write(number, form.draft(), accounts.require().who, form.nonce)
    return onward(address.desk_vision(made.id), "vision-geschrieben")


@door.get("/visionen/<int:number>/bearbeiten")
def edit(number: int) -> str:
    """Show the form for a vision as it stands."""
    vision = queries.vision(number, public=False)
    dialogue = queries.dialogue(vision.dialogue_id, public=False)
    given = {name: [one.id for one in getattr(vision, name)] for name in ("areas", "traits", "ideas", "theses")}
    words = {"title": vision.title, "text": vision.text, "main_area": vision.main_area_id, "version": vision.version}
    return _page(dialogue, VisionForm(**words, **given).fit(dialogue.ideas, vision, dialogue.theses), vision)


@door.post("/visionen/<int:number>/bearbeiten")
def change(number: int) -> Response | tuple[str, int]:
    """Store a changed vision; the second of two people is told who was first and keeps what they typed."""
    vision = queries.vision(number, public=False)
    dialogue = queries.dialogue(vision.dialogue_id, public=False)
    kept = [area.id for area in vision.areas]
    form = VisionForm(request.form, areas=kept).fit(dialogue.ideas, vision, dialogue.theses)
    if not form.validate():
        form.refresh()
        return _page(dialogue, form, vision), 422
    state = f"Die Vision heißt jetzt „{vision.title}“."
    if first := overtaken(form, vision.version, Thing("vision", number), state):
        return _page(dialogue, form, vision, first), 409
    services.rewrite(number, form.draft(), accounts.require().who, form.version.data or 0)
    return onward(address.desk_vision(number), "gespeichert")


@door.post("/visionen/<int:number>/<any(hoch, runter):word>")
def move(number: int, word: str) -> Response:
    """Let a vision change places with its neighbour."""
    require(VersionForm(request.form))
    vision = services.move_vision(number, accounts.require().who, up=word == "hoch")
    return onward(address.desk_dialogue(vision.dialogue_id), "verschoben", "h-visionen")


@door.post("/visionen/<int:number>/veroeffentlichen")
def release(number: int) -> Response:
    """Show a vision to everybody."""
    form = VersionForm(request.form)
    require(form)
    services.release(number, accounts.require().who, form.version.data)
    return onward(address.desk_vision(number), "vision-frei")


@door.post("/visionen/<int:number>/weg")
def choose(number: int) -> Response | tuple[str, int]:
    """Choose how a vision goes on."""
    vision = queries.vision(number, public=False)
    form = WayForm(request.form).offer(slots.parts("dialogues.next", vision=vision))
    if not form.validate():
        form.refresh()
        return vision_page(vision, form), 422
    services.choose(number, form.draft(), accounts.require().who, form.version.data)
    return onward(address.desk_vision(number), "weg-gewaehlt")


@door.post("/visionen/<int:number>/loeschen")
def drop(number: int) -> Response:
    """Delete a vision nobody outside has read."""
    form = VersionForm(request.form)
    require(form)
    place = services.drop_vision(number, accounts.require().who, form.version.data)
    return redirect(url_for("dialogues_desk.show", number=place, notiz="vision-geloescht"), 303)
