"""The same change for many actors: planned with a verdict for each, pressed once, done in slices, taken back as a whole.

Each slice is one transaction: who stops in between goes on behind the last one that was stored.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from compass.asked import MOST, Asked
from compass.bulk import changing, queries, words
from compass.bulk.models import Act, Bulk, BulkLine, Fate, State
from compass.models import TAG_LENGTH, Actor, Tag
from core import clock, journal, outbox
from core.db import db, rollback, writing
from core.errors import NotThere, Refused
from core.journal import HOUSE, Who
from core.links import digest
from core.rows import fold
from core.takeover import slices
from core.things import Thing

KIND = "compass.bulk"
SLICE = 100
KEPT = timedelta(days=30)
UNPRESSED = timedelta(days=1)


def plan(asked: Asked, act: Act, value: str, who: Who, nonce: str) -> Bulk:
    """Write down what a change would do to each actor, once per opened form; nothing is changed yet."""
    total = asked.total()
    if not 0 < total <= MOST:
        few = "Hier ist niemand dabei. Wählen Sie Einträge aus."
        raise Refused(
            f"Das sind {total} Einträge. Auf einmal gehen höchstens {MOST:,}.".replace(",", ".") if total else few
        )
    said = words.said(act, value)
    if not said:
        raise Refused("Das gibt es nicht mehr. Bitte wählen Sie noch einmal.")
    made = Bulk(account_id=who.account, act=act, value=value, said=said[:80], narrowed=asked.words)
    bulk, fresh = _row(made, nonce)
    if fresh:
        key = _key(act, value)
        bulk.value = str(key)
        rows = db.session.execute(_seen(asked.ids())).all()
        has = queries.having(act, key, [row.id for row in rows]) if isinstance(key, int) else set()
        db.session.execute(insert(BulkLine), [_line(bulk, row, row.id in has) for row in rows])
    return bulk


def _seen(ids: Sequence[int]) -> Any:  # noqa: ANN401 - SQLAlchemy types a select by its columns
    columns = (Actor.id, Actor.version, Actor.sector, Actor.sector_follows, Actor.capacity)
    return select(*columns).where(Actor.id.in_(ids)).order_by(Actor.sort_key, Actor.id)


def _row(made: Bulk, nonce: str) -> tuple[Bulk, bool]:
    """Return the row of this form and whether it is the first with it; a second waits for the first."""
    made.state, made.made_at, made.nonce_hash = State.PLANNED, clock.now(), digest(nonce)
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return db.session.scalars(select(Bulk).where(Bulk.nonce_hash == digest(nonce))).one(), False
    return made, True


def _key(act: Act, value: str) -> int | str:
    """Return what the rows hold: the id of a topic, district or tag (a new one is made when it is given), or a word."""
    if act in {Act.CAPACITY, Act.SECTOR}:
        return value
    if act not in {Act.ADD_TAG, Act.DROP_TAG}:
        return int(value)
    wanted = select(Tag).where(Tag.key == fold(value)[: TAG_LENGTH * 2])
    found = db.session.scalars(wanted).one_or_none()
    if found is None and act is Act.DROP_TAG:
        return 0
    if found is None:
        found = Tag(name=value)
        try:
            with db.session.begin_nested():
                db.session.add(found)
        except IntegrityError:  # somebody else thought of it at the same moment
            found = db.session.scalars(wanted).one()
    return found.id


def _line(bulk: Bulk, row: Any, has: bool) -> dict[str, object]:  # noqa: ANN401 - a row of columns, and what was asked about it
    reason = changing.reason(bulk, row, has=has)
    fate = Fate.LEFT if reason else Fate.WAITING
    return {"bulk_id": bulk.id, "actor_id": row.id, "fate": fate, "reason": reason, "seen": row.version, "before": None}


def press(number: int, who: Who) -> Bulk:
    """Begin a change that was looked at; a second press does nothing. Few entries are changed at once."""
    return _begin(number, State.PLANNED, State.RUNNING, Fate.WAITING, who)


def undo(number: int, who: Who) -> Bulk:
    """Take a whole change back where nothing changed since; Refused when its time is over."""
    bulk = _locked(number)
    if bulk.state is State.DONE and queries.until(bulk) is None:
        raise Refused(f"Rückgängig geht nur {queries.hours()} Stunden lang. Ändern Sie die Einträge bitte neu.")
    return _begin(number, State.DONE, State.UNDOING, Fate.DONE, who)


def _begin(number: int, here: State, there: State, fate: Fate, who: Who) -> Bulk:
    bulk = _locked(number)
    if bulk.state is here:
        bulk.state = there
        bulk.pressed_at = clock.now() if there is State.RUNNING else bulk.pressed_at
        waiting = queries.next_lines(number, fate, SLICE + 1)
        journal.note(
            "network.changed_together" if there is State.RUNNING else "network.undone_together", _thing(bulk), who
        )
        if len(waiting) > SLICE:
            outbox.promise(KIND, {"bulk": number})
        else:
            changing.slice_of(bulk, waiting, who)
            _finish(bulk)
    return bulk


def _thing(bulk: Bulk) -> Thing:
    return Thing("actor_bulk", bulk.id)


def _locked(number: int) -> Bulk:
    found = db.session.get(Bulk, number, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotThere
    return found


def _finish(bulk: Bulk) -> None:
    bulk.state = State.DONE if bulk.state is State.RUNNING else State.UNDONE


def deliver(_: int, payload: dict[str, Any]) -> None:
    """Go on with a change; whatever ended it before, it begins again behind the last slice that was stored."""
    rollback()
    number = payload["bulk"]
    slices.go(_steps(number), lambda: _again(number))


def _again(number: int) -> None:
    with writing():
        outbox.promise(KIND, {"bulk": number})


def _steps(number: int) -> Generator[None, None, None]:
    while True:
        with writing():
            bulk = db.session.get(Bulk, number, with_for_update=True, populate_existing=True)
            if bulk is None or bulk.state not in {State.RUNNING, State.UNDOING}:
                return
            fate = Fate.WAITING if bulk.state is State.RUNNING else Fate.DONE
            rows = queries.next_lines(number, fate, SLICE)
            if rows:
                changing.slice_of(bulk, rows, Who("office", bulk.account_id) if bulk.account_id else HOUSE)
            else:
                _finish(bulk)
        db.session.expunge_all()
        if not rows:
            return
        yield


def purge() -> int:
    """Delete what was noted about changes a month ago, and what nobody pressed within a day; return how many."""
    now = clock.now()
    old = delete(Bulk).where(Bulk.made_at < now - KEPT)
    unpressed = delete(Bulk).where(Bulk.state == State.PLANNED, Bulk.made_at < now - UNPRESSED)
    gone = 0
    for statement in (old, unpressed):
        gone += int(db.session.execute(statement).rowcount)  # type: ignore[attr-defined]  # a DELETE counts rows
    return gone
