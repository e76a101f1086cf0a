"""Nahe im Netz: who is near an actor over ties, circles, topics and terms, and not tied to it yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from flask import render_template
from markupsafe import Markup

from compass import networked
from compass.graph import Eyes
from compass.models import Actor

SHOWN: Final = 5
SEEN: Final = Eyes.SUGGESTIONS
"""Ties of private persons lead on only where both agreed to be suggested, and so does the picture."""


def near(number: int, most: int = SHOWN) -> list[tuple[int, str]]:
    """Return (id, name) of those a random walk from an actor visits most, its neighbours left out, nearest first.

    Empty without a snapshot, or for whom these eyes do not see; who took the Yes back since is left out.
    """
    now = networked.current()
    if now is None or not now.sees(number, SEEN):
        return []
    known = {number, *(one.id for one in now.neighbours(number, SEEN))}
    found = now.nearest(now.walk({("actor", number): 1.0}, SEEN), SEEN, most + len(known))
    ids = [one for one, share in found if one not in known and share > 0][:most]
    names = networked.named([number, *ids], SEEN)
    return [(one, names[one]) for one in ids if one in names] if number in names else []


def aside(actor: Actor) -> Sequence[Markup]:
    """Return who is near an actor, for the office's page of it."""
    found = near(actor.id)
    return [Markup(render_template("compass/figures/nearby.html", found=found))] if found else []  # noqa: S704 - a template of ours
