"""Every read of the Netzwerkkompass, by subject: lists, consents, evidence for matching, requests, challenges."""

from __future__ import annotations

from compass.queries.beside import Beside, beside
from compass.queries.challenges import challenge, challenge_from, challenges, past_texts, question
from compass.queries.consents import agreed, how_many, marks, showing, shown, standing
from compass.queries.contacts import by_contact, is_contact
from compass.queries.entry import RECENT, in_full, named, recent
from compass.queries.evidence import MOST_PROFILES, Further, further_evidence, marked, matchable, profile_of, profiles
from compass.queries.joining import how_many_waiting, request, waiting
from compass.queries.lists import (
    CURSOR,
    PAGE,
    Filters,
    ListPage,
    actors,
    by_ids,
    choices,
    cursor_of,
    meaning,
    meanwhile,
    narrowed,
    narrowed_ids,
    one,
    page,
    public_names,
    same_named,
)
from compass.queries.roles import holders, main_sectors, roles, stands
from compass.queries.terms import Known, known_terms, spoken
from compass.queries.weights import WEIGHTS, earlier_weights, newest_weights, percents, shares, weights

__all__ = [
    "CURSOR",
    "MOST_PROFILES",
    "PAGE",
    "RECENT",
    "WEIGHTS",
    "Beside",
    "Filters",
    "Further",
    "Known",
    "ListPage",
    "actors",
    "agreed",
    "beside",
    "by_contact",
    "by_ids",
    "challenge",
    "challenge_from",
    "challenges",
    "choices",
    "cursor_of",
    "earlier_weights",
    "further_evidence",
    "holders",
    "how_many",
    "how_many_waiting",
    "in_full",
    "is_contact",
    "known_terms",
    "main_sectors",
    "marked",
    "marks",
    "matchable",
    "meaning",
    "meanwhile",
    "named",
    "narrowed",
    "narrowed_ids",
    "newest_weights",
    "one",
    "page",
    "past_texts",
    "percents",
    "profile_of",
    "profiles",
    "public_names",
    "question",
    "recent",
    "request",
    "roles",
    "same_named",
    "shares",
    "showing",
    "shown",
    "spoken",
    "standing",
    "stands",
    "waiting",
    "weights",
]
