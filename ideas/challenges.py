"""Wen fragen? From an idea to a challenge of the network; a GET only asks, and the same idea makes one challenge."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from compass import queries as network
from compass import services as compass
from core import accounts
from core.audience import desk
from core.db import db
from core.errors import FormExpired
from core.forms import DeskForm
from core.rights import Right, allows
from core.things import Thing
from ideas import queries
from ideas.hangings import WayPart
from ideas.models import Idea

door = desk(
    "ideas_challenges", __name__, reads=Right.NETWORK_CONTACT, writes=Right.NETWORK_EDIT, url_prefix="/buero/ideen"
)
NEWEST = 100
LONGEST = 4000


class AskForm(DeskForm):
    """Wen fragen: only a token."""


@door.get("/<int:number>/wen-fragen")
def ask(number: int) -> str:
    """Show what the challenge would say."""
    return render_template("ideas/ask_whom.html", idea=queries.one(number, public=False), form=AskForm())


@door.post("/<int:number>/wen-fragen")
def make(number: int) -> Response:
    """Make the challenge, or find the one that is there, and lead to its suggestions."""
    if not AskForm(request.form).validate():
        raise FormExpired("Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal.")
    idea = queries.one(number, public=False)
    areas = [area.id for area in idea.areas]
    source = Thing("idea", number)
    challenge = compass.make_challenge(idea.title, idea.text, areas, source, accounts.require().who)
    return redirect(url_for("compass_challenges.show", number=challenge.id), 303)


def ways(idea: Idea) -> list[WayPart]:
    """Hang the link into the office's page of an idea, for those who may see the network."""
    viewer = accounts.viewer()
    if viewer is None or not allows(viewer.role, Right.NETWORK_CONTACT):
        return []
    found = [WayPart("Wen fragen?", f"/buero/ideen/{idea.id}/wen-fragen")]
    if idea.bundle_id and allows(viewer.role, Right.NETWORK_EDIT):
        found.append(WayPart("Wen fragen zum Bündel?", _bundle_place(idea.bundle_id)))
    return found


def _bundle_place(number: int) -> str:
    made = network.challenge_from(Thing("bundle", number))
    return (
        url_for("compass_challenges.show", number=made.id)
        if made
        else f"/buero/herausforderungen/neu?aus=bundle:{number}"
    )


def asks(kind: str, id: int) -> list[tuple[str, str, list[int]]]:  # noqa: A002 - the slot names a thing
    """Return what an idea or a bundle says to whom may be asked: title, text, Aktionsfelder."""
    if kind == "idea":
        idea = queries.one(id, public=False)
        return [(idea.title, idea.text, [area.id for area in idea.areas])]
    bundle = queries.bundle(id) if kind == "bundle" else None
    if bundle is None:
        return []
    members = queries.of_bundle(id)
    areas = dict.fromkeys(area.id for one in members for area in one.areas)
    return [(bundle.title, "\n\n".join(one.text for one in members)[:LONGEST], list(areas))]


def past() -> list[tuple[Thing, str]]:
    """Return the newest published ideas as plain texts: the matching takes an actor's mean over them from its score."""
    wanted = select(Idea.id, Idea.title, Idea.text).where(Idea.published_at.is_not(None))
    rows = db.session.execute(wanted.order_by(Idea.published_at.desc(), Idea.id.desc()).limit(NEWEST))
    return [(Thing("idea", number), f"{title}. {text}") for number, title, text in rows]
