"""The one placeholder of prepared answers: {Titel} becomes the idea's title, cut so that the sentence still fits."""

from __future__ import annotations

import re

from ideas.answering.models import SHORT_LENGTH
from ideas.models import Idea

TITLE = "{Titel}"
FOREIGN = re.compile(r"\{(?!Titel\})[^{}\n]{0,60}\}")


def placed(words: str, idea: Idea) -> str:
    """Return the words for one idea."""
    return words.replace(TITLE, idea.title)


def fits(short: str, longest_title: int) -> bool:
    """Tell whether a sentence stays short enough with a title of that many characters in it."""
    return len(short.replace(TITLE, "x" * longest_title)) <= SHORT_LENGTH


def foreign(words: str) -> str | None:
    """Return the first placeholder that is none of ours."""
    found = FOREIGN.search(words)
    return found[0] if found else None
