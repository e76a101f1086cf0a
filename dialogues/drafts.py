"""What forms say and services store: plain values, checked on both sides."""

from __future__ import annotations

from dataclasses import dataclass

from core.things import Thing
from dialogues.models import Mode, Pace, Say, Way


@dataclass(frozen=True)
class DialogueDraft:
    """What a meeting shall be; `held_on` an ISO day, times HH:MM or empty; `of_assembly` False means a workshop inside.

    `groups` are the names of parallel groups in their order; none means that all are together.
    """

    title: str
    held_on: str
    about: str = ""
    begins: str = ""
    place: str = ""
    of_assembly: bool = True
    announced: bool = False
    ends: str = ""
    mode: Mode = Mode.ROOM
    link: str = ""
    moderator: str = ""
    say: Say = Say.THINKING
    agenda: str = ""
    groups: tuple[str, ...] = ()
    pace: Pace = Pace.OWN
    rounds: int = 1
    asks_sector: bool = True
    informal: bool = False
    sounds: bool = False
    vibration: bool = False
    single_codes: bool = False


@dataclass(frozen=True)
class VisionDraft:
    """What a vision shall say; ids of its main Aktionsfeld, further ones, Zielbild attributes, source ideas and theses."""

    title: str
    text: str
    main_area_id: int
    area_ids: tuple[int, ...] = ()
    trait_ids: tuple[int, ...] = ()
    idea_ids: tuple[int, ...] = ()
    thesis_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class WayDraft:
    """How a vision goes on; which of place, reason and day (ISO) a way needs stands in dialogues/ways.py.

    `onward` is the work order, the Kickbox ... that takes it up, where there is one already.
    """

    way: Way
    place: str = ""
    reason: str = ""
    on: str = ""
    onward: Thing | None = None
