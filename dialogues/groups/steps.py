"""The way of a group through its evening: waits, lays stones, talks (twice where there are two rounds), has finished. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from dialogues.models import Dialogue, DialogueGroup, DialogueState, GroupState

ROUND_WORDS = {1: "", 2: " (zweite Runde)"}
STATE_WORDS = {
    GroupState.WAITING: "Wartet",
    GroupState.OPEN: "Legt Steine",
    GroupState.TALKING: "Spricht",
    GroupState.CLOSED: "Fertig",
}


@dataclass(frozen=True)
class Step:
    """One station of a group: its state and, where that means something, its round."""

    state: GroupState
    round: int = 1

    @property
    def key(self) -> str:
        """How a button names it: open-1, talking-2, closed."""
        return self.state.value if self.state is GroupState.CLOSED else f"{self.state.value}-{self.round}"

    @property
    def words(self) -> str:
        """How people read it."""
        after = ROUND_WORDS[self.round] if self.state in {GroupState.OPEN, GroupState.TALKING} else ""
        return STATE_WORDS[self.state] + after


WAITING, CLOSED = Step(GroupState.WAITING), Step(GroupState.CLOSED)


def way(rounds: int) -> tuple[Step, ...]:
    """Return all stations in their order, for a meeting with one or two rounds."""
    talks = [Step(state, number) for number in range(1, rounds + 1) for state in (GroupState.OPEN, GroupState.TALKING)]
    return WAITING, *talks, CLOSED


def at(state: GroupState, round_number: int) -> Step:
    """Return the station at which a group with this state and round is."""
    return Step(state, round_number if state in {GroupState.OPEN, GroupState.TALKING} else 1)


def station(dialogue: Dialogue, group: DialogueGroup) -> Step:
    """Return where a group is; once its meeting is evaluated, it is through with all stones, however it got there."""
    here, talk = at(group.state, group.round), Step(GroupState.TALKING, dialogue.rounds)
    over = dialogue.state is DialogueState.CLOSED and is_behind(here, talk, dialogue.rounds)
    return talk if over else here


def named(key: str, rounds: int) -> Step | None:
    """Return the station that a button names; None for one this meeting does not have."""
    return next((step for step in way(rounds) if step.key == key), None)


def following(step: Step, rounds: int) -> Step | None:
    """Return the next station; None at the end."""
    stations = way(rounds)
    place = stations.index(step) + 1
    return stations[place] if place < len(stations) else None


def is_behind(step: Step, other: Step, rounds: int) -> bool:
    """Tell whether a station lies before another one on the way."""
    stations = way(rounds)
    return stations.index(step) < stations.index(other)


def may_go(here: Step, there: Step, rounds: int) -> bool:
    """Tell whether a group may go there now: to the next station, or to the end from everywhere."""
    return there != here and (there == following(here, rounds) or there == CLOSED)


def has_laid(here: Step, round_number: int, rounds: int) -> bool:
    """Tell whether a group is through with laying stones in a round."""
    return is_behind(Step(GroupState.OPEN, round_number), here, rounds)
