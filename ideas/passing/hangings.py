"""What passing on hangs into other pages: the public section, the way, the office's day, the hint at the form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from flask import g, has_request_context, render_template, request
from markupsafe import Markup

from core import clock, texts
from core.deadlines import DuePart
from ideas.forms import WordsForm
from ideas.hangings import FilePart, WayPart
from ideas.journey import JourneyStep
from ideas.listing import Listing
from ideas.models import Idea
from ideas.passing import queries, showing, smelling
from ideas.passing.models import Agency, Passing
from ideas.stages import WORDS, Stage


def _of(idea: Idea) -> Sequence[Passing]:
    """Return where an idea was passed on; a page that is only looked at asks once for all its parts."""
    if not has_request_context() or request.method != "GET":
        return queries.of_idea(idea.id)
    kept: dict[int, Sequence[Passing]] = g.setdefault("passings", {})
    if idea.id not in kept:
        kept[idea.id] = queries.of_idea(idea.id)
    return kept[idea.id]


def section(idea: Idea) -> list[Markup]:
    """Return the public part: which place, since when, whether it answered; silence is visible."""
    passings = _of(idea)
    if not passings:
        return []
    return [Markup(render_template("ideas/passing/section.html", passings=passings, is_late=queries.is_late))]  # noqa: S704 - a template of ours


def desk_section(idea: Idea) -> list[Markup]:
    """Return what the office sees beneath the open idea."""
    passings = _of(idea)
    if not passings:
        return []
    return [Markup(render_template("ideas/passing/desk_section.html", passings=passings, is_late=queries.is_late))]  # noqa: S704 - a template of ours


def journey(idea: Idea) -> Iterable[JourneyStep]:
    """Yield what the stages themselves do not tell: further places, and answers that came."""
    for passing in _of(idea):
        name = passing.place.name
        if not passing.is_step:
            told = texts.text("passing.also", Stelle=name)
            yield _step(passing.passed_at, WORDS[Stage.PASSED_ON], told)
        if any(step.stage is Stage.ANSWERED and step.reason == passing.short for step in idea.steps):
            continue  # the stage itself has told it
        if passing.released_at is not None:
            told = texts.text("passing.shown", Stelle=name, Satz=passing.short)
            yield _step(passing.released_at, "Stellungnahme", told)
        elif passing.answered_at is not None and passing.to_release:
            yield _step(passing.answered_at, "Stellungnahme", texts.text("passing.answered", Stelle=name))


def _step(at: datetime, title: str, told: str) -> JourneyStep:
    iso = clock.local(at).date().isoformat()
    return JourneyStep(clock.day_in_words(at), iso, title, told, at=at)


def ways(idea: Idea) -> list[WayPart]:
    """Lead from an idea to passing it on, while its stage allows that."""
    return [WayPart("An eine Stelle weitergeben", _form_of(idea))] if showing.may_pass(idea) else []


def _form_of(idea: Idea) -> str:
    return f"/buero/ideen/weitergeben/idee/{idea.id}"


def list_ways(list: Listing) -> list[WayPart]:  # noqa: A002, ARG001 - the slot's own word
    """Lead from all ideas to what was passed on."""
    return [WayPart("Weitergegeben", "/buero/ideen/weitergeben")]


def due() -> list[DuePart]:
    """Return statements to read and places that are late."""
    return [*(_to_read(one) for one in queries.to_release(10)), *(_late(one) for one in _silent())]


def _silent() -> list[Passing]:
    return [one for one in queries.unanswered(10) if queries.is_late(one)]


def _to_read(passing: Passing) -> DuePart:
    assert passing.answered_at is not None  # noqa: S101 - the query asks for it
    what = f"Stellungnahme lesen und freigeben: {passing.place.name}"
    address = f"/buero/ideen/weitergeben/{passing.id}"
    return DuePart.since(passing.idea.listed_title, what, "Weitergegeben", address, passing.answered_at)


def _late(passing: Passing) -> DuePart:
    what = f"Keine Antwort von {passing.place.name}"
    address = f"/buero/ideen/weitergeben/{passing.id}"
    return DuePart.until(passing.idea.listed_title, what, "Weitergegeben", address, passing.due_on)


def archived(idea: Idea) -> list[FilePart]:
    """Return the released statements for the file that goes to the archive."""
    released = [one for one in _of(idea) if one.released_at is not None]
    return [FilePart(one.place.name, clock.local(one.passed_at).date().isoformat(), one.released) for one in released]


def hint(form: WordsForm) -> list[Markup]:
    """Return the hint at the form: shown when the text smells of a defect; a script shows it while one types."""
    places = queries.defect_places()
    if not places:
        return []
    found = smelling.first(places, f"{form.title.data or ''}\n{form.text.data or ''}")
    words = json.dumps([word for place in places for word in smelling.words(place)], ensure_ascii=False)
    shown = {"sentence": _sentence(found or places[0]), "words": words, "found": found is not None}
    return [Markup(render_template("ideas/passing/hint.html", **shown))]  # noqa: S704 - a template of ours


def thanks(idea: Idea) -> list[Markup]:
    """Return the hint for somebody whose idea smells of a defect and is with us now."""
    found = smelling.first(queries.defect_places(), f"{idea.title}\n{idea.text}")
    if found is None:
        return []
    return [Markup(render_template("ideas/passing/hint.html", sentence=_sentence(found), words="[]", found=True))]  # noqa: S704 - a template of ours


def _sentence(place: Agency) -> str:
    reach = texts.placed(place.reach)
    return texts.text("passing.hint", Stelle=f"{place.name}, {reach}" if reach else place.name)
