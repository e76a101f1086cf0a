"""Every change of sorting, by subject: who takes care, keywords, many ideas at once, one press undone."""

from __future__ import annotations

from ideas.sorting.services.assigning import assign
from ideas.sorting.services.keywords import put
from ideas.sorting.services.together import Wish, decline_suspicious, purge, together
from ideas.sorting.services.undoing import KIND, go_on, undo_press

__all__ = ["KIND", "Wish", "assign", "decline_suspicious", "go_on", "purge", "put", "together", "undo_press"]
