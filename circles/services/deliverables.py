"""Changes of results: written with measures, released for everybody, afterwards changed only with a note.

Releasing ends the order: an order has one result, and with it the circle is free for the next order.
"""

from __future__ import annotations

from sqlalchemy import select

from circles.drafts import DeliverableDraft, MeasureDraft
from circles.models import Deliverable, Measure, OrderState, WorkOrder
from circles.services.changing import changed, locked_deliverable, locked_order, order_thing, take_turn
from circles.services.orders import finish, tell_authors
from core import clock, journal
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing

MOST_MEASURES = 40


def _thing(number: int) -> Thing:
    return Thing("deliverable", number)


def write(order_id: int, draft: DeliverableDraft, who: Who, version: int | None = None, note: str = "") -> Deliverable:
    """Write an order's result, or change it; `version` is of the row the form showed, None while there was none."""
    take_turn()
    order = locked_order(order_id)
    if order.state is OrderState.PLANNED:
        raise Refused("Der Auftrag hat noch nicht begonnen. Ein Ergebnis gibt es erst danach.")
    present = _present(order_id)
    if present is None:
        return _first(order, draft, who)
    if version is None and (present.title, present.summary, present.text) == (draft.title, draft.summary, draft.text):
        return present  # the same form sent twice
    row = locked_deliverable(present.id, version if version is not None else 0)
    _revise(row, note)
    row.title, row.summary, row.text = draft.title, draft.summary, draft.text
    journal.note("deliverable.changed", _thing(row.id), who)
    changed(_thing(row.id))
    return row


def _present(order_id: int) -> Deliverable | None:
    return db.session.scalars(select(Deliverable).where(Deliverable.order_id == order_id)).one_or_none()


def _first(order: WorkOrder, draft: DeliverableDraft, who: Who) -> Deliverable:
    moment = clock.now()
    row = Deliverable(order_id=order.id, title=draft.title, summary=draft.summary, text=draft.text)
    row.written_at = row.changed_at = moment
    db.session.add(row)
    db.session.flush()
    journal.note("deliverable.written", _thing(row.id), who)
    changed(_thing(row.id))
    return row


def _revise(row: Deliverable, note: str) -> None:
    """Note that a result is another one now; a released one says why."""
    if row.public and not note:
        raise Refused("Das Ergebnis ist veröffentlicht. Bitte schreiben Sie dazu, was sich ändert.")
    row.changed_at = max(clock.now(), row.changed_at)
    row.revision_note = note if row.public else ""


def add_measure(deliverable_id: int, draft: MeasureDraft, who: Who, note: str = "") -> Measure:
    """Put a measure at the end; one that says exactly the same is there once."""
    take_turn()
    row = locked_deliverable(deliverable_id)
    for one in row.measures:
        if (one.text, one.who, one.until) == (draft.text, draft.who, draft.until):
            return one
    if len(row.measures) >= MOST_MEASURES:
        raise Refused(f"Mehr als {MOST_MEASURES} Maßnahmen kann ein Ergebnis nicht haben.")
    _revise(row, note)
    last = max((one.position for one in row.measures), default=0)
    measure = Measure(position=last + 1, text=draft.text, who=draft.who, until=draft.until)
    row.measures.append(measure)
    journal.note("deliverable.changed", _thing(row.id), who)
    changed(_thing(row.id))
    return measure


def change_measure(
    deliverable_id: int, measure_id: int, draft: MeasureDraft, who: Who, note: str = "", *, version: int | None = None
) -> Measure:
    """Let a measure say something else."""
    row, measure = _measure(deliverable_id, measure_id, version)
    _revise(row, note)
    measure.text, measure.who, measure.until = draft.text, draft.who, draft.until
    journal.note("deliverable.changed", _thing(row.id), who)
    changed(_thing(row.id))
    return measure


def remove_measure(
    deliverable_id: int, measure_id: int, who: Who, note: str = "", *, version: int | None = None
) -> None:
    """Take a measure out; the last one of a released result stays."""
    row, measure = _measure(deliverable_id, measure_id, version)
    if row.public and len(row.measures) == 1:
        raise Refused("Ein veröffentlichtes Ergebnis behält mindestens eine Maßnahme.")
    _revise(row, note)
    row.measures.remove(measure)
    journal.note("deliverable.changed", _thing(row.id), who)
    changed(_thing(row.id))


def move_measure(deliverable_id: int, measure_id: int, who: Who, *, up: bool) -> None:
    """Let a measure change places with its neighbour, if there is one; only until the release."""
    row, measure = _measure(deliverable_id, measure_id)
    if row.public:
        raise Refused("Nach der Veröffentlichung bleibt die Reihenfolge, wie sie ist.")
    rows = sorted(row.measures, key=lambda one: (one.position, one.id))
    here = rows.index(measure)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        for place, one in enumerate(rows, 1):
            one.position = place
        _revise(row, "")
        journal.note("deliverable.changed", _thing(row.id), who)
        changed(_thing(row.id))


def _measure(deliverable_id: int, measure_id: int, version: int | None = None) -> tuple[Deliverable, Measure]:
    take_turn()
    row = locked_deliverable(deliverable_id, version)
    measure = next((one for one in row.measures if one.id == measure_id), None)
    if measure is None:
        raise NotThere
    return row, measure


def release(deliverable_id: int, who: Who, version: int | None = None) -> Deliverable:
    """Show a result to everybody, end its order, tell the authors of the ideas behind it; needs at least one measure."""
    take_turn()
    row = locked_deliverable(deliverable_id, version)
    if row.public:
        raise Refused("Dieses Ergebnis ist schon veröffentlicht.")
    if not row.measures:
        raise Refused("Es fehlt noch eine Maßnahme. Ein Ergebnis braucht mindestens eine.")
    order = locked_order(row.order_id)
    row.released_at = row.changed_at = clock.now()
    if order.state is OrderState.RUNNING:
        finish(order)
    journal.note("deliverable.released", _thing(row.id), who)
    tell_authors(order, "Der Zirkel hat ein Ergebnis", f"Es heißt „{row.title}“.")
    changed(_thing(row.id), order_thing(order.id), Thing("circle", order.circle_id))
    return row
