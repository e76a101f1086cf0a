"""Nachsehen by Merk-Code: counts wrong tries, draws the QR picture, prepares what an author may do."""

from __future__ import annotations

from datetime import timedelta

import segno
from markupsafe import Markup

from core import limits, slots
from core.config import settings
from core.db import writing
from core.errors import NotThere, TooMany
from ideas import cards, codes, queries
from ideas.forms import CodeForm, RewriteForm, WithdrawForm
from ideas.models import Idea
from ideas.stages import Stage, may_follow

MINUTE = timedelta(minutes=1)
MASK = 3
"""The pattern laid over the QR code. Any of the eight can be read; to try which looks best took a third of handing in."""
UNKNOWN = (
    "Diesen Merk-Code kennen wir nicht. Prüfen Sie bitte jedes Zeichen: "
    "Es gibt darin kein I, kein L, kein O, keine Null und keine Eins."
)


def picture(code: str) -> Markup:
    """Return the QR code that opens the look-up page; the code stands in the fragment, which no server and no log sees."""
    address = f"{settings().base_url.rstrip('/')}/ideen/nachsehen#{codes.grouped(code)}"
    found = segno.make(address, error="m", micro=False, mask=MASK)
    drawn = found.svg_inline(scale=5, border=2, dark="#161a2b", light="#fff", omitsize=True)
    return Markup(drawn)  # noqa: S704 - segno draws only paths


def by_typed(typed: str | None) -> Idea:
    """Return the idea of a typed code; NotThere when it is wrong, TooMany after too many wrong ones from one source."""
    code = codes.read(typed or "")
    tried = limits_left()
    idea = queries.by_code(codes.stored(settings().secret_key, code)) if code and tried else None
    if idea is None:
        with writing():
            within = limits.hit("code", limits.source(), settings().wrong_codes_per_minute, MINUTE)
        if not within or not tried:
            raise TooMany(
                "Das waren zu viele falsche Merk-Codes. Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal."
            )
        raise NotThere
    return idea


def limits_left() -> bool:
    """Tell whether this source may still try."""
    return limits.known_count("code", MINUTE) < settings().wrong_codes_per_minute


def find(form: CodeForm) -> Idea | None:
    """Return the idea of the form's code, or put the sentence about a wrong one beside the field."""
    try:
        return by_typed(form.code.data)
    except NotThere:
        stored = codes.stored(settings().secret_key, codes.read(form.code.data or "") or "")
        better = slots.parts("ideas.unknown_code", stored=stored)
        form.code.errors = [*form.code.errors, *(better[:1] or [UNKNOWN])]
        return None


def may(idea: Idea, typed: str | None) -> dict[str, object]:
    """Return the forms for what an author may still do with the idea."""
    withdraw = WithdrawForm(code=typed) if may_follow(idea.stage, Stage.WITHDRAWN) else None
    return {"rewrite": rewrite_form(idea, typed), "withdraw": withdraw, "helps": cards.helps()}


def rewrite_form(idea: Idea, typed: str | None) -> RewriteForm | None:
    """Return the form to change a text that could not be published."""
    if idea.stage is not Stage.NOT_PUBLISHED:
        return None
    given = {
        "text": idea.text,
        "title": idea.title,
        "category": idea.category_id,
        "district": idea.district_id,
        "place": idea.place,
    }
    return RewriteForm(code=typed, **given)
