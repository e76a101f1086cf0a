"""On the phone: spread points over the list, secret like the stones, changeable until the ranking is closed."""

from __future__ import annotations

from flask import g, redirect, render_template, request
from werkzeug.wrappers import Response

from core import audience
from core.errors import Refused
from dialogues import entering, queries, ranked
from dialogues.models import Dialogue, Ranking, RankingItem
from dialogues.rankings import page, services
from dialogues.rankings import queries as rankings
from dialogues.rankings.keys import key
from dialogues.rankings.seat_forms import SpreadForm, spread_form
from dialogues.rankings.seat_words import words
from dialogues.seat import NO_SECRET

door = audience.seat("rankings_seat", __name__, url_prefix="/mitmachen/platz/reihung")


def _here(number: int) -> tuple[Dialogue, Ranking, dict[int, str]]:
    """Return the meeting, the ranking, and the phone's keys by item (none without its secret)."""
    dialogue = queries.dialogue(g.guest.id, public=False)
    ranking = rankings.one(dialogue.id, number)
    bits = entering.phone_bits(dialogue.id)
    return dialogue, ranking, {item.id: key(bits, item.id) for item in ranking.items} if bits else {}


def _shuffled(ranking: Ranking, keys: dict[int, str]) -> list[RankingItem]:
    """Return the list in an order of the phone's own, the same at every look: no line stands first on all phones."""
    return sorted(ranking.items, key=lambda item: keys.get(item.id, ""))


@door.get("/<int:number>")
def show(number: int) -> str | tuple[str, int]:
    """Show the list with the own points; once it is counted where the result is."""
    dialogue, ranking, keys = _here(number)
    own = rankings.own(keys.values()) if page.state(ranking) == "running" else {}
    return _page(dialogue, ranking, spread_form(ranking, _shuffled(ranking, keys), own=own), saved=bool(own))


@door.post("/<int:number>")
def spread(number: int) -> Response | str | tuple[str, int]:
    """Store the points, or follow a press on plus or minus without storing; points stand in no address and no log."""
    dialogue, ranking, keys = _here(number)
    form = spread_form(ranking, _shuffled(ranking, keys), request.form, own={})
    if page.state(ranking) != "running":
        raise Refused(services.OVER if ranking.closed_at else services.NOT_OPEN)
    if form.step(request.form):
        form.refresh()
        return _page(dialogue, ranking, form)
    if not form.validate():
        form.refresh()
        return _page(dialogue, ranking, form), 422
    if not keys:
        raise Refused(NO_SECRET)
    sector = entering.choice(dialogue.id).sector if dialogue.asks_sector else None
    services.spread(dialogue.id, number, keys, form.points(), sector)
    return redirect(page.seat_address(number), 303)


def _page(dialogue: Dialogue, ranking: Ranking, form: SpreadForm, *, saved: bool = False) -> str:
    return render_template(
        "dialogues/rankings/seat.html",
        dialogue=dialogue,
        ranking=ranking,
        state=page.state(ranking),
        form=form,
        saved=saved,
        rule=ranked.rule_words(ranking),
        result=page.address(dialogue.id, ranking.id) if ranked.is_released(dialogue, ranking) else "",
        said=words(informal=dialogue.informal),
    )
