"""Every change of the Kickbox: apply, confirm, accept or decline, one level after the other, the end."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from core import clock, indexing, journal, links, mail, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import AUTHOR, Who
from core.things import Thing
from ideas import queries as ideas
from kickbox import keeping, letters, queries, tidings, way
from kickbox.models import SHOWN, STATE_WORDS, TOP, Box, BoxState, LevelStep


@dataclass(frozen=True)
class Application:
    """What somebody applies with; `idea_id` counts only while everybody may read that idea."""

    title: str
    text: str
    innovator: str
    email: str
    idea_id: int | None = None


@dataclass(frozen=True)
class Plan:
    """How the office lets a box run: public title and text, Aktionsfeld, coach (an actor)."""

    title: str
    text: str
    area_id: int | None
    coach_id: int | None = None


def thing(box: Box) -> Thing:
    """Return the box as the rest of the house points at it."""
    return Thing("box", box.id)


def apply(application: Application, nonce: str, suspicion: str | None = None) -> Box:
    """Store an application, once per form; a corrected second sending changes the first until it is confirmed."""
    present = _by_nonce(nonce)
    if present is not None:
        return _again(present, application)
    box = Box(nonce_hash=_hashed(nonce), asked_at=clock.now(), suspicion=suspicion, steps=[])
    _write(box, application)
    try:
        with db.session.begin_nested():
            db.session.add(box)
    except IntegrityError:
        present = _by_nonce(nonce)
        if present is None:
            raise
        return _again(present, application)
    if box.suspicion is None and mail.limited(box.email):
        box.suspicion = "many"
    journal.note("box.asked", thing(box), AUTHOR)
    if box.suspicion is None:
        letters.confirm(box)
    return box


def _hashed(nonce: str) -> str:
    return hashlib.sha256(nonce.encode("utf-8", "replace")).hexdigest()


def _by_nonce(nonce: str) -> Box | None:
    return db.session.scalars(select(Box).where(Box.nonce_hash == _hashed(nonce)).with_for_update()).one_or_none()


def _write(box: Box, application: Application) -> None:
    box.title, box.text = application.title, application.text
    box.innovator, box.email = application.innovator, application.email
    known = ideas.by_ids([application.idea_id], public=True) if application.idea_id else []
    box.idea_id = known[0].id if known else None


def _again(box: Box, application: Application) -> Box:
    """Take what is corrected in an application nobody has confirmed; a new address needs a new letter."""
    if box.state is not BoxState.ASKED:
        return box
    before = box.email
    _write(box, application)
    if box.email != before:
        links.revoke(letters.CONFIRM, thing(box))
        if box.suspicion is None and not mail.limited(box.email):
            letters.confirm(box)
    return box


def vouch(number: int, who: Who) -> None:
    """Let the office say that an application put aside was meant: now the letter goes out."""
    box = _locked(number)
    if box.state is not BoxState.ASKED or box.suspicion is None:
        raise Refused(queries.meanwhile(box))
    box.suspicion = None
    journal.note("box.letter_sent", thing(box), who)
    letters.confirm(box)


def confirm(number: int) -> None:
    """Mark an applicant's address as theirs: now the office sees the application."""
    box = _locked(number)
    if box.state is BoxState.ASKED:
        box.state, box.suspicion = BoxState.CONFIRMED, None
        journal.note("box.confirmed", thing(box), AUTHOR)
        letters.received(box)


def accept(number: int, plan: Plan, first_on: str, who: Who, version: int | None = None) -> Box:
    """Start a box on its first level; `first_on` (ISO day) is its first date, told in the letter and on the idea's way."""
    box = _waiting(number, version)
    moment = clock.now()
    _place(box, plan)
    box.state, box.level, box.started_at = BoxState.RUNNING, 1, moment
    box.steps.append(LevelStep(level=1, at=moment))
    journal.note("box.accepted", thing(box), who)
    _changed(box)
    letters.own(box, tidings.day(first_on))
    tidings.started(box, first_on, who)
    return box


def decline(number: int, reason: str, who: Who, version: int | None = None) -> None:
    """Say no to an application, with the reason in a letter; its text, name and address go after 30 days."""
    box = _waiting(number, version)
    if not reason:
        raise Refused("Bitte schreiben Sie einen Grund. Er steht im Brief.")
    box.state, box.ended_at = BoxState.DECLINED, clock.now()
    journal.note("box.declined", thing(box), who)
    letters.declined(box, reason, keeping.DECLINED.days)


def change(number: int, plan: Plan, who: Who, version: int | None = None) -> None:
    """Change what the public page says of a box, its Aktionsfeld or its coach."""
    box = _locked(number)
    _unchanged(box, version)
    if box.state not in SHOWN:
        raise Refused("Die Kickbox hat noch nicht begonnen.")
    _place(box, plan)
    journal.note("box.changed", thing(box), who)
    _changed(box)


def reach(number: int, level: int, note: str, who: Who) -> Box:
    """Reach the next level with a sentence about what was learned on the present one; said twice it counts once."""
    box = _locked(number)
    if box.state is BoxState.RUNNING and level == box.level:
        return box
    if box.state is not BoxState.RUNNING or level > TOP:
        raise Refused(f"Diese Kickbox nimmt keine weitere Stufe: {STATE_WORDS[box.state]}.")
    if level != box.level + 1:
        raise Refused(f"Eine Stufe nach der anderen: Jetzt steht die Kickbox auf Stufe {box.level}.")
    if not note:
        raise Refused("Bitte schreiben Sie einen Satz: Was haben Sie auf dieser Stufe gelernt?")
    box.level = level
    box.steps.append(LevelStep(level=level, at=clock.now(), note=note))
    journal.note("box.level", thing(box), who, level=f"{level} ({way.name(level)})")
    _changed(box)
    return box


def unsay(number: int, level: int, who: Who) -> None:
    """Let the office take the sentence said at a level off the public page; that the level was reached stays."""
    box = _locked(number)
    step = next((step for step in box.steps if step.level == level), None)
    if step is None:
        raise NotThere
    step.note = ""
    journal.note("box.unsaid", thing(box), who)
    _changed(box)


def end(number: int, ending: str, who: Who, onward: str = "") -> Box:
    """End a box: with `onward` it goes on there, without it a learning note (`ending`) is what remains; both are results."""
    box = _locked(number)
    if box.state is not BoxState.RUNNING:
        if box.public and (box.ending, box.onward) == (ending, onward):
            return box
        raise Refused(f"Diese Kickbox kann nicht mehr enden: {STATE_WORDS[box.state]}.")
    if not (ending or onward):
        raise Refused("Bitte schreiben Sie auf, was Sie gelernt haben. Daraus lernen auch andere.")
    box.state = BoxState.GOES_ON if onward else BoxState.LEARNED
    box.ending, box.onward, box.ended_at = ending, onward, clock.now()
    journal.note("box.ended", thing(box), who, how=STATE_WORDS[box.state])
    _changed(box)
    letters.ended(box, keeping.AFTER_THE_END)
    tidings.ended(box, who)
    return box


def send_link(number: int, who: Who) -> None:
    """Send the innovator a new link of their own; the old one ends."""
    box = _locked(number)
    if not box.public or not box.email:
        raise Refused("Es gibt keine Adresse, an die ein Link gehen könnte.")
    journal.note("box.letter_sent", thing(box), who)
    letters.own(box)


def _waiting(number: int, version: int | None) -> Box:
    box = _locked(number)
    _unchanged(box, version)
    if box.state is not BoxState.CONFIRMED:
        raise Refused(queries.meanwhile(box))
    return box


def _unchanged(box: Box, version: int | None) -> None:
    if version is not None and box.version != version:
        raise Refused(queries.meanwhile(box))


def _place(box: Box, plan: Plan) -> None:
    box.title, box.text, box.area_id, box.coach_id = plan.title, plan.text, plan.area_id, plan.coach_id


def _locked(number: int) -> Box:
    wanted = select(Box).where(Box.id == number).options(selectinload(Box.steps)).with_for_update(of=Box)
    box = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if box is None:
        raise NotThere
    return box


def _changed(box: Box) -> None:
    """Tell the index and the caches that the box is another one now; the page of its idea shows it too."""
    db.session.flush()
    indexing.changed(thing(box))
    versions.up("kickbox")
    if box.idea_id is not None:
        versions.up("ideas")
