"""Builds papers through the services, as the office would: bodies, a chain from ideas to a result, a paper on its way."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from core import clock
from core.db import writing
from core.journal import Who
from dialogues.models import Way
from papers import membership, queries, services
from papers.drafts import BodyDraft, ConsultationDraft, DecisionDraft, PaperDraft
from papers.models import BodyKind, ConsultationRole, Outcome, Paper
from tests.support.making_orders import make_deliverable, make_order
from tests.support.making_visions import make_vision

OFFICE = Who("office")
COMMITTEE, COUNCIL = "Digitalisierungsausschuss", "Rat der Stadt"
PLAIN = "In jedem Stadtbezirk soll es einen festen Ort geben."
_numbers = itertools.count(1)


def day(days: int) -> str:
    """Return the ISO day so many days from today."""
    return (clock.today() + timedelta(days=days)).isoformat()


def make_body(name: str = COMMITTEE, article: str = "Der", kind: BodyKind = BodyKind.COMMITTEE) -> int:
    """Put a body into the list, or return the one of this name."""
    with writing():
        return services.add_body(BodyDraft(name, kind, article), OFFICE).id


def make_result(*idea_ids: int, title: str = "Hilfe in jedem Stadtbezirk") -> int:
    """Lead ideas through a meeting, a vision and an order to a released result; return its number."""
    vision = make_vision(*idea_ids, way=Way.CIRCLE)
    return make_deliverable(make_order(vision), title=title)


def make_paper(
    *,
    deliverable_id: int | None = None,
    box_id: int | None = None,
    bodies: tuple[tuple[str, ConsultationRole], ...] = (
        (COMMITTEE, ConsultationRole.RECOMMENDS),
        (COUNCIL, ConsultationRole.DECIDES),
    ),
    released: bool = True,
    days: int = 7,
    **said: Any,
) -> int:
    """Draft a paper, send it through bodies (one a week) and release it; `said` are fields of PaperDraft."""
    with writing():
        paper = services.draft(OFFICE, deliverable_id=deliverable_id, box_id=box_id, nonce=f"paper-{next(_numbers)}")
        number = paper.id
        given = {name: getattr(paper, name) for name in PaperDraft.__dataclass_fields__} | said
        given["resolution"] = given["resolution"] or "Der Maßnahme wird zugestimmt."
        given["reasons"] = given["reasons"] or "## Worum es geht\n\nUm Hilfe."
        services.edit(number, PaperDraft(**given), OFFICE)
    for week, (name, role) in enumerate(bodies):
        body = make_body(name)
        with writing():
            services.consult(number, ConsultationDraft(body, day(days + 7 * week), role), OFFICE)
    if released:
        with writing():
            services.release(number, OFFICE)
    return number


def say(number: int, outcome: Outcome = Outcome.UNANIMOUS, plain: str = PLAIN, **more: Any) -> Paper:
    """Type in what the next body said."""
    turn = queries.next_open(queries.paper(number, "desk"))
    assert turn is not None, "no body is left"
    with writing():
        return services.decide(number, turn.id, DecisionDraft(outcome, plain, **more), OFFICE)


def make_member(name: str = "Renate Beispiel", email: str = "rat@example.org", body_id: int | None = None) -> int:
    """Put a council member into the list."""
    with writing():
        return membership.add(membership.MemberDraft(name, email, body_id), OFFICE).id
