"""What this wing hangs into other pages: the list beside its meeting, the office's day, the Monday letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from flask import render_template
from markupsafe import Markup

from compass.checklists import desk, lines, queries
from compass.checklists.forms import HangForm, PressForm
from compass.checklists.lines import ListLine, StepLine
from compass.hangings import DuePart
from compass.weekly import Line, Section
from core import accounts, clock
from core.rights import Right, Role, allows
from core.things import Thing

AHEAD = timedelta(days=3)
TODAY = 8
LETTER = 10


def beside(kind: str) -> Callable[..., list[Markup]]:
    """Return the hook that shows the lists on the office's page of one kind of things, asked with the thing itself."""

    def hook(**shown: Any) -> list[Markup]:  # noqa: ANN401 - rows of rooms above, of which only the number is read
        viewer = accounts.viewer()
        if viewer is None or not allows(viewer.role, Right.NETWORK_READ):
            return []
        (row,) = shown.values()
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


def _steps(until: date) -> Iterator[tuple[ListLine, StepLine]]:
    """Yield the open steps until a day, the oldest first."""
    found = [
        (line, one)
        for line in lines.of(queries.running())
        for one in line.steps
        if one.step.done_at is None and one.on <= until
    ]
    yield from sorted(found, key=lambda pair: (pair[1].on, pair[1].step.id))


def due() -> list[DuePart]:
    """Return for each list whose step is overdue or comes in the next days that step, and how many more are due."""
    viewer = accounts.viewer()
    if viewer is None or not allows(viewer.role, Right.NETWORK_READ):
        return []
    found: dict[int, list[tuple[ListLine, StepLine]]] = {}
    for line, one in _steps(clock.today() + AHEAD):
        found.setdefault(line.checklist.id, []).append((line, one))
    parts = [_due(*rows[0], len(rows) - 1) for rows in list(found.values())[:TODAY]]
    if len(found) > TODAY:
        parts.append(DuePart("Weitere Checklisten", "Alle ansehen", "Netzwerk", desk.ROOT, "bald", late=False))
    return parts


def _due(line: ListLine, one: StepLine, more: int) -> DuePart:
    words = one.step.words if one.late else f"{one.left}: {one.step.words}"
    beside = f"Checkliste „{line.title}“" + (f", und {more} weitere" if more else "")
    address = f"{desk.ROOT}/{line.checklist.id}"
    return DuePart(words, beside, "Netzwerk", address, one.left if one.late else f"bis {one.when}", one.late)


def monday(account_id: int, role: Role, since: date) -> list[Line]:  # noqa: ARG001 - steps belong to the office
    """Return for the Monday letter the steps of this week."""
    if not allows(role, Right.NETWORK_READ):
        return []
    sunday = clock.today() + timedelta(days=6 - clock.today().weekday())
    found = list(_steps(sunday))
    parts = [
        Line(Section.DUE, f"{one.step.words} ({line.title}, {one.left})", f"{desk.ROOT}/{line.checklist.id}")
        for line, one in found[:LETTER]
    ]
    if len(found) > LETTER:
        parts.append(Line(Section.DUE, f"Und {len(found) - LETTER} weitere Schritte", desk.ROOT))
    return parts
