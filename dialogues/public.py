"""What everybody sees of the D.I.V.: the body and its meetings, one meeting with its results, one vision."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from core import answers, versions
from core.audience import public
from dialogues import agreement, queries, showing

door = public("dialogues", __name__, url_prefix="/div")
SUBJECTS = ("dialogues", "ideas", "compass", "taxonomy")
"""A page names members (compass) and ideas: it is new when any of them is."""


@door.get("")
def index() -> str | Response:
    """Show what the D.I.V. is, who is in it, which meetings come and what the past ones led to."""
    kept = answers.unchanged(*SUBJECTS)
    return kept or render_template(
        "dialogues/index.html",
        assembly=queries.assembly(),
        groups=showing.groups(named=False),
        coming=showing.meetings(queries.coming(public=True), public=True),
        past=showing.meetings(queries.past(public=True, limit=50), public=True),
    )


@door.get("/<int:number>")
def show(number: int) -> str | Response:
    """Show one announced meeting; once it is evaluated, each thesis with its result and the visions in their order."""
    kept = answers.unchanged(*SUBJECTS)
    if kept is not None:
        return kept
    dialogue = queries.dialogue(number, public=True)
    return render_template(
        "dialogues/meeting.html",
        meeting=showing.meeting(dialogue),
        known=showing.known(dialogue, [one.name for one in queries.groups_of(number)]),
        dialogue=dialogue,
        ideas=showing.sources(dialogue.ideas, public=True),
        results=agreement.results(dialogue),
        attended=showing.attended(dialogue),
        visions=showing.cards(queries.visions(number, public=True), public=True),
        say=showing.badge(dialogue),
    )


@door.get("/visionen/<int:number>")
def vision(number: int) -> str | Response:
    """Show one released vision: text, Aktionsfelder, traits, the ideas it came from, the way on and what came after."""
    kept = answers.unchanged("taxonomy", *versions.of_rooms())
    if kept is not None:
        return kept
    found = queries.vision(number, public=True)
    origin = queries.titles_of([found.dialogue_id])[found.dialogue_id]
    return render_template(
        "dialogues/vision.html",
        card=showing.card(found, public=True),
        vision=found,
        meeting=showing.meeting_line(origin) if origin.public else None,
    )
