"""Pictures for the demo year, drawn when they are needed: no file of somebody else's, none in the repository."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 800)
PAPER = (595, 842)
SKY, GRASS, ROAD, WHITE, INK = "#dcebf5", "#a9c79a", "#6f7378", "#ffffff", "#2b2b2b"
LEAF, TRUNK, WOOD, ROOF, WALL, BLUE = "#4f8f55", "#7a5a3c", "#3f7d52", "#b4503f", "#f0e2c8", "#2f6fa8"
COUNTED = (("", "Autos", "Kinder"), ("Montag", "338", "61"), ("Mittwoch", "341", "70"), ("Freitag", "329", "62"))


def of(name: str) -> bytes:
    """Return the bytes of a drawing: bench, crossing, table (PNG), counting (PDF)."""
    drawn = io.BytesIO()
    if name == "counting":
        _counting().save(drawn, "PDF", title="Zählung an drei Morgen")
    else:
        picture = Image.new("RGB", SIZE, SKY)
        DRAWN[name](ImageDraw.Draw(picture))
        picture.save(drawn, "PNG")
    return drawn.getvalue()


def _tree(draw: ImageDraw.ImageDraw, x: int, ground: int) -> None:
    draw.rectangle((x - 18, ground - 190, x + 18, ground), fill=TRUNK)
    for dx, dy in ((-70, -250), (70, -250), (0, -320), (0, -220)):
        draw.ellipse((x + dx - 95, ground + dy - 95, x + dx + 95, ground + dy + 95), fill=LEAF)


def _bench(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 560, 1200, 800), fill=GRASS)
    draw.rectangle((0, 680, 1200, 740), fill="#cfc7b8")
    _tree(draw, 190, 600)
    for x in (500, 820):
        draw.rectangle((x, 520, x + 26, 690), fill=INK)
    for y in (400, 450, 530):
        draw.rounded_rectangle((450, y, 896, y + 34), 10, fill=WOOD)
    draw.rectangle((1010, 260, 1030, 690), fill=INK)
    draw.rounded_rectangle((930, 150, 1110, 300), 16, fill=BLUE)
    draw.rounded_rectangle((965, 220, 1075, 258), 8, fill=WHITE)
    draw.polygon([(985, 222), (1002, 192), (1042, 192), (1060, 222)], fill=WHITE)
    for x in (990, 1050):
        draw.ellipse((x - 13, 247, x + 13, 273), fill=WHITE)


def _crossing(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 0, 1200, 800), fill=GRASS)
    draw.rectangle((0, 330, 1200, 640), fill=ROAD)
    for edge in (318, 640):
        draw.rectangle((0, edge, 1200, edge + 14), fill="#d8d3c8")
    for x in (*range(20, 410, 130), *range(800, 1200, 130)):
        draw.rectangle((x, 480, x + 70, 490), fill=WHITE)
    for y in range(346, 630, 50):
        draw.rectangle((480, y, 740, y + 26), fill=WHITE)
    draw.rectangle((820, 120, 1060, 290), fill=WALL)
    draw.polygon([(795, 130), (940, 30), (1085, 130)], fill=ROOF)
    draw.rectangle((915, 200, 965, 290), fill=TRUNK)
    for x in (845, 995):
        draw.rectangle((x, 170, x + 40, 210), fill=SKY)
    _tree(draw, 200, 305)


def _table(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 540, 1200, 800), fill="#c9c2b4")
    draw.polygon([(250, 420), (950, 420), (1080, 560), (120, 560)], fill=BLUE)
    draw.line([(600, 420), (600, 560)], fill=WHITE, width=6)
    draw.rectangle((170, 455, 1030, 500), outline=WHITE, width=5)
    for x in (210, 960):
        draw.rectangle((x, 560, x + 30, 720), fill=INK)
    draw.rectangle((60, 90, 1140, 130), fill=ROAD)
    for x in (90, 1080):
        draw.rectangle((x, 130, x + 30, 640), fill=ROAD)
    draw.ellipse((700, 300, 736, 336), fill=WHITE, outline=INK, width=2)


def _counting() -> Image.Image:
    """Return the page with what the parents counted."""
    page = Image.new("RGB", (PAPER[0] * 2, PAPER[1] * 2), WHITE)
    draw = ImageDraw.Draw(page)
    draw.text((120, 140), "Unsere Zählung vor der Kita", fill=INK, font=ImageFont.load_default(56))
    draw.text((120, 230), "Drei Morgen, jeweils 7 bis 8 Uhr", fill=INK, font=ImageFont.load_default(36))
    for number, row in enumerate(COUNTED):
        _row(draw, 340 + 80 * number, row)
    return page


def _row(draw: ImageDraw.ImageDraw, y: int, cells: Sequence[str]) -> None:
    for x, cell in zip((120, 480, 780), cells, strict=True):
        draw.text((x, y), cell, fill=INK, font=ImageFont.load_default(36))
    draw.line([(120, y + 58), (1070, y + 58)], fill="#999999", width=2)


DRAWN: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {"bench": _bench, "crossing": _crossing, "table": _table}
