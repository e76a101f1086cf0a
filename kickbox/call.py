"""Der Aufruf: whether people may apply just now, as the office says in one text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from core import clock, texts

CLOSED = frozenset({"geschlossen", "zu", "nein", "keine"})
GERMAN = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")


@dataclass(frozen=True)
class Call:
    """Whether applications are taken, and until which day if there is one."""

    is_open: bool
    until: date | None = None

    @property
    def when(self) -> str:
        """The day in words."""
        return f"bis {clock.day_in_words(self.until)}" if self.until else "jederzeit"


def present() -> Call:
    """Read the text `kickbox.call`: a day (31.12.2026 or 2026-12-31), "geschlossen", or anything else for always open."""
    said = texts.text("kickbox.call").strip()
    until = _day(said)
    if until is not None:
        return Call(until >= clock.today(), until)
    return Call(said.casefold().rstrip(".!") not in CLOSED)


def _day(said: str) -> date | None:
    match = GERMAN.fullmatch(said)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(said)
    except ValueError:
        return None


def answer_days() -> int:
    """Return within how many days the office promises to answer an application; the city sets it as a text."""
    said = texts.text("kickbox.answer_days").strip()
    return int(said) if said.isdecimal() and len(said) < 4 else 21  # noqa: PLR2004 - a slip in the text must not break pages
