"""Every read of the papers: one for a certain audience, the lists of public, council and office, bodies, what comes up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, raiseload, selectinload

from circles import queries as circles
from core import clock
from core.db import db
from core.errors import NotThere
from kickbox import queries as kickbox
from papers.models import Body, Consultation, ConsultationRole, CouncilMember, Decision, Outcome, Paper, PaperState

MANY = 200
"""Rows a list without pages shows at most."""
PAGE = 20
WAITING_TOO_LONG = timedelta(days=14)
AUDIENCES = ("public", "council", "desk")


@dataclass(frozen=True)
class Filters:
    """What a list of papers is narrowed to; `ids` are hits of a search, None without one."""

    state: PaperState | None = None
    area_ids: Collection[int] | None = None
    ids: Collection[int] | None = None


def _papers() -> Select[Paper]:
    """Select papers with what every page says of them."""
    order = selectinload(Paper.consultations)
    return select(Paper).options(
        order.joinedload(Consultation.body), order.selectinload(Consultation.decision), raiseload("*")
    )


def _seen_by(wanted: Select[Any], audience: str) -> Select[Any]:
    """Narrow to what an audience may read: everybody released papers of open sittings, the council all released ones."""
    if audience not in AUDIENCES:
        raise ValueError(f"no audience {audience}")
    if audience != "desk":
        wanted = wanted.where(Paper.released_at.is_not(None))
    return wanted.where(Paper.in_public) if audience == "public" else wanted


def paper(number: int, audience: str) -> Paper:
    """Return one paper with consultations, bodies and decisions; NotThere when it does not exist for this audience."""
    found: Paper | None = db.session.scalars(_seen_by(_papers(), audience).where(Paper.id == number)).one_or_none()
    if found is None:
        raise NotThere
    return found


def papers(audience: str, filters: Filters = Filters(), *, before: int | None = None, size: int = PAGE) -> list[Paper]:
    """Return released papers, the newest release first; `before` is the number of the last one of the page before.

    Shape: at most size + 1 rows, so that the caller sees whether there are more.
    """
    wanted = _narrowed(_seen_by(_papers(), audience), filters).where(Paper.released_at.is_not(None))
    if before is not None:
        last = select(Paper.released_at).where(Paper.id == before).scalar_subquery()
        wanted = wanted.where((Paper.released_at < last) | ((Paper.released_at == last) & (Paper.id < before)))
    return list(db.session.scalars(wanted.order_by(Paper.released_at.desc(), Paper.id.desc()).limit(size + 1)))


def _narrowed(wanted: Select[Paper], filters: Filters) -> Select[Paper]:
    if filters.state is not None:
        wanted = wanted.where(Paper.state == filters.state)
    if filters.area_ids is not None:
        wanted = wanted.where(Paper.area_id.in_(filters.area_ids))
    return wanted if filters.ids is None else wanted.where(Paper.id.in_(filters.ids))


def by_state(limit: int = MANY) -> dict[PaperState, list[Paper]]:
    """Return the office's papers in groups, each the last changed first."""
    wanted = _papers().order_by(Paper.changed_at.desc(), Paper.id.desc()).limit(limit)
    rows = list(db.session.scalars(wanted))
    return {state: [one for one in rows if one.state is state] for state in PaperState}


def how_many(state: PaperState) -> int:
    """Return how many papers are in a state."""
    return db.session.scalar(select(func.count()).select_from(Paper).where(Paper.state == state)) or 0


def of_source(*, deliverable_id: int | None = None, box_id: int | None = None, audience: str = "public") -> list[Paper]:
    """Return the papers drafted from a result or a box, oldest first."""
    wanted = _seen_by(_papers(), audience)
    source = Paper.deliverable_id == deliverable_id if deliverable_id else Paper.box_id == box_id
    return list(db.session.scalars(wanted.where(source).order_by(Paper.id).limit(MANY)))


def of_sources(deliverable_ids: Sequence[int], box_ids: Sequence[int]) -> list[Paper]:
    """Return the papers everybody may read that came from any of these results or boxes, oldest first."""
    source = Paper.deliverable_id.in_(deliverable_ids) | Paper.box_id.in_(box_ids)
    return list(db.session.scalars(_seen_by(_papers(), "public").where(source).order_by(Paper.id).limit(MANY)))


def of_meeting(dialogue_id: int) -> list[Paper]:
    """Return the papers, drafts too, that came of the visions of a meeting, oldest first."""
    results = [one.deliverable.id for one in circles.by_meeting(dialogue_id) if one.deliverable]
    came = Paper.deliverable_id.in_(results)
    return list(db.session.scalars(_seen_by(_papers(), "desk").where(came).order_by(Paper.id).limit(MANY)))


def results_on_offer(limit: int = 50) -> list[tuple[int, str]]:
    """Return number and title of released results that no paper came from yet, the newest first."""
    taken = set(db.session.scalars(select(Paper.deliverable_id).where(Paper.deliverable_id.is_not(None))))
    return [(one.id, one.title) for one in circles.released_deliverables(limit) if one.id not in taken]


def boxes_on_offer(limit: int = 50) -> list[tuple[int, str]]:
    """Return number and title of boxes that go on and that no paper came from yet."""
    taken = set(db.session.scalars(select(Paper.box_id).where(Paper.box_id.is_not(None))))
    return [(one.id, one.title) for one in kickbox.goes_on(limit) if one.id not in taken]


def bodies(*, active: bool = True) -> list[Body]:
    """Return the bodies by name; without `active` those too that are switched off."""
    wanted = select(Body).order_by(Body.sort_key, Body.id).limit(MANY)
    return list(db.session.scalars(wanted.where(Body.active) if active else wanted))


def body(number: int) -> Body:
    """Return one body."""
    found = db.session.get(Body, number)
    if found is None:
        raise NotThere
    return found


def consultation(number: int) -> Consultation:
    """Return one consultation with its body and decision."""
    wanted = select(Consultation).where(Consultation.id == number)
    options = (joinedload(Consultation.body), selectinload(Consultation.decision))
    found = db.session.scalars(wanted.options(*options)).one_or_none()
    if found is None:
        raise NotThere
    return found


def coming_up(audience: str, body_id: int | None = None, limit: int = 10) -> list[tuple[Consultation, Paper]]:
    """Return consultations from today on that nobody has answered, of papers an audience may read, the nearest first."""
    answered = Consultation.decision.has(Decision.outcome != Outcome.POSTPONED)
    wanted = _turns(audience).where(Paper.state == PaperState.RELEASED, ~answered)
    wanted = wanted.where(Consultation.held_on >= clock.today().isoformat())
    if audience == "public":
        wanted = wanted.where(Consultation.in_public)
    if body_id is not None:
        wanted = wanted.where(Consultation.body_id == body_id)
    return _pairs(wanted, limit)


def _turns(audience: str) -> Select[Any]:
    """Select consultations with their papers, for an audience."""
    wanted: Any = select(Consultation, Paper).join(Paper, Paper.id == Consultation.paper_id)
    return _seen_by(wanted, audience).options(
        joinedload(Consultation.body), selectinload(Consultation.decision), raiseload("*")
    )


def _pairs(wanted: Select[Any], limit: int) -> list[tuple[Consultation, Paper]]:
    rows = db.session.execute(wanted.order_by(Consultation.held_on, Consultation.id).limit(limit))
    return [(turn, found) for turn, found in rows]


def undecided(limit: int = 20) -> list[tuple[Consultation, Paper]]:
    """Return consultations whose day is over without a result (a postponed one has none), the oldest first."""
    answered = Consultation.decision.has(Decision.outcome != Outcome.POSTPONED)
    wanted = _turns("desk").where(Paper.state == PaperState.RELEASED, ~answered)
    return _pairs(wanted.where(Consultation.held_on < clock.today().isoformat()), limit)


def old_drafts(limit: int = 20) -> list[Paper]:
    """Return drafts nobody has touched for two weeks, the oldest first."""
    before = clock.now() - WAITING_TOO_LONG
    wanted = _papers().where(Paper.state == PaperState.DRAFT, Paper.changed_at < before)
    return list(db.session.scalars(wanted.order_by(Paper.changed_at, Paper.id).limit(limit)))


def next_open(found: Paper) -> Consultation | None:
    """Return the next consultation of a paper that has no result yet (a postponed one waits again)."""
    waiting = (one for one in in_turn(found) if one.decision is None or one.decision.outcome is Outcome.POSTPONED)
    return next(waiting, None)


def in_turn(found: Paper) -> list[Consultation]:
    """Return the consultations in the order of their days."""
    return sorted(found.consultations, key=lambda one: (one.held_on, one.id))


def final(found: Paper) -> Decision | None:
    """Return the decision of the body that decides (for an information paper: the last one that took note), if there is one."""
    ended = [one.decision for one in in_turn(found) if one.decision and ends(one, one.decision.outcome)]
    return ended[-1] if ended and found.state is PaperState.DECIDED else None


def ends(one: Consultation, outcome: Outcome) -> bool:
    """Tell whether such a result of this consultation would be the end of the paper's way."""
    return one.role is not ConsultationRole.RECOMMENDS and outcome is not Outcome.POSTPONED


def member(number: int) -> CouncilMember:
    """Return one council member."""
    found = db.session.get(CouncilMember, number)
    if found is None:
        raise NotThere
    return found


def titles(ids: Sequence[int]) -> dict[int, str]:
    """Return the subjects of papers."""
    return dict(db.session.execute(select(Paper.id, Paper.subject).where(Paper.id.in_(ids))).all())


def body_names(ids: Sequence[int]) -> dict[int, str]:
    """Return the names of bodies."""
    return dict(db.session.execute(select(Body.id, Body.name).where(Body.id.in_(ids))).all())


def member_names(ids: Sequence[int]) -> dict[int, str]:
    """Return the names of council members."""
    return dict(db.session.execute(select(CouncilMember.id, CouncilMember.name).where(CouncilMember.id.in_(ids))).all())
