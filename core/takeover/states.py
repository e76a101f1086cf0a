"""Where a file that is taken over stands, and what became of each of its rows."""

from __future__ import annotations

import enum


class State(enum.StrEnum):
    """Stand einer Übernahme."""

    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    TAKING = "taking"
    TAKEN = "taken"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"


STATE_WORDS = {
    State.MAPPING: "wartet auf die Zuordnung der Spalten",
    State.CHECKING: "wird geprüft",
    State.CHECKED: "geprüft, noch nichts übernommen",
    State.TAKING: "wird übernommen",
    State.TAKEN: "übernommen",
    State.UNDOING: "wird rückgängig gemacht",
    State.UNDONE: "rückgängig gemacht",
    State.FAILED: "nicht lesbar",
}
BUSY = frozenset({State.CHECKING, State.TAKING, State.UNDOING})
"""The worker is at it."""


class Verdict(enum.StrEnum):
    """Urteil über eine Zeile."""

    NEW = "new"
    UPDATE = "update"
    DOUBLE = "double"
    KEPT = "kept"
    KNOWN = "known"
    FAULT = "fault"


VERDICT_WORDS = {
    Verdict.NEW: "neu",
    Verdict.UPDATE: "geändert",
    Verdict.DOUBLE: "wahrscheinlich doppelt",
    Verdict.KEPT: "geändert, aber schon bearbeitet",
    Verdict.KNOWN: "schon da",
    Verdict.FAULT: "mit Fehler",
}


class Fate(enum.StrEnum):
    """Was aus einer Zeile wurde."""

    WAITING = "waiting"
    TAKEN = "taken"
    LEFT_OUT = "left_out"
    UNDONE = "undone"
    STAYS = "stays"
