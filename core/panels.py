"""Filters of a list as its page draws them (templates/ui/filters.html): panels of tick boxes, chips of what is set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One tick box of a filter."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Panel:
    """One filter: its name in the address, its word, its choices; where a thing may have `many`, `every` asks for all."""

    name: str
    label: str
    options: Sequence[Choice]
    many: bool = False
    every: bool = False

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values that are ticked."""
        return tuple(one.value for one in self.options if one.chosen)


@dataclass(frozen=True)
class Chip:
    """A set filter that one tap takes away."""

    label: str
    address: str
