"""The eight kinds of results that the city's papers name, written once into an empty table."""

from __future__ import annotations

from sqlalchemy import func, select

from circles.models import ResultKind
from core.db import db

NAMES = (
    "Positionspapier",
    "Handlungsempfehlung",
    "Leitlinie",
    "Anforderungskatalog",
    "Prototyp",
    "Konzept fürs Quartier",
    "Übersicht",
    "Maßnahmenkonzept",
)


def seed() -> None:
    """Fill the list when it is empty; what a city changed stays."""
    if not db.session.scalar(select(func.count()).select_from(ResultKind)):
        db.session.add_all(ResultKind(name=name, position=place) for place, name in enumerate(NAMES, 1))
