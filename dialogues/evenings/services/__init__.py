"""Every change of this wing: who was there, and the end of the evening."""

from __future__ import annotations

from dialogues.evenings.services.attending import bring, note
from dialogues.evenings.services.finishing import finish

__all__ = ["bring", "finish", "note"]
