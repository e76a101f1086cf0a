"""Schlagwörter: the office's own words on ideas come and go; the idea's version and what everybody sees stay."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from core import indexing, journal, versions
from core.db import db
from core.errors import Refused
from core.journal import Who
from core.things import Thing
from ideas.models import Idea, Keyword, idea_keyword
from ideas.services.steps import locked

MOST = 20
"""Keywords on one idea."""


def put(idea_id: int, words: Iterable[str], who: Who) -> None:
    """Let an idea carry exactly these words."""
    idea = locked(idea_id)
    wanted = _ids(words, make=True)
    present = _present([idea.id]).get(idea.id, set())
    _write([(idea.id, number) for number in wanted if number not in present], [], who)
    _write([], [(idea.id, number) for number in present - set(wanted)], who)


def change(ideas: Sequence[Idea], words: Iterable[str], who: Who, *, on: bool) -> dict[int, list[int]]:
    """Add words to ideas that the caller holds, or take them off; return, by idea, the keywords that came or went."""
    wanted = _ids(words, make=on)
    present = _present([idea.id for idea in ideas])
    moved = {idea.id: [number for number in wanted if (number in present.get(idea.id, ())) is not on] for idea in ideas}
    pairs = [(idea, number) for idea, numbers in moved.items() for number in numbers]
    _write(pairs if on else [], [] if on else pairs, who)
    return {idea: numbers for idea, numbers in moved.items() if numbers}


def give_back(idea_id: int, keywords: Collection[int], who: Who, *, on: bool) -> None:
    """Undo for one idea what change() did: what came goes, what went comes."""
    locked(idea_id)
    present = _present([idea_id]).get(idea_id, set())
    there = set(db.session.scalars(select(Keyword.id).where(Keyword.id.in_(keywords))))
    pairs = [(idea_id, number) for number in sorted(there) if (number in present) is on]
    _write([] if on else pairs, pairs if on else [], who)


def _write(more: Sequence[tuple[int, int]], less: Sequence[tuple[int, int]], who: Who) -> None:
    if more:
        rows = [{"idea_id": idea, "keyword_id": number} for idea, number in more]
        db.session.execute(insert(idea_keyword), rows)
        _not_too_many({idea for idea, _ in more})
    for number in sorted({number for _, number in less}):
        theirs = idea_keyword.c.idea_id.in_([idea for idea, one in less if one == number])
        db.session.execute(delete(idea_keyword).where(idea_keyword.c.keyword_id == number, theirs))
    for idea in sorted({idea for idea, _ in (*more, *less)}):
        journal.note("idea.keyworded", Thing("idea", idea), who)
        indexing.changed(Thing("idea", idea))
    if more or less:
        versions.up("ideas.keywords")


def _not_too_many(ideas: Collection[int]) -> None:
    counted = select(idea_keyword.c.idea_id).where(idea_keyword.c.idea_id.in_(ideas))
    full = counted.group_by(idea_keyword.c.idea_id).having(func.count() > MOST).order_by(idea_keyword.c.idea_id)
    first = db.session.scalars(full.limit(1)).first()
    if first is not None:
        raise Refused(f"Eine Idee trägt höchstens {MOST} Schlagwörter. Nr. {first} hätte mehr.")


def _present(ideas: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    rows = select(idea_keyword.c.idea_id, idea_keyword.c.keyword_id).where(idea_keyword.c.idea_id.in_(ideas))
    for idea, number in db.session.execute(rows):
        found.setdefault(idea, set()).add(number)
    return found


def _ids(words: Iterable[str], *, make: bool) -> list[int]:
    """Return the keywords of some words, in a fixed order; unknown ones are made, or passed over."""
    spoken = {word.casefold(): word for word in words}
    known = _known(spoken)
    for key in sorted(spoken.keys() - known.keys()) if make else ():
        try:
            with db.session.begin_nested():
                db.session.add(Keyword(name=spoken[key], key=key))
        except IntegrityError:
            continue  # somebody made it just now
    if make and len(known) < len(spoken):
        known = _known(spoken)
    return sorted(known.values())


def _known(keys: Collection[str]) -> dict[str, int]:
    return dict(db.session.execute(select(Keyword.key, Keyword.id).where(Keyword.key.in_(keys))).all())
