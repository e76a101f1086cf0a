"""What imports hang into other pages: the way to them, and what they know of somebody."""

from __future__ import annotations

from compass.imports import queries
from compass.told import Told
from core import accounts
from core.rights import Right, allows


def links() -> list[tuple[str, str]]:
    """Lead from the office's list to the imports, who may change the network."""
    viewer = accounts.viewer()
    may = viewer is not None and allows(viewer.role, Right.NETWORK_EDIT)
    return [("Liste übernehmen", "/buero/netzwerk/uebernahmen")] if may else []


def told(actor_id: int) -> list[Told]:
    """Say from which lists an entry came."""
    return [Told("Aus Listen übernommen", queries.lines_of(actor_id))]
