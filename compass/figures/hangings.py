"""What this wing hangs into the office's list: the way to the figures, and filters that show whom a figure counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select

from compass import queries
from compass.models import MARK_WORDS, SECTOR_WORDS, Actor, Sector, Tie
from compass.narrowing import FilterPart
from core import accounts
from core.rights import Right, allows

ADDRESS: Final = "/buero/netz/zahlen"
TIED, ALONE, COUNTED, PLAIN = "netz", "allein", "zaehlt", "plaetze"
"""In an address: names of the filters, and the values that are no sector."""


def desk_links() -> list[tuple[str, str]]:
    """Return the way to the figures."""
    viewer = accounts.viewer()
    may = viewer is not None and allows(viewer.role, Right.NETWORK_READ)
    return [("Das Netz in Zahlen", ADDRESS)] if may else []


def filters() -> list[FilterPart]:
    """Return the filters by ties and by who counts where sectors are compared."""
    tied = {ALONE: "ohne Verbindung", **{one.value: f"verbunden mit {word}" for one, word in SECTOR_WORDS.items()}}
    apart = {PLAIN: "ohne Politik, städtische Firmen und Beirat"}
    return [
        FilterPart(TIED, "Im Netz", tied, _tied, many=True),
        FilterPart(COUNTED, "Zählweise", apart, lambda _: unmarked()),
    ]


def unmarked() -> ColumnElement[bool]:
    """Return who counts where sectors are compared: nobody with a mark beside the sector."""
    return and_(*(getattr(Actor, name).is_(False) for name in MARK_WORDS))


def _tied(values: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(_alone() if one == ALONE else _to_sector(Sector(one)) for one in values))


def _alone() -> ColumnElement[bool]:
    there = select(Actor.id).where(Actor.restricted_at.is_(None))
    both = (queries.stands(), Tie.from_id.in_(there), Tie.to_id.in_(there))
    return and_(Actor.id.not_in(select(Tie.from_id).where(*both)), Actor.id.not_in(select(Tie.to_id).where(*both)))


def _to_sector(sector: Sector) -> ColumnElement[bool]:
    """Return who is tied today to somebody of a sector who counts in it."""
    wanted = select(Actor.id).where(Actor.sector == sector, Actor.restricted_at.is_(None), unmarked())
    return or_(
        Actor.id.in_(select(Tie.from_id).where(queries.stands(), Tie.to_id.in_(wanted))),
        Actor.id.in_(select(Tie.to_id).where(queries.stands(), Tie.from_id.in_(wanted))),
    )
