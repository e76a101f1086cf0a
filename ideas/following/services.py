"""Following is asked for, confirmed, ended; what happens to ideas is noted as news and told at once."""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from core import clock, journal, links, mail, outbox, versions
from core.db import db, writing
from core.errors import NotThere
from core.journal import VISITOR
from core.things import Thing
from ideas import journey
from ideas import letters as letters_of
from ideas import queries as ideas
from ideas.following import letters, queries
from ideas.following.models import Follower, Following, News, Rhythm
from ideas.following.subjects import Subject
from ideas.models import Idea, Step
from ideas.stages import SHOWN, WORDS

NEWS = "news"
AT_ONCE = 100
"""Letters in one transaction."""
MOST_COUNTED = 10_000
"""Letters of one piece of news that somebody who looks ahead is told of."""


def ask(email: str, subject: Subject, rhythm: Rhythm) -> None:
    """Note that an address may want letters and ask it by letter; nothing counts before the link in it was used."""
    follower = _follower(email)
    following = _following(follower, subject, rhythm)
    following.asked_rhythm, following.asked_at = rhythm, clock.now()
    db.session.flush()
    letters.confirm(following, follower)


def _follower(email: str) -> Follower:
    """Return the row of an address, made when it is new; of two at the same moment one makes it."""
    hashed = hashlib.sha256(email.strip().casefold().encode()).hexdigest()
    wanted = select(Follower).where(Follower.address_hash == hashed)
    present = db.session.scalars(wanted).one_or_none()
    if present is not None:
        return present
    try:
        with db.session.begin_nested():
            made = Follower(email=email, address_hash=hashed, salt=secrets.token_hex(16))
            db.session.add(made)
    except IntegrityError:
        return db.session.scalars(wanted).one()
    return made


def _following(follower: Follower, subject: Subject, rhythm: Rhythm) -> Following:
    same = {"follower_id": follower.id, subject.column: subject.id}
    wanted = select(Following).filter_by(**same).with_for_update()
    present = db.session.scalars(wanted).one_or_none()
    if present is not None:
        return present
    try:
        with db.session.begin_nested():
            made = Following(asked_rhythm=rhythm, asked_at=clock.now(), **same)
            db.session.add(made)
    except IntegrityError:
        return db.session.scalars(wanted).one()
    return made


def confirm(following_id: int) -> Following:
    """Let a following count from now on, in the rhythm that was asked for last."""
    following = queries.one(following_id)
    if following.confirmed_at is None:
        following.confirmed_at = clock.now()
        journal.note("following.confirmed", following.thing, VISITOR)
    following.rhythm = following.asked_rhythm
    letters.keep_open(
        {following.thing: following.follower, following.follower.thing: following.follower},
    )
    versions.up("following")
    return following


def end(thing: Thing) -> None:
    """End what a link in a letter stands for: one following, or all weekly ones of an address."""
    if thing.kind == "follower":
        followings = queries.of_address(thing.id, Rhythm.WEEKLY)
        _end(thing.id, followings)
    else:
        following = queries.one(thing.id)
        _end(following.follower_id, [following])


def end_all(thing: Thing) -> None:
    """End everything of the address behind a link and delete it."""
    number = thing.id if thing.kind == "follower" else queries.one(thing.id).follower_id
    _end(number, queries.of_address(number))
    forget(number)


def _end(follower_id: int, followings: list[Following]) -> None:
    for following in followings:
        journal.note("following.ended", following.thing, VISITOR)
        _unlink(following)
        db.session.delete(following)
    db.session.flush()
    if not queries.of_address(follower_id):
        forget(follower_id)
    versions.up("following")


def _unlink(following: Following) -> None:
    for purpose in (letters.CONFIRM, letters.STOP):
        links.revoke(purpose, following.thing)


def forget(follower_id: int) -> None:
    """Delete an address with all that is left of it."""
    left = select(Following).where(Following.follower_id == follower_id)
    for following in db.session.scalars(left):
        _unlink(following)
    links.revoke(letters.STOP, Thing("follower", follower_id))
    db.session.execute(delete(Follower).where(Follower.id == follower_id))


def stepped(idea: Idea, step: Step) -> list[None]:
    """Note a step that everybody may see; hangs in the slot ideas.stepped."""
    if step.stage in SHOWN and idea.public:
        page = mail.address("ideas.short", number=idea.id)
        _note(idea.id, WORDS[step.stage], _sentence(idea, step), page, step)
    return []


def _sentence(idea: Idea, step: Step) -> str:
    """Return what the step says, and the answer it came with where the stage's own sentence leaves it out."""
    told = journey.sentence(idea, step)
    return told if not step.reason or step.reason in told else f"{told} {step.reason}"


def told(idea: Idea, word: str, sentence: str, page: str) -> list[None]:
    """Note what another room did with a public idea; hangs in the slot ideas.told."""
    _note(idea.id, word, sentence, page, None)
    return []


def left(step: Step) -> list[str]:
    """Say that somebody was told of a step already, so that nobody undoes it; hangs in the slot ideas.left."""
    news = db.session.scalars(select(News).where(News.step_id == step.id).with_for_update()).one_or_none()
    return ["following"] if news is not None and news.upto else []


def _note(idea_id: int, word: str, sentence: str, page: str, step: Step | None) -> None:
    rhythms = queries.rhythms()
    if not rhythms:
        return
    news = News(
        idea_id=idea_id, step_id=step.id if step else None, at=clock.now(), word=word, sentence=sentence, page=page
    )
    db.session.add(news)
    db.session.flush()
    if Rhythm.AT_ONCE in rhythms:
        outbox.promise(NEWS, {"id": news.id}, not_before=letters_of.leaves_at(step) if step else None)


def coming(since: int) -> list[int]:
    """Return how many letters each piece of news promised after that promise would write; hangs in the slot ideas.coming."""
    wanted = select(outbox.Promise.payload).where(outbox.Promise.id > since, outbox.Promise.kind == NEWS)
    rows = [db.session.get_one(News, payload["id"]) for payload in db.session.scalars(wanted)]
    told = [(news, ideas.one(news.idea_id, public=False)) for news in rows]
    return [len(queries.to_tell_at_once(news, idea, MOST_COUNTED)) for news, idea in told]


def tell_at_once(_: int, payload: dict[str, int]) -> None:
    """Deliver one piece of news: letters in bunches, each bunch with how far we are in one transaction, so never twice."""
    more = True
    while more:
        letters.warm()
        with writing():
            more = _next_bunch(payload["id"])


def _next_bunch(news_id: int) -> bool:
    news = db.session.scalars(select(News).where(News.id == news_id).with_for_update()).one_or_none()
    if news is None:
        return False
    try:
        idea = ideas.one(news.idea_id, public=True)
    except NotThere:  # withdrawn meanwhile: nobody hears of it
        return False
    bunch = queries.to_tell_at_once(news, idea, AT_ONCE)
    letters.keep_open({following.thing: following.follower for following in bunch})
    for following in bunch:
        letters.at_once(following, news, idea)
    news.upto = bunch[-1].follower_id if bunch else news.upto
    return len(bunch) == AT_ONCE
