"""The projector's page: one thing for the whole room, huge; it asks again by itself, and a link is all it needs."""

from __future__ import annotations

from flask import g, render_template, request
from werkzeug.wrappers import Response

from core import answers
from core.audience import holder
from dialogues import ballots, worth
from dialogues.groups import queries, scene
from dialogues.groups.purposes import PURPOSES, Purpose

door = holder("dialogues_projector", __name__, purpose=PURPOSES[Purpose.PROJECTOR], url_prefix="/div/leinwand")


@door.get("/<token>")
def show(token: str) -> str | Response:
    """Show how to take part, how many stones lie, the results; ?these= asks for one thesis, ?teil=1 for the changing part."""
    number = queries.meeting_of(g.link.thing)
    said = request.args.get("these", "")
    place = int(said) if said.isascii() and said.isdecimal() and len(said) < 4 else 0  # noqa: PLR2004 - no meeting has so many
    part = "teil" in request.args
    marks = (f"{ballots.seats(number)}.{queries.stones(number).whole}.{queries.points(number)}.{place}",)
    if part and (kept := answers.unchanged("dialogues", marks=marks)):
        return kept
    return render_template(
        f"dialogues/groups/{'wall_now' if part else 'wall'}.html",
        scene=scene.of(g.link.thing, place),
        place=f"/div/leinwand/{token}",
        worth=worth,
    )
