"""What the circles hang into other pages: the way of an idea, visions, open calls, the office's day, the radar."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from circles import address, cards, queries
from circles.models import OrderState, WorkOrder
from compass.models import Purpose
from compass.networked import Shared
from compass.queries import Further
from core import clock
from core.deadlines import DuePart, day_of
from core.parts import DatePart, WayIn
from core.things import Thing
from dialogues.leading import TakenPart
from dialogues.models import Vision, Way
from dialogues.ways import NextPart
from ideas.hangings import WayPart
from ideas.journey import JourneyStep
from ideas.models import Idea
from ideas.services import Said
from radar.blips import Blip, Ring

TAKING_PART = "Sie arbeiten mit"


@dataclass(frozen=True)
class AfterPart:
    """One thing that came of a vision or a result: when, its ISO day, what, one sentence, words and address of its page.

    Slot dialogues.vision is asked with vision=, slot circles.deliverable with deliverable= (released ones only).
    """

    when: str
    iso: str
    title: str
    sentence: str
    label: str
    address: str


def journey(idea: Idea) -> list[JourneyStep]:
    """Return what circles did with an idea beyond its stages: a released result, an end without one, what comes next."""
    return [step for order in queries.by_idea(idea.id) for step in _steps(order)]


def _steps(order: WorkOrder) -> list[JourneyStep]:
    name, page = f"Der Innovationszirkel „{order.circle.name}“", address.order(order)
    result = order.deliverable
    if result and result.released_at:
        when, iso = clock.day_in_words(result.released_at), clock.local(result.released_at).date().isoformat()
        told = f"{name} hat ein Ergebnis: „{result.title}“."
        return [JourneyStep(when, iso, "Ergebnis", told, address=page, link="Ergebnis lesen", at=result.released_at)]
    if order.state is OrderState.ENDED and order.ended_at:
        when, iso = clock.day_in_words(order.ended_at), clock.local(order.ended_at).date().isoformat()
        return [JourneyStep(when, iso, "Der Zirkel hat seine Arbeit beendet", order.end_note, at=order.ended_at)]
    if order.state is OrderState.RUNNING:
        told = f"{name} will bis dahin fertig sein."
        return [
            JourneyStep(
                cards.day(order.ends_on), order.ends_on, "Ergebnis", told, "next", page, "Woran der Zirkel arbeitet"
            )
        ]
    return []


def asks(kind: str, id: int) -> list[tuple[str, str, list[int]]]:  # noqa: A002 - the slot names a thing
    """Return what an order says to whom may be asked: title, goal, Aktionsfelder."""
    if kind != "order":
        return []
    order = queries.order(id, public=False)
    return [(order.title, order.goal, list(queries.areas_of(order)))]


def seats(actor_ids: Collection[int]) -> list[tuple[int, int]]:
    """Return how many places in planned and running work actors hold."""
    return queries.open_places(actor_ids)


def evidence(actor_ids: Collection[int]) -> list[Further]:
    """Return the released results that actors worked on, as evidence of what they know."""
    return [
        Further(
            actor,
            "result",
            result.id,
            f"{result.title}. {result.summary}",
            result.released_at,
            address.desk_order(result.order_id),
        )
        for actor, result in queries.results_of(actor_ids)
    ]


def ways(vision: Vision) -> list[WayPart]:
    """Return what the office can do with a vision here: write the order, or open the one it became."""
    present = queries.by_vision(vision.id)
    if present:
        return [WayPart(f"Arbeitsauftrag „{present[0].title}“", address.desk_order(present[0].id))]
    if vision.way is not Way.CIRCLE or vision.next_kind == "order":
        return []
    circle = queries.circle_of_area(vision.main_area_id)
    page = f"{address.desk_circle(circle.id)}/auftrag/neu" if circle else "/buero/zirkel"
    return [WayPart("Arbeitsauftrag schreiben", f"{page}?vision={vision.id}")]


def taken(dialogue_id: int) -> list[TakenPart]:
    """Return the orders that came of a meeting's visions, with the goals into which its Leitfragen may have gone."""
    orders = queries.by_meeting(dialogue_id)
    return [TakenPart(f"Arbeitsauftrag „{one.title}“", address.desk_order(one.id), one.goal) for one in orders]


def onward(vision: Vision) -> list[NextPart]:
    """Return the orders of the circle of a vision's Handlungsfeld that could take it up: those that are not over."""
    circle = queries.circle_of_area(vision.main_area_id)
    if circle is None:
        return []
    return [
        NextPart(Thing("order", one.id), f"Arbeitsauftrag „{one.title}“ ({circle.name})")
        for one in queries.orders(circle.id, public=False)
        if one.state is not OrderState.ENDED
    ]


def ahead(vision: Vision) -> list[Said]:
    """Return who takes a vision up and when its next step is, from the order it became or was linked with; nothing without."""
    found = queries.by_vision(vision.id)
    if vision.next_kind == "order" and vision.next_id:
        found = [queries.order(vision.next_id, public=False), *found]
    standing = [one for one in found if one.state is not OrderState.ENDED]
    return [Said(place=f"Der Innovationszirkel „{one.circle.name}“", on=_next_day(one)) for one in standing[:1]]


def _next_day(order: WorkOrder) -> str:
    """Return the ISO day of an order's next step: its begin while it waits, its end once it runs."""
    return order.ends_on if order.state is OrderState.RUNNING else max(order.begins_on, clock.today().isoformat())


def after(vision: Vision) -> list[AfterPart]:
    """Return what came of a vision, oldest first: orders everybody may see, their released results."""
    parts = []
    for order in reversed(queries.by_vision(vision.id)):
        if order.started_at:
            told = f"Der Innovationszirkel „{order.circle.name}“ arbeitet daran: „{order.title}“."
            parts.append(_after(order, order.started_at, "Arbeitsauftrag", told, "Zum Auftrag"))
        result = order.deliverable
        if result and result.released_at:
            parts.append(_after(order, result.released_at, "Ergebnis", f"„{result.title}“", "Ergebnis lesen"))
    return parts


def _after(order: WorkOrder, at: datetime, title: str, sentence: str, label: str) -> AfterPart:
    iso = clock.local(at).date().isoformat()
    return AfterPart(clock.day_in_words(at), iso, title, sentence, label, address.order(order))


def dates() -> list[DatePart]:
    """Return the open calls: seats for everybody in a circle."""
    return [_date(cards.of(order)) for order in queries.open_calls()]


def _date(card: cards.OrderCard) -> DatePart:
    order = card.order
    what = f"Plätze frei: {card.balance.free} von {order.seats} im Innovationszirkel „{order.circle.name}“."
    when, iso = (card.begins, order.begins_on) if order.state is OrderState.PLANNED else (card.ends, order.ends_on)
    said = f"ab {when}" if order.state is OrderState.PLANNED else f"bis {when}"
    return DatePart(order.title, what, said, iso, address.circle(order.circle_id), TAKING_PART)


def ways_in() -> list[WayIn]:
    """Return the open calls as ways to take part."""
    sentence = "Der Innovationszirkel „{}“ sucht Menschen, die mitarbeiten: {}."
    return [
        WayIn(
            f"Plätze frei: {order.title}",
            sentence.format(order.circle.name, cards.free_words(order.seats - len(order.places))),
            "Ansehen und mitarbeiten",
            address.circle(order.circle_id),
        )
        for order in queries.open_calls()
    ]


def due() -> list[DuePart]:
    """Return running orders that end within two weeks or are over, and sectors missing in running ones."""
    today, parts = clock.today(), []
    for card in map(cards.of, queries.running()):
        order = card.order
        if order.ends_on <= (today + queries.SOON).isoformat():
            what = "Arbeitsauftrag zu Ende bringen"
            parts.append(DuePart.until(order.title, what, "Zirkel", card.desk_address, order.ends_on))
        if card.balance.missing:
            what = f"{card.balance.sentence} ({cards.free_words(card.balance.free)})"
            when, on = f"läuft bis {card.ends}", day_of(order.ends_on)
            parts.append(DuePart(order.title, what, "Zirkel", card.desk_address, when, late=False, on=on))
    return parts


def graph() -> list[Shared]:
    """Return who has or had a place in the same work: seen by everybody once the work is, with the Yes to show it."""
    return [Shared("order", "circles", Purpose.SHOW_CIRCLES, queries.taken_places)]


def tiles() -> list[tuple[int, str, str]]:
    """Return numbers that link to their lists."""
    return [
        (len(queries.running()), "Aufträge laufen", "/buero/zirkel"),
        (len(queries.waiting_visions()), "Visionen ohne Auftrag", "/buero/zirkel"),
    ]


def blips() -> list[Blip]:
    """Return running orders and those with a released result; each lies in its vision's main Aktionsfeld."""
    return [
        Blip("order", one.id, one.title, queries.areas_of(one)[0], _ring(one), address.order(one))
        for one in queries.shown_orders()
        if queries.areas_of(one)
    ]


def _ring(order: WorkOrder) -> Ring:
    return Ring.DONE if order.deliverable and order.deliverable.public else Ring.TRIED
