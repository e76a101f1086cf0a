"""Delivery of what was promised: leased in a short transaction, handed over outside any, settled in a short one."""

from __future__ import annotations

import logging
import random
import time
import traceback
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from flask import current_app
from sqlalchemy import select, update

from core import clock
from core.db import db, rollback, writing
from core.outbox.rows import LEASE, NEVER, Promise

log = logging.getLogger(__name__)

AT_MOST: Final = 50
BUDGET: Final = 30.0
"""Seconds after which a leased bunch is cut short, well within its lease."""
WAITS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)
GIVE_UP: Final = timedelta(days=7)

Parcel = tuple[int, dict[str, Any]]


class Undeliverable(Exception):
    """Trying again is no use; the sentence says why and names nobody."""


class NotNow(Exception):
    """It may work later; the sentence says why and names nobody."""


@dataclass(frozen=True)
class Outcome:
    """What became of some parcels: delivered, or the fault that kept them."""

    ids: Sequence[int]
    fault: Exception | None = None


@dataclass(frozen=True)
class Batch:
    """A delivery of many parcels at once; yields outcomes as they happen; `turn` says whether we may begin."""

    deliver: Callable[[Sequence[Parcel]], Generator[Outcome, None, None]]
    at_most: int = AT_MOST
    turn: Callable[[], AbstractContextManager[bool]] = lambda: nullcontext(enter_result=True)

    def __call__(self, promise_id: int, payload: dict[str, Any]) -> None:
        """Deliver one parcel alone."""
        for outcome in self.deliver([(promise_id, payload)]):
            if outcome.fault:
                raise outcome.fault


def deliver_due(*, only: Collection[str] | None = None, without: Collection[str] = ()) -> int:
    """Deliver everything that is due, of some kinds or of all; return how many parcels arrived."""
    due = select(Promise.kind).where(Promise.done_at.is_(None), Promise.next_at <= clock.now())
    kinds = db.session.scalars(due.distinct().order_by(Promise.kind)).all()
    rollback()
    wanted = [kind for kind in kinds if (only is None or kind in only) and kind not in without]
    return sum(_drain(kind) for kind in wanted)


def _drain(kind: str) -> int:
    """Deliver one kind, bunch by bunch, until nothing of it is due or it is another process's turn."""
    batch = _batch(kind)
    delivered = 0
    while True:
        with batch.turn() as ours:
            leased = _lease(kind, batch.at_most) if ours else []
            if not leased:
                return delivered
            delivered += _deliver(kind, batch, leased)


def _batch(kind: str) -> Batch:
    """Return how a kind is delivered, a plain function made into a batch; a kind no room knows is kept with a fault."""
    found = current_app.extensions["deliveries"].get(kind)
    if isinstance(found, Batch):
        return found

    def one_by_one(parcels: Sequence[Parcel]) -> Generator[Outcome, None, None]:
        for promise_id, payload in parcels:
            fault: Exception | None = None
            try:
                if found is None:
                    raise NotNow(f"no room delivers {kind!r}")  # noqa: TRY301 - kept like any other fault
                found(promise_id, payload)
            except Exception as error:  # noqa: BLE001 - one parcel must not stop the others; the fault is stored and logged
                fault = error
            yield Outcome([promise_id], fault)

    return Batch(one_by_one)


def _lease(kind: str, at_most: int) -> list[Promise]:
    """Take due rows for a minute in a short write transaction; rows another worker holds are skipped."""
    due = select(Promise).where(Promise.kind == kind, Promise.done_at.is_(None), Promise.next_at <= clock.now())
    with writing():
        rows = list(db.session.scalars(due.order_by(Promise.id).limit(at_most).with_for_update(skip_locked=True)))
        for row in rows:
            row.next_at = clock.now() + LEASE
            row.tries += 1
        db.session.flush()
        db.session.expunge_all()
    return rows


def _deliver(kind: str, batch: Batch, leased: Sequence[Promise]) -> int:
    """Hand a leased bunch over outside any transaction and store each outcome; whatever is left over keeps no lease."""
    open_rows = {row.id: row for row in leased}
    delivered, began = 0, time.monotonic()
    try:
        with closing(batch.deliver([(row.id, row.payload) for row in leased])) as outcomes:
            for outcome in outcomes:
                rollback()
                _settle([open_rows.pop(i) for i in outcome.ids], outcome.fault)
                delivered += 0 if outcome.fault else len(outcome.ids)
                if time.monotonic() - began > BUDGET:
                    break
            else:
                _settle(list(open_rows.values()), NotNow("no word about this parcel"))
                open_rows.clear()
    except Exception as error:  # noqa: BLE001 - a delivery that breaks keeps its rows for later; stored and logged
        rollback()
        _settle(list(open_rows.values()), error)
        open_rows.clear()
    _give_back(list(open_rows.values()))
    if delivered:
        log.info("outbox: %s x %s delivered", delivered, kind)
    return delivered


def _settle(rows: Sequence[Promise], fault: Exception | None) -> None:
    """Mark rows done, or put them back with their fault, in a short write transaction."""
    if not rows:
        return
    if fault is None:
        with writing():
            ids = [row.id for row in rows]
            db.session.execute(
                update(Promise).where(Promise.id.in_(ids)).values(done_at=clock.now(), payload={}, fault="")
            )
        return
    sentence = describe(fault)
    with writing():
        for row in rows:
            final = isinstance(fault, Undeliverable) or clock.now() - row.promised_at >= GIVE_UP
            next_at = NEVER if final else clock.now() + wait(row.tries)
            _put_back(row, next_at=next_at, fault=sentence)
            log.warning("outbox: %s %s %s: %s", row.kind, row.id, "stuck" if final else f"try {row.tries}", sentence)


def _give_back(rows: Sequence[Promise]) -> None:
    """Put rows that were leased and not tried back as they were."""
    if rows:
        with writing():
            for row in rows:
                _put_back(row, next_at=clock.now(), tries=row.tries - 1)


def _put_back(row: Promise, **values: object) -> None:
    """Change a leased row, unless its lease ran out and somebody else has it."""
    same = (Promise.id == row.id, Promise.tries == row.tries, Promise.done_at.is_(None))
    db.session.execute(update(Promise).where(*same).values(**values))


def wait(tries: int) -> timedelta:
    """Return how long to wait after so many tries: 1, 5, 15, 60 minutes, then 4 hours, a tenth more or less."""
    return WAITS[min(tries, len(WAITS)) - 1] * random.uniform(0.9, 1.1)  # noqa: S311 - spreads load, keeps no secret


def describe(fault: Exception) -> str:
    """Return a fault in one line without personal data: our own sentence, or the error's name and place."""
    if isinstance(fault, Undeliverable | NotNow):
        return str(fault)
    places = traceback.extract_tb(fault.__traceback__)[-1:]
    return " ".join([type(fault).__name__, *(f"in {Path(place.filename).name}:{place.lineno}" for place in places)])
