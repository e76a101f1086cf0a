"""Every change of school mode: classes, ideas under a code, the teacher's link, a wish to take an idea out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.exc import IntegrityError

from core import clock, journal, links, mail, versions
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing
from ideas import codes, services
from ideas.school import entering, queries
from ideas.school.models import SchoolClass, SchoolIdea
from ideas.services import Draft, Submitted

TEACHER = "school.teacher"
AFTERWARDS = timedelta(days=60)
"""So long after the last day of a class its teacher still sees what became of the ideas."""


def make_class(name: str, topic: str, until_on: str, who: Who) -> SchoolClass:
    """Make a class with a fresh code."""
    made = SchoolClass(name=name, topic=topic, until_on=until_on, made_at=clock.now(), code=entering.new_code())
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as error:
        raise Refused(f"Eine Klasse mit dem Namen „{name}“ gibt es schon.") from error
    journal.note("class.made", Thing("school_class", made.id), who)
    return made


def change_class(number: int, topic: str, until_on: str, who: Who, version: int | None) -> None:
    """Change topic and last day; the name stays, ideas carry it."""
    school_class = queries.one(number)
    if school_class.version != version:
        raise stale()
    school_class.topic, school_class.until_on = topic, until_on
    journal.note("class.changed", Thing("school_class", number), who)


def hand_in(school_class: SchoolClass, draft: Draft, nonce: str, suspicion: str | None) -> Submitted:
    """Store an idea of a class, once per form and words: the next child at the same tablet writes another one."""
    if entering.is_over(school_class):
        raise Refused("Dieser Code gilt nicht mehr. Ideen ohne Code sind weiter willkommen.")
    if not entering.within(school_class.id) and suspicion is None:
        suspicion = "many"
    named = f"school:{school_class.id}:{nonce}:{codes.nonce_hash(repr((draft.text, draft.title)))}"
    taken = services.submit(draft, named, None, suspicion)
    if taken.state == "new":
        taken.idea.source_name = school_class.name
        db.session.add(SchoolIdea(class_id=school_class.id, idea_id=taken.idea.id))
        db.session.flush()
        versions.up("ideas")  # a source has a new name
    return taken


def teacher_link(number: int, who: Who, email: str = "") -> str:
    """Make the teacher's link and end the one before; an address gets it in a letter and is kept nowhere else."""
    school_class = queries.one(number)
    links.revoke(TEACHER, Thing("school_class", number))
    token = links.issue(TEACHER, Thing("school_class", number), lifetime=_until(school_class), uses=None)
    if email:
        mail.send("school-teacher", email, school_class=school_class, token=token)
    journal.note("class.linked", Thing("school_class", number), who)
    return token


def _until(school_class: SchoolClass) -> timedelta:
    last = datetime.combine(date.fromisoformat(school_class.until_on), time.max, tzinfo=clock.BERLIN).astimezone(UTC)
    return max(last - clock.now(), timedelta(0)) + AFTERWARDS


def ask_out(class_id: int, idea_id: int, reason: str) -> None:
    """Note a teacher's wish that the office does not publish an idea; the office decides."""
    found = queries.of_class(class_id, idea_id)
    if found.asked_at is not None:
        return
    found.asked_at, found.reason = clock.now(), reason
    journal.note("idea.teacher_asked", Thing("idea", idea_id), Who("teacher"))
    versions.up("ideas")


def keep(idea_id: int, who: Who) -> None:
    """Let an idea stay although a teacher asked otherwise."""
    found = queries.of_idea(idea_id)
    if found is None:
        raise NotThere
    if found.asked_at is None:
        raise stale()
    found.asked_at, found.reason = None, ""
    journal.note("idea.teacher_answered", Thing("idea", idea_id), who)
    versions.up("ideas")
