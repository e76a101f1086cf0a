"""Ergebnis: what pages, papers and open data show of a thesis, and nothing of what may not be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select

from core.db import db
from dialogues import bar
from dialogues.agreement.cells import SHOWN
from dialogues.agreement.measures import Counts, agreement, consensus, unity
from dialogues.agreement.parts import Parts, parts_of
from dialogues.agreement.resampling import is_narrow
from dialogues.agreement.verdicts import ENOUGH, HIGH, MIDDLE, REASONS, VERDICT_WORDS, Verdict, verdict
from dialogues.bar import BarPart
from dialogues.models import Dialogue, DialogueGroup, DialogueState, Thesis, ThesisCount


@dataclass(frozen=True)
class ThesisResult:
    """Ergebnis einer These: what pages and papers show; figures are None where nothing may be shown."""

    thesis_id: int
    number: int
    of: int
    text: str
    question: str
    counts: Counts
    parts: Parts = Parts()  # noqa: RUF009 - frozen, and the same for all that have none

    @property
    def is_shown(self) -> bool:
        """Whether figures may be shown: five stones and more, none of them to be told apart."""
        return self.n >= SHOWN and not self.parts.is_withheld

    @property
    def n(self) -> int:
        """How many stones were laid."""
        return self.counts.n

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return verdict(self.counts)

    @property
    def word(self) -> str:
        """The verdict in a word."""
        return VERDICT_WORDS[self.verdict]

    @property
    def needs_talk(self) -> bool:
        """Whether it is red: here the talk is worth it."""
        return self.verdict in REASONS

    @property
    def reason(self) -> str:
        """Why it is red, Uneinig or Wenig Zustimmung; empty where it is not."""
        return REASONS.get(self.verdict, "")

    @property
    def narrow(self) -> bool:
        """Whether it is red by a little only: with other people like these it could easily have been otherwise."""
        return is_narrow(self.counts)

    @property
    def sentence(self) -> str:
        """What the red word rests on, in people; empty where nothing is red or may be said."""
        if not self.is_shown:
            return ""
        if self.verdict is Verdict.SPLIT:
            return f"{self.counts.up} sind dafür, {self.counts.down} dagegen."
        return f"{self.counts.up} von {self.n} stimmen zu." if self.needs_talk else ""

    @property
    def distribution(self) -> tuple[BarPart, ...]:
        """Each stone with its count and its place in the bar, gold first; empty under five stones."""
        return bar.parts(self.counts.stones) if self.is_shown else ()

    @property
    def agreement(self) -> Fraction | None:
        """Share of the two upper stones, 0 to 1; None under five stones."""
        return agreement(self.counts) if self.is_shown else None

    @property
    def percent(self) -> int | None:
        """Agreement in whole per cent; None under five stones."""
        return None if self.agreement is None else int(self.agreement * 100 + Fraction(1, 2))

    @property
    def unity(self) -> Fraction | None:
        """A, -1 to 1; None under eight stones, where it would say more than it knows."""
        return unity(self.counts.stones) if self.n >= ENOUGH and self.is_shown else None

    @property
    def unity_word(self) -> str:
        """Unity in a word: hoch, mittel, gering; empty where there is none."""
        if self.unity is None:
            return ""
        return "hoch" if self.unity >= HIGH else "mittel" if self.unity >= MIDDLE else "gering"

    @property
    def unity_number(self) -> str:
        """Unity as people write it: "0,66", "−0,39"; empty where there is none."""
        return "" if self.unity is None else _written(self.unity)

    @property
    def consensus_rounded(self) -> float | None:
        """Cns, 0 to 1, to four places; None where unity is."""
        measured = consensus(self.counts.stones)
        return None if self.unity is None or measured is None else round(measured, 4)

    @property
    def consensus_number(self) -> str:
        """Cns as people write it; empty where there is none."""
        return "" if self.consensus_rounded is None else _written(Fraction(self.consensus_rounded))

    @property
    def shift(self) -> str:
        """What the talk moved, in people: of how many agreed before it and after; empty with one round."""
        before = self.parts.before
        if before is None or not self.is_shown:
            return ""
        words = f"Vor dem Gespräch: {before.up} von {before.n} dafür ({VERDICT_WORDS[verdict(before)]})."
        return f"{words} Danach: {self.counts.up} von {self.n} ({self.word})."


def _written(measure: Fraction) -> str:
    hundredths = int(abs(measure) * 100 + Fraction(1, 2))
    sign = "−" if measure < 0 and hundredths else ""
    return f"{sign}{hundredths // 100},{hundredths % 100:02}"


def results(dialogue: Dialogue) -> tuple[ThesisResult, ...]:
    """Return the results of a closed meeting in the order of its theses; nothing before it is closed. Three statements."""
    if dialogue.state is not DialogueState.CLOSED:
        return ()
    wanted = select(Thesis).where(Thesis.dialogue_id == dialogue.id).order_by(Thesis.position, Thesis.id)
    theses = list(db.session.scalars(wanted))
    rows: dict[int, list[ThesisCount]] = defaultdict(list)
    kept = select(ThesisCount).join(Thesis, Thesis.id == ThesisCount.thesis_id).where(Thesis.dialogue_id == dialogue.id)
    for row in db.session.scalars(kept.order_by(ThesisCount.id)):
        rows[row.thesis_id].append(row)
    last = max((row.round for some in rows.values() for row in some), default=1)
    wanted_names = select(DialogueGroup.id, DialogueGroup.name).where(DialogueGroup.dialogue_id == dialogue.id)
    found = db.session.execute(wanted_names.order_by(DialogueGroup.position, DialogueGroup.id)).all()
    names = dict(found) if len(found) > 1 else {}
    return tuple(
        _of(thesis, number, len(theses), parts_of(rows[thesis.id], last, names))
        for number, thesis in enumerate(theses, start=1)
    )


def by_need(found: Iterable[ThesisResult]) -> list[ThesisResult]:
    """Return results with what is worth talking about first: red ones, the least united first; then the others in order."""
    return sorted(
        found, key=lambda one: (not one.needs_talk, one.unity or Fraction(0) if one.needs_talk else 0, one.number)
    )


def _of(thesis: Thesis, number: int, of: int, parts: Parts) -> ThesisResult:
    """Return the result of one thesis; one that was never counted has no stones."""
    stones = (thesis.gold, thesis.amber, thesis.pebble, thesis.slate, thesis.tar, thesis.passed)
    counts = Counts(*(count or 0 for count in stones))
    return ThesisResult(thesis.id, number, of, thesis.text, thesis.question, counts, parts)
