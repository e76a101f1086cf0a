"""Many ideas at once: each as it was seen, or left out and named; the same form sent twice does it once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from core import clock, slots
from core.db import db
from core.errors import Refused
from core.journal import Who
from ideas import codes, services
from ideas.models import Idea
from ideas.sorting.models import Act, Bulk
from ideas.sorting.services import keywords
from ideas.sorting.services.assigning import assign
from ideas.stages import Stage, may_follow

AT_MOST = 200
"""Ideas ticked by hand."""
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Wish:
    """What is to happen with every idea: what is empty stays as it is."""

    act: Act
    area: int | None = None
    category: int | None = None
    account: int | None = None
    reason: str = ""
    keywords: tuple[str, ...] = ()


@dataclass
class _Tally:
    done: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    kept: Mapping[int, object] = field(default_factory=dict)


def together(seen: Mapping[int, int], wish: Wish, who: Who, nonce: str) -> Bulk:
    """Do the same with many ideas; `seen` gives the version of each as it stood on the page.

    Whatever somebody has changed since, or whose stage does not allow it, is left out; the rest goes.
    """
    if not 0 < len(seen) <= AT_MOST:
        raise Refused(f"Bitte wählen Sie eine bis {AT_MOST} Ideen aus.")
    bulk, fresh = _row(wish.act, who, nonce)
    if fresh:
        held = {idea.id: idea for idea in _held(seen)}
        same = [held[number] for number in sorted(seen) if number in held and held[number].version == seen[number]]
        tally = _Tally(changed=sorted(set(seen) - {idea.id for idea in same}))
        if wish.act in {Act.KEYWORD_ON, Act.KEYWORD_OFF}:
            tally.kept = keywords.change(same, wish.keywords, who, on=wish.act is Act.KEYWORD_ON)
            tally.done = [idea.id for idea in same]
        elif wish.act is Act.ASSIGN:
            bulk.given_id, tally.kept = wish.account, {idea.id: idea.assigned_to for idea in same}
            _each(same, wish, who, tally)
        else:
            _steps(same, wish, who, tally)
        _store(bulk, tally)
    return bulk


def _steps(same: Sequence[Idea], wish: Wish, who: Who, tally: _Tally) -> None:
    """Take the same step with many ideas and keep how each stood before."""
    before = services.standings(same)
    if wish.act is Act.DECLINE:
        _decline(same, wish.reason, who, tally)
    else:
        _each(same, wish, who, tally)
    done = set(tally.done)
    tally.kept = services.remember_all([idea for idea in same if idea.id in done], before, who)


def _row(act: Act, who: Who, nonce: str) -> tuple[Bulk, bool]:
    """Return the row of this press and whether it is the first with this form; a second waits for the first."""
    hashed = codes.nonce_hash(nonce)
    made = Bulk(account_id=who.account, act=act, at=clock.now(), done=0, changed=[], refused=[], nonce_hash=hashed)
    made.kept, made.stayed = {}, {}
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return db.session.scalars(select(Bulk).where(Bulk.nonce_hash == hashed)).one(), False
    return made, True


def _held(seen: Mapping[int, int]) -> Sequence[Idea]:
    """Return the ideas in the order of their numbers, held, so that two people never wait for each other in a ring."""
    wanted = select(Idea).where(Idea.id.in_(seen)).options(selectinload(Idea.areas)).order_by(Idea.id)
    return db.session.scalars(wanted.with_for_update(of=Idea).execution_options(populate_existing=True)).all()


def _each(ideas: Sequence[Idea], wish: Wish, who: Who, tally: _Tally) -> None:
    act = _acts(wish, who)[wish.act]
    for idea in ideas:
        try:
            act(idea)
        except Refused:
            tally.refused.append(idea.id)
        else:
            tally.done.append(idea.id)


def _acts(wish: Wish, who: Who) -> dict[Act, Callable[[Idea], object]]:
    return {
        Act.TAG: lambda idea: _tag(idea, wish, who),
        Act.ASSIGN: lambda idea: assign(idea.id, wish.account, who, idea.assigned_to),
        Act.PUBLISH: lambda idea: services.advance(idea.id, Stage.PUBLISHED, who),
    }


def _tag(idea: Idea, wish: Wish, who: Who) -> None:
    areas = {area.id for area in idea.areas} | ({wish.area} if wish.area else set())
    category = wish.category or idea.category_id
    services.tag(idea.id, areas, category_id=category, district_id=idea.district_id, who=who)


def _decline(ideas: Sequence[Idea], reason: str, who: Who, tally: _Tally) -> None:
    """Decline as spam with one reason; only unread ones: what is public already is taken off the net one by one."""
    may = [idea for idea in ideas if not idea.public and may_follow(idea.stage, Stage.NOT_PUBLISHED)]
    services.decline_all(may, reason, who)
    slots.parts("ideas.declined_as_spam", ideas=may, who=who)
    tally.done = [idea.id for idea in may]
    done = set(tally.done)
    tally.refused = [idea.id for idea in ideas if idea.id not in done]


def _store(bulk: Bulk, tally: _Tally) -> None:
    bulk.done, bulk.changed, bulk.refused = len(tally.done), tally.changed, tally.refused
    done = set(tally.done)
    bulk.kept = {str(number): value for number, value in tally.kept.items() if number in done}


def purge() -> int:
    """Delete what was noted about presses a month ago; return how many."""
    old = delete(Bulk).where(Bulk.at < clock.now() - KEPT)
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]  # a DELETE counts rows
