"""Zustimmung und Einigkeit: measures, verdicts, what may be said of groups and sectors, results as pages show them."""

from __future__ import annotations

from dialogues.agreement.bridge import Bridge, bridge, eta2, group_aware, proportion, support, two_proportions
from dialogues.agreement.cells import SHOWN, permitted
from dialogues.agreement.measures import Counts, agreement, consensus, polarisation, unity
from dialogues.agreement.parts import Part, Parts, SourceLine
from dialogues.agreement.resampling import is_narrow
from dialogues.agreement.results import ThesisResult, by_need, results
from dialogues.agreement.verdicts import (
    CAMP,
    ENOUGH,
    HIGH,
    LITTLE,
    MIDDLE,
    REASONS,
    UNITED,
    UNITED_SHARE,
    VERDICT_WORDS,
    Verdict,
    part_word,
    verdict,
)

__all__ = [
    "CAMP",
    "ENOUGH",
    "HIGH",
    "LITTLE",
    "MIDDLE",
    "REASONS",
    "SHOWN",
    "UNITED",
    "UNITED_SHARE",
    "VERDICT_WORDS",
    "Bridge",
    "Counts",
    "Part",
    "Parts",
    "SourceLine",
    "ThesisResult",
    "Verdict",
    "agreement",
    "bridge",
    "by_need",
    "consensus",
    "eta2",
    "group_aware",
    "is_narrow",
    "part_word",
    "permitted",
    "polarisation",
    "proportion",
    "results",
    "support",
    "two_proportions",
    "unity",
    "verdict",
]
