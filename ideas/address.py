"""Addresses of ideas: number and readable words, /ideen/12-mehr-baenke-am-bach."""

from __future__ import annotations

import re

from core.rows import fold
from ideas.models import Idea

LONGEST = 60
NO_WORD = re.compile(r"[^a-z0-9]+")


def slug(title: str) -> str:
    """Return the readable part of an address; a title without latin letters becomes "idee"."""
    words = NO_WORD.sub("-", fold(title)).strip("-")
    return (words if len(words) <= LONGEST else words[:LONGEST].rsplit("-", 1)[0]).strip("-") or "idee"


def of(idea: Idea) -> str:
    """Return an idea's public address."""
    return f"/ideen/{idea.id}-{slug(idea.title)}"
