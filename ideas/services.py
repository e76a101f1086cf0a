"""Every change in the Ideenspeicher: hand in, rewrite, withdraw, tag, and one step after the other by advance()."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from core import clock, indexing, journal, links, versions
from core.config import settings
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import AUTHOR, Who
from core.things import Thing
from ideas import codes, letters, queries
from ideas.models import TITLE_LENGTH, Contact, Idea, Source, Step
from ideas.stages import SHOWN, WORDS, Stage, may_follow, missing
from radar.models import ActivityArea


@dataclass(frozen=True)
class Draft:
    """What somebody hands in."""

    text: str
    title: str = ""
    place: str = ""
    category_id: int | None = None
    district_id: int | None = None
    source: Source = Source.WEB


@dataclass(frozen=True)
class Said:
    """What a stage tells: place (or body), day (ISO), reason."""

    place: str = ""
    on: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Submitted:
    """An idea as stored, its Merk-Code, and whether it was new, the same again, or a corrected one."""

    idea: Idea
    code: str
    state: str


def thing(idea: Idea) -> Thing:
    """Return the idea as the rest of the house points at it."""
    return Thing("idea", idea.id)


def derived_title(text: str) -> str:
    """Return a title from the first words of a text: its first sentence, cut at a word."""
    first = next((line.strip() for line in text.splitlines() if any(map(str.isalnum, line))), text.strip())
    whole = first
    for end in (". ", "! ", "? "):
        first = first.split(end)[0]
    first = first.rstrip(".!?: ") if any(map(str.isalnum, first)) else whole
    limit = 70
    return first if len(first) <= limit else first[:limit].rsplit(" ", 1)[0].rstrip(",;: ")[:limit] + " …"


def submit(draft: Draft, nonce: str, email: str | None = None, suspicion: str | None = None) -> Submitted:
    """Store what was handed in, once per form; a corrected second sending changes the first as long as nobody has read it."""
    key = settings().secret_key
    present = _by_nonce(nonce)
    if present is not None and not _same(present, draft) and not _untouched(present):
        nonce = f"{nonce}:{codes.nonce_hash(f'{draft.text}:{draft.place}')}"
        present = _by_nonce(nonce)
    code = codes.derive(key, nonce)
    if present is not None:
        return _again(present, draft, code, email, suspicion)
    moment = clock.now()
    idea = Idea(stage=Stage.RECEIVED, submitted_at=moment, changed_at=moment, suspicion=suspicion)
    idea.nonce_hash, idea.code_hash, idea.source = codes.nonce_hash(nonce), codes.stored(key, code), draft.source
    _write(idea, draft)
    idea.steps = [Step(stage=Stage.RECEIVED, at=moment)]
    try:
        with db.session.begin_nested():
            db.session.add(idea)
    except IntegrityError:
        present = _by_nonce(nonce)
        if present is None:
            raise
        return _again(present, draft, code, email, suspicion)
    journal.note("idea.received", thing(idea), AUTHOR)
    _take_address(idea, email, suspicion)
    _changed(idea)
    return Submitted(idea, code, "new")


def _by_nonce(nonce: str) -> Idea | None:
    wanted = select(Idea).where(Idea.nonce_hash == codes.nonce_hash(nonce)).with_for_update()
    return db.session.scalars(wanted).one_or_none()


def _same(idea: Idea, draft: Draft) -> bool:
    """Tell whether these are the author's words; title, category and district the office may have changed since."""
    return (idea.text, idea.place) == (draft.text, draft.place)


def _untouched(idea: Idea) -> bool:
    return idea.stage is Stage.RECEIVED and idea.claimed_at is None


def _again(idea: Idea, draft: Draft, code: str, email: str | None, suspicion: str | None) -> Submitted:
    """Take what is corrected in an idea nobody has read; a read one, published perhaps, stays as it is."""
    if not _untouched(idea):
        return Submitted(idea, code, "same")
    before = _words(idea)
    _write(idea, draft)
    _take_address(idea, email, suspicion)
    if _words(idea) == before:
        return Submitted(idea, code, "same")
    journal.note("idea.rewritten", thing(idea), AUTHOR)
    _changed(idea)
    return Submitted(idea, code, "changed")


def _write(idea: Idea, draft: Draft) -> None:
    idea.text, idea.place = draft.text, draft.place
    idea.title = (draft.title or derived_title(draft.text))[:TITLE_LENGTH]
    idea.category_id, idea.district_id = draft.category_id, draft.district_id


def _changed(idea: Idea) -> None:
    """Tell the index and the caches that the idea is another one now."""
    db.session.flush()
    indexing.changed(thing(idea))
    versions.up("ideas")


def _words(idea: Idea) -> tuple[object, ...]:
    return idea.text, idea.title, idea.place, idea.category_id, idea.district_id


def _take_address(idea: Idea, email: str | None, suspicion: str | None) -> None:
    """Keep an author's address, in the place of a mistyped one; no letter goes out for what looks like a machine."""
    present = queries.contact(idea.id)
    if not email or (present and (present.confirmed_at or present.email == email)):
        return
    if present:  # the link in the first letter must not confirm the second address
        db.session.delete(present)
        db.session.flush()
        links.revoke("idea.confirm", thing(idea))
    db.session.add(Contact(idea_id=idea.id, email=email, given_at=clock.now()))
    if suspicion is None and idea.suspicion is None:
        letters.confirm(idea, email)


def confirm(idea_id: int) -> None:
    """Mark an author's address as theirs; from now on each step is a letter."""
    contact = queries.contact(idea_id)
    if contact is None:
        raise NotThere
    if contact.confirmed_at is None:
        contact.confirmed_at = clock.now()
        journal.note("idea.confirmed", Thing("idea", idea_id), AUTHOR)


def stop_letters(idea_id: int) -> None:
    """Delete an author's address; their links to letters end with it."""
    contact = queries.contact(idea_id)
    if contact is not None:
        db.session.delete(contact)
        journal.note("idea.letters_stopped", Thing("idea", idea_id), AUTHOR)
    for purpose in ("idea.confirm", "idea.letters"):
        links.revoke(purpose, Thing("idea", idea_id))


def advance(idea_id: int, stage: Stage, who: Who, said: Said | None = None, version: int | None = None) -> Idea:
    """Take an idea one step further along the table of stages.py: the only way a stage changes."""
    idea = _locked(idea_id)
    said = said or Said()
    if version is not None and idea.version != version:
        raise Refused(queries.meanwhile(idea))
    if not may_follow(idea.stage, stage):
        raise Refused(f"Nach „{WORDS[idea.stage]}“ kann nicht „{WORDS[stage]}“ kommen. {queries.meanwhile(idea)}")
    lacking = missing(stage, {"place": said.place, "on": said.on, "reason": said.reason})
    if lacking:
        raise Refused(
            f"Für „{WORDS[stage]}“ fehlt noch eine Angabe: {', '.join(queries.ASKED[name] for name in lacking)}."
        )
    moment = clock.now()
    idea.stage, idea.changed_at, idea.claimed_by, idea.claimed_at = stage, moment, None, None
    if stage is Stage.PUBLISHED:
        idea.published_at, idea.suspicion = idea.published_at or moment, None
    elif stage not in SHOWN:
        idea.published_at = None
    step = Step(idea_id=idea.id, stage=stage, at=moment, place=said.place, on=said.on, reason=said.reason)
    db.session.add(step)
    journal.note("idea.advanced", thing(idea), who, stage=WORDS[stage])
    _changed(idea)
    letters.step(idea, step)
    return idea


def tell(idea_id: int, word: str, sentence: str, address: str) -> None:
    """Tell an author what another room did with the idea and where to read it; no stage changes by it.

    `word` heads the letter (at most a few words), `address` is a page's full address. Who gave no confirmed address,
    or whose idea is not published, gets nothing; the way itself shows such news by the slot ideas.journey.
    """
    idea = _locked(idea_id)
    if idea.public:
        letters.news(idea, word, sentence, address)


def _locked(idea_id: int) -> Idea:
    wanted = select(Idea).where(Idea.id == idea_id).options(selectinload(Idea.areas)).with_for_update(of=Idea)
    idea = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if idea is None:
        raise NotThere
    return idea


def tag(
    idea_id: int,
    areas: Iterable[int],
    *,
    category_id: int | None,
    district_id: int | None,
    who: Who,
    version: int | None = None,
) -> Idea:
    """Place an idea on the Themenradar and in a category; the text stays as it is."""
    idea = _locked(idea_id)
    if version is not None and idea.version != version:
        raise Refused(queries.meanwhile(idea))
    idea.areas = list(db.session.scalars(select(ActivityArea).where(ActivityArea.id.in_(list(areas)))))
    idea.category_id, idea.district_id = category_id, district_id
    idea.changed_at = clock.now()
    journal.note("idea.tagged", thing(idea), who)
    _changed(idea)
    return idea


def claim(idea_id: int, who: Who) -> None:
    """Note who has an idea open in the queue, so that the next person sees it; ends after a few minutes."""
    idea = db.session.get(Idea, idea_id)
    free_before = clock.now() - timedelta(minutes=queries.CLAIM_MINUTES)
    if idea is None or (
        idea.claimed_by not in {None, who.account} and idea.claimed_at and idea.claimed_at > free_before
    ):
        return
    db.session.execute(update(Idea).where(Idea.id == idea_id).values(claimed_by=who.account, claimed_at=clock.now()))


def rewrite(idea: Idea, draft: Draft) -> None:
    """Let an author change a text that could not be published and hand it in again."""
    idea = _locked(idea.id)
    if not may_follow(idea.stage, Stage.RECEIVED):
        raise stale()
    _write(idea, draft)
    journal.note("idea.rewritten", thing(idea), AUTHOR)
    advance(idea.id, Stage.RECEIVED, AUTHOR)


def withdraw(idea: Idea) -> None:
    """Let an author take an idea back: hidden everywhere at once, the address deleted."""
    advance(idea.id, Stage.WITHDRAWN, AUTHOR)
    stop_letters(idea.id)
