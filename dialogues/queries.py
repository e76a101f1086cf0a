"""Every read of the D.I.V.: the body and its members, meetings, visions in their order, what an idea was part of."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import raiseload, selectinload

from compass.roles import queries as roles
from core import accounts, clock, versions
from core.db import db
from core.errors import NotThere
from core.journal import Entry
from core.things import Thing
from dialogues.models import (
    Assembly,
    Ballot,
    Dialogue,
    DialogueGroup,
    DialogueState,
    Membership,
    Thesis,
    Vision,
    dialogue_idea,
    vision_idea,
)
from ideas.models import Idea

MANY = 100
"""Rows a list without pages shows at most."""
SOON = timedelta(days=14)


def assembly() -> Assembly | None:
    """Return the D.I.V. as a body; None until the office has set it up."""
    return db.session.scalars(select(Assembly).order_by(Assembly.id).limit(1)).one_or_none()


def member_ids() -> list[int]:
    """Return the actors who are members of the body: ties of its entry in the network, else our own list in its order."""
    body = assembly()
    if body is not None and body.actor_id is not None:
        seats = roles.seats(body.actor_id, public=False)
        return list(dict.fromkeys(one.actor_id for one in seats if not (one.is_deputy or one.ended)))
    wanted = select(Membership.actor_id).order_by(Membership.since_on, Membership.id)
    return list(db.session.scalars(wanted.limit(1000)))


def _dialogues() -> Select[Dialogue]:
    return select(Dialogue).options(selectinload(Dialogue.theses), raiseload("*"))


def dialogue(number: int, *, public: bool) -> Dialogue:
    """Return one meeting with impulses and theses; NotThere when it does not exist for this reader."""
    wanted = _dialogues().options(selectinload(Dialogue.ideas)).where(Dialogue.id == number)
    found = db.session.scalars(wanted).one_or_none()
    if found is None or (public and not found.public):
        raise NotThere
    return found


def coming(*, public: bool, limit: int = MANY) -> list[Dialogue]:
    """Return meetings that are not evaluated yet, the nearest day first; in public only announced ones of today or later."""
    wanted = _dialogues().where(Dialogue.state != DialogueState.CLOSED, ~Dialogue.rehearsal)
    if public:
        wanted = wanted.where(Dialogue.announced, Dialogue.held_on >= clock.today().isoformat())
    return list(db.session.scalars(wanted.order_by(Dialogue.held_on, Dialogue.begins, Dialogue.id).limit(limit)))


def past(*, public: bool, limit: int = MANY) -> list[Dialogue]:
    """Return evaluated meetings, the latest day first."""
    wanted = _dialogues().where(Dialogue.state == DialogueState.CLOSED, ~Dialogue.rehearsal)
    wanted = wanted.where(Dialogue.announced) if public else wanted
    return list(db.session.scalars(wanted.order_by(Dialogue.held_on.desc(), Dialogue.id.desc()).limit(limit)))


def how_many_coming() -> int:
    """Return how many meetings are planned or running."""
    wanted = select(func.count(Dialogue.id)).where(Dialogue.state != DialogueState.CLOSED, ~Dialogue.rehearsal)
    return db.session.scalar(wanted) or 0


def groups_of(dialogue_id: int) -> list[DialogueGroup]:
    """Return the parallel groups of a meeting in their order; none where all stay together."""
    wanted = select(DialogueGroup).where(DialogueGroup.dialogue_id == dialogue_id)
    return list(db.session.scalars(wanted.order_by(DialogueGroup.position, DialogueGroup.id).limit(MANY)))


def rehearsal_of(dialogue_id: int) -> int | None:
    """Return the number of the rehearsal of a meeting that is on just now."""
    return db.session.scalars(select(Dialogue.id).where(Dialogue.rehearses_id == dialogue_id)).one_or_none()


def with_ballots(dialogue_id: int) -> bool:
    """Tell whether a stone lies for a thesis of this meeting."""
    wanted = select(Ballot.key).join(Thesis, Thesis.id == Ballot.thesis_id).where(Thesis.dialogue_id == dialogue_id)
    return db.session.scalars(wanted.limit(1)).first() is not None


def thesis(number: int, dialogue_id: int) -> Thesis:
    """Return one thesis of a meeting; NotThere for one of another meeting."""
    found = db.session.get(Thesis, number)
    if found is None or found.dialogue_id != dialogue_id:
        raise NotThere
    return found


def _visions() -> Select[Vision]:
    parts = (Vision.areas, Vision.traits, Vision.ideas, Vision.theses)
    return select(Vision).options(*(selectinload(one) for one in parts), raiseload("*"))


def vision(number: int, *, public: bool) -> Vision:
    """Return one vision with Aktionsfelder, traits and ideas; NotThere when it does not exist for this reader."""
    found = db.session.scalars(_visions().where(Vision.id == number)).one_or_none()
    if found is None or (public and not found.public):
        raise NotThere
    return found


def visions(dialogue_id: int, *, public: bool) -> list[Vision]:
    """Return the visions of a meeting, the first rank first."""
    wanted = _visions().where(Vision.dialogue_id == dialogue_id)
    wanted = wanted.where(Vision.released_at.is_not(None)) if public else wanted
    return list(db.session.scalars(wanted.order_by(Vision.rank, Vision.id).limit(MANY)))


def days(ids: Collection[int]) -> list[tuple[int, str]]:
    """Return the days (ISO) of meetings by id."""
    rows = db.session.execute(select(Dialogue.id, Dialogue.held_on).where(Dialogue.id.in_(ids)).order_by(Dialogue.id))
    return [(number, held_on) for number, held_on in rows]


def released_visions(limit: int = MANY) -> list[Vision]:
    """Return released visions, newest first."""
    wanted = _visions().where(Vision.released_at.is_not(None))
    return list(db.session.scalars(wanted.order_by(Vision.released_at.desc(), Vision.id.desc()).limit(limit)))


def _tried() -> ColumnElement[bool]:
    """Return the condition that a vision was only written in a rehearsal."""
    return Vision.dialogue_id.in_(select(Dialogue.id).where(Dialogue.rehearsal))


def visions_without_way(limit: int = MANY) -> list[Vision]:
    """Return visions nobody has chosen a way for, the oldest first."""
    wanted = select(Vision).options(raiseload("*")).where(Vision.way.is_(None), ~_tried())
    return list(db.session.scalars(wanted.order_by(Vision.written_at, Vision.id).limit(limit)))


def how_many_visions(dialogue_ids: Collection[int], *, public: bool) -> dict[int, int]:
    """Return how many visions each of some meetings has; meetings without one are left out."""
    wanted = select(Vision.dialogue_id, func.count()).where(Vision.dialogue_id.in_(dialogue_ids))
    wanted = wanted.where(Vision.released_at.is_not(None)) if public else wanted
    return dict(db.session.execute(wanted.group_by(Vision.dialogue_id)).all())


def touched() -> frozenset[int]:
    """Return the numbers of all ideas that are an impulse of a meeting or the source of a vision; kept until that changes."""
    return versions.cached("dialogues", _touched_by_dialogues)


def _touched_by_dialogues() -> frozenset[int]:
    rows = select(dialogue_idea.c.idea_id).union(select(vision_idea.c.idea_id))
    return frozenset(db.session.scalars(rows))


def visions_of_idea(idea_id: int) -> list[Vision]:
    """Return the released visions an idea led to, oldest first; an idea no meeting knows costs nothing."""
    if idea_id not in touched():
        return []
    wanted = _visions().where(Vision.ideas.any(Idea.id == idea_id), Vision.released_at.is_not(None))
    return list(db.session.scalars(wanted.order_by(Vision.released_at, Vision.id).limit(MANY)))


def evaluated_with(idea_id: int) -> list[Dialogue]:
    """Return announced and evaluated meetings that had an idea as impulse, oldest first."""
    if idea_id not in touched():
        return []
    wanted = _dialogues().join(dialogue_idea, dialogue_idea.c.dialogue_id == Dialogue.id)
    wanted = wanted.where(dialogue_idea.c.idea_id == idea_id, Dialogue.announced)
    wanted = wanted.where(Dialogue.state == DialogueState.CLOSED)
    return list(db.session.scalars(wanted.order_by(Dialogue.held_on, Dialogue.id).limit(MANY)))


def announced_elsewhere(idea_id: int, dialogue_id: int) -> list[str]:
    """Return the days of other announced meetings, not evaluated yet, that have an idea as impulse, nearest first."""
    wanted = select(Dialogue.held_on).join(dialogue_idea, dialogue_idea.c.dialogue_id == Dialogue.id)
    wanted = wanted.where(dialogue_idea.c.idea_id == idea_id, Dialogue.announced, Dialogue.id != dialogue_id)
    wanted = wanted.where(Dialogue.state != DialogueState.CLOSED)
    return list(db.session.scalars(wanted.order_by(Dialogue.held_on).limit(MANY)))


def without_vision() -> list[Dialogue]:
    """Return evaluated meetings that led to no vision yet, the earliest first."""
    there = select(Vision.id).where(Vision.dialogue_id == Dialogue.id).exists()
    wanted = _dialogues().where(Dialogue.state == DialogueState.CLOSED, Dialogue.assembly_id.is_not(None))
    wanted = wanted.where(~there, ~Dialogue.rehearsal)
    return list(db.session.scalars(wanted.order_by(Dialogue.held_on, Dialogue.id).limit(10)))


def without_theses() -> list[Dialogue]:
    """Return planned meetings of the next two weeks that have no thesis yet, the nearest day first."""
    there = select(Thesis.id).where(Thesis.dialogue_id == Dialogue.id).exists()
    until = (clock.today() + SOON).isoformat()
    wanted = _dialogues().where(Dialogue.state == DialogueState.PLANNED, Dialogue.held_on <= until, ~there)
    wanted = wanted.where(~Dialogue.rehearsal)
    return list(db.session.scalars(wanted.order_by(Dialogue.held_on, Dialogue.id).limit(10)))


def titles_of(dialogue_ids: Collection[int]) -> dict[int, Dialogue]:
    """Return meetings by id, without anything around them."""
    wanted = select(Dialogue).options(raiseload("*")).where(Dialogue.id.in_(dialogue_ids))
    return {one.id: one for one in db.session.scalars(wanted)}


def meanwhile(thing: Thing, state: str) -> str:
    """Return the sentence for the second of two people: who was first, and what stands there now."""
    wanted = select(Entry).where(Entry.kind == thing.kind, Entry.thing_id == thing.id)
    entry = db.session.scalars(wanted.order_by(Entry.at.desc(), Entry.id.desc()).limit(1)).one_or_none()
    name = accounts.names([entry.account_id]).get(entry.account_id) if entry and entry.account_id else None
    when = f" ({clock.time_in_words(entry.at)})" if entry else ""
    return f"{name or 'Jemand anderes'} war schneller{when}. {state}"
