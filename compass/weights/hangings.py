"""What this wing hangs into other pages: the way to the weights and words."""

from __future__ import annotations

from compass.weights.desk import ROOT
from core import accounts
from core.rights import Right, allows


def links() -> list[tuple[str, str]]:
    """Return the way to the weights, for those who see suggestions."""
    viewer = accounts.viewer()
    may = viewer is not None and allows(viewer.role, Right.NETWORK_CONTACT)
    return [("Gewichte und Wörter der Vorschläge", ROOT)] if may else []
