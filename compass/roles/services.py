"""Changes of this wing: several ties at once, who stands in for whom, kinds of ties, the round that keeps sectors true."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from compass import services
from compass.models import ActorKind, Tie, TieKind, TieType
from compass.roles import queries
from compass.roles.models import StandIn
from compass.services import main_roles
from core import journal, versions
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import HOUSE, Who
from core.rows import fold
from core.things import Thing

KINDS = Thing("network_list", 0)
"""Stands for the whole network: a kind of tie has a word as its key, no number."""
NOT_KEY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class NewTie:
    """One of several ties: read from first to second, with what is written about it, and the tie it stands in for."""

    first: int
    second: int
    kind: str
    said: services.TieDraft
    for_id: int | None = None


@dataclass(frozen=True)
class TypeDraft:
    """What the office says about a kind of tie; kinds are values of ActorKind, empty for any."""

    outward: str
    inward: str
    from_kinds: tuple[str, ...] = ()
    to_kinds: tuple[str, ...] = ()
    active: bool = True


def note(ties: Iterable[NewTie], who: Who) -> int:
    """Note several ties in one go, all or none; return how many."""
    wanted = list(ties)
    main_roles.hold(number for one in wanted for number in (one.first, one.second))
    for one in wanted:
        said = one.said
        row = services.tie(
            one.first,
            one.second,
            one.kind,
            who,
            role=said.role,
            since_on=said.since_on,
            until_on=said.until_on,
            source=said.source,
            is_main=said.is_main,
        )
        if one.for_id:
            stand_in(row, one.for_id)
    return len(wanted)


def change(tie_id: int, said: services.TieDraft, for_id: int | None, who: Who, version: int | None) -> Tie:
    """Change a tie and for whom its deputy stands in."""
    row = services.change_tie(tie_id, said, who, version)
    stand_in(row, for_id if row.kind == TieKind.DEPUTY_IN else None)
    return row


def stand_in(row: Tie, for_id: int | None) -> None:
    """Say for which member of the same body a deputy stands in, or for nobody in particular."""
    present = db.session.get(StandIn, row.id, with_for_update=True)
    if not for_id:
        if present is not None:
            db.session.delete(present)
        return
    member = db.session.get(Tie, for_id)
    if member is None or (member.to_id, member.kind) != (row.to_id, TieKind.MEMBER_OF):
        raise NotThere
    if row.kind != TieKind.DEPUTY_IN:
        raise Refused("Nur eine Stellvertretung vertritt jemanden.")
    if member.from_id == row.from_id:
        raise Refused("Niemand vertritt sich selbst.")
    if present is None:
        db.session.add(StandIn(tie_id=row.id, for_id=for_id))
    else:
        present.for_id = for_id
    db.session.flush()
    versions.up("compass")


def add_type(draft: TypeDraft, who: Who) -> TieType:
    """Make a new kind of tie, at the end of the list."""
    _turn()
    _check(draft, None)
    last = db.session.scalar(select(func.max(TieType.position)))
    row = TieType(key=_new_key(draft.outward), position=(last or 0) + 1)
    _put(row, draft)
    db.session.add(row)
    db.session.flush()
    journal.note("tie_type.made", KINDS, who, words=row.outward)
    return row


def change_type(key: str, draft: TypeDraft, who: Who, version: int | None) -> TieType:
    """Let a kind of tie read otherwise, fit other kinds of actors, or be offered no more; what was noted with it stays."""
    _turn()
    row = _fresh(key)
    if row.version != version:
        raise stale()
    _check(draft, key)
    _put(row, draft)
    db.session.flush()
    journal.note("tie_type.changed", KINDS, who, words=row.outward)
    return row


def move_type(key: str, who: Who, *, up: bool) -> TieType:
    """Let a kind of tie change places with its neighbour, if there is one."""
    _turn()
    row = _fresh(key)
    rows = list(db.session.scalars(select(TieType).order_by(TieType.position, TieType.key).with_for_update()))
    here = rows.index(row)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        for place, one in enumerate(rows):
            one.position = place
        db.session.flush()
        journal.note("tie_type.changed", KINDS, who, words=row.outward)
    return row


def _turn() -> None:
    versions.turn("compass.roles")  # makes one change of the list after the other
    versions.up("compass")


def _fresh(key: str) -> TieType:
    row = db.session.get(TieType, key, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotThere
    return row


def _check(draft: TypeDraft, key: str | None) -> None:
    """Refuse words that another kind of tie has, and unknown kinds of actors."""
    words = {fold(draft.outward), fold(draft.inward)}
    for row in db.session.scalars(select(TieType).where(TieType.key != (key or ""))):
        if words & {fold(row.outward), fold(row.inward)}:
            raise Refused(f"Diese Worte hat schon „{row.outward}“ („{row.inward}“).")
    if not {*draft.from_kinds, *draft.to_kinds} <= {kind.value for kind in ActorKind}:
        raise NotThere


def _put(row: TieType, draft: TypeDraft) -> None:
    row.outward, row.inward, row.active = draft.outward, draft.inward, draft.active
    row.from_kinds, row.to_kinds = list(draft.from_kinds), list(draft.to_kinds)


def _new_key(words: str) -> str:
    """Make the key of a new kind from its words; it stays when the words change."""
    stem = NOT_KEY.sub("_", fold(words)).strip("_")[:32] or "tie"
    taken = set(db.session.scalars(select(TieType.key)))
    return next(key for key in (stem, *(f"{stem}_{n}" for n in range(2, len(taken) + 3))) if key not in taken)


def keep_sectors() -> None:
    """Let sectors follow roles that began or ended overnight, and what was changed without a press on a page."""
    for person in queries.lost():
        for moved in main_roles.after_end(person, HOUSE):
            services.changed(moved)
    for moved in main_roles.follow(queries.astray(), HOUSE):
        services.changed(moved)
