"""Changes of circles themselves and of the list of kinds of results."""

from __future__ import annotations

from sqlalchemy import select

from circles import queries
from circles.drafts import KindDraft
from circles.models import Circle, ResultKind
from circles.services.changing import changed, take_turn
from core import clock, journal
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing
from radar import queries as radar


def found(field_id: int, who: Who, name: str = "", about: str = "") -> Circle:
    """Set up the circle of a Handlungsfeld; a second time returns the one that is there. It takes the field's name."""
    field = radar.taxonomy().field(field_id)
    if field is None:
        raise NotThere
    take_turn()
    present = db.session.scalars(select(Circle).where(Circle.field_id == field_id)).one_or_none()
    if present is not None:
        return present
    circle = Circle(field_id=field_id, name=name or field.name, about=about or field.about, founded_at=clock.now())
    db.session.add(circle)
    db.session.flush()
    journal.note("circle.founded", Thing("circle", circle.id), who)
    changed(Thing("circle", circle.id))
    return circle


def change(number: int, name: str, about: str, who: Who, version: int) -> Circle:
    """Let a circle have another name or say something else about itself."""
    take_turn()
    circle = db.session.get(Circle, number, with_for_update=True, populate_existing=True)
    if circle is None:
        raise NotThere
    if circle.version != version:
        raise Refused(queries.meanwhile(Thing("circle", number), f"Der Zirkel heißt jetzt „{circle.name}“."))
    circle.name, circle.about = name, about
    journal.note("circle.changed", Thing("circle", number), who)
    changed(Thing("circle", number))
    return circle


def add_kind(draft: KindDraft, who: Who) -> ResultKind:
    """Put a kind of result at the end of the list."""
    take_turn()
    _check_kind(draft, None)
    rows = queries.kinds(active=False)
    row = ResultKind(name=draft.name, active=draft.active, position=max((one.position for one in rows), default=0) + 1)
    db.session.add(row)
    db.session.flush()
    journal.note("result_kind.added", Thing("result_kind", row.id), who)
    return row


def change_kind(number: int, draft: KindDraft, who: Who, version: int) -> ResultKind:
    """Rename a kind of result or switch it; orders that have it keep it."""
    take_turn()
    row = db.session.get(ResultKind, number, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotThere
    if row.version != version:
        raise Refused(queries.meanwhile(Thing("result_kind", number), f"Der Eintrag heißt jetzt „{row.name}“."))
    _check_kind(draft, number)
    row.name, row.active = draft.name, draft.active
    journal.note("result_kind.changed", Thing("result_kind", number), who)
    db.session.flush()
    return row


def move_kind(number: int, who: Who, *, up: bool) -> None:
    """Let a kind of result change places with its neighbour, if there is one."""
    take_turn()
    rows = queries.kinds(active=False)
    here = next((place for place, one in enumerate(rows) if one.id == number), None)
    if here is None:
        raise NotThere
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        for place, row in enumerate(rows, 1):
            row.position = place
        journal.note("result_kind.moved", Thing("result_kind", number), who)
        db.session.flush()


def _check_kind(draft: KindDraft, number: int | None) -> None:
    """Refuse a name that another kind has, and an empty list."""
    if queries.kind_name_taken(draft.name, number):
        raise Refused(f"„{draft.name}“ gibt es schon.")
    if not draft.active and not any(one.id != number for one in queries.kinds()):
        raise Refused("Das ist der letzte Eintrag, der angeboten wird. Einer muss bleiben.")
