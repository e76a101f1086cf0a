"""Draws measured lines as an SVG file: both axes logarithmic, a dashed line for a limit, a legend in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 820, 440, 64, 270, 76, 56
COLOURS = ("#0b5394", "#b45309", "#166534", "#7e22ce", "#be123c", "#0f766e", "#57534e", "#1d4ed8")
DASHES = ("", "7 4", "2 3", "10 3 2 3", "", "7 4", "2 3", "10 3 2 3")
PAPER, INK, FAINT = "#ffffff", "#1c1917", "#d6d3d1"


def draw(
    path: Path,
    title: str,
    axes: tuple[str, str],
    lines: Mapping[str, Sequence[tuple[float, float]]],
    limit: tuple[str, float] | None = None,
) -> None:
    """Write lines of (x, y), all > 0, as a picture; `axes` name x and y with their units, `limit` is a word and its y."""
    xs = [x for line in lines.values() for x, _ in line]
    ys = [y for line in lines.values() for _, y in line] + ([limit[1]] if limit else [])
    across = _scale(xs, LEFT, WIDTH - RIGHT)
    up = _scale(ys, HEIGHT - BOTTOM, TOP)
    parts = [*_grid(xs, across, up, axes)]
    if limit:
        at = f"{up(limit[1]):.1f}"
        parts.append(
            f'<path d="M{LEFT} {at}H{WIDTH - RIGHT}" stroke="#b91c1c" stroke-width="1.5" stroke-dasharray="4 4"/>'
        )
        parts.append(_words(WIDTH - RIGHT - 6, up(limit[1]) - 6, limit[0], anchor="end", fill="#b91c1c"))
    for place, (name, line) in enumerate(lines.items()):
        parts += _line(name, [(across(x), up(y)) for x, y in line], place)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">'
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
    text = _words(LEFT, 26, title, size=16, weight="600")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([head, ground, text, *parts, "</svg>", ""]), encoding="utf-8")


class _Scale:
    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self.low, self.high, self.start, self.end = low, high, start, end

    def __call__(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def _scale(values: Sequence[float], start: float, end: float) -> _Scale:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return _Scale(low, max(high, low + 1), start, end)


def _grid(xs: Sequence[float], across: _Scale, up: _Scale, axes: tuple[str, str]) -> list[str]:
    parts = []
    for power in range(int(up.low), int(up.high) + 1):
        at = up(10.0**power)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="{FAINT}"/>')
        parts.append(_words(LEFT - 8, at + 4, f"{10.0**power:g}", anchor="end"))
    for x in sorted(set(xs)):
        parts.append(f'<path d="M{across(x):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="{FAINT}"/>')
        parts.append(_words(across(x), HEIGHT - BOTTOM + 20, f"{x:,.0f}", anchor="middle"))
    parts.append(_words((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, axes[0], anchor="middle"))
    parts.append(_words(LEFT, TOP - 14, axes[1]))
    return parts


def _line(name: str, points: Sequence[tuple[float, float]], place: int) -> list[str]:
    colour, dash = COLOURS[place % len(COLOURS)], DASHES[place % len(DASHES)]
    way = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    level = TOP + 14 + 22 * place
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points]
    stroke = f'stroke="{colour}" stroke-width="2" fill="none" stroke-dasharray="{dash}"'
    start = WIDTH - RIGHT + 14
    legend = [f'<path d="M{start} {level - 4}h26" {stroke}/>', _words(start + 34, level, name)]
    return [f'<path d="M{way}" {stroke}/>', *dots, *legend]


def _words(
    x: float, y: float, text: str, *, anchor: str = "start", size: int = 13, weight: str = "400", fill: str = INK
) -> str:
    font = f'font-family="system-ui, sans-serif" font-size="{size}" font-weight="{weight}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" {font}>{escape(text)}</text>'
