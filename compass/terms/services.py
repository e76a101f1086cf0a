"""Changes of the controlled list: terms, their synonyms, two that mean the same, free texts that mean one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from compass.models import Competence, Term, TermSynonym
from compass.queries.terms import SUBJECT
from compass.terms import queries
from core import indexing, journal, versions
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import Who
from core.rows import fold
from core.things import Thing
from radar import queries as radar

SHORT = 3
"""Words of a free text that is kept as a synonym when it is folded in; a sentence is none."""
WORD_LENGTH = 80
MOST_SYNONYMS = 30


@dataclass(frozen=True)
class TermDraft:
    """What a term says; area_id is its Aktionsfeld, synonyms are words for the same."""

    name: str
    area_id: int | None = None
    about: str = ""
    synonyms: tuple[str, ...] = ()
    active: bool = True


def add(draft: TermDraft, who: Who) -> Term:
    """Put a new term into the list; free texts that say exactly so mean it from now on."""
    _turn()
    row = Term(name=draft.name, synonyms=[])
    if db.session.scalar(select(func.count(Term.id))) == queries.MOST:
        raise Refused(f"Mehr als {queries.MOST} Begriffe sind keine Hilfe mehr. Legen Sie zuerst welche zusammen.")
    _check(draft, None)
    _put(row, draft)
    db.session.add(row)
    db.session.flush()
    journal.note("term.made", Thing("term", row.id), who)
    _follow(row, set())
    return row


def change(number: int, draft: TermDraft, who: Who, version: int | None) -> Term:
    """Let a term say something else; refused when it changed since `version`."""
    _turn()
    row = _locked(number)
    if row.version != version:
        raise stale()
    _check(draft, number)
    before = _words(row)
    _put(row, draft)
    db.session.flush()
    journal.note("term.changed", Thing("term", number), who)
    _follow(row, before)
    return row


def merge(number: int, into_id: int, who: Who, version: int | None) -> Term:
    """Join a term with another that means the same: its words become synonyms of that one, and it is gone."""
    _turn()
    if number == into_id:
        raise Refused("Ein Begriff kann nicht mit sich selbst zusammengelegt werden.")
    first, second = sorted((number, into_id))
    rows = {one: _locked(one) for one in (first, second)}
    gone, kept = rows[number], rows[into_id]
    if gone.version != version:
        raise stale()
    words = [gone.name, *(one.name for one in gone.synonyms)]
    if len(words) + len(kept.synonyms) > MOST_SYNONYMS:
        raise Refused(f"Ein Begriff hat höchstens {MOST_SYNONYMS} andere Wörter. Nehmen Sie zuerst welche heraus.")
    db.session.execute(update(Competence).where(Competence.term_id == number).values(term_id=into_id))
    db.session.delete(gone)
    db.session.flush()
    kept.synonyms += [TermSynonym(name=word) for word in words]
    db.session.flush()
    journal.note("term.merged", Thing("term", into_id), who)
    _follow(kept, set())
    return kept


def fold_in(wanted: Mapping[int, int], who: Who) -> int:
    """Let free texts mean terms: `wanted` gives for a competence that says the text the term; return how many texts.

    Everybody who says the same text means the term from now on; a short text becomes a synonym.
    """
    _turn()
    texts = queries.texts_of(list(wanted))
    terms = {number: _locked(number) for number in sorted(set(wanted.values()))}
    for sample, text in texts.items():
        row = terms[wanted[sample]]
        if not row.active:
            raise Refused(f"„{row.name}“ wird nicht mehr angeboten.")
        same = (Competence.text == text, Competence.term_id.is_(None))
        db.session.execute(update(Competence).where(*same).values(term_id=row.id))
        _remember(row, text)
    db.session.flush()
    for row in terms.values():
        journal.note("term.folded_in", Thing("term", row.id), who)
        _follow(row, set())
    return len(texts)


def _remember(row: Term, text: str) -> None:
    """Keep a short free text as a synonym, unless a term is called so already."""
    key = fold(text)
    full = len(row.synonyms) >= MOST_SYNONYMS
    if len(text.split()) <= SHORT and len(text) <= WORD_LENGTH and not full and not _taken([key], None):
        row.synonyms.append(TermSynonym(name=text))
        flag_modified(row, "name")  # whoever has the term's form open must see the new word first
        db.session.flush()


def _turn() -> None:
    versions.turn(SUBJECT)  # makes one change of the list after the other
    versions.up("compass")


def _locked(number: int) -> Term:
    wanted = select(Term).where(Term.id == number).options(selectinload(Term.synonyms)).with_for_update(of=Term)
    row = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotThere
    return row


def _check(draft: TermDraft, number: int | None) -> None:
    """Refuse words that another term has, and an Aktionsfeld that is not there."""
    taken = _taken([fold(word)[:WORD_LENGTH] for word in (draft.name, *draft.synonyms)], number)
    if taken:
        raise Refused(f"„{taken}“ gibt es schon bei einem anderen Begriff. Legen Sie die beiden zusammen.")
    if len(draft.synonyms) > MOST_SYNONYMS:
        raise Refused(f"Ein Begriff hat höchstens {MOST_SYNONYMS} andere Wörter.")
    if draft.area_id is not None and radar.taxonomy().area(draft.area_id) is None:
        raise NotThere


def _taken(keys: Iterable[str], number: int | None) -> str:
    """Return a word among folded ones that another term has, empty when they are free."""
    wanted = list(keys)
    name = select(Term.name).where(Term.sort_key.in_(wanted), Term.id != (number or 0)).limit(1)
    other = select(TermSynonym.name).where(TermSynonym.sort_key.in_(wanted), TermSynonym.term_id != (number or 0))
    return db.session.scalar(name) or db.session.scalar(other.limit(1)) or ""


def _put(row: Term, draft: TermDraft) -> None:
    """Put a draft into a row; a synonym that stays is the same row, the term's own name is none."""
    row.name, row.about, row.area_id, row.active = draft.name, draft.about, draft.area_id, draft.active
    present = {one.sort_key: one for one in row.synonyms}
    wanted = {fold(word)[:WORD_LENGTH]: word for word in draft.synonyms}
    wanted.pop(row.sort_key, None)
    row.synonyms = [present.get(key) or TermSynonym(name=word) for key, word in wanted.items()]
    for key, one in present.items():
        if key in wanted:
            one.name = wanted[key]


def _words(row: Term) -> set[str]:
    return {row.sort_key, *(one.sort_key for one in row.synonyms)}


def _follow(row: Term, before: set[str]) -> None:
    """Let free texts that say a word of a term mean it, and the index of everybody who says it follow."""
    fresh = _words(row) - before
    if row.active and fresh:
        free = select(Competence.id, Competence.text).where(Competence.term_id.is_(None))
        like = free.where(func.length(Competence.text) <= WORD_LENGTH)
        ids = [number for number, text in db.session.execute(like) if fold(text) in fresh]
        for place in range(0, len(ids), 500):
            some = Competence.id.in_(ids[place : place + 500])
            db.session.execute(update(Competence).where(some).values(term_id=row.id))
    said = select(Competence.actor_id).where(Competence.term_id == row.id).distinct().order_by(Competence.actor_id)
    for actor in db.session.scalars(said).all():
        indexing.changed(Thing("actor", actor))
        indexing.changed(Thing("actor_page", actor))
