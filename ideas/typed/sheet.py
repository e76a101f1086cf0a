"""Blank cards on paper: A4 with four cards of A6, each with a strip to tear off and keep that carries the Merk-Code."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import segno

from core import clock, fonts, pdf, texts
from core.config import settings
from ideas import codes
from ideas.typed import numbers

ON_A_SHEET = 4


@dataclass(frozen=True)
class BlankCard:
    """A card as it is printed: its number and picture for the office, code and picture for its author."""

    number: str
    number_picture: str
    code: str
    code_picture: str


@dataclass(frozen=True)
class CardSheets:
    """All cards of a batch, four on a page, and the words around them."""

    title: str
    city: str
    phone: str
    address: str
    moment: str
    pages: tuple[tuple[BlankCard, ...], ...]


def content(ids: Iterable[int], card_codes: Iterable[str]) -> bytes:
    """Return the PDF of a batch; raise core.pdf.Missing without Pango."""
    return pdf.printed(pdf.drawn("ideas/typed/print.html", sheets=fonts.all_drawable(sheets(ids, card_codes))))


def sheets(ids: Iterable[int], card_codes: Iterable[str]) -> CardSheets:
    """Return what is printed, with plain values."""
    base = settings().base_url.rstrip("/")
    cards = [_card(number, code, base) for number, code in zip(ids, card_codes, strict=True)]
    return CardSheets(
        title="Ideen-Karten",
        city=texts.text("city.name"),
        phone=texts.text("office.phone"),
        address=f"{urlsplit(base).netloc}/ideen/nachsehen",
        moment=clock.now().isoformat(timespec="seconds"),
        pages=tuple(_pages(cards)),
    )


def _pages(cards: Sequence[BlankCard]) -> Iterable[tuple[BlankCard, ...]]:
    return (tuple(cards[start : start + ON_A_SHEET]) for start in range(0, len(cards), ON_A_SHEET))


def _card(number: int, code: str, base: str) -> BlankCard:
    name, grouped = numbers.written(number), codes.grouped(code)
    return BlankCard(name, _picture(name), grouped, _picture(f"{base}/ideen/nachsehen#{grouped}"))


def _picture(words: str) -> str:
    """Return a QR code as an address that needs no file; a quiet zone of two is enough on white paper."""
    drawn = io.BytesIO()
    segno.make(words, error="m", micro=False).save(drawn, kind="png", border=2, scale=4)
    return "data:image/png;base64," + base64.b64encode(drawn.getvalue()).decode()
