"""Changes of the suspicion: learn from decisions, note how an idea sounds, decline one or a wave as spam."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, insert, literal, select, update

from core import clock, outbox, texts, versions
from core.db import db, rollback, writing
from core.errors import Refused
from core.journal import Who
from ideas import queries as ideas
from ideas.models import Idea, Step
from ideas.services import Said, Submitted, advance, remember, standing, undo_all
from ideas.services.steps import locked
from ideas.stages import Stage
from ideas.suspicion import bayes, equal, queries
from ideas.suspicion.models import Learned, Sound, SpamMark

KIND, BACK = "ideas.suspicion.decline", "ideas.suspicion.back"
NEWEST = 2000
"""Texts of each kind that are learned from."""
PORTION = 50
"""Ideas declined in one transaction: nobody else waits for longer than these take."""
RESCORED = 500


def learn() -> int:
    """Count the stems of the office's decisions anew and score what waits; return how many texts were read.

    What is withdrawn, deleted or shortened since the last run is in no count afterwards.
    """
    honest, spam = (
        (bayes.stems_of(title, text) for title, text in queries.decided(spam=kind, newest=NEWEST))
        for kind in (False, True)
    )
    found = bayes.count(honest, spam)
    if not queries.listening():
        found = bayes.Counts()
    rollback()
    with writing():
        db.session.execute(delete(Learned))
        stems = {stem: list(pair) for stem, pair in found.stems.items()}
        db.session.add(Learned(learned_at=clock.now(), honest=found.honest, spam=found.spam, stems=stems))
        db.session.execute(
            delete(Sound).where(Sound.idea_id.not_in(select(Idea.id).where(Idea.stage.in_(queries.WAITING))))
        )
        versions.up("suspicion")
    _score_waiting()
    return found.honest + found.spam


def _score_waiting() -> None:
    """Note anew how every waiting idea sounds, a few hundred to a transaction."""
    last: int | None = 0
    while last is not None:
        with writing():
            bunch = queries.waiting_after(last, RESCORED) if queries.speaks() else []
            for idea in bunch:
                listen(idea)
            last = bunch[-1].id if len(bunch) == RESCORED else None


def listen(idea: Idea) -> None:
    """Note how an idea sounds; nothing while too little is known or the city has switched it off."""
    if not queries.speaks():
        return
    percent = bayes.percent(bayes.stems_of(idea.title, idea.text), queries.counts())
    raised = update(Sound).where(Sound.idea_id == idea.id).values(percent=percent)
    if not db.session.execute(raised).rowcount:  # type: ignore[attr-defined]  # an UPDATE's result counts rows
        db.session.execute(insert(Sound).values(idea_id=idea.id, percent=percent))


def taken(taken: Submitted) -> list[None]:
    """Listen to an idea that has just come in; hangs in the slot ideas.taken."""
    if taken.state != "same":
        listen(taken.idea)
    return []


def stepped(idea: Idea, step: Step) -> list[None]:
    """Forget mark and sound with any step but declining; what the author wrote anew is listened to again."""
    if step.stage is not Stage.NOT_PUBLISHED:
        db.session.execute(delete(SpamMark).where(SpamMark.idea_id == idea.id))
        db.session.execute(delete(Sound).where(Sound.idea_id == idea.id))
    if step.stage is Stage.RECEIVED:
        listen(idea)
    return []


def decline(idea_id: int, who: Who, version: int) -> None:
    """Decline one idea as spam; its author reads why under their Merk-Code and may write anew."""
    before = standing(locked(idea_id))
    idea = advance(idea_id, Stage.NOT_PUBLISHED, who, Said(reason=texts.text("suspicion.reason")), version)
    remember(idea, before, who)
    mark([idea], who)


def mark(ideas: Sequence[Idea], who: Who) -> list[None]:
    """Note that ideas were declined as spam, so that the next run learns from them; hangs in ideas.declined_as_spam."""
    numbers, moment = [idea.id for idea in ideas], clock.now()
    db.session.execute(delete(SpamMark).where(SpamMark.idea_id.in_(numbers)))
    db.session.add_all(SpamMark(idea_id=number, account_id=who.account, marked_at=moment) for number in numbers)
    return []


def undone(idea: Idea) -> list[None]:
    """Forget mark and sound with a step that was taken back, and listen anew; hangs in the slot ideas.undone."""
    db.session.execute(delete(SpamMark).where(SpamMark.idea_id == idea.id))
    db.session.execute(delete(Sound).where(Sound.idea_id == idea.id))
    if idea.stage in queries.WAITING:
        listen(idea)
    return []


def decline_all(reasons: Collection[str], upto: int, keep: Collection[int], who: Who) -> int:
    """Mark suspicious ideas up to a number as spam and let the worker decline them; return how many were marked.

    Those in `keep` are under no suspicion any more. Sent twice, the second time finds none left.
    """
    versions.turn("suspicion")
    marked = _mark(queries.chosen(set(reasons), upto, set(keep)), who)
    for number in sorted(keep):
        trust(number)
    return marked


def decline_equal(newest: int, who: Who) -> int:
    """Mark suspicious ideas with one text as spam, up to the newest that was shown; return how many were marked."""
    versions.turn("suspicion")
    return _mark(equal.chosen(newest), who)


def _mark(chosen: Select[int], who: Who) -> int:
    """Mark ideas in one statement and let the worker decline them."""
    wanted = chosen.with_only_columns(
        Idea.id, literal(who.account, SpamMark.account_id.type), literal(clock.now(), SpamMark.marked_at.type)
    )
    columns = ["idea_id", "account_id", "marked_at"]
    marking = insert(SpamMark).from_select(columns, wanted).execution_options(preserve_rowcount=True)
    marked = int(db.session.execute(marking).rowcount)  # type: ignore[attr-defined]  # an INSERT's result counts rows
    if marked:
        outbox.promise(KIND, {})
    return marked


def trust(idea_id: int) -> None:
    """Take an idea from under suspicion: it stands where its day puts it."""
    idea = locked(idea_id)
    if idea.stage not in queries.WAITING:
        return
    idea.suspicion = None
    db.session.execute(update(Sound).where(Sound.idea_id == idea_id).values(percent=0))
    versions.up("ideas")


def decline_marked(_: int, __: dict[str, object]) -> None:
    """Decline what is marked, portion by portion, each in one transaction; no letters go out."""
    more = True
    while more:
        with writing():
            more = _decline_portion()


def _decline_portion() -> bool:
    versions.turn("suspicion")  # nobody takes back a wave between the look and the step
    numbers = list(db.session.scalars(queries.leaving().limit(PORTION)))
    if not numbers:
        return False
    whose = dict(
        db.session.execute(select(SpamMark.idea_id, SpamMark.account_id).where(SpamMark.idea_id.in_(numbers))).all()
    )
    said = Said(reason=texts.text("suspicion.reason"))
    for number in numbers:
        idea = locked(number)
        if idea.stage not in queries.WAITING:  # a colleague was faster: what they decided stays
            continue
        before, who = standing(idea), Who("office", whose[number])
        try:
            advance(number, Stage.NOT_PUBLISHED, who, said, letter=False)
        except Refused:
            db.session.execute(delete(SpamMark).where(SpamMark.idea_id == number))
        else:
            remember(idea, before, who)
    return len(numbers) == PORTION


def take_back(wave: queries.Wave, who: Who) -> None:
    """Undo a wave that one press declined; the worker does it portion by portion, first come those not declined yet."""
    if wave.marked_at < clock.now() - ideas.undo_within():
        raise Refused("Rückgängig machen kann man das nur wenige Minuten lang.")
    versions.turn("suspicion")
    waiting = select(Idea.id).where(Idea.stage.in_(queries.WAITING))
    db.session.execute(delete(SpamMark).where(*queries.of_wave(wave), SpamMark.idea_id.in_(waiting)))
    versions.up("ideas")
    payload = {"account": wave.account_id, "at": wave.marked_at.isoformat(), "by": who.account}
    outbox.promise(BACK, {**payload, "pressed_at": clock.now().isoformat()})


def take_back_marked(_: int, payload: dict[str, Any]) -> None:
    """Put back what a wave declined, portion by portion; what somebody changed since stays declined, with its mark."""
    wave = queries.Wave(payload["account"], datetime.fromisoformat(payload["at"]), 0)
    pressed_at = datetime.fromisoformat(payload["pressed_at"])
    last: int | None = 0
    while last is not None:
        with writing():
            after = dict(db.session.execute(queries.declined(wave, last).limit(PORTION)).all())
            undo_all(after, Who("office", payload["by"]), pressed_at)
            last = max(after) if len(after) == PORTION else None
