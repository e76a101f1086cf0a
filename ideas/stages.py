"""The stages citizens see: words, what each must say, and the one table of which may follow which."""

from __future__ import annotations

import enum


class Stage(enum.StrEnum):
    """Stand einer Idee: eight words of the path and six honest ends."""

    RECEIVED = "received"
    QUESTION = "question"
    PUBLISHED = "published"
    IN_TALK = "in_talk"
    IN_WORK = "in_work"
    WITH_POLITICS = "with_politics"
    DECIDED = "decided"
    DONE = "done"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"
    LATER = "later"
    NOT_PURSUED = "not_pursued"
    NOT_PUBLISHED = "not_published"
    WITHDRAWN = "withdrawn"


WORDS = {
    Stage.RECEIVED: "Eingegangen",
    Stage.QUESTION: "Rückfrage",
    Stage.PUBLISHED: "Veröffentlicht",
    Stage.IN_TALK: "Im Gespräch",
    Stage.IN_WORK: "In Arbeit",
    Stage.WITH_POLITICS: "Bei der Politik",
    Stage.DECIDED: "Beschlossen",
    Stage.DONE: "Umgesetzt",
    Stage.ANSWERED: "Beantwortet",
    Stage.PASSED_ON: "Weitergegeben",
    Stage.LATER: "Später",
    Stage.NOT_PURSUED: "Nicht weiterverfolgt",
    Stage.NOT_PUBLISHED: "Nicht veröffentlicht",
    Stage.WITHDRAWN: "Zurückgezogen",
}

NEEDS: dict[Stage, tuple[str, ...]] = {
    Stage.RECEIVED: (),
    Stage.QUESTION: ("reason", "on"),
    Stage.PUBLISHED: (),
    Stage.IN_TALK: ("on",),
    Stage.IN_WORK: ("place", "on"),
    Stage.WITH_POLITICS: ("place", "on"),
    Stage.DECIDED: ("place", "on", "reason"),
    Stage.DONE: ("reason",),
    Stage.ANSWERED: ("reason",),
    Stage.PASSED_ON: ("place",),
    Stage.LATER: ("reason", "on"),
    Stage.NOT_PURSUED: ("reason",),
    Stage.NOT_PUBLISHED: ("reason",),
    Stage.WITHDRAWN: (),
}

_ONWARD = {
    Stage.IN_TALK,
    Stage.IN_WORK,
    Stage.WITH_POLITICS,
    Stage.DONE,
    Stage.ANSWERED,
    Stage.PASSED_ON,
    Stage.LATER,
    Stage.NOT_PURSUED,
}
_OUT = {Stage.NOT_PUBLISHED, Stage.WITHDRAWN}

FOLLOWS: dict[Stage, frozenset[Stage]] = {
    Stage.RECEIVED: frozenset({Stage.QUESTION, Stage.PUBLISHED, Stage.PASSED_ON, Stage.ANSWERED} | _OUT),
    Stage.QUESTION: frozenset({Stage.RECEIVED, Stage.PUBLISHED, Stage.PASSED_ON, Stage.ANSWERED} | _OUT),
    Stage.PUBLISHED: frozenset(_ONWARD | _OUT),
    Stage.IN_TALK: frozenset(_ONWARD | {Stage.PUBLISHED} | _OUT),
    Stage.IN_WORK: frozenset(_ONWARD | _OUT),
    Stage.WITH_POLITICS: frozenset({Stage.WITH_POLITICS, Stage.DECIDED, Stage.IN_WORK, Stage.LATER} | _OUT),
    Stage.DECIDED: frozenset({Stage.IN_WORK, Stage.DONE, Stage.LATER, Stage.NOT_PURSUED} | _OUT),
    Stage.DONE: frozenset(_OUT),
    Stage.ANSWERED: frozenset(
        {Stage.IN_TALK, Stage.IN_WORK, Stage.DONE, Stage.LATER, Stage.NOT_PURSUED, Stage.PASSED_ON} | _OUT
    ),
    Stage.PASSED_ON: frozenset(
        {Stage.IN_TALK, Stage.IN_WORK, Stage.DONE, Stage.ANSWERED, Stage.LATER, Stage.NOT_PURSUED} | _OUT
    ),
    Stage.LATER: frozenset({Stage.PUBLISHED, *_ONWARD} | _OUT),
    Stage.NOT_PURSUED: frozenset({Stage.IN_TALK, Stage.IN_WORK, Stage.LATER} | _OUT),
    Stage.NOT_PUBLISHED: frozenset({Stage.RECEIVED, Stage.PUBLISHED, Stage.WITHDRAWN}),
    Stage.WITHDRAWN: frozenset(),
}

REDACTABLE = frozenset({Stage.RECEIVED, Stage.QUESTION, Stage.PUBLISHED})
"""While an idea stands so, the office may take personal words out; later others have worked with the text."""
SHOWN = frozenset(Stage) - {Stage.RECEIVED, Stage.QUESTION, Stage.NOT_PUBLISHED, Stage.WITHDRAWN}
ENDS = frozenset(
    {Stage.DONE, Stage.ANSWERED, Stage.PASSED_ON, Stage.LATER, Stage.NOT_PURSUED, Stage.NOT_PUBLISHED, Stage.WITHDRAWN}
)
ASKABLE = frozenset(Stage) - ENDS - {Stage.QUESTION}
"""While an idea stands so, the office may ask its author back; at an end nothing more depends on the answer."""
WITH_ANSWER = frozenset({Stage.ANSWERED, Stage.PASSED_ON, Stage.LATER, Stage.NOT_PURSUED, Stage.DECIDED, Stage.DONE})


def may_follow(present: Stage, following: Stage) -> bool:
    """Tell whether the table allows this step."""
    return following in FOLLOWS[present]


def missing(stage: Stage, said: dict[str, str]) -> tuple[str, ...]:
    """Return the names of what a stage must say and `said` leaves empty."""
    return tuple(name for name in NEEDS[stage] if not said.get(name))
