"""Deadlines in words: one manner, whoever tells them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core import clock, deadlines
from core.deadlines import DuePart

NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "words", "late"),
    [
        (-81, "seit 81 Tagen überfällig", True),
        (-1, "seit gestern überfällig", True),
        (0, "heute", False),
        (1, "bis morgen", False),
        (8, "bis 29.\u00a0November\u00a02026", False),
    ],
)
def test_what_is_due_says_when(days: int, words: str, late: bool) -> None:
    with clock.at(NOON):
        moment = NOON + timedelta(days=days)
        for said in (moment, moment.date(), moment.date().isoformat()):
            part = DuePart.until("Antworten", "Idee", "Idee", "/buero/", said)
            assert (part.when, part.late, part.on) == (words, late, moment.date())


@pytest.mark.parametrize(("days", "words"), [(0, "seit heute"), (1, "seit gestern"), (5, "seit 5 Tagen")])
def test_what_waits_says_for_how_long(days: int, words: str) -> None:
    with clock.at(NOON):
        part = DuePart.since("Weg wählen", "Vision", "Vision", "/buero/", NOON - timedelta(days=days))
    assert (part.when, part.late) == (words, False)


def test_a_deadline_of_today_is_late_tomorrow() -> None:
    with clock.at(NOON):
        assert not deadlines.is_late(NOON - timedelta(hours=3))
    with clock.at(NOON + timedelta(days=1)):
        assert deadlines.is_late(NOON - timedelta(hours=3))
