"""The outbox: leased, delivered outside any transaction, settled; nothing lost, nothing blocked."""

import threading
from collections.abc import Callable, Generator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from core import clock, outbox
from core.db import begin_writing, db, rollback, writing
from core.outbox import Batch, NotNow, Outcome, Parcel, Promise, Undeliverable, delivery

Deliver = Callable[[int, dict[str, Any]], None]
HEUTE = datetime(2026, 11, 23, 8, tzinfo=clock.BERLIN)


@pytest.fixture
def kind(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[Deliver], str]:
    """Return a function that teaches the house a kind "test" and how to deliver it."""

    def teach(deliver: Deliver) -> str:
        monkeypatch.setitem(app.extensions["deliveries"], "test", deliver)
        return "test"

    return teach


def promised(app: Flask, kind: str, *payloads: dict[str, Any]) -> list[int]:
    """Promise some parcels in one transaction and return their ids."""
    with app.app_context(), writing():
        rows = [outbox.promise(kind, payload) for payload in payloads]
        db.session.flush()
        return [row.id for row in rows]


def row(app: Flask, promise_id: int) -> Promise:
    """Read one row as it is stored now."""
    with app.app_context():
        found = db.session.get_one(Promise, promise_id)
        db.session.expunge(found)
        return found


def deliver(app: Flask) -> int:
    """Deliver what is due, as the worker does."""
    with app.app_context():
        return outbox.deliver_due()


def fails(fault: Exception) -> Deliver:
    """Return a delivery that always ends in this fault."""

    def deliver_it(_: int, __: dict[str, Any]) -> None:
        raise fault

    return deliver_it


def test_two_workers_deliver_each_parcel_once(app: Flask, kind: Callable[[Deliver], str]) -> None:
    arrived: list[int] = []
    ids = promised(app, kind(lambda i, _: arrived.append(i)), *({"n": n} for n in range(130)))
    workers = [threading.Thread(target=deliver, args=(app,)) for _ in range(2)]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(arrived) == ids
    assert {row(app, i).tries for i in ids} == {1}


def test_a_delivered_parcel_keeps_no_contents(app: Flask, kind: Callable[[Deliver], str]) -> None:
    [promise_id] = promised(app, kind(lambda _, __: None), {"to": "somebody"})

    assert deliver(app) == 1

    kept = row(app, promise_id)
    assert (kept.payload, kept.fault, kept.done_at is not None) == ({}, "", True)


def test_a_promise_of_a_transaction_that_failed_is_none(app: Flask, kind: Callable[[Deliver], str]) -> None:
    name = kind(lambda _, __: None)
    app.extensions["wake"].clear()
    with app.app_context():
        begin_writing()
        outbox.promise(name, {})
        db.session.flush()
        rollback()

    assert deliver(app) == 0
    assert not app.extensions["wake"].is_set()


def test_a_promise_wakes_the_worker_after_the_commit(app: Flask, kind: Callable[[Deliver], str]) -> None:
    name = kind(lambda _, __: None)
    app.extensions["wake"].clear()
    with app.app_context(), writing():
        outbox.promise(name, {})
        rung_before = app.extensions["wake"].is_set()

    assert (rung_before, app.extensions["wake"].is_set()) == (False, True)


def test_a_parcel_that_fails_does_not_hold_the_others(app: Flask, kind: Callable[[Deliver], str]) -> None:
    def picky(_: int, payload: dict[str, Any]) -> None:
        if payload["n"] == 1:
            raise RuntimeError("somebody@example.org")

    ids = promised(app, kind(picky), *({"n": n} for n in range(3)))

    assert deliver(app) == 2

    assert [row(app, i).done_at is not None for i in ids] == [True, False, True]


def test_a_fault_is_kept_without_what_the_error_says(app: Flask, kind: Callable[[Deliver], str]) -> None:
    [promise_id] = promised(app, kind(fails(RuntimeError("somebody@example.org"))), {})

    deliver(app)

    assert row(app, promise_id).fault.startswith("RuntimeError in test_outbox.py:")


def test_waits_grow_from_a_minute_to_four_hours(app: Flask, kind: Callable[[Deliver], str]) -> None:
    name, waits, now = kind(fails(NotNow("nobody there"))), [], HEUTE
    with clock.at(now):
        [promise_id] = promised(app, name, {})
    for _ in range(6):
        with clock.at(now):
            deliver(app)
        next_at = row(app, promise_id).next_at
        waits.append((next_at - now) / timedelta(minutes=1))
        now = next_at

    assert waits == [pytest.approx(minutes, rel=0.11) for minutes in (1, 5, 15, 60, 240, 240)]
    assert row(app, promise_id).tries == 6


def test_a_parcel_that_waits_is_not_tried_early(app: Flask, kind: Callable[[Deliver], str]) -> None:
    tries: list[int] = []

    def busy(promise_id: int, _: dict[str, Any]) -> None:
        tries.append(promise_id)
        raise NotNow("busy")

    with clock.at(HEUTE):
        promised(app, kind(busy), {})
        deliver(app)
    with clock.at(HEUTE + timedelta(seconds=50)):
        deliver(app)

    assert len(tries) == 1


def test_after_a_week_a_parcel_is_stuck_until_somebody_retries(app: Flask, kind: Callable[[Deliver], str]) -> None:
    with clock.at(HEUTE):
        [promise_id] = promised(app, kind(fails(NotNow("nobody there"))), {"n": 1})
    with clock.at(HEUTE + timedelta(days=7)), app.app_context():
        outbox.deliver_due()
        stuck = outbox.status()
        deliveries_later = outbox.deliver_due()
        freed = outbox.retry()
        kind(lambda _, __: None)
        deliveries_at_last = outbox.deliver_due()

    assert stuck == outbox.Status(waiting=1, oldest=7 * 24 * 3600.0, stuck=1)
    assert (deliveries_later, freed, deliveries_at_last) == (0, 1, 1)
    assert row(app, promise_id).done_at == HEUTE + timedelta(days=7)


def test_what_can_never_arrive_is_stuck_at_once_and_holds_nobody(app: Flask, kind: Callable[[Deliver], str]) -> None:
    def picky(_: int, payload: dict[str, Any]) -> None:
        if payload["n"] < 60:
            raise Undeliverable("no such box")

    promised(app, kind(picky), *({"n": n} for n in range(70)))

    assert deliver(app) == 10
    with app.app_context():
        assert outbox.status().stuck == 60
        assert {stuck.fault for stuck in outbox.stuck_rows()} == {"no such box"}


def test_a_kind_no_room_knows_is_kept(app: Flask) -> None:
    [promise_id] = promised(app, "of-a-room-to-come", {"n": 1})

    deliver(app)

    kept = row(app, promise_id)
    assert (kept.payload, kept.done_at, kept.fault) == ({"n": 1}, None, "no room delivers 'of-a-room-to-come'")


def test_a_crash_between_delivery_and_mark_delivers_again_after_the_lease(
    app: Flask, kind: Callable[[Deliver], str]
) -> None:
    class PowerCut(BaseException):
        """The process dies here."""

    arrived: list[int] = []

    def dies_once(promise_id: int, _: dict[str, Any]) -> None:
        arrived.append(promise_id)
        if len(arrived) == 1:
            raise PowerCut

    with clock.at(HEUTE):
        [promise_id] = promised(app, kind(dies_once), {})
        with pytest.raises(PowerCut):
            deliver(app)
        assert deliver(app) == 0
    with clock.at(HEUTE + timedelta(seconds=61)):
        assert deliver(app) == 1

    assert arrived == [promise_id, promise_id]


def test_a_single_worker_frees_leases_at_its_start(app: Flask, kind: Callable[[Deliver], str]) -> None:
    class PowerCut(BaseException):
        """The process dies here."""

    name = kind(fails(PowerCut()))  # type: ignore[arg-type]  # no Exception on purpose
    promised(app, name, {})
    with pytest.raises(PowerCut):
        deliver(app)
    kind(lambda _, __: None)

    with app.app_context():
        freed = outbox.free_leases()

    assert (freed, deliver(app)) == (1, 1)


def test_a_slow_batch_is_cut_short_and_the_rest_comes_next(
    app: Flask, kind: Callable[[Deliver], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bunches: list[int] = []

    def slow(parcels: Sequence[Parcel]) -> Generator[Outcome, None, None]:
        bunches.append(len(parcels))
        yield Outcome([parcels[0][0]])
        yield Outcome([parcels[1][0]], NotNow("never reached"))

    monkeypatch.setattr(delivery, "BUDGET", -1.0)
    ids = promised(app, kind(Batch(slow, at_most=2)), {}, {}, {})

    assert deliver(app) == 3
    assert bunches == [2, 2, 1]
    assert [(row(app, i).tries, row(app, i).fault) for i in ids] == [(1, "")] * 3


def test_a_parcel_a_batch_forgets_is_tried_again_later(app: Flask, kind: Callable[[Deliver], str]) -> None:
    def forgetful(parcels: Sequence[Parcel]) -> Generator[Outcome, None, None]:
        yield Outcome([parcels[0][0]])

    ids = promised(app, kind(Batch(forgetful)), {}, {})

    assert deliver(app) == 1
    assert [row(app, i).fault for i in ids] == ["", "no word about this parcel"]


def test_a_batch_that_breaks_keeps_what_it_did_not_report(app: Flask, kind: Callable[[Deliver], str]) -> None:
    def breaks(parcels: Sequence[Parcel]) -> Generator[Outcome, None, None]:
        yield Outcome([parcels[0][0]])
        raise NotNow("the line is cut")

    ids = promised(app, kind(Batch(breaks)), {}, {}, {})

    assert deliver(app) == 1
    assert [row(app, i).fault for i in ids] == ["", "the line is cut", "the line is cut"]


def test_purge_takes_old_finished_rows_only(app: Flask, kind: Callable[[Deliver], str]) -> None:
    name = kind(lambda _, __: None)
    with clock.at(HEUTE):
        promised(app, name, {}, {})
        deliver(app)
        kind(fails(Undeliverable("no such box")))
        [stuck] = promised(app, name, {})
        deliver(app)
    with clock.at(HEUTE + timedelta(days=8)), app.app_context():
        with writing():
            week_later = outbox.purge()
        assert outbox.stuck_rows()[0].id == stuck
    with clock.at(HEUTE + timedelta(days=91)), app.app_context(), writing():
        months_later = outbox.purge()

    assert (week_later, months_later) == (2, 1)
