"""Every change to answers: give one, change its words, prepare the same for many and publish them together."""

from __future__ import annotations

from ideas.answering.services.batching import Outcome, Plan, keep_apart, prepare, publish, reword, take_out, throw_away
from ideas.answering.services.giving import Words, change, give, onward

__all__ = [
    "Outcome",
    "Plan",
    "Words",
    "change",
    "give",
    "keep_apart",
    "onward",
    "prepare",
    "publish",
    "reword",
    "take_out",
    "throw_away",
]
