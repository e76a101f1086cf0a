"""What pages show of meetings, members and visions: days and ways in words, names only where they may be named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from compass import queries as compass
from compass.models import SECTOR_WORDS, Actor, Purpose, Sector
from core import clock
from dialogues import address, agreement, queries, ways
from dialogues.models import (
    MODE_WORDS,
    SAY_WORDS,
    STATE_WORDS,
    WAY_WORDS,
    Dialogue,
    DialogueState,
    Mode,
    Thesis,
    Vision,
    Way,
)
from ideas import address as idea_address
from ideas.models import Idea
from ideas.stages import WORDS
from radar import queries as radar
from radar.queries import Area, Term

BADGES = {DialogueState.PLANNED: "info", DialogueState.OPEN: "warning", DialogueState.CLOSED: "success"}
ICONS = {DialogueState.PLANNED: "calendar-today", DialogueState.OPEN: "autorenew", DialogueState.CLOSED: "check"}


def day(iso: str) -> str:
    """Write an ISO day in words; what is no day stays as it is."""
    try:
        return clock.day_in_words(date.fromisoformat(iso))
    except ValueError:
        return iso


def as_day(iso: str) -> date | None:
    """Return the day of an ISO text; None where there is none."""
    return date.fromisoformat(iso) if iso else None


@dataclass(frozen=True)
class Meeting:
    """One meeting as lists and pages show it; `visions` counts those this reader may see."""

    dialogue: Dialogue
    address: str
    desk_address: str
    state: str
    badge: str
    icon: str
    day: str
    body: str
    visions: int = 0

    @property
    def when(self) -> str:
        """Day and time in words."""
        begins, ends = self.dialogue.begins, self.dialogue.ends
        if not begins:
            return self.day
        return f"{self.day}, {begins} bis {ends} Uhr" if ends else f"{self.day}, {begins} Uhr"

    @property
    def say(self) -> str:
        """How much say people have, in the words of the badge."""
        return badge(self.dialogue)

    @property
    def gist(self) -> str:
        """How many theses and visions, in a line; empty where there is neither."""
        said = (
            _number(len(self.dialogue.theses), "These", "Thesen"),
            _number(self.visions, "Vision", "Visionen"),
        )
        return " · ".join(part for part in said if part)


def _number(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def meeting(dialogue: Dialogue, visions: int = 0) -> Meeting:
    """Return a meeting's words."""
    return Meeting(
        dialogue,
        address.dialogue(dialogue.id),
        address.desk_dialogue(dialogue.id),
        STATE_WORDS[dialogue.state],
        BADGES[dialogue.state],
        ICONS[dialogue.state],
        day(dialogue.held_on),
        "Treffen des D.I.V." if dialogue.assembly_id else "Workshop",
        visions,
    )


def badge(dialogue: Dialogue) -> str:
    """Return how much say people have at a meeting, in the words that stand on every call."""
    return SAY_WORDS[dialogue.say][0]


def known(dialogue: Dialogue, groups: Sequence[str]) -> list[tuple[str, str]]:
    """Return what else everybody may know of a meeting, in pairs: how one comes together, who moderates, the groups."""
    mode = MODE_WORDS[dialogue.mode] if dialogue.mode is not Mode.ROOM else ""
    said = (
        ("Wie", mode),
        ("Moderation", dialogue.moderator),
        ("Gruppen", ", ".join(groups) if len(groups) > 1 else ""),
    )
    return [(name, value) for name, value in said if value]


def meeting_line(dialogue: Dialogue) -> tuple[str, str, str]:
    """Return title, page and day of a meeting."""
    return dialogue.title, address.dialogue(dialogue.id), day(dialogue.held_on)


def meetings(rows: Sequence[Dialogue], *, public: bool) -> list[Meeting]:
    """Return the words of several meetings; counts their visions in one statement."""
    numbers = queries.how_many_visions([one.id for one in rows], public=public) if rows else {}
    return [meeting(one, numbers.get(one.id, 0)) for one in rows]


@dataclass(frozen=True)
class Source:
    """One idea behind a meeting or vision: title, page, its stage in a word, whether everybody may read it."""

    idea: Idea
    address: str
    word: str

    @property
    def public(self) -> bool:
        """Whether everybody may read it."""
        return self.idea.public


def sources(ideas: Iterable[Idea], *, public: bool) -> list[Source]:
    """Return ideas as links; in public only those everybody may read, with their public pages."""
    shown = [idea for idea in ideas if idea.public or not public]
    return [
        Source(one, idea_address.of(one) if public else f"/buero/ideen/{one.id}", WORDS[one.stage]) for one in shown
    ]


@dataclass(frozen=True)
class VisionCard:
    """One vision as pages show it: main and further Aktionsfelder, traits with their sentences, ideas, way in words."""

    vision: Vision
    address: str
    desk_address: str
    area: Area | None
    areas: tuple[Area, ...]
    traits: tuple[Term, ...]
    ideas: tuple[Source, ...]

    @property
    def way(self) -> str:
        """How it goes on, and who takes it up, in a line; empty while nobody has chosen."""
        said = WAY_WORDS[self.vision.way] if self.vision.way else ""
        return f"{said}: {self.vision.way_place.rstrip('.')}" if said and self.vision.way_place else said

    @property
    def decided(self) -> bool:
        """Whether it is an Anwendungsfall of the city."""
        return ways.is_decided(self.vision)

    @property
    def way_more(self) -> str:
        """Why, and when one looks again; empty where nothing is said."""
        looked = f"Wir sehen am {day(self.vision.way_on)} wieder nach." if self.vision.way is Way.LATER else ""
        reason = self.vision.way_reason
        ended = reason if not reason or reason.endswith((".", "!", "?")) else f"{reason}."
        return " ".join(part for part in (ended, looked) if part)

    @property
    def theses(self) -> list[tuple[str, str]]:
        """The theses it rests on, each with its verdict in a word; that is empty before the stones are counted."""
        return [(one.text, _verdict(one)) for one in self.vision.theses]

    @property
    def excerpt(self) -> str:
        """The beginning of the text, cut at a word."""
        text, limit = " ".join(self.vision.text.split()), 240
        return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0][:limit] + " …"


def _verdict(thesis: Thesis) -> str:
    given = (thesis.gold, thesis.amber, thesis.pebble, thesis.slate, thesis.tar)
    counted = [number for number in given if number is not None]
    return agreement.VERDICT_WORDS[agreement.verdict(agreement.Counts(*counted))] if counted == list(given) else ""


def card(vision: Vision, *, public: bool) -> VisionCard:
    """Return a vision's card for this reader."""
    words = radar.taxonomy()
    further = (words.area(area.id) for area in vision.areas)
    traits = (words.term("trait", trait.id) for trait in vision.traits)
    return VisionCard(
        vision,
        address.vision(vision.id),
        address.desk_vision(vision.id),
        words.area(vision.main_area_id),
        tuple(area for area in further if area),
        tuple(trait for trait in traits if trait),
        tuple(sources(vision.ideas, public=public)),
    )


def cards(visions: Sequence[Vision], *, public: bool) -> list[VisionCard]:
    """Return the cards of several visions."""
    return [card(one, public=public) for one in visions]


@dataclass(frozen=True)
class SectorGroup:
    """The members of one sector: those shown by name, and how many more there are who may not be named."""

    sector: str
    word: str
    members: tuple[Actor, ...]
    others: int

    @property
    def more(self) -> str:
        """Who is not named, in words; empty when all are."""
        if not self.others:
            return ""
        word = "weiteres Mitglied" if self.members else "Mitglied"
        if self.others == 1:
            return f"ein {word}"
        return f"{self.others} {'weitere Mitglieder' if self.members else 'Mitglieder'}"


def groups(*, named: bool) -> list[SectorGroup]:
    """Return the body's members by sector; in public (`named` False) only those who agreed are named, the rest counted."""
    found = compass.actors(queries.member_ids())
    every = sorted(found.values(), key=lambda actor: (actor.sort_key, actor.id))
    return [_group(sector, [one for one in every if one.sector is sector], named=named) for sector in Sector]


def _group(sector: Sector, members: list[Actor], *, named: bool) -> SectorGroup:
    shown = tuple(one for one in members if named or Purpose.PUBLIC in compass.shown(one))
    return SectorGroup(sector.value, SECTOR_WORDS[sector], shown, len(members) - len(shown))


def attended(dialogue: Dialogue) -> list[tuple[str, str]]:
    """Return how many were there, as somebody noted, and how many stones lay, in pairs; nothing before counting."""
    there, laid = dialogue.present, people(dialogue.theses)
    said = [("Dabei", f"{there} {'Mensch' if there == 1 else 'Menschen'}")] if there else []
    return [*said, ("Steine", f"bis zu {laid} je These")] if laid else []


def people(theses: Iterable[Thesis]) -> int:
    """Return how many people laid stones or said nothing: the most that any one thesis counted; 0 before counting."""
    return max((agreement.Counts(*_counts(one)).n + (one.passed or 0) for one in theses), default=0)


def _counts(thesis: Thesis) -> tuple[int, ...]:
    return tuple(count or 0 for count in (thesis.gold, thesis.amber, thesis.pebble, thesis.slate, thesis.tar))
