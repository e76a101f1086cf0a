"""Every read of the circles: by Handlungsfeld, orders with their places, results, and the chain of what led to a result."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, raiseload, selectinload

from circles.models import Circle, Deliverable, Measure, OrderState, Place, ResultKind, WorkOrder
from compass import queries as compass
from compass.models import Actor
from core import accounts, clock, versions
from core.db import db
from core.errors import NotThere
from core.journal import Entry
from core.rows import fold
from core.things import Thing
from dialogues.models import Vision, Way, vision_idea
from ideas.models import Idea
from radar import queries as radar

MANY = 100
"""Rows a list without pages shows at most."""
FOUND = 20
SOON = timedelta(days=14)


@dataclass(frozen=True)
class FieldCircle:
    """One Handlungsfeld, its circle (None until it is set up), the order it works on, and how many wait or have ended."""

    field: radar.Field
    circle: Circle | None
    running: WorkOrder | None = None
    waiting: int = 0
    ended: int = 0


@dataclass(frozen=True)
class Chain:
    """From a result back to the ideas behind it: only what everybody may see; hidden visions and ideas are left out."""

    deliverable: Deliverable
    order: WorkOrder
    circle: Circle
    vision: Vision | None
    ideas: tuple[Idea, ...]


def by_field() -> list[FieldCircle]:
    """Return the four Handlungsfelder in their order, each with what its circle does."""
    circles = {one.field_id: one for one in db.session.scalars(select(Circle))}
    running = {one.circle_id: one for one in db.session.scalars(_orders().where(WorkOrder.state == OrderState.RUNNING))}
    counted = select(WorkOrder.circle_id, WorkOrder.state, func.count()).group_by(WorkOrder.circle_id, WorkOrder.state)
    numbers = {(circle, state): number for circle, state, number in db.session.execute(counted)}
    return [_field_circle(field, circles.get(field.id), running, numbers) for field in radar.taxonomy().every_field]


def _field_circle(
    field: radar.Field,
    circle: Circle | None,
    running: dict[int, WorkOrder],
    numbers: dict[tuple[int, OrderState], int],
) -> FieldCircle:
    if circle is None:
        return FieldCircle(field, None)
    waiting, ended = (numbers.get((circle.id, state), 0) for state in (OrderState.PLANNED, OrderState.ENDED))
    return FieldCircle(field, circle, running.get(circle.id), waiting, ended)


def circle(number: int) -> Circle:
    """Return one circle; NotThere when there is none."""
    found = db.session.get(Circle, number)
    if found is None:
        raise NotThere
    return found


def field_of(found: Circle) -> radar.Field:
    """Return the Handlungsfeld of a circle."""
    field = radar.taxonomy().field(found.field_id)
    assert field is not None  # noqa: S101 - rows of the vocabulary are never deleted
    return field


def circle_of_area(area_id: int) -> Circle | None:
    """Return the circle of the Handlungsfeld that an Aktionsfeld belongs to."""
    area = radar.taxonomy().area(area_id)
    return db.session.scalars(select(Circle).where(Circle.field_id == area.field_id)).one_or_none() if area else None


def _orders() -> Select[WorkOrder]:
    """Select orders with what every page says of them."""
    return select(WorkOrder).options(
        joinedload(WorkOrder.circle),
        joinedload(WorkOrder.result_kind),
        joinedload(WorkOrder.deliverable).selectinload(Deliverable.measures),
        selectinload(WorkOrder.places).joinedload(Place.actor).selectinload(Actor.consents),
        joinedload(WorkOrder.vision).selectinload(Vision.ideas),
        raiseload("*"),
    )


def orders(circle_id: int, *, public: bool, limit: int = MANY) -> list[WorkOrder]:
    """Return a circle's orders, the newest begin first."""
    wanted = _orders().where(WorkOrder.circle_id == circle_id)
    if public:
        wanted = wanted.where(_shown())
    return list(db.session.scalars(wanted.order_by(WorkOrder.begins_on.desc(), WorkOrder.id.desc()).limit(limit)))


def _shown() -> ColumnElement[bool]:
    """Return the condition that is WorkOrder.public in rows."""
    return (WorkOrder.state != OrderState.PLANNED) | WorkOrder.calling


def order(number: int, *, public: bool) -> WorkOrder:
    """Return one order with places, vision and result; NotThere when it does not exist for this reader."""
    found = db.session.scalars(_orders().where(WorkOrder.id == number)).one_or_none()
    if found is None or (public and not found.public):
        raise NotThere
    return found


def by_vision(vision_id: int) -> list[WorkOrder]:
    """Return the orders that a vision became, newest first."""
    wanted = _orders().where(WorkOrder.vision_id == vision_id).order_by(WorkOrder.id.desc())
    return list(db.session.scalars(wanted.limit(MANY)))


def by_meeting(dialogue_id: int) -> list[WorkOrder]:
    """Return the orders that the visions of a meeting became, newest first, with their results."""
    wanted = select(WorkOrder).options(joinedload(WorkOrder.deliverable), raiseload("*"))
    wanted = wanted.join(Vision, Vision.id == WorkOrder.vision_id).where(Vision.dialogue_id == dialogue_id)
    return list(db.session.scalars(wanted.order_by(WorkOrder.id.desc()).limit(MANY)))


def by_idea(idea_id: int) -> list[WorkOrder]:
    """Return the orders everybody may see that an idea led to, oldest first; an idea no order knows costs nothing."""
    if idea_id not in versions.cached(("circles", "dialogues"), _touched_by_circles):
        return []
    wanted = _orders().join(WorkOrder.vision).where(Vision.ideas.any(Idea.id == idea_id), _shown())
    return list(db.session.scalars(wanted.order_by(WorkOrder.id).limit(MANY)))


def _touched_by_circles() -> frozenset[int]:
    rows = select(vision_idea.c.idea_id).join(WorkOrder, WorkOrder.vision_id == vision_idea.c.vision_id)
    return frozenset(db.session.scalars(rows))


def shown_orders(limit: int = MANY) -> list[WorkOrder]:
    """Return orders that run or have a released result, newest first: what the radar draws."""
    released = WorkOrder.deliverable.has(Deliverable.released_at.is_not(None))
    wanted = _orders().where((WorkOrder.state == OrderState.RUNNING) | released)
    return list(db.session.scalars(wanted.order_by(WorkOrder.id.desc()).limit(limit)))


def open_calls(limit: int = FOUND) -> list[WorkOrder]:
    """Return orders that call for people and still have a free place, the nearest begin first."""
    taken = select(func.count()).where(Place.order_id == WorkOrder.id).scalar_subquery()
    today = clock.today().isoformat()
    wanted = _orders().where(
        WorkOrder.calling, WorkOrder.state != OrderState.ENDED, WorkOrder.ends_on >= today, taken < WorkOrder.seats
    )
    return list(db.session.scalars(wanted.order_by(WorkOrder.begins_on, WorkOrder.id).limit(limit)))


def running() -> list[WorkOrder]:
    """Return the running orders, the nearest end first; there is at most one of each circle."""
    wanted = _orders().where(WorkOrder.state == OrderState.RUNNING).order_by(WorkOrder.ends_on, WorkOrder.id)
    return list(db.session.scalars(wanted))


def waiting_visions(circle_field: int | None = None) -> list[Vision]:
    """Return visions that shall go on in a circle and neither became an order nor are linked with one, best rank first."""
    without = ~select(WorkOrder.id).where(WorkOrder.vision_id == Vision.id).exists()
    linked = Vision.next_kind.is_not_distinct_from("order")
    wanted = (
        select(Vision).where(Vision.way == Way.CIRCLE, without, ~linked).order_by(Vision.rank, Vision.id).limit(MANY)
    )
    found = list(db.session.scalars(wanted))
    areas = {area.id: area.field_id for area in radar.taxonomy().every_area}
    return [one for one in found if circle_field in {None, areas.get(one.main_area_id)}]


def vision(number: int) -> Vision:
    """Return a vision with its ideas for the office; NotThere when there is none."""
    wanted = select(Vision).options(selectinload(Vision.ideas)).where(Vision.id == number)
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotThere
    return found


def areas_of(order: WorkOrder) -> tuple[int, ...]:
    """Return the Aktionsfelder that an order lies in: the vision's main one, else those of the circle's Handlungsfeld."""
    if order.vision is not None:
        return (order.vision.main_area_id,)
    field = radar.taxonomy().field(order.circle.field_id)
    return tuple(area.id for area in field.areas) if field else ()


def free_actors(order: WorkOrder, words: str) -> list[Actor]:
    """Return actors without a place in an order whose name holds the words, by name; at most FOUND."""
    present = {place.actor_id for place in order.places}
    return [one for one in compass.choices(words, FOUND + len(present)) if one.id not in present][:FOUND]


def kinds(*, active: bool = True) -> list[ResultKind]:
    """Return the kinds of results in their order: those on offer, or all."""
    wanted = select(ResultKind).order_by(ResultKind.position, ResultKind.id)
    return list(db.session.scalars(wanted.where(ResultKind.active) if active else wanted))


def kind(number: int) -> ResultKind:
    """Return one kind of result."""
    found = db.session.get(ResultKind, number)
    if found is None:
        raise NotThere
    return found


def kind_name_taken(name: str, number: int | None) -> bool:
    """Tell whether another kind of result has this name, whatever its case or umlauts."""
    return any(fold(one.name) == fold(name) and one.id != number for one in kinds(active=False))


def _deliverables() -> Select[Deliverable]:
    order = joinedload(Deliverable.order)
    return select(Deliverable).options(
        selectinload(Deliverable.measures),
        order.joinedload(WorkOrder.circle),
        order.joinedload(WorkOrder.result_kind),
        order.joinedload(WorkOrder.vision).selectinload(Vision.ideas),
        raiseload("*"),
    )


def released_deliverables(limit: int = MANY) -> list[Deliverable]:
    """Return released results with order, circle and measures, newest first."""
    wanted = _deliverables().where(Deliverable.released_at.is_not(None))
    return list(db.session.scalars(wanted.order_by(Deliverable.released_at.desc(), Deliverable.id.desc()).limit(limit)))


def deliverable(number: int, *, public: bool) -> Deliverable:
    """Return one result with order, circle and measures; NotThere when it does not exist for this reader."""
    found = db.session.scalars(_deliverables().where(Deliverable.id == number)).one_or_none()
    if found is None or (public and not found.public):
        raise NotThere
    return found


def chain(deliverable_id: int) -> Chain:
    """Return what led to a released result; NotThere while it is not released."""
    found = deliverable(deliverable_id, public=True)
    seen = found.order.vision if found.order.vision and found.order.vision.public else None
    ideas = tuple(idea for idea in seen.ideas if idea.public) if seen else ()
    return Chain(found, found.order, found.order.circle, seen, ideas)


def measure(number: int) -> Measure:
    """Return one measure."""
    found = db.session.get(Measure, number)
    if found is None:
        raise NotThere
    return found


def open_places(actor_ids: Collection[int]) -> list[tuple[int, int]]:
    """Return (actor, places in planned and running orders) for those among actors who hold some."""
    wanted = select(Place.actor_id, func.count()).join(WorkOrder, WorkOrder.id == Place.order_id)
    wanted = wanted.where(Place.actor_id.in_(actor_ids), WorkOrder.state != OrderState.ENDED)
    return [(actor, number) for actor, number in db.session.execute(wanted.group_by(Place.actor_id))]


def results_of(actor_ids: Collection[int]) -> list[tuple[int, Deliverable]]:
    """Return (actor, result that everybody may read) for those among actors who had a place in its work, oldest first."""
    wanted = select(Place.actor_id, Deliverable).join(Deliverable, Deliverable.order_id == Place.order_id)
    wanted = wanted.where(Place.actor_id.in_(actor_ids), Deliverable.released_at.is_not(None)).options(raiseload("*"))
    return [(actor, result) for actor, result in db.session.execute(wanted.order_by(Deliverable.id, Place.id))]


def taken_places() -> list[tuple[int, int, bool]]:
    """Return (actor, order, whether everybody may see the order) for every place: for the graph of the network, not for pages."""
    seen = or_(WorkOrder.state != OrderState.PLANNED, WorkOrder.calling)
    wanted = select(Place.actor_id, Place.order_id, seen).join(WorkOrder, WorkOrder.id == Place.order_id)
    return [(actor, order, bool(public)) for actor, order, public in db.session.execute(wanted.order_by(Place.id))]


def meanwhile(thing: Thing, state: str) -> str:
    """Return the sentence for the second of two people: who was first, and what stands there now."""
    wanted = select(Entry).where(Entry.kind == thing.kind, Entry.thing_id == thing.id)
    entry = db.session.scalars(wanted.order_by(Entry.at.desc(), Entry.id.desc()).limit(1)).one_or_none()
    name = accounts.names([entry.account_id]).get(entry.account_id) if entry and entry.account_id else None
    when = f" ({clock.time_in_words(entry.at)})" if entry else ""
    return f"{name or 'Jemand anderes'} war schneller{when}. {state}"
