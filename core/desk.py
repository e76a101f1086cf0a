"""The office's own pages that belong to no room: today, reports of barriers, the gallery of components."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts, clock, feedback, samples
from core.audience import desk
from core.errors import Refused
from core.rights import Right
from core.room import Entrance

today_door = desk("today", __name__, reads=Right.ENTER, writes=Right.ENTER, url_prefix="/buero")
reports_door = desk(
    "reports", __name__, reads=Right.IDEAS_READ, writes=Right.IDEAS_MODERATE, url_prefix="/buero/meldungen"
)

ENTRANCES = (
    Entrance("Heute", "today.index", Right.ENTER, 0),
    Entrance("Meldungen", "reports.index", Right.IDEAS_READ, 80),
)


@today_door.get("/")
def index() -> str:
    """Show what is due today: whatever the rooms hang in, oldest first."""
    return render_template("core/today.html", now=clock.now(), reports=feedback.how_many())


@today_door.get("/bausteine")
def components() -> str:
    """Show every component once."""
    return render_template("core/components.html", **samples.shown())


@reports_door.get("/", endpoint="index")
def reports() -> str:
    """Show reports of barriers that wait."""
    return render_template("core/reports.html", reports=feedback.waiting(), form=feedback.CloseForm())


@reports_door.post("/<int:number>/erledigt")
def close(number: int) -> Response:
    """Mark a report as done."""
    if not feedback.CloseForm(request.form).validate():
        raise Refused("Das Formular war zu lange offen. Bitte laden Sie die Seite neu.")
    viewer = accounts.viewer()
    assert viewer is not None  # noqa: S101 - the door let only the office in
    feedback.close(number, viewer.who)
    return redirect(url_for("reports.index", notiz="erledigt"), 303)
