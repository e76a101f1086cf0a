"""One answer: given with a stage or beside one, changed later; the author reads it in a letter."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from core import clock, journal, links, mail
from core.db import db
from core.errors import Refused
from core.journal import Who
from core.things import Thing
from ideas import letters, queries
from ideas.answering import queries as answers
from ideas.answering.models import Reply, Wording
from ideas.models import Idea
from ideas.services import Said, advance
from ideas.services.steps import changed, locked
from ideas.stages import FOLLOWS, WORDS, Stage

GIVES = frozenset({Stage.ANSWERED, Stage.IN_WORK, Stage.LATER, Stage.NOT_PURSUED, Stage.DONE})
"""Stages that an answer may come with."""
KEEPS = frozenset(Stage) - {
    Stage.RECEIVED,
    Stage.QUESTION,
    Stage.PUBLISHED,
    Stage.NOT_PUBLISHED,
    Stage.WITHDRAWN,
}
"""Stages that an answer may leave as they are: something has been said about the idea before."""


@dataclass(frozen=True)
class Words:
    """What the city says: in whose name (a role), in one sentence, in full, and where useful costs and period."""

    role: str
    short: str
    text: str
    costs: str = ""
    period: str = ""


def onward(stage: Stage) -> list[Stage]:
    """Return the stages that an answer may lead to from here, in the order of the path."""
    return [one for one in Stage if one in FOLLOWS[stage] & GIVES]


def give(
    idea_id: int,
    words: Words,
    who: Who,
    stage: Stage | None,
    said: Said | None = None,
    *,
    version: int | None = None,
) -> Reply:
    """Answer an idea; with a stage it takes that step too (`said` names place and day), None leaves it where it stands."""
    idea = locked(idea_id)
    if version is not None and idea.version != version:
        raise Refused(queries.meanwhile(idea))
    if stage is None and idea.stage not in KEEPS:
        raise Refused(f"Die Idee steht auf „{WORDS[idea.stage]}“. Bitte sagen Sie mit der Antwort, wie es weitergeht.")
    if stage is not None:
        if stage not in GIVES:
            raise Refused(f"„{WORDS[stage]}“ ist kein Stand, den eine Antwort setzt.")
        said = said or Said()
        idea = advance(idea_id, stage, who, Said(said.place, said.on, words.short, said.inner), letter=False)
    reply = Reply(idea_id=idea.id, stage=stage, given_at=clock.now(), **words.__dict__)
    db.session.add(reply)
    idea.changed_at = clock.now()
    journal.note("idea.answered", Thing("idea", idea.id), who)
    changed(idea)
    _write(idea, reply)
    return reply


def change(reply_id: int, words: Words, who: Who, version: int) -> Reply:
    """Put other words in the place of an answer's; the ones before stay readable for the office."""
    reply = answers.locked(reply_id)
    if reply.version != version:
        raise Refused("Jemand hat diese Antwort gerade geändert. Bitte laden Sie die Seite neu.")
    idea = locked(reply.idea_id)
    before = Words(reply.role, reply.short, reply.text, reply.costs, reply.period)
    if astuple(before) == astuple(words):
        return reply
    db.session.add(Wording(reply_id=reply.id, until_at=clock.now(), **before.__dict__))
    for name, value in words.__dict__.items():
        setattr(reply, name, value)
    reply.changed_at = idea.changed_at = clock.now()
    journal.note("idea.answer_changed", Thing("idea", idea.id), who)
    changed(idea)
    if idea.stage is not Stage.WITHDRAWN:
        page = mail.address("ideas.short", number=idea.id) if idea.public else mail.address("ideas.look")
        letters.news(idea, "Wir haben unsere Antwort geändert", words.short, page)
    return reply


def _write(idea: Idea, reply: Reply) -> None:
    """Promise the author's letter with the whole answer in it."""
    contact = queries.contact(idea.id)
    if contact is None or contact.confirmed_at is None:
        return
    token = links.issue("idea.letters", Thing("idea", idea.id), lifetime=letters.STOP_WITHIN, uses=None)
    about, word = letters.about(idea), WORDS[idea.stage]
    mail.send("ideas-reply", contact.email, about=about, idea=idea, reply=reply, word=word, token=token)
