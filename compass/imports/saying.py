"""What an import says in words: which fields of an entry a row changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from compass.imports.mapping import FIELDS

WORDS: Final = {**FIELDS, "name": "Name", "competences": "Können, Interessen, Angebote"}


def changes(keys: Iterable[str]) -> str:
    """Name the fields that a row brings something to."""
    return f"bringt Neues zu: {', '.join(dict.fromkeys(WORDS.get(key, key) for key in keys))}"
