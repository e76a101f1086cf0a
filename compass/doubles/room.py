"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from compass.doubles import numbers  # noqa: F401 - listens for new entries
from core.journal import Verb
from core.room import Room

room = Room(
    "compass.doubles",
    texts=Path(__file__).with_name("texts.toml"),
    verbs=(
        Verb("actor.merged", "hat zwei Einträge zusammengeführt"),
        Verb("actor.unmerged", "hat eine Zusammenführung rückgängig gemacht"),
        Verb("actor.not_double", "hat gesagt: Die beiden sind nicht doppelt"),
        Verb("actor.maybe_double", "hat „nicht doppelt“ zurückgenommen"),
    ),
)
