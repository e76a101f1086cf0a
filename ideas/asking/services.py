"""Every change to questions: ask, answer, remind, come back after the day, take an answer into the text."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import selectinload

from core import clock, journal, links, mail
from core.db import db
from core.errors import Refused
from core.journal import AUTHOR, HOUSE, Who
from core.things import Thing
from ideas import deadlines, letters
from ideas import queries as ideas
from ideas.asking import queries
from ideas.asking.models import Inquiry
from ideas.models import TEXT_LENGTH, Idea
from ideas.services import Said, advance
from ideas.services.steps import changed, locked
from ideas.stages import ASKABLE, WORDS, Stage

PURPOSE = "idea.question"
SILENT = "Wir haben keine Antwort auf unsere Frage bekommen und entscheiden mit dem, was wir wissen."
LATE = timedelta(days=30)
"""So long after the day an answer is still taken, when nothing was decided meanwhile."""
KEEP = timedelta(days=365)


def reachable(idea: Idea) -> str:
    """Return how the author can learn of a question: "letter", "code" (only if they look), or "" (not at all)."""
    contact = ideas.contact(idea.id)
    if contact is not None and contact.confirmed_at is not None:
        return "letter"
    return "code" if idea.code_hash else ""


def ask(idea_id: int, question: str, answer_by: date, who: Who, version: int | None = None) -> Inquiry:
    """Put a question to an idea's author, at every stage before an end.

    An unread idea waits at "Rückfrage", and the clock stands still until the answer or the day. A published one stays
    as everybody sees it, and our promise runs on.
    """
    idea = locked(idea_id)
    if version is not None and idea.version != version:
        raise Refused(ideas.meanwhile(idea))
    if idea.stage not in ASKABLE:
        raise Refused(f"Die Idee steht auf „{WORDS[idea.stage]}“. Zurückfragen geht nur vor dem Ende ihres Weges.")
    if not reachable(idea):
        raise Refused("Zu dieser Idee gibt es weder Adresse noch Merk-Code. Die Frage würde niemanden erreichen.")
    if answer_by <= clock.today():
        raise Refused("Der letzte Tag für die Antwort muss in der Zukunft liegen.")
    if idea.stage is Stage.RECEIVED:
        said = Said(on=answer_by.isoformat(), reason=question)
        advance(idea_id, Stage.QUESTION, who, said, letter=False)
    else:
        journal.note("idea.asked_back", Thing("idea", idea_id), who)
        changed(idea)
    before = update(Inquiry).where(Inquiry.idea_id == idea_id, Inquiry.closed_at.is_(None))
    db.session.execute(before.values(closed_at=clock.now()))
    inquiry = Inquiry(idea_id=idea_id, question=question, answer_by_on=answer_by.isoformat(), asked_at=clock.now())
    db.session.add(inquiry)
    db.session.flush()
    _write("ideas-question", idea, inquiry)
    return inquiry


def answer(idea_id: int, words: str, *, may_be_added: bool) -> None:
    """Take the author's answer; the idea goes back to the queue with what was left of its time."""
    idea, inquiry = _held(idea_id)
    if inquiry.answered_at is not None:
        raise Refused("Ihre Antwort ist schon bei uns. Danke!")
    if not queries.is_open(inquiry, idea):
        raise Refused("Wir haben über Ihre Idee inzwischen entschieden. Den Stand sehen Sie mit Ihrem Merk-Code.")
    inquiry.answer, inquiry.may_be_added = words, may_be_added
    inquiry.answered_at = inquiry.closed_at = clock.now()
    journal.note("idea.question_answered", Thing("idea", idea_id), AUTHOR)
    links.revoke(PURPOSE, Thing("idea", idea_id))
    if idea.stage is Stage.QUESTION:
        _return(idea, "Wir haben Ihre Antwort auf unsere Frage.", AUTHOR, letter=False)
    changed(idea)


def remind() -> int:
    """Remind authors whose day is near, each once; return how many letters were promised."""
    written = 0
    for inquiry in queries.to_remind():
        idea = locked(inquiry.idea_id)
        inquiry.reminded_at = clock.now()
        written += _write("ideas-question-again", idea, inquiry)
    return written


def lapse() -> int:
    """Bring back ideas whose authors did not answer in time: the office decides with what it knows."""
    overdue = queries.lapsed()
    for inquiry in overdue:
        idea, present = _held(inquiry.idea_id)
        present.closed_at = clock.now()
        if present.id != inquiry.id:
            continue
        if idea.stage is Stage.QUESTION:
            _return(idea, SILENT, HOUSE, letter=True)
        elif idea.public:
            letters.news(idea, "Keine Antwort", SILENT, mail.address("ideas.short", number=idea.id))
    return len(overdue)


def add_to_text(idea_id: int, inquiry_id: int, who: Who) -> None:
    """Put an answer below the idea's text, where its author allows that; once."""
    idea, inquiry = _held(idea_id)
    if inquiry.id != inquiry_id or not inquiry.may_be_added or inquiry.added_at is not None:
        raise Refused("Diese Antwort gehört nicht in den Text, oder sie steht schon darin.")
    if idea.stage not in queries.ADDS:
        raise Refused(f"Die Idee steht auf „{WORDS[idea.stage]}“. Ergänzen geht nur vorher.")
    longer = f"{idea.text}\n\n{inquiry.answer}"
    if len(longer) > TEXT_LENGTH:
        raise Refused("Der Text würde zu lang.")
    idea.text, idea.changed_at, inquiry.added_at = longer, clock.now(), clock.now()
    journal.note("idea.answer_added", Thing("idea", idea_id), who)
    changed(idea)


def purge() -> int:
    """Delete questions and answers of withdrawn ideas, and all that are older than a year; return how many."""
    gone = select(Idea.id).where(Idea.stage == Stage.WITHDRAWN)
    old = delete(Inquiry).where(Inquiry.idea_id.in_(gone) | (Inquiry.asked_at < clock.now() - KEEP))
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]  # a DELETE's result counts rows


def _held(idea_id: int) -> tuple[Idea, Inquiry]:
    """Return an idea and its last question, both held until the end of the transaction."""
    return locked(idea_id), queries.newest(idea_id, held=True)


def _return(idea: Idea, sentence: str, who: Who, *, letter: bool) -> None:
    """Send an idea back to the queue; what was left of its time runs on from today."""
    wanted = select(Idea).where(Idea.id == idea.id).options(selectinload(Idea.steps))
    steps = db.session.scalars(wanted.execution_options(populate_existing=True)).one().steps
    due = deadlines.resumed(steps, clock.today())
    advance(idea.id, Stage.RECEIVED, who, Said(on=due.isoformat(), reason=sentence), letter=letter)


def _write(letter: str, idea: Idea, inquiry: Inquiry) -> bool:
    """Promise the letter with the link to answer; False when there is no confirmed address."""
    contact = ideas.contact(idea.id)
    if contact is None or contact.confirmed_at is None:
        return False
    day = date.fromisoformat(inquiry.answer_by_on)
    lifetime = day - clock.today() + LATE
    token = links.issue(PURPOSE, Thing("idea", idea.id), lifetime=lifetime)
    stop = links.issue("idea.letters", Thing("idea", idea.id), lifetime=letters.STOP_WITHIN, uses=None)
    about, until = letters.about(idea), clock.day_in_words(day)
    mail.send(letter, contact.email, about=about, idea=idea, inquiry=inquiry, until=until, token=token, stop=stop)
    return True
