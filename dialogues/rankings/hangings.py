"""What this wing hangs into other pages: rankings of a meeting in the office, on the phone, on the public page."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from core import accounts
from core.rights import Right, allows
from core.things import Thing
from dialogues import ranked
from dialogues.models import Dialogue, DialogueState, Ranking
from dialogues.rankings import page, queries
from dialogues.rankings.forms import KIND_WORDS


def desk(dialogue: Dialogue) -> list[Markup]:
    """Return the rankings of a meeting for the office, with the ways to make one."""
    viewer = accounts.viewer()
    may_edit = viewer is not None and allows(viewer.role, Right.DIALOGUES_EDIT)
    rows = [(one, page.desk_address(dialogue.id, one.id), page.STATES[page.state(one)]) for one in _of(dialogue)]
    kinds = [(kind.value, words[0]) for kind, words in KIND_WORDS.items()]
    drawn = render_template(
        "dialogues/rankings/section.html", dialogue=dialogue, rows=rows, kinds=kinds, may_edit=may_edit
    )
    return [Markup(drawn)]  # noqa: S704 - our own template


def _of(dialogue: Dialogue) -> list[Ranking]:
    return queries.of_meeting(dialogue.id)


def seat(dialogue: Dialogue) -> list[Markup]:
    """Return the rankings that are open just now as ways on the phone; nothing while none is."""
    rows = [(one.title, page.seat_address(one.id)) for one in queries.running(dialogue.id)]
    return [Markup(render_template("dialogues/rankings/seat_ways.html", rows=rows))] if rows else []  # noqa: S704 - our own template


def wall(dialogue: Dialogue, thing: Thing) -> list[Markup]:
    """Return a ranking as all walls show it: how to give points and how many did, then the result; nothing of other things."""
    ranking = next((one for one in _of(dialogue) if thing == Thing("ranking", one.id)), None)
    if ranking is None:
        return []
    shown = page.shown(dialogue, ranking, public=False)
    return [Markup(render_template("dialogues/rankings/wall_now.html", **shown, **page.entrance(dialogue)))]  # noqa: S704 - our own template


def showable(dialogue: Dialogue) -> list[tuple[Thing, str]]:
    """Return the rankings that may be put on the wall, with their questions."""
    return [(Thing("ranking", one.id), one.title) for one in _of(dialogue)]


def public(dialogue: Dialogue) -> list[Markup]:
    """Return the results everybody may see, short; nothing before they are out."""
    known = ranked.of_meeting(dialogue.id, public=True) if dialogue.state is DialogueState.CLOSED else []
    rows = [
        (one, page.address(dialogue.id, one.ranking.id)) for one in known if ranked.is_released(dialogue, one.ranking)
    ]
    if not rows:
        return []
    return [Markup(render_template("dialogues/rankings/public_section.html", rows=rows))]  # noqa: S704 - our own template
