"""The office keeps the D.I.V. as a body: set it up, say what it is, add members from the network, take them out."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from compass import queries as compass
from compass.models import SECTOR_WORDS, Actor, ActorKind
from core import accounts
from core.audience import desk
from core.rights import Right
from dialogues import membership, queries, services, showing
from dialogues.desk import may, require
from dialogues.desk_meetings import onward
from dialogues.forms import ActForm, BodyForm, MemberForm

door = desk(
    "dialogues_body",
    __name__,
    reads=Right.NETWORK_CONTACT,
    writes=Right.DIALOGUES_EDIT,
    url_prefix="/buero/div/gremium",
)
PAGE = "/buero/div/gremium"
MOST = 20


@door.get("")
def index() -> str:
    """Show the members by sector and, for a name, who could join; before it is set up, the button to do so."""
    return _page(None)


def _page(form: BodyForm | None) -> str:
    assembly, words = queries.assembly(), request.args.get("q", "")[:100]
    members = set(queries.member_ids())
    found = (
        [one for one in compass.choices(words, MOST + len(members)) if one.id not in members][:MOST] if words else []
    )
    return render_template(
        "dialogues/desk_body.html",
        assembly=assembly,
        groups=showing.groups(named=True),
        marks=compass.marks,
        deputies=_deputies(),
        bodies=_bodies(words) if assembly and assembly.actor_id is None else [],
        sector_words=SECTOR_WORDS,
        words=words,
        found=found,
        most=MOST,
        act=ActForm(),
        joining=MemberForm(),
        form=form or BodyForm(obj=assembly),
        may_edit=may(Right.DIALOGUES_EDIT),
    )


def _deputies() -> dict[int, list[Actor]]:
    """Return who may stand in for a member, by member; by 0 those who stand in for nobody in particular."""
    table = membership.table()
    stand_ins = {**table.stand_ins, 0: table.others}
    actors = compass.actors({one for some in stand_ins.values() for one in some})
    return {member: [actors[one] for one in some if one in actors] for member, some in stand_ins.items()}


def _bodies(words: str) -> list[Actor]:
    """Return the bodies of the network that this one may be, by name."""
    name = words or services.NAME
    return [one for one in compass.choices(name, MOST) if one.kind is ActorKind.BODY]


@door.post("/einrichten")
def found() -> Response:
    """Set up the body, with an entry of its own in the network."""
    require(ActForm(request.form))
    who = accounts.require().who
    services.found(who)
    services.join_network(who)
    return onward(PAGE, "gremium-eingerichtet")


@door.post("/netzwerk")
def join_network() -> Response:
    """Let the body stand in the network: as the entry that was chosen, or as a new one."""
    form = MemberForm(request.form)
    number = form.actor.data
    require(form if number else ActForm(request.form))
    services.join_network(accounts.require().who, number or None)
    return onward(PAGE, "gremium-im-netzwerk")


@door.post("")
def describe() -> Response | tuple[str, int]:
    """Store what the body is called and is."""
    form = BodyForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(form), 422
    who = accounts.require().who
    services.describe(form.name.data or "", form.about.data or "", who, form.version.data or 0)
    return onward(PAGE, "gespeichert")


@door.post("/mitglieder")
def join() -> Response:
    """Let an actor join."""
    form = MemberForm(request.form)
    require(form)
    services.add_member(form.actor.data or 0, accounts.require().who)
    return onward(PAGE, "mitglied-drin")


@door.post("/mitglieder/<int:actor_id>/entfernen")
def leave(actor_id: int) -> Response:
    """Take an actor out."""
    require(ActForm(request.form))
    services.remove_member(actor_id, accounts.require().who)
    return onward(PAGE, "mitglied-heraus")
