"""Reads of the weights: how much each kind of evidence counts, as delivered or as the office set it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select

from compass.models import WeightEdit
from core import versions
from core.db import db

WEIGHTS: Final[Mapping[str, float]] = {
    "confirmed": 1.0,
    "competence": 0.8,
    "offer": 0.8,
    "about": 0.8,
    "everyday": 0.8,
    "reference": 0.6,
    "result": 0.5,
    "interest": 0.5,
}
"""How much one document of a kind counts as delivered (network-and-matching 4, step 1, those of the last-named kinds are
ours); an interest is never known to be a competence, whoever confirmed it."""
HUNDRED: Final = 100


def newest_weights() -> WeightEdit | None:
    """Return the newest version, None while the weights are as delivered."""
    return next(iter(earlier_weights(1)), None)


def earlier_weights(limit: int = 20) -> list[WeightEdit]:
    """Return the versions, newest first."""
    return list(db.session.scalars(select(WeightEdit).order_by(WeightEdit.id.desc()).limit(limit)))


def weights() -> Mapping[str, float]:
    """Return how much each kind counts now, in [0, 1]; 0 says that it does not count at all."""
    return versions.cached("compass", _weights)


def _weights() -> Mapping[str, float]:
    last = newest_weights()
    return shares(last.weights) if last else WEIGHTS


def shares(percents: Mapping[str, int]) -> Mapping[str, float]:
    """Return percents as shares of one; a kind that a version does not name yet counts as delivered."""
    return {kind: percents[kind] / HUNDRED if kind in percents else usual for kind, usual in WEIGHTS.items()}


def percents(shares_of: Mapping[str, float]) -> dict[str, int]:
    """Return shares of one as whole percents."""
    return {kind: round(share * HUNDRED) for kind, share in shares_of.items()}
