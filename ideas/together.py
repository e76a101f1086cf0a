"""What pages show of ideas that wish for the same: the public page's neighbours, the office's candidates."""

from __future__ import annotations

from dataclasses import dataclass

from core import indexing
from core.forms import clean
from core.search.query import Mode, parse
from ideas import address, cards, journey, queries, similar
from ideas.forms import BundleForm, RedactForm, UnbundleForm
from ideas.models import Idea
from ideas.stages import REDACTABLE, WORDS, Stage

CANDIDATES = 20
LONGEST_QUERY = 200
WORDS_SHOWN = 4


@dataclass(frozen=True)
class Neighbour:
    """Another idea with its address, its stage in a word, and the words it shares with the one in question."""

    idea: Idea
    address: str
    word: str
    shared: tuple[str, ...] = ()


def page(idea: Idea) -> dict[str, object]:
    """Return what everybody sees of an idea: card, way, and those beside it that everybody may see."""
    beside = [Neighbour(other, address.of(other), WORDS[other.stage]) for other in _others(idea, public=True)]
    return {"idea": idea, "card": cards.of(idea), "steps": journey.steps(idea, whole=False), "beside": beside}


def _others(idea: Idea, *, public: bool) -> list[Idea]:
    return queries.bundled(idea.id, public=public) if idea.bundle_id else []


def bundling(idea: Idea, asked: str, form: BundleForm) -> dict[str, object]:
    """Return what the office sees: the bundle so far, and at most 20 ideas it might mean by number or words."""
    members = _others(idea, public=False)
    query = str(clean(asked))[:LONGEST_QUERY]
    known = {idea.id, *(one.id for one in members)}
    found = [_desk(one) for one in _found(query or idea.title)]
    if not query:
        near = similar.near(idea.title, idea.text, limit=CANDIDATES, without=known)
        found = [*(_desk(one.idea, one.words[:WORDS_SHOWN]) for one in near), *found]
    candidates: dict[int, Neighbour] = {}
    for one in found:
        if one.idea.id not in known and one.idea.stage is not Stage.WITHDRAWN:
            candidates.setdefault(one.idea.id, one)
    return {
        "idea": idea,
        "bundle": queries.bundle(idea.bundle_id),
        "members": [_desk(one) for one in members],
        "query": query,
        "found": list(candidates.values())[:CANDIDATES],
        "form": form,
        "ticked": form.others(),
        "unbundle": UnbundleForm(),
    }


def _desk(idea: Idea, shared: tuple[str, ...] = ()) -> Neighbour:
    return Neighbour(idea, f"/buero/ideen/{idea.id}", WORDS[idea.stage], shared)


def _found(query: str) -> list[Idea]:
    """Look an idea up by its number, or ask the index: what holds most of the words stands first."""
    number = query.removeprefix("Nr.").strip()
    if number.isascii() and number.isdecimal() and len(number) < 10:  # noqa: PLR2004 - ids are smaller
        return queries.by_ids([int(number)], public=False)
    hits = indexing.find(parse(query, Mode.ANY), audience="desk", kind="idea", limit=CANDIDATES + 1).hits
    return queries.by_ids([int(hit.id.split(":")[1]) for hit in hits], public=False)[: CANDIDATES + 1]


def redacting(idea: Idea) -> RedactForm:
    """Return the form with the present words."""
    return RedactForm(version=idea.version, title=idea.title, text=idea.text)


def may_redact(idea: Idea) -> bool:
    """Tell whether words may still be taken out."""
    return idea.stage in REDACTABLE
