"""Bündel: ideas that wish for the same lie side by side; every one keeps its page, its text and its own way."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from core import clock, journal, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing
from ideas.models import TITLE_LENGTH, Bundle, Idea
from ideas.services.steps import locked
from ideas.stages import Stage

AT_MOST = 50
"""Ideas in one bundle; what is wished for more often is a topic."""


def bundle(ids: Iterable[int], title: str, who: Who) -> Bundle:
    """Put ideas together: into the bundle one of them is in already, else into a new one called `title`.

    Refused when fewer than two are meant, when two bundles would become one, and for ideas taken back.
    """
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
    db.session.flush()
    versions.up("ideas")
    return found


def unbundle(idea_id: int, who: Who) -> None:
    """Take an idea out of its bundle; a bundle of one is none any more."""
    number = locked(idea_id).bundle_id
    if number is None:
        return
    members = db.session.scalars(select(Idea).where(Idea.bundle_id == number).order_by(Idea.id).with_for_update())
    together = list(members)
    leaving = together if len(together) <= 2 else [one for one in together if one.id == idea_id]  # noqa: PLR2004 - of two, one stays alone
    for one in leaving:
        one.bundle_id = None
        journal.note("idea.unbundled", Thing("idea", one.id), who)
    db.session.flush()
    if leaving is together:
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
    return found


def _new(title: str) -> Bundle:
    if not title.strip():
        raise Refused("Bitte geben Sie dem Bündel einen Namen.")
    made = Bundle(title=title.strip()[:TITLE_LENGTH], made_at=clock.now())
    db.session.add(made)
    db.session.flush()
    return made
