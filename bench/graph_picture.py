"""Draws how a walk grows from 1,000 to 100,000 actors: time, memory and recall, both axes by powers of ten."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.graph import Measured

WIDTH, HEIGHT = 760, 420
LEFT, TOP, RIGHT, BOTTOM = 70, 60, 740, 330
LEAST, MOST = 0.1, 1000.0
LIMITS = ((10_000, 50.0), (100_000, 200.0))
INK, MUTED, TIME, MEMORY, RED = "#161a2b", "#4b5165", "#1d4e89", "#a84300", "#b3170f"


def drawn(sizes: Sequence[Measured]) -> str:
    """Return the picture as SVG, with the same numbers as words in it."""
    actors = [one.actors for one in sizes]
    frame = f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" font-size="13" fill="{INK}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>',
        f"<title>Walk over the network from {actors[0]} to {actors[-1]} actors</title>",
        f'<desc>{"; ".join(map(_said, sizes))}</desc><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        _text(LEFT, 26, "A suggestion walk (ten sweeps, float32) on ten edges for each actor", size=16),
        _text(LEFT, 46, "milliseconds of processor and megabytes held; limits for a quiet machine in red", MUTED),
        *_grid(actors),
        *_line([(one.actors, one.walk_ms) for one in sizes], TIME, "ms", 20),
        *_line([(one.actors, one.held_mb) for one in sizes], MEMORY, "MB", -10),
        *(
            f'<path d="M{_x(number) - 14:.1f} {_y(limit):.1f}h28" stroke="{RED}" stroke-width="3"/>'
            + _text(_x(number) - 14, _y(limit) - 7, f"{limit:.0f} ms", RED)
            for number, limit in LIMITS
        ),
        _text(LEFT, BOTTOM + 45, "recall@20", MUTED),
        *(_text(_x(one.actors), BOTTOM + 65, f"{1 - one.missed:.3f}", anchor="middle") for one in sizes),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _said(one: Measured) -> str:
    return f"{one.actors} actors, {one.edges} edges: {one.walk_ms:.2f} ms, {one.held_mb:.1f} MB, recall {1 - one.missed:.3f}"


def _x(actors: int) -> float:
    return LEFT + 30 + (math.log10(actors) - 3) / 2 * (RIGHT - LEFT - 80)


def _y(value: float) -> float:
    share = (math.log10(max(value, LEAST)) - math.log10(LEAST)) / (math.log10(MOST) - math.log10(LEAST))
    return BOTTOM - share * (BOTTOM - TOP)


def _grid(actors: Sequence[int]) -> list[str]:
    values = (0.1, 1, 10, 100, 1000)
    lines = [f'<path d="M{LEFT} {_y(one):.1f}H{RIGHT}" stroke="#d9d5cc"/>' for one in values]
    names = [_text(LEFT - 8, _y(one) + 4, f"{one:g}", MUTED, "end") for one in values]
    below = [_text(_x(one), BOTTOM + 20, f"{one:,}".replace(",", " "), MUTED, "middle") for one in actors]
    return [*lines, *names, *below]


def _line(points: Sequence[tuple[int, float]], colour: str, unit: str, away: int) -> list[str]:
    path = "L".join(f"{_x(number):.1f} {_y(value):.1f}" for number, value in points)
    dots = [f'<circle cx="{_x(number):.1f}" cy="{_y(value):.1f}" r="4" fill="{colour}"/>' for number, value in points]
    said = [
        _text(
            _x(number),
            _y(value) + away,
            f"{value:.2g} {unit}" if value < 10 else f"{value:.0f} {unit}",
            colour,
            "middle",
        )
        for number, value in points
    ]
    return [f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>', *dots, *said]


def _text(x: float, y: float, said: str, colour: str = INK, anchor: str = "start", *, size: int = 13) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}" font-size="{size}">{said}</text>'
