"""Probe: a copy of a planned meeting in which the whole evening is tried; ending it deletes the copy and all that hangs on it.

A copy and no mark on the meeting itself: so no slip can leave a tried stone, note or result in the real evening. The copy
is never announced, found by no search, invites nobody and releases nothing. What stays is one line in the journal of the
meeting: that there was a rehearsal.
"""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from core import indexing, journal, links, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing
from dialogues import queries, wiping
from dialogues.models import (
    TITLE_LENGTH,
    Dialogue,
    DialogueGroup,
    DialogueState,
    Ranking,
    RankingItem,
    Thesis,
    Vision,
)
from dialogues.services.changing import locked

FACTS = ("about", "held_on", "begins", "ends", "place", "mode", "link", "moderator", "say", "agenda", "assembly_id")
SWITCHES = ("pace", "rounds", "asks_sector", "informal", "sounds", "vibration", "single_codes")
RANKED = ("title", "kind", "points", "tie_rule")
ITEM = ("position", "text", "thing_kind", "thing_id")
MARK = "Probe: "
Part = type[Vision] | type[Thesis] | type[Ranking] | type[DialogueGroup]
PARTS: tuple[tuple[str, Part], ...] = (
    ("vision", Vision),
    ("thesis", Thesis),
    ("ranking", Ranking),
    ("dialogue_group", DialogueGroup),
)
"""What belongs to a meeting and may have links and lines in the journal of its own."""


def rehearse(number: int, who: Who) -> int:
    """Make the rehearsal of a planned meeting and return its number; the one that is on stays the one."""
    real = locked(number)
    if real.rehearsal:
        return real.id
    present = queries.rehearsal_of(number)
    if present is not None:
        return present
    if real.state is not DialogueState.PLANNED:
        raise Refused("Dieses Treffen war schon offen. Eine Probe gibt es nur vorher.")
    if not real.theses:
        raise Refused("Eine Probe braucht mindestens eine These. Bitte schreiben Sie zuerst Thesen.")
    copy = Dialogue(
        title=f"{MARK}{real.title}"[:TITLE_LENGTH],
        rehearsal=True,
        rehearses_id=number,
        ideas=list(real.ideas),
        theses=[Thesis(position=one.position, text=one.text, question=one.question) for one in real.theses],
        **{name: getattr(real, name) for name in (*FACTS, *SWITCHES)},
    )
    db.session.add(copy)
    db.session.flush()
    _copy_parts(number, copy.id)
    journal.note("dialogue.rehearsing", Thing("dialogue", copy.id), who)
    db.session.flush()
    versions.up("dialogues")
    return copy.id


def _copy_parts(number: int, copy_id: int) -> None:
    """Give a rehearsal the groups and rankings of its meeting."""
    for group in queries.groups_of(number):
        db.session.add(DialogueGroup(dialogue_id=copy_id, position=group.position, name=group.name))
    wanted = select(Ranking).where(Ranking.dialogue_id == number).options(selectinload(Ranking.items))
    for ranking in db.session.scalars(wanted.order_by(Ranking.id)):
        items = [RankingItem(**{name: getattr(one, name) for name in ITEM}) for one in ranking.items]
        facts = {name: getattr(ranking, name) for name in RANKED}
        db.session.add(Ranking(dialogue_id=copy_id, items=items, **facts))


def end(number: int, who: Who) -> int:
    """Throw a rehearsal away with everything that was tried in it; return the number of the real meeting."""
    copy = locked(number)
    real = copy.rehearses_id
    if not copy.rehearsal or real is None:
        raise NotThere
    things = [Thing("dialogue", number)]
    for kind, row in PARTS:
        things += [Thing(kind, one) for one in db.session.scalars(select(row.id).where(row.dialogue_id == number))]
    db.session.expunge_all()
    db.session.execute(delete(Vision).where(Vision.dialogue_id == number))
    db.session.execute(delete(Dialogue).where(Dialogue.id == number))
    wiping.after_commit()
    for thing in things:
        links.forget(thing)
        journal.erase(thing)
    for thing in things:
        if thing.kind in {"dialogue", "vision"}:
            indexing.changed(thing)
    journal.note("dialogue.rehearsed", Thing("dialogue", real), who)
    versions.up("dialogues")
    return real
