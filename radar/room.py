"""What the Themenradar hands to the house: doors, texts, kinds of things, verbs, the vocabulary it starts with."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from core.journal import Verb
from core.rights import Right
from core.room import Entrance, Room
from core.things import Kind
from radar import board, desk, public, queries, services
from radar.lists import LISTS

VERBS = (
    Verb("word.added", "hat „{name}“ hinzugefügt", frozenset({"name"})),
    Verb("word.renamed", "hat „{before}“ in „{after}“ umbenannt", frozenset({"before", "after"})),
    Verb("word.changed", "hat den Eintrag geändert"),
    Verb("word.moved", "hat den Eintrag verschoben"),
    Verb("word.switched_on", "bietet den Eintrag wieder an"),
    Verb("word.switched_off", "bietet den Eintrag nicht mehr an"),
)
KINDS = tuple(Kind(w.kind, w.noun, partial(queries.titles, w.kind), partial(desk.address, w)) for w in LISTS)

room = Room(
    "radar",
    blueprints=(public.door, desk.door, desk.edit_door),
    texts=Path(__file__).with_name("texts.toml"),
    kinds=KINDS,
    verbs=VERBS,
    slots={"start.radar": board.small},
    entrances=(
        Entrance("Was daraus wurde", "radar.index", order=60),
        Entrance("Themen", "radar_desk.index", Right.WORDS_READ, 60),
    ),
    seed=services.seed,
)
