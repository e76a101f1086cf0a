"""What an import says in words: which fields of an entry a row changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from compass.imports.mapping import FIELDS
from compass.records.shape import Record
from core.rows import fold

WORDS: Final = {**FIELDS, "name": "Name", "competences": "Können, Interessen, Angebote"}


def changes(keys: Iterable[str], otherwise: Iterable[str] = ()) -> str:
    """Name the fields that a row brings something to, and those it says otherwise than the entry, whose words stay."""
    named = (("bringt Neues zu", keys), ("anders als hier, bleibt wie hier", otherwise))
    said = ((word, ", ".join(dict.fromkeys(WORDS.get(key, key) for key in some))) for word, some in named)
    return "; ".join(f"{word}: {fields}" for word, fields in said if fields)


def undecided(organisation: Record | None, near: Collection[str]) -> list[str]:
    """Say in a person's row that the organisation beside it is likely there already; `near` are folded names of such ones."""
    if not organisation or fold(organisation["name"])[:160] not in near:
        return []
    return [f"Organisation „{organisation['name'][:80]}“ wahrscheinlich doppelt: bitte dort entscheiden"]
