"""What a link into the front of a meeting may do: lead the talk, or show it on the wall; never both."""

from __future__ import annotations

import enum


class Purpose(enum.StrEnum):
    """Wofür ein Link da ist; the value stands in the office's addresses."""

    MODERATOR = "moderation"
    PROJECTOR = "leinwand"


PURPOSES = {Purpose.MODERATOR: "dialogue.moderate", Purpose.PROJECTOR: "dialogue.project"}
"""The name under which core/links.py keeps it."""
PURPOSE_WORDS = {Purpose.MODERATOR: "Moderation", Purpose.PROJECTOR: "Leinwand"}
