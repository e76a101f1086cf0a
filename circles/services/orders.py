"""Changes of work orders: written from a vision or typed, called for, started (one of a circle at a time), ended."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from circles import address, queries
from circles.drafts import OrderDraft
from circles.models import Circle, OrderState, WorkOrder
from circles.services.changing import changed, locked_order, order_thing, refuse_ended, take_turn
from compass import services as compass
from compass.models import MOST_SEATS, Challenge
from core import clock, journal
from core.config import settings
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing
from dialogues import services as dialogues
from dialogues.models import Way
from ideas import services as ideas
from ideas.models import Idea
from ideas.services import Said
from ideas.stages import Stage, may_follow


def plan(circle_id: int, draft: OrderDraft, who: Who, *, vision_id: int | None = None, nonce: str = "") -> WorkOrder:
    """Write an order that waits; `nonce` names the opened form: sent twice, it stores one order."""
    take_turn()
    mark = hashlib.sha256(nonce.encode()).hexdigest() if nonce else None
    present = db.session.scalars(select(WorkOrder).where(WorkOrder.nonce_hash == mark)).one_or_none() if mark else None
    if present is not None:
        return present
    if db.session.get(Circle, circle_id) is None:
        raise NotThere
    if vision_id is not None and queries.vision(vision_id).way is not Way.CIRCLE:
        raise Refused("Für diese Vision ist ein anderer Weg gewählt. Bitte ändern Sie ihn zuerst bei der Vision.")
    _check(draft)
    order = WorkOrder(circle_id=circle_id, vision_id=vision_id, made_at=clock.now(), nonce_hash=mark)
    _write(order, draft)
    db.session.add(order)
    db.session.flush()
    if vision_id is not None:
        dialogues.link(vision_id, order_thing(order.id), Way.CIRCLE, who)
    journal.note("order.planned", order_thing(order.id), who)
    changed(order_thing(order.id))
    return order


def _check(draft: OrderDraft, kept_kind: int | None = None) -> None:
    """Refuse what the form would have refused: days the wrong way round, a kind that is not on offer."""
    if not date.fromisoformat(draft.begins_on) < date.fromisoformat(draft.ends_on):
        raise Refused("Das Ende muss nach dem Beginn liegen.")
    kind = queries.kind(draft.result_kind_id)
    if not kind.active and kind.id != kept_kind:
        raise Refused("Diese Art des Ergebnisses wird nicht mehr angeboten.")


def _write(order: WorkOrder, draft: OrderDraft) -> None:
    order.title, order.goal, order.seats = draft.title, draft.goal, draft.seats
    order.result_kind_id, order.begins_on, order.ends_on = draft.result_kind_id, draft.begins_on, draft.ends_on


def change_order(number: int, draft: OrderDraft, who: Who, version: int) -> WorkOrder:
    """Let an order say something else until it is over; a circle may sharpen its order itself."""
    take_turn()
    order = locked_order(number, version)
    refuse_ended(order)
    _check(draft, order.result_kind_id)
    if draft.seats < len(order.places):
        raise Refused(
            f"Es sind schon {len(order.places)} Plätze besetzt. Weniger Plätze gehen erst, wenn welche frei sind."
        )
    _write(order, draft)
    journal.note("order.changed", order_thing(number), who)
    changed(order_thing(number))
    return order


def start(number: int, who: Who, version: int | None = None) -> WorkOrder:
    """Let an order run; refused while another of the circle runs. The ideas behind its vision go into "In Arbeit"."""
    take_turn()
    order = locked_order(number, version)
    if order.state is not OrderState.PLANNED:
        raise Refused("Dieser Auftrag hat schon begonnen.")
    if order.vision is not None and not order.vision.public:
        raise Refused("Die Vision zu diesem Auftrag ist noch nicht veröffentlicht. Das kommt zuerst.")
    if order.ends_on < clock.today().isoformat():
        raise Refused("Das Ende liegt schon in der Vergangenheit. Bitte ändern Sie zuerst den Zeitraum.")
    _refuse_second(order)
    order.state, order.started_at = OrderState.RUNNING, clock.now()
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError as error:
        raise _second("ein anderer Auftrag") from error
    journal.note("order.started", order_thing(number), who)
    _put_to_work(order, who)
    changed(order_thing(number), Thing("circle", order.circle_id))
    return order


def _refuse_second(order: WorkOrder) -> None:
    wanted = select(WorkOrder).where(WorkOrder.circle_id == order.circle_id, WorkOrder.state == OrderState.RUNNING)
    other = db.session.scalars(wanted).one_or_none()
    if other is not None:
        raise _second(f"„{other.title}“")


def _second(name: str) -> Refused:
    return Refused(
        f"Im Zirkel läuft gerade {name}. Ein Zirkel arbeitet an einem Auftrag nach dem anderen. Dieser wartet so lange."
    )


def _put_to_work(order: WorkOrder, who: Who) -> None:
    """Advance each idea behind the order's vision where the table of stages allows it."""
    said = Said(place=f"Der Innovationszirkel „{order.circle.name}“", on=order.ends_on)
    for idea in _ideas_behind(order):
        if idea.public and may_follow(idea.stage, Stage.IN_WORK):
            ideas.advance(idea.id, Stage.IN_WORK, who, said)


def _ideas_behind(order: WorkOrder) -> Sequence[Idea]:
    """Return the ideas behind an order's vision, all rows locked in one order, so that two changes never wait crosswise."""
    if order.vision_id is None:
        return ()
    numbers = [idea.id for idea in queries.vision(order.vision_id).ideas]
    return db.session.scalars(select(Idea).where(Idea.id.in_(numbers)).order_by(Idea.id).with_for_update()).all()


def end(number: int, note: str, who: Who, version: int | None = None) -> WorkOrder:
    """End a running order without a released result; `note` says in public what came of it, authors are told."""
    take_turn()
    order = locked_order(number, version)
    if order.state is not OrderState.RUNNING:
        raise Refused("Beenden lässt sich nur ein Auftrag, der gerade läuft.")
    if not note:
        raise Refused("Bitte schreiben Sie, was aus dem Auftrag wurde.")
    finish(order, note)
    journal.note("order.ended", order_thing(number), who)
    tell_authors(order, "Der Zirkel hat seine Arbeit beendet", note)
    changed(order_thing(number), Thing("circle", order.circle_id))
    return order


def finish(order: WorkOrder, note: str = "") -> None:
    """Set an order to ended; nobody is called any more."""
    order.state, order.ended_at, order.calling, order.end_note = OrderState.ENDED, clock.now(), False, note


def tell_authors(order: WorkOrder, word: str, sentence: str) -> None:
    """Send the news to the author of each idea behind the order's vision."""
    page = settings().base_url.rstrip("/") + address.order(order)
    for idea in _ideas_behind(order):
        ideas.tell(idea.id, word, sentence, page)


def drop(number: int, who: Who, version: int) -> int:
    """Delete an order that never ran; return its circle. What has begun stays for good."""
    take_turn()
    order = locked_order(number, version)
    if order.state is not OrderState.PLANNED:
        raise Refused("Ein Auftrag, der schon begonnen hat, wird nicht gelöscht. Sie können ihn beenden.")
    circle_id = order.circle_id
    journal.note("order.dropped", order_thing(number), who)
    db.session.delete(order)
    dialogues.unlink(order_thing(number), who)
    changed(order_thing(number))
    return circle_id


def call(number: int, who: Who, version: int, *, calling: bool) -> WorkOrder:
    """Call everybody to join an order, or stop calling; a planned order is public only while it calls."""
    take_turn()
    order = locked_order(number, version)
    refuse_ended(order)
    if calling and len(order.places) >= order.seats:
        raise Refused("Alle Plätze sind besetzt. Für einen Aufruf braucht es mindestens einen freien Platz.")
    order.calling = calling
    journal.note("order.calling_on" if calling else "order.calling_off", order_thing(number), who)
    changed(order_thing(number))
    return order


def ask(number: int, who: Who) -> Challenge:
    """Make the challenge by which people for an order are sought, or return the one that is there."""
    take_turn()
    order = locked_order(number)
    refuse_ended(order)
    said = (order.title, order.goal, queries.areas_of(order), order_thing(number), who)
    challenge = compass.make_challenge(*said, wanted=compass.Wanted(min(order.seats, MOST_SEATS)))
    order.challenge_id = challenge.id
    journal.note("order.asked", order_thing(number), who)
    db.session.flush()
    return challenge
