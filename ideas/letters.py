"""Letters to authors who gave an address: one to confirm it, then one at each step."""

from __future__ import annotations

from datetime import timedelta

from core import links, mail, texts
from core.outbox import Promise
from core.things import Thing
from ideas import journey, queries
from ideas.models import Idea, Step
from ideas.stages import SHOWN, Stage

CONFIRM_WITHIN = timedelta(hours=48)
STOP_WITHIN = timedelta(days=365)


def confirm(idea: Idea, email: str) -> Promise | None:
    """Promise the letter that asks whether an address is right; only so many a day go to one address."""
    if mail.limited(email):
        return None
    token = links.issue("idea.confirm", Thing("idea", idea.id), lifetime=CONFIRM_WITHIN)
    return mail.send("ideas-confirm", email, idea=idea, token=token)


def step(idea: Idea, taken: Step) -> Promise | None:
    """Promise the letter about a step, if the author confirmed an address."""
    contact = queries.contact(idea.id)
    if contact is None:
        return None
    if contact.confirmed_at is None:
        if taken.stage in SHOWN and not links.outstanding("idea.confirm", Thing("idea", idea.id)):
            return confirm(idea, contact.email)
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
    )


def news(idea: Idea, word: str, sentence: str, address: str) -> None:
    """Promise the letter about something that is no stage (a vision was written, a result released)."""
    contact = queries.contact(idea.id)
    if contact is None or contact.confirmed_at is None:
        return
    token = links.issue("idea.letters", Thing("idea", idea.id), lifetime=STOP_WITHIN, uses=None)
    mail.send("ideas-news", contact.email, idea=idea, word=word, sentence=sentence, page=address, token=token)
