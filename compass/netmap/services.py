"""The one change that the picture makes: it is noted who took how much of it along."""

from __future__ import annotations

from compass.netmap.net import Net
from core import journal
from core.journal import Who
from core.things import Thing

VERB = "netmap.taken"
PICTURE = Thing("network_list", 0)
"""Stands for the network as a whole, as for its lists: a picture is no row."""


def note(net: Net, form: str, who: Who) -> None:
    """Note that a view left the office as a file, without a name of anybody in it."""
    journal.note(VERB, PICTURE, who, form=form, number=len(net.nodes))
