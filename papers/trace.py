"""Woher ein Vorschlag kommt: from a paper back through result, order, vision and meeting to every idea behind it."""

from __future__ import annotations

from dataclasses import dataclass

from circles import address as circle_address
from circles import queries as circles
from circles.balance import balance
from core import clock
from core.errors import NotThere
from dialogues import address as dialogue_address
from dialogues import agreement, showing
from dialogues import queries as dialogues
from dialogues.models import Dialogue, Vision
from ideas import address as idea_address
from ideas import queries as ideas
from ideas.models import Idea
from kickbox import queries as kickbox
from papers.models import Paper

SHOWN = 5
"""Under so many people the number is not told."""


@dataclass(frozen=True)
class Link:
    """One thing on the way: its name, its public page, and when (in words, empty when it has no day)."""

    title: str
    address: str
    when: str = ""


@dataclass(frozen=True)
class Voice:
    """What people said to one thesis: its text, the verdict in words, agreement ("23 von 25") and unity in a word."""

    thesis: str
    verdict: str
    agreement: str
    unity: str


@dataclass(frozen=True)
class Trace:
    """Everything behind a paper that everybody may see; hidden ideas are neither named nor counted.

    `people` is how many laid stones at the meeting (the most for one thesis), 0 without a meeting or below five.
    `balance` says in numbers who of the four sectors worked on the order, empty when no place was taken.
    """

    ideas: tuple[Link, ...] = ()
    meeting: Link | None = None
    people: int = 0
    voices: tuple[Voice, ...] = ()
    vision: Link | None = None
    order: Link | None = None
    circle: Link | None = None
    balance: str = ""
    result: Link | None = None
    box: Link | None = None


def trace(paper: Paper) -> Trace:
    """Read what led to a paper, in a number of statements that does not depend on how much it is."""
    if paper.deliverable_id is not None:
        return _from_result(paper.deliverable_id)
    return _from_box(paper.box_id) if paper.box_id is not None else Trace()


def idea_ids(paper: Paper) -> list[int]:
    """Return the numbers of the ideas a paper came from, those that everybody may read."""
    if paper.deliverable_id is not None:
        return [idea.id for idea in circles.chain(paper.deliverable_id).ideas]
    box = kickbox.box(paper.box_id, public=True) if paper.box_id is not None else None
    return [one.id for one in ideas.by_ids([box.idea_id], public=True)] if box and box.idea_id else []


def _links(found: list[Idea] | tuple[Idea, ...]) -> tuple[Link, ...]:
    return tuple(Link(one.title, idea_address.of(one), clock.day_in_words(one.submitted_at)) for one in found)


def _from_result(deliverable_id: int) -> Trace:
    try:
        chain = circles.chain(deliverable_id)
    except NotThere:
        return Trace()
    result, order = chain.deliverable, chain.order
    released = clock.day_in_words(result.released_at) if result.released_at else ""
    meeting = _meeting(chain.vision) if chain.vision else None
    voices = agreement.results(meeting) if meeting else ()
    page = circle_address.order(order)
    return Trace(
        ideas=_links(chain.ideas),
        meeting=_meeting_link(meeting),
        people=_people(voices),
        voices=tuple(_voice(one) for one in voices),
        vision=Link(chain.vision.title, dialogue_address.vision(chain.vision.id)) if chain.vision else None,
        order=Link(order.title, page),
        circle=Link(chain.circle.name, circle_address.circle(chain.circle.id)),
        balance=_balance(order.id),
        result=Link(result.title, page, released),
    )


def _balance(order_id: int) -> str:
    order = circles.order(order_id, public=True)
    weighed = balance([place.actor for place in order.places], order.seats)
    if not weighed.taken:
        return ""
    told = ", ".join(f"{one.word} {one.number}" for one in weighed.sectors)
    apart = weighed.taken - sum(one.number for one in weighed.sectors)
    beside = f", ohne Sektor gezählt {apart}" if apart else ""
    return f"{told}{beside}"


def _people(voices: tuple[agreement.ThesisResult, ...]) -> int:
    most = max((one.n + one.counts.passed for one in voices), default=0)
    return most if most >= SHOWN else 0


def _meeting(vision: Vision) -> Dialogue | None:
    try:
        return dialogues.dialogue(vision.dialogue_id, public=True)
    except NotThere:
        return None


def _meeting_link(meeting: Dialogue | None) -> Link | None:
    if meeting is None:
        return None
    return Link(meeting.title, dialogue_address.dialogue(meeting.id), showing.day(meeting.held_on))


def _voice(one: agreement.ThesisResult) -> Voice:
    said = f"{one.counts.up} von {one.n}" if one.agreement is not None else ""
    return Voice(one.text, one.word, said, one.unity_word)


def _from_box(box_id: int) -> Trace:
    try:
        box = kickbox.box(box_id, public=True)
    except NotThere:
        return Trace()
    found = ideas.by_ids([box.idea_id], public=True) if box.idea_id else []
    ended = clock.day_in_words(box.ended_at) if box.ended_at else ""
    return Trace(ideas=_links(found), box=Link(box.title, f"/kickbox/{box.id}", ended))
