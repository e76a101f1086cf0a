"""What the Kickbox hangs into other pages: the call, ways to take part, an idea's way, the radar, the office's day."""

from __future__ import annotations

from datetime import timedelta

from markupsafe import Markup

from core import accounts, clock
from core.deadlines import DuePart
from core.parts import DatePart, WayIn
from core.rights import Right, allows
from core.things import Thing
from dialogues.models import Vision, Way
from dialogues.ways import NextPart
from ideas.hangings import WayPart
from ideas.journey import JourneyStep
from ideas.models import Idea
from ideas.stages import Stage, may_follow
from kickbox import call, queries, way
from kickbox.models import TOP, Box, BoxState
from radar.blips import Blip, Ring

TRIED_FROM = 4
"""From this level on ("Nachfragen") a box has been tried out with people outside, and stands in that ring."""


def dates() -> list[DatePart]:
    """Return the open call."""
    present = call.present()
    if not present.is_open:
        return []
    iso = (present.until or clock.today()).isoformat()
    what = "Eine eigene Idee selbst ausprobieren, mit Coach und Netzwerk."
    return [DatePart("Kickbox: Jetzt bewerben", what, present.when, iso, "/kickbox/bewerben", "Sie arbeiten mit")]


def asks(kind: str, id: int) -> list[tuple[str, str, list[int]]]:  # noqa: A002 - the slot names a thing
    """Return what a box says to whom may be asked: title, text, Aktionsfeld."""
    if kind != "box":
        return []
    box = queries.box(id, public=False)
    return [(box.title, box.text, [box.area_id] if box.area_id else [])]


def ways_in() -> list[WayIn]:
    """Return the way to a box of one's own."""
    sentence = "Sie brennen für eine Idee? Probieren Sie sie selbst aus: sechs Stufen, mit Coach und Netzwerk."
    if call.present().is_open:
        return [WayIn("Kickbox", sentence, "Für eine Kickbox bewerben", "/kickbox/bewerben")]
    return [WayIn("Kickbox", f"{sentence} Zurzeit ist keine Bewerbung möglich.", "Was ist eine Kickbox?", "/kickbox")]


def _reads() -> bool:
    viewer = accounts.viewer()
    return viewer is not None and allows(viewer.role, Right.KICKBOX_READ)


def ways(idea: Idea) -> list[WayPart]:
    """Return what the office can do with an idea here: look at its boxes, or apply together with a person."""
    if not _reads():
        return []
    found = [WayPart(f"Kickbox „{box.title}“", f"/buero/kickbox/{box.id}") for box in queries.of_idea(idea.id)]
    if idea.public and not found:
        found.append(WayPart("Als Kickbox", f"/kickbox/bewerben?idee={idea.id}"))
    return found


def onward(vision: Vision) -> list[NextPart]:
    """Return the boxes that try out an idea behind a vision: one of them may take it up."""
    boxes = [box for idea in vision.ideas for box in queries.of_idea(idea.id)]
    return [NextPart(Thing("box", box.id), f"Kickbox „{box.title}“") for box in boxes]


def vision_ways(vision: Vision) -> list[WayPart]:
    """Return what the office can do with a vision that a Kickbox shall try out: look at its boxes, or apply for one."""
    if vision.way is not Way.KICKBOX or not _reads():
        return []
    boxes = [box for idea in vision.ideas for box in queries.of_idea(idea.id)]
    if boxes:
        return [WayPart(f"Kickbox „{box.title}“", f"/buero/kickbox/{box.id}") for box in boxes]
    idea = next((one for one in vision.ideas if one.public), None)
    return [WayPart("Für eine Kickbox bewerben", f"/kickbox/bewerben?idee={idea.id}" if idea else "/kickbox/bewerben")]


def aside(idea: Idea) -> list[Markup]:
    """Return the invitation on an idea's page, while applications are open and nobody works on the idea yet."""
    free = may_follow(idea.stage, Stage.IN_WORK) and idea.stage is not Stage.IN_WORK
    if not (free and call.present().is_open):
        return []
    return [
        Markup(
            '<p class="small no-print"><a href="/kickbox/bewerben?idee={}">Diese Idee selbst ausprobieren</a> (Kickbox)</p>'
        ).format(idea.id)
    ]


def journey(idea: Idea) -> list[JourneyStep]:
    """Return what boxes add to an idea's way: the start, each level, the end."""
    return [step for box in queries.of_idea(idea.id) for step in _steps(box)]


def _steps(box: Box) -> list[JourneyStep]:
    page, link = f"/kickbox/{box.id}", "Zur Kickbox"
    found = []
    for step in box.steps:
        when, iso = clock.day_in_words(step.at), clock.local(step.at).date().isoformat()
        title = f"Kickbox, Stufe {step.level} von {TOP}: {way.name(step.level)}"
        if step.level == 1:
            told = f"Jemand probiert die Idee selbst aus: „{box.title}“."
            found.append(JourneyStep(when, iso, title, told, address=page, link=link, at=step.at))
        else:
            found.append(JourneyStep(when, iso, title, step.note, at=step.at))
    if box.ended_at:
        when, iso = clock.day_in_words(box.ended_at), clock.local(box.ended_at).date().isoformat()
        title = "Die Kickbox geht weiter" if box.onward else "Die Kickbox ist zu Ende, etwas ist gelernt"
        told = box.onward or box.ending
        found.append(JourneyStep(when, iso, title, told, address=page, link=link, at=box.ended_at))
    return found


def blips() -> list[Blip]:
    """Return the boxes on the radar; one that ended with something learned is not drawn."""
    return [
        Blip("box", box.id, box.title, box.area_id, _ring(box), f"/kickbox/{box.id}")
        for box in queries.shown_on_radar()
        if box.area_id
    ]


def _ring(box: Box) -> Ring:
    tried = box.state is BoxState.GOES_ON or box.level >= TRIED_FROM
    return Ring.TRIED if tried else Ring.IMPULSE


def due() -> list[DuePart]:
    """Return applications that wait for an answer, oldest first; only for those who may read them."""
    if not _reads():
        return []
    parts = []
    for box in queries.waiting(limit=10):
        until = box.asked_at + timedelta(days=call.answer_days())
        what = "Bewerbung beantworten" if box.state is BoxState.CONFIRMED else "Bewerbung ansehen, vielleicht Werbung"
        parts.append(DuePart.until(box.title, what, "Kickbox", f"/buero/kickbox/{box.id}", until))
    return parts


def tiles() -> list[tuple[int, str, str]]:
    """Return numbers that link to their lists; only for those who may read them."""
    if not _reads():
        return []
    return [(queries.how_many(BoxState.CONFIRMED), "Bewerbungen für eine Kickbox", "/buero/kickbox")]
