"""What the evening hangs into other pages: who was there and the end of the evening, wordings of a vision, the office's day."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup
from sqlalchemy import select

from compass import pages
from compass.told import Told, row
from core import accounts, things
from core.db import db
from core.deadlines import DuePart
from core.rights import Right, allows
from dialogues import address, ways
from dialogues.evenings import presence, queries
from dialogues.models import Attendance, Dialogue, DialogueState, Vision


def _may(right: Right) -> bool:
    viewer = accounts.viewer()
    return viewer is not None and allows(viewer.role, right)


def desk_section(dialogue: Dialogue) -> list[Markup]:
    """Return who was at a meeting and how to end the evening; of a rehearsal only the end, which is thrown away with it."""
    page = render_template(
        "dialogues/evenings/section.html",
        dialogue=dialogue,
        place=address.desk_dialogue(dialogue.id),
        here=presence.of(dialogue),
        ran=dialogue.state is not DialogueState.PLANNED,
        may_name=_may(Right.NETWORK_CONTACT) and not dialogue.rehearsal,
    )
    return [Markup(page)]  # noqa: S704 - our own template


def desk_vision(vision: Vision) -> list[Markup]:
    """Return on which theses a vision rests, what takes it up, and its earlier wordings."""
    rows = queries.wordings(vision.id)
    page = render_template(
        "dialogues/evenings/vision.html",
        vision=vision,
        decided=ways.is_decided(vision),
        onward=_onward(vision),
        wordings=rows,
        names=accounts.names({one.written_by for one in rows if one.written_by}),
    )
    return [Markup(page)]  # noqa: S704 - our own template


def _onward(vision: Vision) -> tuple[str, str, str] | None:
    """Return noun, title and the office's page of what takes a vision up; None where there is none (any more)."""
    kind = things.kinds().get(vision.next_kind or "")
    if kind is None or vision.next_id is None:
        return None
    title = kind.titles([vision.next_id]).get(vision.next_id)
    return (kind.noun, title, kind.desk_address(vision.next_id)) if title else None


def aside(dialogue: Dialogue) -> list[Markup]:
    """Return the way to the minutes, for everybody, once the evening has ended."""
    if dialogue.finished_at is None:
        return []
    page = render_template("dialogues/evenings/aside.html", dialogue=dialogue)
    return [Markup(page)]  # noqa: S704 - our own template


def due() -> list[DuePart]:
    """Return evaluated meetings whose evening nobody has ended, the earliest first."""
    if not _may(Right.DIALOGUES_EDIT):
        return []
    return [
        DuePart.since(
            one.title, "Abend abschließen", "Treffen", f"{address.desk_dialogue(one.id)}/abschluss", one.held_on
        )
        for one in queries.unfinished()
    ]


def told(actor_id: int) -> list[Told]:
    """Return at which meetings an actor was, for itself or for somebody else (Art. 15)."""
    wanted = select(Dialogue.title, Dialogue.held_on, Attendance.instead_of_id)
    wanted = wanted.join(Dialogue, Dialogue.id == Attendance.dialogue_id).where(Attendance.actor_id == actor_id)
    found = db.session.execute(wanted.order_by(Dialogue.held_on, Dialogue.id)).all()
    rows = [
        row(Treffen=title, Tag=pages.day(held_on), Als="Stellvertretung" if instead else "")
        for title, held_on, instead in found
    ]
    return [Told("Teilnahme an Treffen", rows)] if rows else []


def days() -> list[tuple[str, str]]:
    """Return the way to the balance of the year, for those who may see names."""
    return [("Bilanz über das Jahr", "/buero/div/jahr")] if _may(Right.NETWORK_CONTACT) else []
