"""What a room hands to the house; run.py names the rooms, factory.build() puts them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
from flask import Blueprint

from core.journal import Verb
from core.rights import Right
from core.slots import Hook
from core.things import Kind


@dataclass(frozen=True)
class Entrance:
    """One word of the menu: label, endpoint, for the public (right None) or for the desk; smaller order stands first.

    `also` are beginnings of further addresses that belong below this word.
    """

    label: str
    endpoint: str
    right: Right | None = None
    order: int = 50
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """Periodic work: elected by a database row, so that one process does it; `alone` opens its own transactions."""

    name: str
    every: timedelta
    run: Callable[[], object]
    alone: bool = False


@dataclass(frozen=True)
class Room:
    """A room of the house."""

    name: str
    blueprints: tuple[Blueprint, ...] = ()
    texts: Path | None = None
    kinds: tuple[Kind, ...] = ()
    slots: Mapping[str, Hook] = field(default_factory=dict)
    verbs: tuple[Verb, ...] = ()
    jobs: tuple[Job, ...] = ()
    commands: tuple[click.Command, ...] = ()
    entrances: tuple[Entrance, ...] = ()
    deliveries: Mapping[str, Callable[[int, dict[str, Any]], None]] = field(default_factory=dict)
    raises: tuple[str, ...] = ()
    """Versions besides the one of its own name."""
    seed: Callable[[], None] | None = None
    install: Callable[[Any], None] | None = None
    lanes: Mapping[str, Callable[[], object]] = field(default_factory=dict)
    """Work of its own beside deliveries and jobs, looked at once a second: a thread of the worker each, in a fresh context."""
