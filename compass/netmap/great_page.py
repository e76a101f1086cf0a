"""The page of the large map and its data, for the office and for everybody."""

from __future__ import annotations

from dataclasses import replace

from compass import further, networked
from compass.narrowing import Args
from compass.netmap import asking, great, page, queries
from compass.netmap.asking import View
from compass.netmap.great import Great
from compass.netmap.page import Side

GROUP = "gruppe"


def view(args: Args, side: Side) -> View:
    """Return what an address narrows the map to: Bereich and Thema; it has no middle and is of today."""
    return replace(asking.view(args, public=side.public), center=None, day=None)


def of(args: Args, side: Side) -> Great | None:
    """Return the map of an address; None while there is no snapshot."""
    snapshot = networked.current()
    if snapshot is None:
        return None
    asked, group = view(args, side), further.number(args.get(GROUP, ""))
    key = (side.root, "great", asked, group, snapshot.version)
    return page.kept(key, lambda: great.of(snapshot, queries.all_named(asked, side.eyes), side.eyes, group))


def points(args: Args, side: Side) -> bytes:
    """Return the points of an address for the script; none while there is no snapshot."""
    found = of(args, side)
    return found.points if found else great.NO_POINTS


def face(args: Args, side: Side) -> dict[str, object]:
    """Return what the page shows: the map's groups as a list, and where the script finds its points."""
    asked, group = view(args, side), further.number(args.get(GROUP, ""))
    opened = f"{'&' if asked.query else '?'}{GROUP}={group}" if group is not None else ""
    panels = asking.panels(asked)
    return {
        "side": side,
        "great": of(args, side),
        "group": group,
        "panels": panels,
        "chips": page.chips(asked, panels, side, f"{side.root}/gross"),
        "points": f"{side.root}/gross/punkte{asked.query}{opened}",
        "open": lambda number: f"{side.root}/gross{asked.query}{'&' if asked.query else '?'}{GROUP}={number}",
        "around": lambda number: side.address(asked.around(number)),
        "listed": great.LISTED if group is None else great.MOST,
        "later": networked.DRAWN,
    }
