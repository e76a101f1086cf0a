"""Wordings of the consents: what people say Yes to today, and the marks by which an older one is told apart."""

from __future__ import annotations

import hashlib

from compass.models import PAGE_FIELDS, Purpose
from core import texts

MARK_LENGTH = 12


def mark(wording: str) -> str:
    """Return the version of a wording: the first twelve hexadecimal digits of its SHA-256."""
    return hashlib.sha256(wording.encode()).hexdigest()[:MARK_LENGTH]


def now(purpose: Purpose) -> str:
    """Return what somebody says Yes to today; the office edits it among the texts."""
    return texts.text(f"compass.consent.{purpose.value}")


def marks() -> dict[Purpose, frozenset[str]]:
    """Return the marks that are up to date, by purpose; a Yes to the whole public page covers its fields by its own words.

    Who applies says Yes to the page alone and to each field by itself.
    """
    page, alone = mark(now(Purpose.PUBLIC)), mark(texts.text("compass.consent.page"))
    further = {Purpose.PUBLIC: (alone,), **dict.fromkeys(PAGE_FIELDS, (page,))}
    return {one: frozenset({mark(now(one)), *further.get(one, ())}) for one in Purpose}
