"""Letters to authors who gave an address: one to confirm it, then one at each step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from core import links, mail, outbox, texts
from core.config import settings
from core.db import db
from core.outbox import Promise
from core.things import Thing
from ideas import journey, queries
from ideas.models import Idea, Step
from ideas.stages import SHOWN, Stage

CONFIRM_WITHIN = timedelta(hours=48)
STOP_WITHIN = timedelta(days=365)
SOON = timedelta(minutes=1)
"""A step's letter is promised within that time."""


def about(idea: Idea) -> str:
    """Return what a letter to an author is about: a public idea that must still be so, or one that is not withdrawn."""
    return public_only(idea.id) if idea.public else f"idea:{idea.id}"


def public_only(idea_id: int) -> str:
    """Return what a letter is about that goes only while everybody may read the idea."""
    return f"idea:{idea_id}:public"


def moot(about: Sequence[str]) -> list[str]:
    """Return what of this nobody may be told any more: ideas withdrawn, taken off the net or deleted since."""
    asked = {one: one.split(":") for one in about if one.startswith("idea:")}
    wanted = select(Idea.id, Idea.published_at).where(Idea.id.in_([int(parts[1]) for parts in asked.values()]))
    there = dict(db.session.execute(wanted.where(Idea.stage != Stage.WITHDRAWN)).all()) if asked else {}
    kept = {
        one
        for one, (_, number, *public) in asked.items()
        if int(number) in there and (not public or there[int(number)] is not None)
    }
    return [one for one in asked if one not in kept]


def confirm(idea: Idea, email: str) -> Promise | None:
    """Promise the letter that asks whether an address is right; only so many a day go to one address."""
    if mail.limited(email):
        return None
    token = links.issue("idea.confirm", Thing("idea", idea.id), lifetime=CONFIRM_WITHIN)
    return mail.send("ideas-confirm", email, about=about(idea), idea=idea, token=token)


OWN_STEPS = frozenset({Stage.RECEIVED, Stage.WITHDRAWN})
"""Steps of the authors themselves: nobody in the office takes them back, so nothing waits."""


def leaves_at(taken: Step) -> datetime:
    """Return from when on word of a step goes out: a while after it, so that the office can still take it back."""
    if taken.stage in OWN_STEPS:
        return taken.at
    return taken.at + timedelta(minutes=settings().letters_wait_minutes)


def step(idea: Idea, taken: Step) -> Promise | None:
    """Promise the letter about a step, if the author confirmed an address; who did not is asked for it, at once."""
    contact = queries.contact(idea.id)
    if contact is None:
        return None
    if contact.confirmed_at is None:
        if taken.stage in SHOWN and not links.outstanding("idea.confirm", Thing("idea", idea.id)):
            confirm(idea, contact.email)
        return None
    token = links.issue("idea.letters", Thing("idea", idea.id), lifetime=STOP_WITHIN, uses=None)
    told = journey.sentence(idea, taken)
    return mail.send(
        "ideas-step",
        contact.email,
        idea=idea,
        sentence=f"{told} {texts.text('ideas.redacted')}"
        if idea.redacted_at and taken.stage is Stage.PUBLISHED
        else told,
        token=token,
        word=journey.WORDS[taken.stage],
        about="" if taken.stage is Stage.WITHDRAWN else about(idea),
        not_before=leaves_at(taken),
    )


def waiting(idea_id: int) -> dict[int, datetime]:
    """Return, by step, when the letters about an idea's steps leave that nobody has begun to send.

    Numbers of promises come again once old ones are purged, so the moment of the promise must be that of the step.
    """
    wanted = select(Step.id, Step.at, Promise).join(Promise, Promise.id == Step.letter_id)
    untouched = (Promise.kind == mail.KIND, Promise.done_at.is_(None), Promise.tries == 0)
    found = db.session.execute(wanted.where(Step.idea_id == idea_id, *untouched)).all()
    return {step: promise.next_at for step, at, promise in found if at <= promise.promised_at < at + SOON}


def withhold(idea_id: int) -> None:
    """Take back the letters about steps that still wait: who wants none any more gets none."""
    mine = waiting(idea_id)
    wanted = select(Step.letter_id).where(Step.id.in_(mine), Step.stage.not_in(OWN_STEPS))
    outbox.withdraw([number for number in db.session.scalars(wanted) if number is not None])


def news(idea: Idea, word: str, sentence: str, address: str) -> None:
    """Promise the letter about something that is no stage (a vision was written, a result released)."""
    contact = queries.contact(idea.id)
    if contact is None or contact.confirmed_at is None:
        return
    token = links.issue("idea.letters", Thing("idea", idea.id), lifetime=STOP_WITHIN, uses=None)
    mail.send(
        "ideas-news",
        contact.email,
        about=about(idea),
        idea=idea,
        word=word,
        sentence=sentence,
        page=address,
        token=token,
    )
