"""How the network's pages grow from 1,000 to 100,000 actors: processor time of each page, drawn as a picture."""

from __future__ import annotations

import os
from pathlib import Path

from bench import network, pictures, sites
from bench.figures import NO_LIMIT, Figure, processor_ms, show

SIZES = (1_000, 10_000, 100_000)
PAGES = ("list", "search", "search as you type", "actor")
MOST = 100
"""Milliseconds that a page may take with 10,000 actors, and should with more."""
PICTURE = Path(__file__).parent.parent / "docs" / "pictures" / "network-growth.svg"


def run(*, drawn: bool = False) -> bool:
    """Measure on each database at each size; `drawn` writes the picture of the documentation anew."""
    lines: dict[str, list[tuple[float, float]]] = {}
    kept = True
    for size in SIZES:
        for kind in sites.everywhere():
            with kind(ideas=network.FEW, searched=False) as site:
                statements = network.filled(site, size)
                pages = network.pages(site.app)
                spent = processor_ms(*(pages[name] for name in PAGES), each=6)
                for name, ms in zip(PAGES, spent, strict=True):
                    lines.setdefault(f"{name}, {site.engine}", []).append((size, ms))
                limit = 1.0 if size <= network.ACTORS else NO_LIMIT
                figures = [Figure(n, ms, "ms", "limit", MOST, limit) for n, ms in zip(PAGES, spent, strict=True)]
                figures.append(
                    Figure("most statements", max(statements.values()), "", "limit", network.MOST_STATEMENTS)
                )
                title = f"Network, {site.engine}, {size:,} actors, load {os.getloadavg()[0]:.1f}"
                kept = show(title, figures) and kept
    if drawn:
        axes = ("actors", "ms of processor")
        pictures.draw(PICTURE, "A page of the network", axes, lines, ("limit at 10,000", MOST))
    return kept
