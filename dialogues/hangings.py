"""What the D.I.V. hangs into other pages: dates, the office's day, the Themenradar, a link on an idea's office page."""

from __future__ import annotations

from collections.abc import Sequence

from core import accounts
from core.deadlines import DuePart
from core.parts import DatePart
from core.rights import Right, allows
from dialogues import address, queries, showing, ways
from dialogues.models import Dialogue
from ideas.hangings import DoorPart, WayPart
from ideas.models import Idea
from radar.blips import Blip, Ring

MOST = 5


def doors() -> list[DoorPart]:
    """Return the door for those who sit in a meeting just now."""
    asked = "Sie sind gerade bei einem Treffen und haben einen Code bekommen?"
    return [DoorPart("Mitmachen", asked, "Code eingeben", "/mitmachen")]


def dates() -> list[DatePart]:
    """Return the next announced meetings."""
    return [_date(showing.meeting(one)) for one in queries.coming(public=True, limit=MOST)]


def _date(meeting: showing.Meeting) -> DatePart:
    one = meeting.dialogue
    return DatePart(one.title, one.place or meeting.body, meeting.when, one.held_on, meeting.address, meeting.say)


def asks(kind: str, id: int) -> list[tuple[str, str, list[int]]]:  # noqa: A002 - the slot names a thing
    """Return what a vision says to whom may be asked: title, text, Aktionsfelder."""
    if kind != "vision":
        return []
    vision = queries.vision(id, public=False)
    return [(vision.title, vision.text, [vision.main_area_id, *(area.id for area in vision.areas)])]


def dated(kind: str, ids: Sequence[int]) -> list[tuple[int, str]]:
    """Return on which day meetings are: checklists count back from it, and move along with it."""
    return queries.days(ids) if kind == "dialogue" else []


def _may(right: Right) -> bool:
    viewer = accounts.viewer()
    return viewer is not None and allows(viewer.role, right)


def impulse(idea: Idea) -> list[WayPart]:
    """Hang the link into the office's page of a published idea, for those who may prepare meetings."""
    if not idea.public or not _may(Right.DIALOGUES_EDIT):
        return []
    return [WayPart("Als Impuls in ein Treffen", f"/buero/div/impuls/{idea.id}")]


def due() -> list[DuePart]:
    """Return meetings that still need theses, evaluated ones without a vision, visions without a way; the nearest first."""
    if not _may(Right.DIALOGUES_READ):
        return []
    return [
        *(DuePart.until(*_meeting(one, "Thesen schreiben"), one.held_on) for one in queries.without_theses()),
        *(DuePart.since(*_meeting(one, "Visionen schreiben"), one.held_on) for one in queries.without_vision()),
        *(
            DuePart.since(one.title, "Weg wählen", "Vision", address.desk_vision(one.id), one.written_at)
            for one in queries.visions_without_way(limit=10)
        ),
    ]


def _meeting(one: Dialogue, what: str) -> tuple[str, str, str, str]:
    return one.title, what, "Treffen", address.desk_dialogue(one.id)


def tiles() -> list[tuple[int, str, str]]:
    """Return numbers that link to their lists."""
    if not _may(Right.DIALOGUES_READ):
        return []
    return [(queries.how_many_coming(), "Treffen geplant", "/buero/div")]


def blips() -> list[Blip]:
    """Return the newest released visions; one that is tried out lies in that ring."""
    return [
        Blip(
            "vision",
            one.id,
            one.title,
            one.main_area_id,
            Ring.TRIED if one.way in ways.TRIED else Ring.IMPULSE,
            address.vision(one.id),
        )
        for one in queries.released_visions()
    ]
