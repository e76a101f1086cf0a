"""What this wing hangs into other pages: the way to the weights and words."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from compass import effects
from compass.weights.desk import ROOT
from core import accounts
from core.rights import Right, allows
from core.word_lists import WordList


def links() -> list[tuple[str, str]]:
    """Return the way to the weights, for those who see suggestions."""
    viewer = accounts.viewer()
    may = viewer is not None and allows(viewer.role, Right.NETWORK_CONTACT)
    return [("Gewichte und Wörter der Vorschläge", ROOT)] if may else []


def of_words(name: WordList, body: str) -> list[Markup]:
    """Return what another list of words would do to the saved challenges; nothing while there are none."""
    effect = effects.of_lists({name: body})
    return [Markup(render_template("compass/effect.html", effect=effect))] if effect.looked_at else []  # noqa: S704 - our own template
