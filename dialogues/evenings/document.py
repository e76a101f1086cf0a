"""What minutes say, as plain values: frozen when the evening ends, stored as JSON, read back for page and paper."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

Line = TypeVar("Line")


@dataclass(frozen=True)
class ShareLine:
    """Sektor: its key and word, how many people in all, what is said about them, whether it was missing."""

    sector: str
    word: str
    people: int
    sentence: str
    missing: bool


@dataclass(frozen=True)
class StonePart:
    """One stone of a result picture: key and name, its words, its count, start and width as shares (0 to 1) of the bar."""

    key: str
    name: str
    words: str
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class ThesisLine:
    """These mit Ergebnis, as it may be shown: nothing that is not in it was known to page or paper."""

    thesis_id: int
    number: int
    text: str
    question: str
    n: int
    passed: int
    word: str
    needs_talk: bool
    narrow: bool
    sentence: str
    up: int | None = None
    percent: int | None = None
    unity_word: str = ""
    unity_number: str = ""
    distribution: tuple[StonePart, ...] = ()
    notes: tuple[str, ...] = ()
    shift: str = ""

    @property
    def verdict(self) -> str:
        """The verdict with its "knapp"."""
        return f"{self.word}, knapp" if self.narrow else self.word

    @property
    def stones(self) -> str:
        """All stones in a line, the words first."""
        return ", ".join(f"{one.words} ({one.name}): {one.count}" for one in self.distribution)


@dataclass(frozen=True)
class RankingLine:
    """Reihung: its title, the rule for a tie, rows with their points, most first; `said` is about ties, sectors and Borda."""

    title: str
    tie_rule: str
    rows: tuple[tuple[str, int], ...] = ()
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class VisionLine:
    """Zukunftsvision with its way on; `decided` ones are Anwendungsfälle of the city."""

    vision_id: int
    title: str
    text: str
    area: str
    way: str
    more: str
    decided: bool


@dataclass(frozen=True)
class Minutes:
    """Protokoll: what is empty is left out. No name of anybody; ideas by number, so that hidden ones stay hidden."""

    title: str
    kind: str
    day: str
    time: str = ""
    place: str = ""
    mode: str = ""
    about: str = ""
    agenda: tuple[str, ...] = ()
    people: int = 0
    members: str = ""
    shares: tuple[ShareLine, ...] = ()
    theses: tuple[ThesisLine, ...] = ()
    questions: tuple[str, ...] = ()
    rankings: tuple[RankingLine, ...] = ()
    visions: tuple[VisionLine, ...] = ()
    idea_ids: tuple[int, ...] = ()
    format: int = field(default=1)

    @property
    def missing(self) -> list[str]:
        """The words of the sectors nobody came from."""
        return [one.word for one in self.shares if one.missing]

    @property
    def worth_talking(self) -> list[ThesisLine]:
        """The red theses first, each part in the order in which they were asked."""
        return sorted(self.theses, key=lambda one: (not one.needs_talk, one.number))


@dataclass(frozen=True)
class Sheet:
    """Minutes on paper: who sends them, when they were made, which ideas everybody may read, what a page says besides."""

    minutes: Minutes
    title: str
    moment: datetime
    sender: str
    made: str
    ideas: tuple[tuple[str, str], ...]
    language: str = "de"


def stored(minutes: Minutes) -> dict[str, Any]:
    """Return minutes as JSON takes them."""
    return dataclasses.asdict(minutes)


def read(kept: dict[str, Any]) -> Minutes:
    """Return minutes from what stored() made, also of an older program: what it did not know is empty."""
    theses = tuple(
        _line(
            ThesisLine,
            {
                **one,
                "distribution": tuple(_line(StonePart, part) for part in one["distribution"]),
                "notes": tuple(one["notes"]),
            },
        )
        for one in kept.get("theses", ())
    )
    rankings = tuple(
        _line(
            RankingLine,
            {
                **one,
                "rows": tuple((text, number) for text, number in one["rows"]),
                "said": tuple(one.get("said", ())),
            },
        )
        for one in kept.get("rankings", ())
    )
    whole = {
        **kept,
        "theses": theses,
        "rankings": rankings,
        "shares": tuple(_line(ShareLine, one) for one in kept.get("shares", ())),
        "visions": tuple(_line(VisionLine, one) for one in kept.get("visions", ())),
        **{name: tuple(kept.get(name, ())) for name in ("agenda", "questions", "idea_ids")},
    }
    return _line(Minutes, whole)


def _line(kind: type[Line], kept: dict[str, Any]) -> Line:
    """Return a line of its kept values, without what this program no longer knows."""
    known = {one.name for one in dataclasses.fields(kind)}  # type: ignore[arg-type]  # all kinds here are dataclasses
    return kind(**{name: value for name, value in kept.items() if name in known})
