"""Letters of passing on: to the place with its link, a reminder, and the question to the author about the address."""

from __future__ import annotations

from datetime import timedelta

from core import links, mail
from core.things import Thing
from ideas import letters as ideas
from ideas import queries
from ideas.journey import day
from ideas.models import Idea
from ideas.passing.models import Agency, Passing

PLACE, CONSENT = "passing.place", "passing.consent"
PLACE_WITHIN = timedelta(days=180)
CONSENT_WITHIN = timedelta(days=30)


def place(passing: Passing, idea: Idea, to: Agency, *, again: bool = False) -> None:
    """Promise the letter that leads a place to the idea; nothing goes where there is no address."""
    if not to.email:
        return
    token = links.issue(PLACE, Thing("passing", passing.id), lifetime=PLACE_WITHIN, uses=None)
    letter = "passing-reminder" if again else "passing-place"
    since, until = passing.passed_at, day(passing.due_on)
    mail.send(
        letter, to.email, about=ideas.about(idea), idea=idea, place=to.name, token=token, since=since, until=until
    )


def consent(passing: Passing, idea: Idea, to: Agency) -> None:
    """Promise the question whether the place may see the author's address."""
    contact = queries.contact(idea.id)
    if contact is None or contact.confirmed_at is None:
        return
    token = links.issue(CONSENT, Thing("passing", passing.id), lifetime=CONSENT_WITHIN)
    mail.send("passing-consent", contact.email, about=ideas.about(idea), idea=idea, place=to.name, token=token)


def news(idea: Idea, word: str, sentence: str) -> None:
    """Promise the author's letter; it leads to the public page or, where there is none, to looking up."""
    page = mail.address("ideas.short", number=idea.id) if idea.public else mail.address("ideas.look")
    ideas.news(idea, word, sentence, page)
