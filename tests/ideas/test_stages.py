"""The table of stages: nothing is unreachable, nothing hangs, what is shown is decided in one place."""

from __future__ import annotations

import pytest

from core import texts
from core.factory import House
from ideas.stages import ENDS, FOLLOWS, NEEDS, SHOWN, WORDS, Stage, may_follow, missing


def test_the_table_speaks_of_every_stage() -> None:
    assert set(FOLLOWS) == set(Stage) == set(WORDS) == set(NEEDS)


def test_every_stage_can_be_reached_from_the_first() -> None:
    reached, waiting = {Stage.RECEIVED}, [Stage.RECEIVED]
    while waiting:
        for stage in FOLLOWS[waiting.pop()] - reached:
            reached.add(stage)
            waiting.append(stage)
    assert reached == set(Stage)


def test_only_a_withdrawn_idea_has_no_way_on() -> None:
    assert [stage for stage in Stage if not FOLLOWS[stage]] == [Stage.WITHDRAWN]


@pytest.mark.parametrize("stage", sorted(set(Stage) - {Stage.WITHDRAWN}))
def test_an_author_may_withdraw_at_any_time(stage: Stage) -> None:
    assert may_follow(stage, Stage.WITHDRAWN)


def test_nobody_reads_what_was_not_published() -> None:
    assert set(Stage) - SHOWN == {Stage.RECEIVED, Stage.QUESTION, Stage.NOT_PUBLISHED, Stage.WITHDRAWN}


def test_council_decides_only_what_lies_before_it() -> None:
    assert [stage for stage in Stage if may_follow(stage, Stage.DECIDED)] == [Stage.WITH_POLITICS]


def test_an_end_with_a_reason_asks_for_it() -> None:
    assert missing(Stage.NOT_PURSUED, {"reason": ""}) == ("reason",)
    assert missing(Stage.NOT_PURSUED, {"reason": "Das erlaubt das Gesetz nicht."}) == ()


def test_every_stage_has_its_sentence_and_every_need_its_placeholder(app: House) -> None:
    names = {"reason": "{Grund}", "on": "{Datum}", "place": "{Stelle}"}
    for stage in Stage:
        sentence = texts.raw(f"stage.{stage}")
        assert all(names[need] in sentence for need in NEEDS[stage]), stage
    assert len(ENDS) == 7
