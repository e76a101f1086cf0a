"""Every change of sorting, by subject: who takes care, many ideas at once."""

from __future__ import annotations

from ideas.sorting.services.assigning import assign
from ideas.sorting.services.together import Wish, decline_suspicious, purge, together

__all__ = ["Wish", "assign", "decline_suspicious", "purge", "together"]
