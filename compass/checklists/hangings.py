"""What this wing hangs into other pages: the list beside its meeting, the office's day, the Monday letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import render_template
from markupsafe import Markup

from compass.checklists import desk, lines, queries
from compass.checklists.forms import HangForm, PressForm
from compass.checklists.lines import ListLine, StepLine
from compass.weekly import Line, Section
from core import accounts, clock
from core.deadlines import DuePart
from core.rights import Right, Role, allows
from core.things import Thing

AHEAD = timedelta(days=3)
MOST = 8


def beside(kind: str) -> Callable[..., list[Markup]]:
    """Return the hook that shows the lists on the office's page of one kind of things, asked with the thing itself."""

    def hook(**shown: Any) -> list[Markup]:  # noqa: ANN401 - rows of rooms above, of which only the number is read
        viewer = accounts.viewer()
        if viewer is None or not allows(viewer.role, Right.NETWORK_READ):
            return []
        (row,) = shown.values()
        if getattr(row, "rehearsal", False):  # only tried: its list hangs on the real thing
            return []
        rows, form = lines.of(queries.of_thing(Thing(kind, row.id))), None
        if desk.may_edit():
            form = HangForm()
            form.offer(kind)
        given = {"rows": rows, "form": form, "press": PressForm(), "may_edit": desk.may_edit()}
        page = render_template("compass/checklists/beside.html", kind=kind, number=row.id, **given)
        return [Markup(page)]  # noqa: S704 - our own template

    return hook


def links_of_list() -> list[tuple[str, str]]:
    """Return the way from the office's list."""
    return [("Checklisten", desk.ROOT)]


def _next(until: date) -> list[tuple[ListLine, StepLine, int]]:
    """Return of each list that has open steps until a day the first of them, and how many more; the oldest first."""
    found = []
    for line in lines.of(queries.running()):
        steps = [one for one in line.steps if one.step.done_at is None and one.on <= until]
        if steps:
            found.append((line, steps[0], len(steps) - 1))
    return found


def due() -> list[DuePart]:
    """Return for each list whose step is overdue or comes in the next days that step, and how many more are due."""
    viewer = accounts.viewer()
    if viewer is None or not allows(viewer.role, Right.NETWORK_READ):
        return []
    found = _next(clock.today() + AHEAD)
    parts = [_due(*one) for one in found[:MOST]]
    if len(found) > MOST:
        parts.append(DuePart("Weitere Checklisten", "Alle ansehen", "Netzwerk", desk.ROOT, "bald", late=False))
    return parts


def _due(line: ListLine, one: StepLine, more: int) -> DuePart:
    beside = f"Checkliste „{line.title}“{_more(more)}"
    address = f"{desk.ROOT}/{line.checklist.id}"
    return DuePart.until(one.step.words, beside, "Netzwerk", address, one.on)


def _more(number: int) -> str:
    return f", und {number} weitere" if number else ""


def monday(account_id: int, role: Role, since: date) -> list[Line]:  # noqa: ARG001 - steps belong to the office
    """Return for the Monday letter the next step of each list that has one this week."""
    if not allows(role, Right.NETWORK_READ):
        return []
    found = _next(clock.today() + timedelta(days=6 - clock.today().weekday()))
    parts = [
        Line(
            Section.DUE,
            f"{one.step.words} ({line.title}, {one.left}{_more(more)})",
            f"{desk.ROOT}/{line.checklist.id}",
        )
        for line, one, more in found[:MOST]
    ]
    if len(found) > MOST:
        parts.append(Line(Section.DUE, f"Und {len(found) - MOST} weitere Checklisten", desk.ROOT))
    return parts
