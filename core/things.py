"""A thing is (kind, id): how lower rooms, the journal and the search speak of rows they do not know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask import current_app

from core.errors import NotThere
from core.search.index import SearchDoc


@dataclass(frozen=True)
class Thing:
    """Any row that others may point at without a foreign key."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class Kind:
    """What a room tells the house about its things."""

    name: str
    noun: str
    titles: Callable[[Sequence[int]], dict[int, str]]
    desk_address: Callable[[int], str]
    documents: Callable[[Sequence[int] | None], Iterable[SearchDoc]] | None = None


def kinds() -> dict[str, Kind]:
    """Return all kinds that the rooms of this house registered."""
    found: dict[str, Kind] = current_app.extensions["kinds"]
    return found


def kind(name: str) -> Kind:
    """Return one kind; NotThere when no room knows it."""
    try:
        return kinds()[name]
    except KeyError:
        raise NotThere from None
