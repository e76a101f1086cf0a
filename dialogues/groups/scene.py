"""What stands in front of a room just now: code and counter while stones are laid, results once nobody lays them any more.

One scene for wall and moderator. A result of everybody is in it only when every group has laid its round: what one group
laid is never shown while another one lays.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from core.things import Thing
from dialogues import agreement, ballots, codes, entering
from dialogues.agreement import ThesisResult
from dialogues.agreement.parts import NOTHING, of_row, parts_of, plus
from dialogues.groups import early, queries, showable, steps
from dialogues.groups.queries import Stones
from dialogues.groups.showable import Hanging
from dialogues.groups.steps import Step
from dialogues.models import Dialogue, DialogueGroup, DialogueState, GroupState, Pace, Thesis


class Phase(enum.StrEnum):
    """Was vorne zu sehen ist."""

    BEFORE = "before"
    WAITING = "waiting"
    LAYING = "laying"
    TALKING = "talking"
    RESULTS = "results"


@dataclass(frozen=True)
class GroupLine:
    """One group with its station, how many answers lie in it, and the station it goes to next (None at the end)."""

    group: DialogueGroup
    step: Step
    stones: int
    following: Step | None

    @property
    def words(self) -> str:
        """Where it is."""
        return self.step.words


@dataclass(frozen=True)
class Scene:
    """What is shown: `results` most worth talking about first; `shown` stands alone; `thesis` is the one laid just now.

    `own` are the words of this group's own stones that it may read while others still lay, by thesis (early.py).
    `hanging` is what the whole room looks at instead, a ranking or a vision; never while this group lays stones.
    """

    dialogue: Dialogue
    group: DialogueGroup | None
    lines: tuple[GroupLine, ...]
    phase: Phase
    round: int
    stones: Stones
    seats: int
    results: tuple[ThesisResult, ...] = ()
    shown: ThesisResult | None = None
    thesis: Thesis | None = None
    hanging: Hanging | None = None
    own: Mapping[int, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The Treffen-Code as people read it; empty while nobody may enter."""
        is_open = self.dialogue.state is DialogueState.OPEN
        return codes.grouped(self.dialogue.meeting_code) if is_open and self.dialogue.meeting_code else ""

    @property
    def address(self) -> str:
        """Where the code is typed in."""
        return entering.address("").rpartition("/mitmachen")[0].partition("://")[2] + "/mitmachen"

    @property
    def qr(self) -> Markup:
        """The code as a picture; needs a code."""
        return entering.picture(self.dialogue.meeting_code or "")

    @property
    def expected(self) -> int:
        """How many answers there are when everybody with a seat has answered everything."""
        return self.seats * len(self.dialogue.theses)

    @property
    def filled(self) -> int:
        """How full the bowl is, in whole per cents from 0 to 100."""
        return min(100, round(100 * self.stones.whole / self.expected)) if self.expected else 0

    @property
    def red(self) -> int:
        """How many theses are worth the talk."""
        return sum(one.needs_talk for one in self.results)

    @property
    def several(self) -> bool:
        """Whether the meeting is divided."""
        return len(self.lines) > 1


def of(subject: Thing, place: int = 0) -> Scene:
    """Return the scene for a link's subject; `place` asks for one thesis' result by its number, 0 for what is pointed at."""
    dialogue = ballots.one(queries.meeting_of(subject))
    groups = queries.groups(dialogue.id)
    group = next((one for one in groups if Thing("dialogue_group", one.id) == subject), None)
    if group is None and len(groups) == 1:
        group = groups[0]
    step = _station(dialogue, group, groups)
    results = _results(dialogue, step, groups)
    phase = _phase(dialogue, step, bool(results))
    mine = group.id if group and len(groups) > 1 else None
    numbers = queries.stones_by_group(dialogue.id) if len(groups) > 1 else {}
    return Scene(
        dialogue,
        group,
        tuple(_line(dialogue, one, numbers) for one in groups),
        phase,
        step.round,
        queries.stones(dialogue.id, mine, step.round if group else None),
        ballots.seats(dialogue.id),
        results,
        _shown(results, group, place) if phase is Phase.RESULTS else None,
        _led(dialogue, group) if phase is Phase.LAYING else None,
        showable.now(dialogue) if phase in {Phase.TALKING, Phase.RESULTS} and not place else None,
        _own(dialogue, step, group, groups) if phase is Phase.TALKING and mine else {},
    )


def _station(dialogue: Dialogue, group: DialogueGroup | None, groups: list[DialogueGroup]) -> Step:
    """Return where a group is; of a meeting as a whole the station of the group that is least far."""
    stations = steps.way(dialogue.rounds)
    if group is not None:
        return steps.station(dialogue, group)
    if groups:
        return min((steps.station(dialogue, one) for one in groups), key=stations.index)
    return {
        DialogueState.PLANNED: steps.WAITING,
        DialogueState.OPEN: Step(GroupState.OPEN),
        DialogueState.CLOSED: Step(GroupState.TALKING, dialogue.rounds),
    }[dialogue.state]


def _phase(dialogue: Dialogue, step: Step, has_results: bool) -> Phase:
    if dialogue.state is DialogueState.PLANNED:
        return Phase.BEFORE
    if step.state is GroupState.WAITING:
        return Phase.WAITING
    if step.state is GroupState.OPEN:
        return Phase.LAYING
    return Phase.RESULTS if has_results else Phase.TALKING


def _line(dialogue: Dialogue, group: DialogueGroup, numbers: dict[int | None, int]) -> GroupLine:
    step = steps.station(dialogue, group)
    return GroupLine(group, step, numbers.get(group.id, 0), steps.following(step, dialogue.rounds))


def _results(dialogue: Dialogue, step: Step, groups: list[DialogueGroup]) -> tuple[ThesisResult, ...]:
    """Return the results everybody may see now, most worth talking about first; nothing while any group still lays."""
    if dialogue.state is DialogueState.CLOSED:
        return tuple(agreement.by_need(agreement.results(dialogue)))
    through = all(steps.has_laid(steps.station(dialogue, one), step.round, dialogue.rounds) for one in groups)
    if step.state not in {GroupState.TALKING, GroupState.CLOSED} or not groups or not through:
        return ()
    return tuple(agreement.by_need(_told(dialogue, step.round, groups)))


def _own(dialogue: Dialogue, step: Step, group: DialogueGroup | None, groups: list[DialogueGroup]) -> dict[int, str]:
    """Return what a group that has laid may read of its own stones while others still lay this round."""
    rounds = dialogue.rounds
    laid = [one.id for one in groups if steps.has_laid(steps.station(dialogue, one), step.round, rounds)]
    return early.words(dialogue.id, group.id, step.round, laid) if group and len(laid) < len(groups) else {}


def _told(dialogue: Dialogue, turn: int, groups: list[DialogueGroup]) -> list[ThesisResult]:
    """Return the results of a round that is counted while the evening goes on; none for theses nothing was counted of."""
    names = {one.id: one.name for one in groups} if len(groups) > 1 else {}
    kept, of_all, told = queries.counted(dialogue.id, turn), len(dialogue.theses), []
    for number, thesis in enumerate(dialogue.theses, start=1):
        rows = kept.get(thesis.id, [])
        counts = NOTHING
        for row in rows:
            if row.round == turn and row.group_id is None and row.sector is None:
                counts = plus(counts, of_row(row))
        if rows:
            parts = parts_of(rows, turn, names)
            told.append(ThesisResult(thesis.id, number, of_all, thesis.text, thesis.question, counts, parts))
    return told


def _shown(results: tuple[ThesisResult, ...], group: DialogueGroup | None, place: int) -> ThesisResult | None:
    """Return the one result to show alone: the one asked for, else the one the moderator points at."""
    if place:
        return next((one for one in results if one.number == place), None)
    return next((one for one in results if group and one.thesis_id == group.on_id), None)


def _led(dialogue: Dialogue, group: DialogueGroup | None) -> Thesis | None:
    """Return the thesis that everybody is at, where a moderator leads."""
    if dialogue.pace is not Pace.MODERATED or group is None:
        return None
    return next((one for one in dialogue.theses if one.id == group.on_id), None)
