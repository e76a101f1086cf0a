"""The office ranks: makes a list with points and tie rule, opens and closes it, shows the result in the room."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import NotThere
from core.rights import Right, allows
from core.things import Thing
from dialogues import queries
from dialogues import services as room
from dialogues.desk import require
from dialogues.desk_meetings import onward
from dialogues.forms import ActForm
from dialogues.models import Dialogue, RankingKind
from dialogues.rankings import judging, page, services
from dialogues.rankings import queries as rankings
from dialogues.rankings.forms import RankingForm, judge_form

ROOT = "/buero/div/<int:dialogue_id>/reihungen"
door = desk("rankings_desk", __name__, reads=Right.DIALOGUES_READ, writes=Right.DIALOGUES_EDIT, url_prefix=ROOT)
edit_door = desk("rankings_edit", __name__, reads=Right.DIALOGUES_EDIT, writes=Right.DIALOGUES_EDIT, url_prefix=ROOT)


def _kind(said: str | None) -> RankingKind:
    """Return the kind an address names; NotThere for none."""
    if said not in set(RankingKind):
        raise NotThere
    return RankingKind(said)


def _form(dialogue: Dialogue, form: RankingForm, number: int | None = None, kind: RankingKind | None = None) -> str:
    ranking = rankings.one(dialogue.id, number) if number else None
    return render_template("dialogues/rankings/edit.html", dialogue=dialogue, form=form, ranking=ranking, kind=kind)


@edit_door.get("/neu/<kind>")
def new(dialogue_id: int, kind: str) -> str:
    """Show the form for a new ranking of one kind."""
    dialogue, of = queries.dialogue(dialogue_id, public=False), _kind(kind)
    form = RankingForm(title=page.question(of)).fit(of, page.visions(dialogue_id))
    return _form(dialogue, form, kind=of)


@edit_door.post("/neu/<kind>")
def plan(dialogue_id: int, kind: str) -> Response | tuple[str, int]:
    """Store a new ranking, once per form."""
    dialogue, of = queries.dialogue(dialogue_id, public=False), _kind(kind)
    form = RankingForm(request.form).fit(of, page.visions(dialogue_id))
    if not form.validate():
        form.refresh()
        return _form(dialogue, form, kind=of), 422
    made = services.plan(dialogue_id, form.draft(), accounts.require().who, form.nonce)
    return onward(page.desk_address(dialogue_id, made.id), "reihung-gespeichert")


@edit_door.get("/<int:number>/bearbeiten")
def edit(dialogue_id: int, number: int) -> str:
    """Show the form for a ranking as it stands."""
    dialogue, ranking = queries.dialogue(dialogue_id, public=False), rankings.one(dialogue_id, number)
    lines = "\n".join(item.text for item in ranking.items)
    form = RankingForm(obj=ranking, lines=lines).fit(ranking.kind, page.visions(dialogue_id), ranking)
    return _form(dialogue, form, number)


@edit_door.post("/<int:number>/bearbeiten")
def change(dialogue_id: int, number: int) -> Response | tuple[str, int]:
    """Let a ranking be another one while nobody gives points."""
    dialogue, ranking = queries.dialogue(dialogue_id, public=False), rankings.one(dialogue_id, number)
    form = RankingForm(request.form).fit(ranking.kind, page.visions(dialogue_id), ranking)
    if not form.validate():
        form.refresh()
        return _form(dialogue, form, number), 422
    services.change(dialogue_id, number, form.draft(), accounts.require().who, form.version.data)
    return onward(page.desk_address(dialogue_id, number), "reihung-gespeichert")


@door.get("/<int:number>")
def show(dialogue_id: int, number: int) -> str:
    """Show where a ranking stands: its list, how many phones gave points, or its result."""
    dialogue, ranking = queries.dialogue(dialogue_id, public=False), rankings.one(dialogue_id, number)
    return render_template(
        "dialogues/rankings/desk.html",
        **page.shown(dialogue, ranking, public=False),
        act=ActForm(),
        may_edit=allows(accounts.require().role, Right.DIALOGUES_EDIT),
    )


@door.post("/<int:number>/oeffnen")
def open_up(dialogue_id: int, number: int) -> Response:
    """Let participants spread points; all walls say how."""
    require(ActForm(request.form))
    services.open_up(dialogue_id, number, accounts.require().who)
    room.put_up(dialogue_id, Thing("ranking", number))
    return onward(page.desk_address(dialogue_id, number), "reihung-offen")


@door.post("/<int:number>/schliessen")
def close(dialogue_id: int, number: int) -> Response:
    """Count the points and delete the ballots; all walls show the result."""
    require(ActForm(request.form))
    services.close(dialogue_id, number, accounts.require().who)
    room.put_up(dialogue_id, Thing("ranking", number))
    return onward(page.desk_address(dialogue_id, number), "reihung-gezaehlt")


@door.post("/<int:number>/loeschen")
def drop(dialogue_id: int, number: int) -> Response:
    """Delete a ranking that never was open."""
    require(ActForm(request.form))
    services.drop(dialogue_id, number, accounts.require().who)
    return onward(f"/buero/div/{dialogue_id}", "reihung-geloescht", "h-reihungen")


@door.post("/<int:number>/uebernehmen")
def take_over(dialogue_id: int, number: int) -> Response:
    """Put the visions into the order of the result."""
    require(ActForm(request.form))
    judging.take_over(dialogue_id, number, accounts.require().who)
    return onward(f"/buero/div/{dialogue_id}", "reihung-uebernommen", "h-visionen")


@edit_door.get("/einschaetzung")
def judge(dialogue_id: int) -> str:
    """Show the form for urgency and feasibility of the visions."""
    dialogue = queries.dialogue(dialogue_id, public=False)
    form = judge_form(queries.visions(dialogue_id, public=False))
    return render_template("dialogues/rankings/judge.html", dialogue=dialogue, form=form)


@edit_door.post("/einschaetzung")
def judged(dialogue_id: int) -> Response | tuple[str, int]:
    """Keep urgency and feasibility."""
    dialogue = queries.dialogue(dialogue_id, public=False)
    form = judge_form(queries.visions(dialogue_id, public=False), request.form)
    if not form.validate():
        form.refresh()
        return render_template("dialogues/rankings/judge.html", dialogue=dialogue, form=form), 422
    judging.judge(dialogue_id, form.said(), accounts.require().who)
    return onward(f"/buero/div/{dialogue_id}", "einschaetzung-gespeichert", "h-reihungen")


@door.get("/<int:number>/leinwand")
def wall(dialogue_id: int, number: int) -> str:
    """Show a ranking to the whole room: how to take part while it runs, the result once it is closed."""
    dialogue, ranking = queries.dialogue(dialogue_id, public=False), rankings.one(dialogue_id, number)
    return render_template(
        "dialogues/rankings/wall.html", **page.shown(dialogue, ranking, public=False), **page.entrance(dialogue)
    )
