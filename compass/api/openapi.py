"""What the interface promises, as OpenAPI 3.1 (spec.openapis.org/oas/v3.1.0) with JSON Schema 2020-12."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from compass.matching import GENERAL, MEANING, RELATED, TIE, WORD
from compass.models import MOST_SEATS, Sector
from compass.suggesting import APART, HUNDRED, SHOWN

Schema = dict[str, Any]
VERSION: Final = "1.0.0"
PATH: Final = "/api/v1/challenges/{number}/suggestions"


def _text(meaning: str, **more: Any) -> Schema:  # noqa: ANN401 - whatever JSON Schema allows
    return {"type": "string", "description": meaning, **more}


def _whole(meaning: str, **more: Any) -> Schema:  # noqa: ANN401 - the same
    return {"type": "integer", "description": meaning, **more}


def _number(meaning: str, **more: Any) -> Schema:  # noqa: ANN401 - the same
    return {"type": "number", "description": meaning, **more}


def _list(meaning: str, of: Schema, **more: Any) -> Schema:  # noqa: ANN401 - the same
    return {"type": "array", "description": meaning, "items": of, **more}


def _whole_thing(meaning: str, fields: Mapping[str, Schema]) -> Schema:
    """Describe an object all of whose fields are always there; later editions may add some."""
    return {"type": "object", "description": meaning, "required": list(fields), "properties": dict(fields)}


def _or_null(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "null"}]}


def _named(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


ADDRESS = _text("Path of the office's page, on this server.", pattern="^/")
SCHEMAS: Final[dict[str, Schema]] = {
    "Challenge": _whole_thing(
        "Herausforderung: for what people are sought.",
        {
            "id": _whole("Its number."),
            "title": _text("Its title."),
            "text": _text("What it is about, may be empty."),
            "topics": _list("Aktionsfelder, by name.", {"type": "string"}),
            "seats": _whole("How many people are wanted.", minimum=1, maximum=MOST_SEATS),
            "address": ADDRESS,
        },
    ),
    "Actor": _whole_thing(
        "Akteur*in: somebody who agreed to be suggested. No personal traits, no contact.",
        {
            "id": _whole("Its number."),
            "name": _text("Its name."),
            "sector": _text("Its sector.", enum=[one.value for one in Sector]),
            "marks": _list("Politics, city-owned, advisory board: in German words.", {"type": "string"}),
            "address": ADDRESS,
        },
    ),
    "Evidence": _whole_thing(
        "Beleg: one document of an actor.",
        {
            "kind": _text("What kind of document: competence, interest, offer, or a German word for further ones."),
            "text": _text("What stands there."),
            "weight": _number("How far this kind counts.", exclusiveMinimum=0, maximum=1),
            "since": _or_null(_text("Since when it stands there.", format="date")),
            "address": ADDRESS,
        },
    ),
    "Part": _whole_thing(
        "One summand of a score.",
        {
            "why": _text(
                "word: a word of the challenge, one for the same or one that looks alike. related: a word that the best "
                "documents have in common. meaning: nearness in meaning. tie: what somebody they are tied to shows. general: "
                "what is taken off from who fits everything.",
                enum=[WORD, RELATED, MEANING, TIE, GENERAL],
            ),
            "term": _text("The word of the challenge, empty for meaning, tie and general."),
            "written": _text("The word in the evidence, empty for meaning, tie and general."),
            "points": _number("What it adds, below 0 where it takes off."),
            "evidence": _or_null(_named("Evidence")),
            "through": _or_null(_named("Neighbour")),
        },
    ),
    "Neighbour": _whole_thing(
        "Somebody on a way through the network.", {"id": _whole("Its number."), "name": _text("Its name.")}
    ),
    "Reason": _whole_thing(
        "A reason as the page shows it, in whole points.",
        {
            "term": _text("The word of the challenge."),
            "points": _whole("Points out of 100.", minimum=1, maximum=HUNDRED),
            "proof": _text("The evidence in short."),
            "address": ADDRESS,
        },
    ),
    "Suggestion": _whole_thing(
        "Vorschlag: `parts` add up to `score`, points of `reasons` to `points`.",
        {
            "place": _or_null(
                _whole("Its place in the list from 1; null for those apart, who fill no seat.", minimum=1)
            ),
            "actor": _named("Actor"),
            "points": _whole("The score in words of the page: 0 to 100.", minimum=0, maximum=HUNDRED),
            "reasons": _list("Why, most points first.", _named("Reason")),
            "score": _number("The score.", exclusiveMinimum=0),
            "parts": _list("All summands of the score, most points first.", _named("Part"), minItems=1),
            "open_seats": _whole("Seats in work that is planned or running.", minimum=0),
            "known_through": _or_null(
                _list(
                    "Over whom the asking side knows them, nearest first; empty: directly; null: no known way.",
                    _named("Neighbour"),
                )
            ),
        },
    ),
    "Suggestions": _whole_thing(
        "Who fits a challenge, best first. The office decides whom to ask; ask as well who is missing.",
        {
            "challenge": _named("Challenge"),
            "agreed": _whole("How many agreed to be suggested: only these are looked at.", minimum=0),
            "full_score": _number("The score that is 100 points.", minimum=0),
            "missing": _list("Words for which nobody shows evidence, the most telling first.", {"type": "string"}),
            "suggestions": _list("Who may fill a seat.", _named("Suggestion"), maxItems=SHOWN),
            "apart": _list(
                "Politics, city-owned companies, boards: they fill no seat.", _named("Suggestion"), maxItems=APART
            ),
        },
    ),
    "Problem": _whole_thing(
        "What went wrong, RFC 9457.",
        {
            "type": _text("Always about:blank."),
            "title": _text("The status in English words."),
            "status": _whole("The status.", minimum=400, maximum=599),
            "detail": _text("One sentence in German."),
        },
    ),
}


def _says(meaning: str, schema: str, kind: str = "application/problem+json") -> Schema:
    return {"description": meaning, "content": {kind: {"schema": _named(schema)}}}


def _whom() -> Schema:
    """Describe the one thing that can be asked."""
    number = {
        "name": "number",
        "in": "path",
        "required": True,
        "description": "The number of a challenge.",
        "schema": {"type": "integer", "minimum": 1},
    }
    return {
        "operationId": "suggestions",
        "summary": "Whom to ask for a challenge, with reasons that add up",
        "security": [{"login": []}],
        "parameters": [number],
        "responses": {
            "200": _says("Who fits, best first; never kept in a cache.", "Suggestions", "application/json"),
            "401": _says("Nobody is logged in.", "Problem"),
            "403": _says("The account may not see suggestions.", "Problem"),
            "404": _says("There is no such challenge.", "Problem"),
        },
    }


def document(cookie: str) -> Schema:
    """Return the whole description; `cookie` is the name of the one that a log-in sets here."""
    login = {
        "type": "apiKey",
        "in": "cookie",
        "name": cookie,
        "description": "The session of somebody who logged in at /buero/anmelden and may see contacts.",
    }
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Stadtkompass",
            "version": VERSION,
            "description": "For programs of the office. Only actors who agreed to be suggested; never personal traits.",
        },
        "servers": [{"url": "/"}],
        "paths": {PATH: {"get": _whom()}},
        "components": {"schemas": SCHEMAS, "securitySchemes": {"login": login}},
    }
