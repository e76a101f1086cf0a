"""Reads of the controlled list of terms: which word means which term, and what else it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from compass.models import Competence, Term, TermSynonym
from core import versions
from core.db import db

SUBJECT = "compass.terms"


@dataclass(frozen=True)
class Known:
    """The controlled list: `by_word` gives the term of a folded word on offer, `words` name and synonyms of each term."""

    by_word: Mapping[str, int]
    words: Mapping[int, tuple[str, ...]]


def known_terms() -> Known:
    """Return the controlled list as it stands; costs no statement while nobody changes it."""
    return versions.cached(SUBJECT, _read)


def _read() -> Known:
    terms = db.session.execute(select(Term.id, Term.name, Term.sort_key, Term.active).order_by(Term.sort_key)).all()
    others = select(TermSynonym.term_id, TermSynonym.name, TermSynonym.sort_key).order_by(TermSynonym.id)
    by_word = {key: number for number, _, key, active in terms if active}
    words: dict[int, tuple[str, ...]] = {number: (name,) for number, name, *_ in terms}
    on = {number for number, *_, active in terms if active}
    for number, name, key in db.session.execute(others):
        words[number] = (*words[number], name)
        if number in on:
            by_word[key] = number
    return Known(by_word, words)


def spoken(rows: Iterable[Competence]) -> list[str]:
    """Return what the search finds competences by: their texts, and the words for the same of their terms."""
    said = []
    known = known_terms().words
    for row in rows:
        said += [row.text, *known.get(row.term_id or 0, ())]
    return list(dict.fromkeys(said))
