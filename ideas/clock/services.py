"""Every change of the service clock: reminders for the office, and the label that only the office sees."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from core import clock, journal, mail, texts, versions
from core.db import db
from core.errors import Refused
from core.journal import Who
from core.things import Thing
from ideas import queries as ideas
from ideas.clock import queries
from ideas.clock.models import LABEL_LENGTH, Label, Reminder
from ideas.clock.queries import Due
from ideas.clock.words import TASKS
from ideas.services.steps import locked

AT_ONCE = 100
"""Promises in one round of reminders; what is over waits for the next."""


def remind() -> int:
    """Write to whoever is responsible about promises that end soon or have ended; each promise once, ever.

    One letter for each person names all of theirs. Returns how many promises were reminded of.
    """
    near = queries.until(clock.today() + timedelta(days=queries.reminder_days()))
    known = queries.reminded(near)
    fresh = [due for due in near if (due.idea_id, due.on.isoformat()) not in known][:AT_ONCE]
    for due in fresh:
        db.session.add(Reminder(idea_id=due.idea_id, due_on=due.on.isoformat(), reminded_at=clock.now()))
    db.session.flush()
    for address, theirs in _by_person(fresh).items():
        lines = [(due.title, TASKS[due.stage], clock.day_in_words(due.on), _page(due)) for due in theirs]
        late = sum(due.on < clock.today() for due in theirs)
        mail.send("ideas-reminder", address, lines=lines, late=late)
    return len(fresh)


def _page(due: Due) -> str:
    return mail.address("ideas_desk.read", number=due.idea_id)


def _by_person(fresh: list[Due]) -> dict[str, list[Due]]:
    """Sort promises by who answers for them: the person an idea is assigned to, else the office."""
    addresses = ideas.responsible([due.idea_id for due in fresh])
    found: dict[str, list[Due]] = defaultdict(list)
    for due in fresh:
        found[addresses.get(due.idea_id) or texts.text("office.email")].append(due)
    return found


def note(idea_id: int, words: str, who: Who) -> None:
    """Say how far an idea is inside the office ("" for nothing); no public page, letter or search shows it."""
    idea = locked(idea_id)
    if words and words not in labels():
        raise Refused("Diesen Vermerk gibt es nicht.")
    present = queries.label(idea.id)
    if (present.words if present else "") == words:
        return
    if present is not None and not words:
        db.session.delete(present)
    elif present is not None:
        present.words, present.set_at = words, clock.now()
    else:
        db.session.add(Label(idea_id=idea.id, words=words, set_at=clock.now()))
    journal.note("idea.labelled", Thing("idea", idea.id), who)
    db.session.flush()
    versions.up("ideas.clock")


def labels() -> list[str]:
    """Return the labels the office may use: the lines of a text it edits."""
    lines = (line.strip()[:LABEL_LENGTH] for line in texts.text("clock.labels").splitlines())
    return list(dict.fromkeys(line for line in lines if line))
