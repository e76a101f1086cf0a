"""The answer about a challenge: everything that its page shows of whom to ask, with parts that add up.

Field names are a promise: programs read them. New ones may be added, none is renamed (compass/api/openapi.py says what
each means, and a test holds the answer against it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compass import networked, queries, suggesting
from compass.graph import Eyes
from compass.matching import Part, Suggestion
from compass.models import Challenge
from compass.queries import Further
from compass.suggesting import Ranked, Reason
from core import clock

Row = dict[str, Any]


@dataclass(frozen=True)
class _Beside:
    """What the scorer said, by actor, and what actors did, by (actor, number of the document)."""

    said: Mapping[int, Suggestion]
    further: Mapping[tuple[int, int], Further]
    names: Mapping[int, str]


def of(challenge: Challenge) -> Row:
    """Return who fits a challenge, as the office's page has it; only who agreed to be suggested."""
    found = suggesting.of(challenge)
    ids = [one.actor.id for one in found.everybody]
    said = {one.actor_id: one for one in found.matches.suggestions}
    beside = _Beside(
        said,
        {(one.actor_id, one.evidence_id): one for one in queries.further_evidence(ids)},
        networked.named(
            [part.through for number in ids for part in said[number].parts if part.through], Eyes.SUGGESTIONS
        ),
    )
    return {
        "challenge": _challenge(challenge),
        "agreed": found.asked,
        "full_score": found.matches.full,
        "missing": list(found.missing),
        "suggestions": [_suggestion(one, beside) for one in found.ranked],
        "apart": [_suggestion(one, beside) for one in found.apart],
    }


def _challenge(challenge: Challenge) -> Row:
    return {
        "id": challenge.id,
        "title": challenge.title,
        "text": challenge.text,
        "topics": [area.name for area in challenge.areas],
        "seats": challenge.seats,
        "address": f"/buero/herausforderungen/{challenge.id}",
    }


def _suggestion(one: Ranked, beside: _Beside) -> Row:
    said = beside.said[one.actor.id]
    return {
        "place": one.place or None,
        "actor": {
            "id": one.actor.id,
            "name": one.actor.name,
            "sector": one.sector,
            "marks": list(one.marks),
            "address": f"/buero/netzwerk/{one.actor.id}",
        },
        "points": one.points,
        "reasons": [_reason(reason) for reason in one.reasons],
        "score": said.score,
        "parts": [_part(part, one, beside) for part in said.parts],
        "open_seats": one.seats,
        "known_through": [{"id": number, "name": name} for number, name in one.way.over] if one.way else None,
    }


def _reason(reason: Reason) -> Row:
    return {"term": reason.term, "points": reason.points, "proof": reason.proof, "address": reason.address}


def _part(part: Part, one: Ranked, beside: _Beside) -> Row:
    return {
        "why": part.why,
        "term": part.term,
        "written": part.written,
        "points": part.points,
        "evidence": _evidence(part, one, beside),
        "through": _neighbour(part.through, beside),
    }


def _neighbour(number: int | None, beside: _Beside) -> Row | None:
    name = beside.names.get(number or 0)
    return {"id": number, "name": name} if name else None


def _evidence(part: Part, one: Ranked, beside: _Beside) -> Row | None:
    if part.evidence is None:
        return None
    proof, number = part.evidence, part.evidence.id
    address, at = suggesting.origin(one.actor, number, beside.further.get((one.actor.id, number)))
    since = clock.local(at).date().isoformat() if at else None
    return {"kind": proof.kind, "text": proof.text, "weight": proof.weight, "since": since, "address": address}
