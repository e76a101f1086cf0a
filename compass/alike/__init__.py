"""Gibt es das schon? Who of the network is likely the same as somebody described: `likely` for one, `many` for a list.

names.py folds names, addresses, numbers; blocks.py makes keys of them; scoring.py says how likely and why, all three without
a database. asking.py reads, upkeep.py keeps the keys true in the transaction that changes an actor.
"""

from __future__ import annotations

from compass.alike.asking import Likely, likely, many
from compass.alike.blocks import Described

__all__ = ["Described", "Likely", "likely", "many"]
