"""What one can follow: an idea, a topic (Aktionsfeld) or a Stadtbezirk, as a word in addresses and in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ideas import queries
from ideas.following.models import Following
from radar import queries as radar

KINDS: Mapping[str, str] = {"idee": "idea_id", "thema": "area_id", "bezirk": "district_id"}
"""The word in addresses and the column it stands for; the words are the filters of the public list."""


@dataclass(frozen=True)
class Subject:
    """One thing to follow."""

    kind: str
    id: int

    @property
    def word(self) -> str:
        """As forms and addresses write it: thema-3."""
        return f"{self.kind}-{self.id}"

    @property
    def column(self) -> str:
        """Which column of a following holds it."""
        return KINDS[self.kind]


def read(word: str) -> Subject | None:
    """Return what a word like thema-3 means; None when it means nothing."""
    kind, _, number = word.partition("-")
    if kind not in KINDS or not (number.isascii() and number.isdecimal()) or len(number) > 9:  # noqa: PLR2004 - ids are smaller
        return None
    return Subject(kind, int(number))


def of(following: Following) -> Subject:
    """Return what a row follows."""
    return next(Subject(kind, number) for kind, column in KINDS.items() if (number := getattr(following, column)))


def named(subjects: Iterable[Subject]) -> dict[Subject, str]:
    """Name those subjects that everybody may see: ideas only while they are published."""
    wanted = set(subjects)
    words = radar.taxonomy()
    names = {Subject("thema", area.id): f"Thema „{area.name}“" for area in words.every_area}
    names |= {Subject("bezirk", one.id): f"Stadtbezirk {one.name}" for one in words.every_district}
    ids = sorted(subject.id for subject in wanted if subject.kind == "idee")
    ideas = queries.by_ids(ids, public=True) if ids else []
    names |= {Subject("idee", idea.id): f"Idee „{idea.title}“" for idea in ideas}
    return {subject: names[subject] for subject in wanted if subject in names}


def offered() -> dict[str, list[tuple[str, str]]]:
    """Return the topics and Stadtbezirke on offer, by heading: word and name."""
    words = radar.taxonomy()
    return {
        "Themen": [(f"thema-{area.id}", area.name) for area in words.areas],
        "Stadtbezirke": [(f"bezirk-{one.id}", one.name) for one in words.districts],
    }
