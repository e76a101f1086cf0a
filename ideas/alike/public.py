"""The question the form asks by itself; words travel in the body, so that no address and no log holds them."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, render_template

from core import limits
from core.audience import public
from core.config import settings
from core.db import own_transactions, writing
from core.errors import TooMany
from ideas import similar
from ideas.alike import forms, shown

door = public("ideas_alike", __name__, url_prefix="/ideen")


@door.post("/aehnliche")
@own_transactions
def look() -> Response | tuple[str, int]:
    """Answer with a piece of a page: up to five similar ideas, or nothing (204)."""
    title, text = forms.asked()
    with writing():
        within = limits.hit("similar", limits.source(), settings().similar_per_hour, timedelta(hours=1))
    if not within:
        raise TooMany("Das waren sehr viele Fragen von Ihrem Anschluss. Sie können einfach weiterschreiben.")
    found = similar.near(title, text)
    if not found:
        return Response(status=204)
    return render_template("ideas/alike/list.html", alike=shown.parts(found)), 200


look.largest = 32 * 1024  # type: ignore[attr-defined]  # a mark for factory._begin
