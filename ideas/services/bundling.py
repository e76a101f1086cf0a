"""Bündel: ideas that wish for the same lie side by side; every one keeps its page, its text, its interest and its way.

A person puts them together and may undo it; authors read of it in a letter and may take their own idea out. Changes of
bundles wait for each other (versions.turn), so that nobody adds to a bundle that is just ending.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from core import clock, journal, slots, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import AUTHOR, HOUSE, Who
from core.things import Thing
from ideas.models import TITLE_LENGTH, Bundle, Idea, Objection, Unlike
from ideas.services.steps import locked
from ideas.stages import Stage

AT_MOST = 50
"""Ideas in one bundle; what is wished for more often is a topic."""


def bundle(ids: Iterable[int], title: str, who: Who) -> Bundle:
    """Put ideas together: into the bundle one of them is in already, else into a new one called `title`.

    Their authors are told. Refused when fewer than two are meant, when two bundles would become one, for ideas taken
    back, and for those whose author wants to stand alone.
    """
    versions.turn("bundles")
    ideas = _locked(set(ids))
    present = {idea.bundle_id for idea in ideas if idea.bundle_id is not None}
    if len(present) > 1:
        raise Refused("Diese Ideen gehören schon zu verschiedenen Bündeln. Bitte lösen Sie erst eines davon.")
    found = db.session.get_one(Bundle, present.pop()) if present else _new(title)
    others = select(Idea.id).where(Idea.bundle_id == found.id, Idea.id.not_in([idea.id for idea in ideas]))
    if len(ideas) + len(db.session.scalars(others).all()) > AT_MOST:
        raise Refused(f"Ein Bündel hat höchstens {AT_MOST} Ideen.")
    for idea in ideas:
        if idea.bundle_id != found.id:
            idea.bundle_id = found.id
            journal.note("idea.bundled", Thing("idea", idea.id), who)
            slots.parts("ideas.bundled", idea=idea)
    db.session.flush()
    versions.up("ideas")
    return found


def unbundle(idea_id: int, who: Who) -> None:
    """Take an idea out of its bundle; a bundle of one is none any more."""
    versions.turn("bundles")
    members = _members(locked(idea_id).bundle_id)
    if members:
        _leave(_with(idea_id, members), members, who)


def dissolve(idea_id: int, who: Who) -> None:
    """Undo the whole bundle an idea is in: all of them stand alone again."""
    versions.turn("bundles")
    members = _members(locked(idea_id).bundle_id)
    if members:
        _leave(members, members, who)


def object_to(idea_id: int) -> bool:
    """Take an idea out of its bundle because its author says so, and keep it out; False when it is in none any more.

    The office reads of it on its first page; the others of the bundle stay together.
    """
    versions.turn("bundles")
    number = locked(idea_id).bundle_id
    members = _members(number)
    if number is None or not members:
        return False
    said = Objection(idea_id=idea_id, bundle_title=db.session.get_one(Bundle, number).title, said_at=clock.now())
    db.session.merge(said)
    journal.note("idea.objected", Thing("idea", idea_id), AUTHOR)
    _leave(_with(idea_id, members), members, HOUSE)
    return True


def objection_seen(idea_id: int, who: Who) -> None:
    """Note that the office has read of an objection; the idea stays out of bundles."""
    wanted = select(Objection).where(Objection.idea_id == idea_id).with_for_update()
    said = db.session.scalars(wanted).one_or_none()
    if said is None:
        raise NotThere
    if said.seen_at is None:
        said.seen_at = clock.now()
        journal.note("idea.objection_seen", Thing("idea", idea_id), who)
        versions.up("ideas")


def unlike(one_id: int, other_id: int, who: Who) -> None:
    """Remember that two ideas do not belong together; said twice it stands once."""
    low, high = sorted((one_id, other_id))
    if low == high or len(db.session.scalars(select(Idea.id).where(Idea.id.in_([low, high]))).all()) < 2:  # noqa: PLR2004 - both must be there
        raise NotThere
    versions.turn("bundles")
    if db.session.get(Unlike, (low, high)) is None:
        db.session.add(Unlike(low_id=low, high_id=high, said_at=clock.now()))
        journal.note("idea.unlike", Thing("idea", one_id), who, other=other_id)


def _members(number: int | None) -> list[Idea]:
    """Return the ideas of a bundle, held until the end of the transaction."""
    if number is None:
        return []
    wanted = select(Idea).where(Idea.bundle_id == number).order_by(Idea.id).with_for_update()
    return list(db.session.scalars(wanted.execution_options(populate_existing=True)))


def _with(idea_id: int, members: Sequence[Idea]) -> Sequence[Idea]:
    """Return who leaves when one idea does: of two, one stays alone."""
    return members if len(members) <= 2 else [one for one in members if one.id == idea_id]  # noqa: PLR2004 - said above


def _leave(leaving: Sequence[Idea], members: Sequence[Idea], who: Who) -> None:
    """Take ideas out of their bundle; one that holds nothing any more goes."""
    number = members[0].bundle_id
    for one in leaving:
        one.bundle_id = None
        journal.note("idea.unbundled", Thing("idea", one.id), who)
    db.session.flush()
    if len(leaving) == len(members):
        db.session.delete(db.session.get_one(Bundle, number))
    versions.up("ideas")


def _locked(ids: set[int]) -> list[Idea]:
    """Return the ideas in the order of their numbers, so that two people never wait for each other."""
    if len(ids) < 2 or len(ids) > AT_MOST:  # noqa: PLR2004 - one alone is no bundle
        raise Refused(f"Bitte wählen Sie ein bis {AT_MOST - 1} andere Ideen aus.")
    wanted = select(Idea).where(Idea.id.in_(ids)).order_by(Idea.id).with_for_update()
    found = list(db.session.scalars(wanted.execution_options(populate_existing=True)))
    if len(found) < len(ids):
        raise NotThere
    if any(idea.stage is Stage.WITHDRAWN for idea in found):
        raise Refused("Eine dieser Ideen wurde zurückgezogen. Sie kann in kein Bündel.")
    alone = db.session.scalars(select(Objection.idea_id).where(Objection.idea_id.in_(ids)).order_by(Objection.idea_id))
    if numbers := ", ".join(map(str, alone)):
        raise Refused(f"Wer die Idee Nr. {numbers} geschrieben hat, möchte nicht, dass sie in einem Bündel steht.")
    return found


def _new(title: str) -> Bundle:
    if not title.strip():
        raise Refused("Bitte geben Sie dem Bündel einen Namen.")
    made = Bundle(title=title.strip()[:TITLE_LENGTH], made_at=clock.now())
    db.session.add(made)
    db.session.flush()
    return made
