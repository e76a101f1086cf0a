"""What the end of the evening would do, before anybody presses: it is done, looked at, and undone in the same breath.

So what is shown can never differ from what will happen: every letter that would leave, every idea that would move. Of a
rehearsal the look shows what the real evening would do with the visions tried in it: inside the transaction that is undone
the copy stands in its meeting's place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from core import clock, mail, slots
from core.db import db, writing
from core.errors import Refused
from core.journal import Who
from core.outbox import Promise
from dialogues import queries, ways
from dialogues.evenings.services import finish
from dialogues.models import Dialogue
from ideas.models import Idea
from ideas.stages import WORDS, Stage

SECRET = re.compile(r"(https?://\S*/)[\w-]{16,}")
"""A link of a letter that only its recipient may have."""


@dataclass(frozen=True)
class Letter:
    """One letter that would leave: about which idea, when, subject and text; never to whom."""

    subject: str
    about: str
    when: str
    body: str


@dataclass(frozen=True)
class Move:
    """One impulse: where it stands and where it would stand; `waits` for a room of the house to take its vision up."""

    title: str
    page: str
    before: str
    after: str
    waits: bool = False

    @property
    def moves(self) -> bool:
        """Whether it would stand elsewhere."""
        return self.before != self.after


@dataclass(frozen=True)
class Beforehand:
    """What would happen; `hindrance` says why it cannot happen yet, then there is nothing else.

    `readers` are the addresses that the letters go to; `followed` is how many more letters tell people who follow an idea.
    """

    hindrance: str = ""
    moves: tuple[Move, ...] = ()
    letters: tuple[Letter, ...] = ()
    released: tuple[str, ...] = ()
    readers: int = 0
    followed: int = 0

    @property
    def several(self) -> bool:
        """Whether somebody gets more than one letter: for each of the own ideas one."""
        return self.readers < len(self.letters)


class _LookedAtError(Exception):
    """Everything was seen: undo it."""


def look(dialogue_id: int, who: Who) -> Beforehand:
    """Return what ending the evening would do now; nothing of it stays. Opens and undoes its own write transaction."""
    found = Beforehand()
    try:
        with writing():
            found = _done(dialogue_id, who)
            raise _LookedAtError  # noqa: TRY301 - the way to undo everything
    except _LookedAtError:
        return found
    except Refused as refused:
        return Beforehand(hindrance=str(refused))


def _done(dialogue_id: int, who: Who) -> Beforehand:
    ideas = queries.dialogue(dialogue_id, public=False).ideas
    visions = queries.visions(dialogue_id, public=False)
    ideas = sorted(
        {one.id: one for one in (*ideas, *(idea for v in visions for idea in v.ideas))}.values(), key=_number
    )
    before = {one.id: one.stage for one in ideas}
    drafts = tuple(one.title for one in visions if not one.public)
    last = db.session.scalar(select(func.max(Promise.id))) or 0
    _stand_in(dialogue_id)
    finish(dialogue_id, who, counts=False)
    db.session.flush()
    wanted = select(Promise).where(Promise.id > last, Promise.kind == mail.KIND).order_by(Promise.id)
    titles = {one.id: one.title for one in ideas}
    rows = list(db.session.scalars(wanted))
    letters, readers = tuple(_letter(row, titles) for row in rows), len({row.payload["to"] for row in rows})
    waiting = {idea.id for one in visions if one.way in ways.TOGETHER for idea in one.ideas}
    moves = tuple(_move(one, before[one.id], waits=one.id in waiting) for one in ideas)
    return Beforehand("", moves, letters, drafts, readers, sum(slots.parts("ideas.coming", since=last)))


def _stand_in(dialogue_id: int) -> None:
    """Let a rehearsal stand where its meeting stands, until all of it is undone."""
    copy = db.session.get_one(Dialogue, dialogue_id)
    if copy.rehearsal and copy.rehearses_id:
        real = db.session.get_one(Dialogue, copy.rehearses_id)
        copy.announced, real.announced, copy.rehearsal = real.announced, False, False
        db.session.flush()


def _number(idea: Idea) -> int:
    return idea.id


def _move(idea: Idea, before: Stage, *, waits: bool) -> Move:
    waits = waits and idea.stage is Stage.IN_TALK
    return Move(idea.title, f"/buero/ideen/{idea.id}", WORDS[before], WORDS[idea.stage], waits)


def _letter(row: Promise, titles: Mapping[int, str]) -> Letter:
    payload = row.payload
    parts = str(payload.get("about", "")).split(":")
    number = int(parts[1]) if len(parts) > 1 and parts[0] == "idea" and parts[1].isdecimal() else 0
    text = "".join(
        line for line in str(payload["body"]).splitlines(keepends=True) if line[:1] not in {mail.BEGIN, mail.END}
    )
    when = "sofort" if row.next_at <= clock.now() else f"ab {clock.time_in_words(row.next_at)}"
    return Letter(str(payload["subject"]), titles.get(number, ""), when, SECRET.sub(r"\1…", text))
