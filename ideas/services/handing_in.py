"""What authors do: hand in, correct, confirm an address, end the letters, write anew, take back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core import clock, indexing, journal, links, versions
from core.config import settings
from core.db import db, stale
from core.errors import NotThere
from core.journal import AUTHOR
from core.things import Thing
from ideas import codes, letters, queries
from ideas.models import TITLE_LENGTH, Contact, Idea, Source, Step
from ideas.services.steps import advance, locked, thing
from ideas.stages import Stage, may_follow


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
class Submitted:
    """An idea as stored, its Merk-Code, and whether it was new, the same again, or a corrected one."""

    idea: Idea
    code: str
    state: str


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
    _come_in(idea)
    return Submitted(idea, code, "new")


def _by_nonce(nonce: str) -> Idea | None:
    wanted = select(Idea).where(Idea.nonce_hash == codes.nonce_hash(nonce)).with_for_update()
    return db.session.scalars(wanted).one_or_none()


def _same(idea: Idea, draft: Draft) -> bool:
    """Tell whether these are the author's words; title, category and district the office may have changed since."""
    return (idea.text, idea.place) == (draft.text, draft.place)


def _untouched(idea: Idea) -> bool:
    return idea.stage is Stage.RECEIVED and idea.claimed_at is None and idea.redacted_at is None


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
    _come_in(idea)
    return Submitted(idea, code, "changed")


def _come_in(idea: Idea) -> None:
    """Tell the index and the figures of an idea nobody has read: no citizen sees another page, so their caches stay."""
    db.session.flush()
    indexing.changed(thing(idea))
    versions.up(queries.COMING_IN)


def _write(idea: Idea, draft: Draft) -> None:
    if idea.text != draft.text:  # a translation goes with the words that it translates
        idea.german_title = idea.german_text = None
    idea.text, idea.place = draft.text, draft.place
    idea.title = (draft.title or derived_title(draft.text))[:TITLE_LENGTH]
    idea.category_id, idea.district_id = draft.category_id, draft.district_id


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
        letters.withhold(idea_id)
        journal.note("idea.letters_stopped", Thing("idea", idea_id), AUTHOR)
    for purpose in ("idea.confirm", "idea.letters"):
        links.revoke(purpose, Thing("idea", idea_id))


def rewrite(idea: Idea, draft: Draft) -> None:
    """Let an author change a text that could not be published and hand it in again."""
    idea = locked(idea.id)
    if not may_follow(idea.stage, Stage.RECEIVED):
        raise stale()
    _write(idea, draft)
    idea.redacted_at = None
    journal.note("idea.rewritten", thing(idea), AUTHOR)
    advance(idea.id, Stage.RECEIVED, AUTHOR)


def withdraw(idea: Idea) -> None:
    """Let an author take an idea back: hidden everywhere at once, the address deleted."""
    advance(idea.id, Stage.WITHDRAWN, AUTHOR)
    stop_letters(idea.id)
