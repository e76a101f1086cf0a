"""A house that looks lived in: ideas in every stage, long words, hostile titles, other scripts, an office log-in."""

from __future__ import annotations

import itertools
from typing import Any

from core import indexing
from core.accounts import sessions
from core.db import writing
from core.factory import House
from core.journal import HOUSE
from ideas import services
from ideas.services import Said
from ideas.stages import NEEDS, Stage, may_follow
from radar import queries as radar
from tests.support import people
from tests.support.making import Made, make_idea, published

SAID = {
    "place": "Der Innovationszirkel Digitallots*innen",
    "on": "2031-12-09",
    "reason": "Dafür gibt es einen guten Grund.",
}
LONG = "Straßenbahnhaltestellenüberdachungsbeleuchtungserneuerung"
TEXTS = (
    "Am Bach fehlt eine Bank im Schatten. Wer spazieren geht, möchte sich setzen.",
    f"{LONG} dringend nötig. {LONG * 3}",
    "<script>alert(1)</script> gehört nicht auf die Straße.",
    "أريد مقعدا في الظل بالقرب من الجدول",
    "Хочу скамейку в тени у ручья. Спасибо!",
)
_people = itertools.count(1)
WAYS: dict[Stage, tuple[Stage, ...]] = {
    Stage.DECIDED: (Stage.WITH_POLITICS, Stage.DECIDED),
    Stage.RECEIVED: (),
    Stage.PUBLISHED: (),
}


def fill(app: House) -> dict[Stage, Made]:
    """Put ideas in every stage into an empty house and index them; return one of each."""
    with app.app_context():
        made = {stage: _at(stage, number) for number, stage in enumerate(Stage)}
        for text in TEXTS * 7:
            published(text, areas=(radar.taxonomy().areas[0].id,))
        indexing.rebuild()
    return made


def _at(stage: Stage, number: int) -> Made:
    words = radar.taxonomy()
    area, district = words.areas[number % len(words.areas)], words.districts[number % len(words.districts)]
    text = TEXTS[number % len(TEXTS)]
    if may_follow(Stage.RECEIVED, stage) or stage is Stage.RECEIVED:
        made = make_idea(text, district_id=district.id)
        way: tuple[Stage, ...] = (stage,) if stage is not Stage.RECEIVED else ()
    else:
        made = published(text, areas=(area.id,), district_id=district.id, place="Kesselbrink")
        way = WAYS.get(stage, (stage,))
    for step in way:
        with writing():
            said = {name: SAID[name] for name in NEEDS[step]}
            services.advance(made.id, step, HOUSE, Said(**said))
    return made


def office_cookie(app: House, base_url: str) -> Any:
    """Log somebody in and return the cookie for a browser."""
    with app.app_context():
        client = people.logged_in(app, "admin", name=f"Ada Admin {next(_people)}")
    cookie = client.get_cookie(sessions.NAME)
    assert cookie
    return {"name": sessions.NAME, "value": cookie.value, "url": base_url}
