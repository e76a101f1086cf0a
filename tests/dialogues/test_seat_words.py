"""Sie and Du: two ways to speak, never mixed."""

from __future__ import annotations

import re
from dataclasses import asdict

from dialogues.seat_words import DU, SIE, words

FORMAL = re.compile(r"\b(Sie|Ihr|Ihre|Ihren|Ihnen|Ihrer)\b")
INFORMAL = re.compile(r"\b(du|dir|dich|dein|deine|deinen|deiner)\b", re.IGNORECASE)


def test_nobody_is_spoken_to_in_both_ways() -> None:
    assert {name: said for name, said in asdict(SIE).items() if INFORMAL.search(said)} == {}
    assert {name: said for name, said in asdict(DU).items() if FORMAL.search(said)} == {}


def test_the_meeting_says_which() -> None:
    assert (words(informal=True), words(informal=False)) == (DU, SIE)
