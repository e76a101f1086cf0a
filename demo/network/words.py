"""What the office sets up in the demo year: terms and free texts that mean them, own fields, tags, segments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from sqlalchemy import select

from compass.custom import services as custom
from compass.custom.models import FieldType
from compass.models import Competence, Term
from compass.segments import queries as segment_queries
from compass.segments import services as segments
from compass.terms import services as terms
from core.db import db
from core.journal import Who
from demo.cast import Event, area
from demo.network.stage import Stage, book

FIELDS = -210
FILLED = -62


def stories(stage: Stage) -> Iterator[Event]:
    """Yield everything that is set up."""
    office = book("office")
    for entry in office["term"]:
        yield stage.event(entry["day"], f"term {entry['name']}", partial(_term, entry))
    for entry in office["fold"]:
        yield stage.event(entry["day"], "folding in", partial(_fold, entry["texts"]))
    yield from _fields(stage, office["field"])
    for entry in office["tags"]:
        yield stage.event(entry["day"], f"tags {entry['words']}", partial(_tag, stage, entry), *entry["actors"])
    for entry in office["segment"]:
        yield stage.event(entry["day"], f"segment {entry['name']}", partial(_keep, stage, entry))


def _term(entry: dict[str, Any], who: Who) -> None:
    draft = terms.TermDraft(entry["name"], area(entry["area"]), entry["about"], tuple(entry["synonyms"]))
    terms.add(draft, who)


def _fold(texts: list[list[str]], who: Who) -> None:
    """Let free texts mean terms, those that somebody says."""
    wanted: dict[int, int] = {}
    for text, name in texts:
        term = db.session.scalars(select(Term.id).where(Term.name == name)).one()
        free = select(Competence.id).where(Competence.text == text, Competence.term_id.is_(None))
        if (number := db.session.scalars(free.order_by(Competence.id)).first()) is not None:
            wanted[number] = term
    terms.fold_in(wanted, who)


def _fields(stage: Stage, entries: list[dict[str, Any]]) -> Iterator[Event]:
    numbers: dict[str, int] = {}
    filled: dict[str, dict[str, str]] = defaultdict(dict)

    def define(entry: dict[str, Any], who: Who) -> None:
        kinds, choices = tuple(entry["kinds"]), tuple(entry.get("choices", ()))
        draft = custom.FieldDraft(entry["label"], entry["hint"], kinds, choices, entry["position"])
        numbers[entry["label"]] = custom.define(draft, FieldType(entry["type"]), who).id

    def fill_in(actor: str, who: Who) -> None:
        said = {numbers[label]: value for label, value in filled[actor].items()}
        custom.fill_in(stage.cast.actor(actor), said, who, None)

    for entry in entries:
        yield stage.event(FIELDS, f"field {entry['label']}", partial(define, entry))
        for actor, value in entry["values"].items():
            is_day = entry["type"] == FieldType.DATE
            filled[actor][entry["label"]] = stage.cast.calendar.day(value).isoformat() if is_day else value
    for actor in sorted(filled):
        yield stage.event(FILLED, f"fields of {actor}", partial(fill_in, actor), actor)


def _tag(stage: Stage, entry: dict[str, Any], who: Who) -> None:
    for number in stage.numbers(entry["actors"]):
        present = [one.name for one in segment_queries.tags(number)]
        segments.set_tags(number, [*present, *entry["words"]], who)


def _keep(stage: Stage, entry: dict[str, Any], _: Who) -> None:
    """Keep a segment of the one who logs in to the demo."""
    account = stage.cast.staff[0].account
    pairs = [(name, str(area(value)) if name == "thema" else value) for name, value in entry["filters"]]
    if account is not None:
        nonce = f"demo segment: {entry['name']}"
        segments.keep(account, entry["name"], pairs, for_all=bool(entry.get("for_all")), nonce=nonce)
