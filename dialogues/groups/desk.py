"""The office hands out links into the front and ends them: for the meeting and for each group, for moderator and projector."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import segno
from flask import redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.config import settings
from core.errors import FormExpired, NotThere
from core.rights import Right
from core.things import Thing
from dialogues import ballots
from dialogues.groups import queries, services
from dialogues.groups.forms import LinkForm
from dialogues.groups.purposes import PURPOSE_WORDS, PURPOSES, Purpose
from dialogues.models import Dialogue

door = desk(
    "dialogues_front",
    __name__,
    reads=Right.DIALOGUES_EDIT,
    writes=Right.DIALOGUES_EDIT,
    url_prefix="/buero/div/<int:number>/vorne",
)
EXPIRED = "Die Seite war zu lange offen. Bitte laden Sie sie neu."


@dataclass(frozen=True)
class LinkLine:
    """One link that there is or could be: for what, about what, until when (None: there is none)."""

    purpose: Purpose
    subject: Thing
    name: str
    until: datetime | None

    @property
    def words(self) -> str:
        """What it is for."""
        return PURPOSE_WORDS[self.purpose]


@dataclass(frozen=True)
class Made:
    """A link just made: shown this once, since only a hash of it is kept."""

    words: str
    address: str

    @property
    def qr(self) -> Markup:
        """The link as a picture, for the moderator's own phone."""
        drawn = segno.make(self.address, error="m").svg_inline(
            scale=6, border=2, dark="#161a2b", light="#fff", omitsize=True
        )
        return Markup(drawn)  # noqa: S704 - segno draws only paths


def lines(dialogue: Dialogue) -> list[LinkLine]:
    """Return a line for each link of a meeting: the meeting's own first, then those of its groups where there are several."""
    groups = queries.groups(dialogue.id)
    named = [(Thing("dialogue", dialogue.id), "Ganzes Treffen")]
    named += [(Thing("dialogue_group", one.id), one.name) for one in groups if len(groups) > 1]
    live = queries.live_links([thing for thing, _ in named])
    return [
        LinkLine(purpose, thing, name, live.get((PURPOSES[purpose], thing)))
        for thing, name in named
        for purpose in Purpose
    ]


@door.get("")
def show(number: int) -> str:
    """Show which links there are."""
    return _page(ballots.one(number))


def _page(dialogue: Dialogue, made: Made | None = None) -> str:
    return render_template(
        "dialogues/groups/desk_links.html", dialogue=dialogue, lines=lines(dialogue), made=made, form=LinkForm()
    )


def _chosen(number: int, kind: str, subject: int, purpose: str) -> tuple[Purpose, Thing]:
    """Return what an address names, if it belongs to this meeting."""
    thing = services.meeting_thing(kind, subject)
    if queries.meeting_of(thing) != number:
        raise NotThere
    if not LinkForm(request.form).validate():
        raise FormExpired(EXPIRED)
    return Purpose(purpose), thing


@door.post("/<any(dialogue,dialogue_group):kind>/<int:subject>/<any(moderation,leinwand):purpose>")
def hand_out(number: int, kind: str, subject: int, purpose: str) -> str:
    """Make a link and show it this once; the one before ends."""
    wanted, thing = _chosen(number, kind, subject, purpose)
    token = services.hand_out(wanted, thing, accounts.require().who)
    dialogue = ballots.one(number)
    name = queries.group(subject).name if kind == "dialogue_group" else "Ganzes Treffen"
    address = f"{settings().base_url.rstrip('/')}/div/{wanted.value}/{token}"
    return _page(dialogue, Made(f"{PURPOSE_WORDS[wanted]}, {name}", address))


@door.post("/<any(dialogue,dialogue_group):kind>/<int:subject>/<any(moderation,leinwand):purpose>/beenden")
def take_back(number: int, kind: str, subject: int, purpose: str) -> Response:
    """End a link."""
    wanted, thing = _chosen(number, kind, subject, purpose)
    services.take_back(wanted, thing, accounts.require().who)
    return redirect(url_for("dialogues_front.show", number=number, notiz="link-beendet"), 303)
