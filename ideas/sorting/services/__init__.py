"""Every change of sorting, by subject: who takes care, keywords, many ideas at once, one press undone."""

from __future__ import annotations

from ideas.sorting.services.assigning import assign
from ideas.sorting.services.keywords import put
from ideas.sorting.services.together import Wish, purge, together
from ideas.sorting.services.undoing import undo_press

__all__ = ["Wish", "assign", "purge", "put", "together", "undo_press"]
