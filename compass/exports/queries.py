"""Every read about exports: how many of a list may leave, what went out before."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from compass.exports import stream
from compass.exports.models import ActorExport
from core.db import db

LAST = 50


def counts(chosen: Select[Any]) -> tuple[int, int]:
    """Return how many actors a list holds and how many of them may leave."""
    both = (select(func.count()).select_from(one.subquery()) for one in (chosen, stream.leaving(chosen)))
    found, leaving = (db.session.scalar(one) or 0 for one in both)
    return found, leaving


def last() -> list[ActorExport]:
    """Return what went out last, newest first."""
    return list(db.session.scalars(select(ActorExport).order_by(ActorExport.id.desc()).limit(LAST)))
