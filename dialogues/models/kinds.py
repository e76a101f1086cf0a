"""Words that rows of the D.I.V. hold: states, stones, ways on, how a meeting is held and how much say people have."""

from __future__ import annotations

import enum

TITLE_LENGTH = 160
ABOUT_LENGTH = 2000
TEXT_LENGTH = 4000
LINE_LENGTH = 300


class DialogueState(enum.StrEnum):
    """Stand eines D.I.V.-Treffens."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


STATE_WORDS = {DialogueState.PLANNED: "Geplant", DialogueState.OPEN: "Läuft", DialogueState.CLOSED: "Ausgewertet"}


class Stone(enum.IntEnum):
    """Stein, von Teer (1) bis Gold (5)."""

    TAR = 1
    SLATE = 2
    PEBBLE = 3
    AMBER = 4
    GOLD = 5


STONE_WORDS = {
    Stone.GOLD: ("Gold", "stimme voll zu", "++"),
    Stone.AMBER: ("Bernstein", "stimme eher zu", "+"),
    Stone.PEBBLE: ("Kiesel", "teils, teils", "o"),
    Stone.SLATE: ("Schiefer", "stimme eher nicht zu", "−"),
    Stone.TAR: ("Teer", "stimme gar nicht zu", "−−"),
}
"""Name, words (the meaning, always first), sign; in the order people see them."""


class Way(enum.StrEnum):
    """Wie es mit einer Zukunftsvision weitergeht."""

    CIRCLE = "circle"
    KICKBOX = "kickbox"
    LAB = "lab"
    PROJECT = "project"
    DEPARTMENT = "department"
    ANSWER = "answer"
    LATER = "later"
    NOT_PURSUED = "not_pursued"


WAY_WORDS = {
    Way.CIRCLE: "Ein Innovationszirkel arbeitet daran",
    Way.KICKBOX: "Eine Kickbox probiert es aus",
    Way.LAB: "Ein bestehendes Reallabor nimmt es auf",
    Way.PROJECT: "Ein laufendes Projekt nimmt es auf",
    Way.DEPARTMENT: "Ein Amt übernimmt es",
    Way.ANSWER: "Die Antwort steht schon fest",
    Way.LATER: "Später",
    Way.NOT_PURSUED: "Nicht weiter",
}


class Mode(enum.StrEnum):
    """Wie man zusammenkommt."""

    ROOM = "room"
    ONLINE = "online"
    HYBRID = "hybrid"


MODE_WORDS = {Mode.ROOM: "Vor Ort", Mode.ONLINE: "Online", Mode.HYBRID: "Vor Ort und online"}


class Say(enum.StrEnum):
    """Wie viel die Menschen mitzureden haben; shown as a badge on every call."""

    INFORMED = "informed"
    ASKED = "asked"
    THINKING = "thinking"
    WORKING = "working"
    COUNCIL = "council"


SAY_WORDS = {
    Say.INFORMED: ("Sie erfahren etwas", "Information"),
    Say.ASKED: ("Sie werden gefragt", "Konsultation"),
    Say.THINKING: ("Sie denken mit", "strategische Mitwirkung"),
    Say.WORKING: ("Sie arbeiten mit", "operative Mitwirkung"),
    Say.COUNCIL: ("Die Politik entscheidet", "Entscheidung"),
}
"""The badge, and the papers' word for it."""


class Pace(enum.StrEnum):
    """Wer das Tempo bestimmt: everybody their own, or the moderator thesis by thesis."""

    OWN = "own"
    MODERATED = "moderated"


class GroupState(enum.StrEnum):
    """Stand einer Gruppe: waits, lays stones, talks, has finished."""

    WAITING = "waiting"
    OPEN = "open"
    TALKING = "talking"
    CLOSED = "closed"


class CountedBy(enum.StrEnum):
    """Woher eine Zählung kommt."""

    PHONES = "phones"
    HAND = "hand"
    IMPORTED = "imported"


class RankingKind(enum.StrEnum):
    """Was gereiht wird."""

    NEEDS = "needs"
    TOPICS = "topics"
    VISIONS = "visions"
    OTHER = "other"
