"""Reads actors and challenges from JSON and writes who fits: the same scorer as in the house, without its database.

In: {"actors": [{"id", "sector", "documents": [{"text", "kind", "date"}]}], "challenges": [{"id", "title", "text"}]}
Out: {"challenge id": [{"actor", "score", "reasons": [{"why", "term", "points", ...}]}]}, every actor, best first; the points
of an actor's reasons add up to its score. The mean that is taken off is each actor's over the challenges of the file (0
with one challenge); it is a reason of its own, "passt zu vielem".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from compass.embedding import Embedder
from compass.matching import GENERAL, MEANING, RELATED, WORD, Evidence, Matches, Network, Part, Profile, Suggestion

WEIGHTS: Final[Mapping[str, float]] = {
    "confirmed": 1.0,
    "competence": 0.8,
    "offer": 0.8,
    "about": 0.8,
    "interest": 0.5,
    "mention": 0.3,
}
OTHER: Final = 0.8
"""The weight of a document whose kind is none of these."""
EXPLAINED: Final = 20
"""So many of the best get their reasons word by word; the others in one sum."""
MOST: Final = 6
IN_WORDS: Final = {
    WORD: "Wort der Herausforderung",
    RELATED: "verwandtes Wort aus den besten Belegen",
    MEANING: "ähnliche Bedeutung",
    GENERAL: "passt zu vielem",
}
REST: Final = "weitere Wörter"
ALL_WORDS: Final = "alle Wörter"


class BadFile(ValueError):
    """What is wrong with the file, in words."""


@dataclass(frozen=True)
class Said:
    """A challenge of the file: its id as text, its title, all of its text."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class File:
    """What was read: actors by the number that the scorer knows them by, their profiles, documents' dates, challenges."""

    actors: Sequence[Any]
    profiles: Sequence[Profile]
    dates: Mapping[tuple[int, int], str]
    challenges: Sequence[Said]


def read(content: Any) -> File:  # noqa: ANN401 - whatever JSON holds
    """Return the file's actors and challenges, in the order of their ids; BadFile says what is wrong."""
    actors = sorted(_rows(content, "actors"), key=_order)
    challenges = sorted(_rows(content, "challenges"), key=_order)
    profiles, dates = [], {}
    for number, actor in enumerate(actors, 1):
        documents = _list(actor, "documents", f"Actor {actor['id']}")
        said = sorted(documents, key=lambda one: (_text(one, "text"), _text(one, "kind"), _text(one, "date")))
        dates.update({(number, place): _text(one, "date") for place, one in enumerate(said)})
        evidence = [
            Evidence(place, _text(one, "kind"), _text(one, "text"), WEIGHTS.get(_text(one, "kind"), OTHER))
            for place, one in enumerate(said)
        ]
        profiles.append(Profile(number, tuple(evidence)))
    asked = [
        Said(str(one["id"]), _text(one, "title"), f"{_text(one, 'title')}. {_text(one, 'text')}") for one in challenges
    ]
    return File([actor["id"] for actor in actors], profiles, dates, asked)


def _order(row: Mapping[str, Any]) -> tuple[str, str]:
    return type(row["id"]).__name__, f"{row['id']:020}" if isinstance(row["id"], int) else str(row["id"])


def _rows(content: Any, name: str) -> list[dict[str, Any]]:  # noqa: ANN401 - whatever JSON holds
    rows = _list(content, name, "The file")
    ids = [row.get("id") if isinstance(row, dict) else None for row in rows]
    if not all(isinstance(one, (str, int)) and not isinstance(one, bool) for one in ids):
        raise BadFile(f"Each of {name} needs an id, a word or a number.")
    if len({str(one) for one in ids}) < len(ids):
        raise BadFile(f"Two of {name} have the same id.")
    return rows


def _list(row: Any, name: str, whose: str) -> list[Any]:  # noqa: ANN401 - whatever JSON holds
    found = row.get(name) if isinstance(row, dict) else None
    if not isinstance(found, list):
        raise BadFile(f"{whose} needs a list: {name}.")
    return found


def _text(row: Any, name: str) -> str:  # noqa: ANN401 - whatever JSON holds
    found = row.get(name) if isinstance(row, dict) else None
    if found is not None and not isinstance(found, (str, int, float)):
        raise BadFile(f"{name} must be text.")
    return "" if found is None else str(found)


def ranked(file: File, embedder: Embedder | None = None) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each challenge's id with every actor, best first."""
    past = [(one.id, one.text) for one in file.challenges]
    network = Network(file.profiles, past if len(past) > 1 else (), embedder=embedder)
    for one in file.challenges:
        yield one.id, _answer(file, network.match(one.text, title=one.title, everybody=True))


def _answer(file: File, matches: Matches) -> list[dict[str, Any]]:
    return [
        {
            "actor": file.actors[one.actor_id - 1],
            "score": one.score,
            "reasons": list(_reasons(file, one)) if place < EXPLAINED else _sums(one),
        }
        for place, one in enumerate(matches.suggestions)
    ]


def _sums(one: Suggestion) -> list[dict[str, Any]]:
    damping = one.score - one.raw
    said = [{"why": ALL_WORDS, "points": one.raw}]
    return [*said, {"why": IN_WORDS[GENERAL], "points": damping}] if damping else said


def _reasons(file: File, one: Suggestion) -> Iterator[dict[str, Any]]:
    words = [part for part in one.parts if part.why in {WORD, RELATED}]
    for part in words[:MOST]:
        yield _reason(file, one.actor_id, part)
    if rest := words[MOST:]:
        yield {"why": REST, "points": sum(part.points for part in rest)}
    for part in one.parts:
        if part.why not in {WORD, RELATED}:
            yield _reason(file, one.actor_id, part)


def _reason(file: File, number: int, part: Part) -> dict[str, Any]:
    found: dict[str, Any] = {"why": IN_WORDS[part.why], "points": part.points}
    if part.term:
        found |= {"term": part.term, "written": part.written}
    if part.evidence is not None:
        date = file.dates[number, part.evidence.id]
        found["evidence"] = {"text": part.evidence.text, "kind": part.evidence.kind, "date": date}
    return found
