"""The rules on the phone: whoever has a seat may read them, whether the meeting is announced or not."""

from __future__ import annotations

from flask import g, render_template

from core import audience
from dialogues import queries, rules

door = audience.seat("dialogues_seat_rules", __name__, url_prefix="/mitmachen/platz/regeln")


@door.get("")
def show() -> str:
    """Show the rules of the meeting this seat is in."""
    dialogue = queries.dialogue(g.guest.id, public=False)
    return render_template("dialogues/preparing/seat_rules.html", dialogue=dialogue, parts=rules.shown(dialogue))
