"""Where a seat stands: the rules by which meeting, groups and the own choice say what a phone may do now."""

from __future__ import annotations

import pytest

from dialogues.models import DialogueState, GroupState
from dialogues.seat_place import GroupNow, Phase, Place, of

OPEN, WAITING, TALKING, CLOSED = GroupState.OPEN, GroupState.WAITING, GroupState.TALKING, GroupState.CLOSED


def groups(*states: tuple[GroupState, int]) -> list[GroupNow]:
    """Return groups 1, 2, ... in these states and rounds."""
    return [GroupNow(number, f"Gruppe {number}", *state, None) for number, state in enumerate(states, start=1)]


@pytest.mark.parametrize(
    ("dialogue", "known", "chosen", "phase", "turn"),
    [
        (DialogueState.PLANNED, [], None, Phase.WAITING, 1),
        (DialogueState.OPEN, [], None, Phase.LAYING, 1),
        (DialogueState.OPEN, [], 7, Phase.LAYING, 1),
        (DialogueState.CLOSED, [(OPEN, 1)], 1, Phase.OVER, 1),
        (DialogueState.OPEN, [(WAITING, 1)], None, Phase.WAITING, 1),
        (DialogueState.OPEN, [(TALKING, 1)], None, Phase.TALKING, 1),
        (DialogueState.OPEN, [(OPEN, 1), (TALKING, 1)], 2, Phase.TALKING, 1),
        (DialogueState.OPEN, [(OPEN, 1), (OPEN, 2)], 1, Phase.LAYING, 1),
        (DialogueState.OPEN, [(OPEN, 1), (OPEN, 2)], None, Phase.LAYING, 2),
        (DialogueState.OPEN, [(OPEN, 1), (TALKING, 2)], None, Phase.LAYING, 1),
        (DialogueState.OPEN, [(CLOSED, 1), (WAITING, 1)], None, Phase.WAITING, 1),
        (DialogueState.OPEN, [(CLOSED, 2), (CLOSED, 2)], None, Phase.COUNTED, 2),
        (DialogueState.OPEN, [(OPEN, 1), (CLOSED, 2)], 99, Phase.LAYING, 1),
    ],
)
def test_a_seat_goes_along_with_its_group_and_without_one_with_the_room(
    dialogue: DialogueState, known: list[tuple[GroupState, int]], chosen: int | None, phase: Phase, turn: int
) -> None:
    assert of(dialogue, groups(*known), chosen)[:2] == (phase, turn)


def test_where_a_moderator_leads_theses_open_one_after_the_other() -> None:
    called = Place(Phase.LAYING, led=True, group=GroupNow(1, "A", OPEN, 1, 20))
    assert called.reached([10, 20, 30]) == [10, 20]
    assert called.reached([11, 12]) == ()
    assert Place(Phase.LAYING).reached([10, 20, 30]) == [10, 20, 30]


def test_the_tag_tells_of_the_round_and_the_thesis_called_and_of_nothing_else() -> None:
    group = GroupNow(1, "A", OPEN, 2, 20)
    assert Place(Phase.LAYING, 2, 2, group, led=True, rankings=3).tag == "laying-2-20-r3"
    assert Place(Phase.LAYING, 2, 2, group).tag == "laying-2-0-r0"
