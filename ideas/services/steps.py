"""One step after the other by advance(), the place on the Themenradar, news that are no stage, who reads what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from core import clock, indexing, journal, slots, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing
from ideas import letters, queries
from ideas.models import Idea, Step
from ideas.stages import SHOWN, WORDS, Stage, may_follow, missing
from radar.models import ActivityArea

FIELDS = ("Aktionsfeld", "Art", "Stadtbezirk")
"""What placing an idea can change, as the journal says it."""


@dataclass(frozen=True)
class Said:
    """What a stage tells: place (or body), day (ISO), reason; `inner` is a reason that only the office reads."""

    place: str = ""
    on: str = ""
    reason: str = ""
    inner: str = ""


def thing(idea: Idea) -> Thing:
    """Return the idea as the rest of the house points at it."""
    return Thing("idea", idea.id)


def changed(idea: Idea) -> None:
    """Tell the index and the caches that the idea is another one now."""
    db.session.flush()
    indexing.changed(thing(idea))
    versions.up("ideas")


def advance(
    idea_id: int,
    stage: Stage,
    who: Who,
    said: Said | None = None,
    version: int | None = None,
    *,
    letter: bool = True,
) -> Idea:
    """Take an idea one step further along the table of stages.py: the only way a stage changes.

    `letter=False` is for those who tell the author in a letter of their own (a question, an answer).
    """
    idea = locked(idea_id)
    said = said or Said()
    if version is not None and idea.version != version:
        raise Refused(queries.meanwhile(idea))
    if not may_follow(idea.stage, stage):
        raise Refused(f"Nach „{WORDS[idea.stage]}“ kann nicht „{WORDS[stage]}“ kommen. {queries.meanwhile(idea)}")
    lacking = missing(stage, {"place": said.place, "on": said.on, "reason": said.reason})
    if lacking:
        raise Refused(
            f"Für „{WORDS[stage]}“ fehlt noch eine Angabe: {', '.join(queries.ASKED[name] for name in lacking)}."
        )
    moment = clock.now()
    idea.stage, idea.changed_at, idea.claimed_by, idea.claimed_at = stage, moment, None, None
    if stage is Stage.PUBLISHED:
        idea.published_at, idea.suspicion = idea.published_at or moment, None
    elif stage not in SHOWN:
        idea.published_at = None
    step = Step(idea_id=idea.id, stage=stage, at=moment, place=said.place, on=said.on, reason=said.reason)
    step.inner_reason = said.inner or None
    db.session.add(step)
    journal.note("idea.advanced", thing(idea), who, stage=WORDS[stage])
    changed(idea)
    if letter:
        tell_author(idea, step)
    slots.parts("ideas.stepped", idea=idea, step=step)
    return idea


def tell_author(idea: Idea, step: Step) -> None:
    """Promise the author's letter about a step, and note the promise, so that who undoes the step can withdraw it."""
    if promised := letters.step(idea, step):
        db.session.flush()
        step.letter_id = promised.id


def tell(idea_id: int, word: str, sentence: str, address: str, *, followers: bool = True) -> None:
    """Tell an author what another room did with the idea and where to read it; no stage changes by it.

    `word` heads the letter (at most a few words), `address` is a page's full address. Who gave no confirmed address,
    or whose idea is not published, gets nothing; the way itself shows such news by the slot ideas.journey.
    `followers=False` is for news that comes together with a step (of which they hear already).
    """
    idea = locked(idea_id)
    if idea.public:
        letters.news(idea, word, sentence, address)
        if followers:
            slots.parts("ideas.told", idea=idea, word=word, sentence=sentence, page=address)


def locked(idea_id: int) -> Idea:
    """Return an idea held until the end of the transaction; NotThere when it is gone."""
    wanted = select(Idea).where(Idea.id == idea_id).options(selectinload(Idea.areas)).with_for_update(of=Idea)
    idea = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if idea is None:
        raise NotThere
    return idea


def tag(
    idea_id: int,
    areas: Iterable[int],
    *,
    category_id: int | None,
    district_id: int | None,
    who: Who,
    version: int | None = None,
) -> Idea:
    """Place an idea on the Themenradar and in a category; the text stays as it is."""
    idea = locked(idea_id)
    if version is not None and idea.version != version:
        raise Refused(queries.meanwhile(idea))
    was = (sorted(area.id for area in idea.areas), idea.category_id, idea.district_id)
    idea.areas = list(db.session.scalars(select(ActivityArea).where(ActivityArea.id.in_(list(areas)))))
    idea.category_id, idea.district_id = category_id, district_id
    idea.changed_at = clock.now()
    now = (sorted(area.id for area in idea.areas), idea.category_id, idea.district_id)
    new = ", ".join(word for word, old, present in zip(FIELDS, was, now, strict=True) if old != present)
    journal.note("idea.tagged", thing(idea), who, fields=f": {new}" if new else "")
    changed(idea)
    return idea


def claim(idea_id: int, who: Who) -> None:
    """Note who has an idea open in the queue, so that the next person sees it; ends after a few minutes."""
    idea = db.session.get(Idea, idea_id)
    free_before = clock.now() - timedelta(minutes=queries.CLAIM_MINUTES)
    if idea is None or (
        idea.claimed_by not in {None, who.account} and idea.claimed_at and idea.claimed_at > free_before
    ):
        return
    db.session.execute(update(Idea).where(Idea.id == idea_id).values(claimed_by=who.account, claimed_at=clock.now()))
