"""What a subject of the house says in the Monday letter to the office: the slot `compass.monday`.

It is asked with account_id=, role= and since= (the Monday before) and yields Line. Wings and higher rooms hang themselves
there. A letter goes by mail: a line names no private person, and nothing that was written about one.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

SLOT = "compass.monday"


class Section(enum.StrEnum):
    """Teil des Montagsbriefs, in this order."""

    DUE = "due"
    NEW = "new"
    WAITING = "waiting"
    QUIET = "quiet"


SECTION_WORDS = {
    Section.DUE: "Fällig in dieser Woche",
    Section.NEW: "Neu seit letztem Montag",
    Section.WAITING: "Wartet auf Antwort",
    Section.QUIET: "Lange still",
}


@dataclass(frozen=True)
class Line:
    """One line of the letter with the page it leads to (a path of the house)."""

    section: Section
    words: str
    path: str
