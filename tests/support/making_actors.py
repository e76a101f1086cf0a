"""Builds actors through the services, with the consents they gave: make_actor(...) returns the id."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from compass import services
from compass.models import ActorKind, Purpose, Sector
from core.db import writing
from core.journal import HOUSE


def make_actor(
    name: str = "Treffpunkt Alter",
    *,
    kind: ActorKind = ActorKind.ORGANISATION,
    sector: Sector = Sector.CIVIL_SOCIETY,
    areas: Iterable[int] = (),
    competences: Iterable[str] = (),
    interests: Iterable[str] = (),
    offers: Iterable[str] = (),
    public: bool = True,
    matching: bool = True,
    **marks: Any,
) -> int:
    """Write down an actor; `marks` are city_owned, in_politics, advisory_board, and any other plain field (about, email)."""
    lists: dict[str, Any] = {"competences": tuple(competences), "interests": tuple(interests), "offers": tuple(offers)}
    with writing():
        draft = services.ActorDraft(name, kind, sector, areas=tuple(areas), **lists, **marks)
        number = services.add(draft, HOUSE).id
        for purpose, given in ((Purpose.PUBLIC, public), (Purpose.MATCHING, matching)):
            if given:
                services.give_consent(number, purpose, "schriftlich", "Ja, das dürfen Sie.", HOUSE)
    return number
