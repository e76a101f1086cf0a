"""The judged challenges of bench/judgements, and the actors of the demo network as the matching reads them.

No database: rows are made and never stored, and the room itself (`compass.queries.evidence.profile_of`) turns them into
documents, so that the bench measures what the office sees. Only the closing sentence that marks a demo entry as invented
is left out, for it is the same in all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from compass import queries
from compass.matching import Profile
from compass.models import Actor, Challenge, Competence, CompetenceKind, Purpose
from core.search.analyser import words
from demo.network.actors import LISTED
from demo.network.stage import book, people

FOLDER: Final = Path(__file__).with_name("judgements")
RIGHT: Final = 2
"""An actor with this grade or more is a right one."""
GRADES: Final = ("3", "2", "1")
LINES: Final = {"can": CompetenceKind.COMPETENCE, "wants": CompetenceKind.INTEREST, "offers": CompetenceKind.OFFER}


@dataclass(frozen=True)
class Judged:
    """A challenge with its grades (1 to 3) by the actor's key; who is not named has 0."""

    key: str
    title: str
    text: str
    source: str
    areas: tuple[str, ...]
    grades: Mapping[str, int]
    other_words: bool = False
    kept: bool = False

    @cached_property
    def question(self) -> str:
        """The challenge as the matching reads it."""
        return queries.question(Challenge(title=self.title, text=self.text))

    @cached_property
    def length(self) -> int:
        """Return how many words it has, those that mean little not counted."""
        return len([word for word in words(self.question) if not word.joined])


@dataclass(frozen=True)
class Person:
    """An actor of the material: its key and name, and what it shows."""

    key: str
    name: str
    profile: Profile


def challenges() -> list[Judged]:
    """Return all judged challenges in the order of the files; KeyError names an actor that nobody knows."""
    keys = {str(one[how]): str(one["key"]) for one in people() for how in ("name", "key")}
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
    return [_judged(entry, keys) for file in files for entry in file["challenge"]]


def _judged(entry: dict[str, Any], keys: Mapping[str, str]) -> Judged:
    grades = {keys[name]: int(grade) for grade in GRADES for name in entry.get(grade, ())}
    said = {name: value for name, value in entry.items() if name not in GRADES and name != "areas"}
    return Judged(**said, areas=tuple(entry["areas"]), grades=grades)


def network() -> list[Person]:
    """Return every actor who agreed to be suggested, did not take that back and is not restricted, numbered from 1."""
    law = book("office")["privacy"]
    gone = {key for key, *_ in law["restricted"]}
    gone |= {key for key, purpose, _ in law["withdrawn"] if purpose == Purpose.MATCHING}
    agreed = [
        entry
        for entry in people()
        if Purpose.MATCHING in map(Purpose, entry.get("agreed", LISTED)) and entry["key"] not in gone
    ]
    return [
        Person(str(entry["key"]), entry["name"], queries.profile_of(_actor(number, entry)))
        for number, entry in enumerate(agreed, 1)
    ]


def _actor(number: int, entry: dict[str, Any]) -> Actor:
    """Make the row of an actor; what the office knows to be true is confirmed."""
    lines = [(kind, text) for name, kind in LINES.items() for text in entry.get(name, ())]
    rows = [
        Competence(id=place, kind=kind, text=text, confirmed=text in entry.get("known", ()))
        for place, (kind, text) in enumerate(lines, 1)
    ]
    return Actor(id=number, name=entry["name"], about=entry["about"], competences=rows)


def table(judged: Sequence[Judged], actors: Sequence[Person]) -> list[list[int]]:
    """Return the grades, a row a challenge and a column an actor."""
    return [[one.grades.get(actor.key, 0) for actor in actors] for one in judged]
