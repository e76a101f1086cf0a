"""The answer after Art. 15 GDPR, and letters of the office, on paper: accessible PDF through core/pdf.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from compass.telling import Answer
from compass.told import Told
from core import clock, fonts, pdf, texts

PAIR = ("Angabe", "Wert")
WIDEST, LONGEST = 4, 60
"""Columns of a table on paper, and signs in a cell: what has more of either stands as sentences."""


@dataclass(frozen=True)
class Part:
    """One heading with what stands below it: sentences, pairs of words, a table (head, rows), or items of (name, value)."""

    heading: str
    sentences: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    items: tuple[tuple[tuple[str, str], ...], ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A printed page of this room as templates/print.html wants it; `to` is the address in the window of the envelope."""

    title: str
    language: str
    moment: datetime
    sender: str
    day: str
    to: tuple[str, ...]
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: tuple[str, ...] = ()


def sheet(title: str, opening: tuple[str, ...], parts: tuple[Part, ...], **more: tuple[str, ...]) -> Sheet:
    """Return a page of today with the office as sender; `more` are `to` and `closing`."""
    moment = clock.local(clock.now())
    sender = f"{texts.text('city.name')} · {texts.text('office.name')}"
    to, closing = more.get("to", ()), more.get("closing", ())
    return Sheet(title, "de", moment, sender, clock.day_in_words(moment), to, opening, parts, closing)


def printed(page: Sheet) -> bytes:
    """Return the PDF of a page; raise core.pdf.Missing without Pango."""
    return pdf.printed(pdf.drawn("compass/privacy/print.html", document=fonts.all_drawable(page)))


def answer_sheet(answer: Answer) -> Sheet:
    """Return an answer as a page: the rules first, then everything that is kept, then what was left out."""
    rules = tuple((name, sentence) for name, sentence in answer.rules)
    left_out = Part("Was hier nicht steht", tuple(answer.left_out))
    opening = (
        f"Das ist alles, was im Netzwerk über „{answer.name}“ gespeichert ist, auch unsere Notizen.",
        f"Stand: {clock.time_in_words(answer.made_at)}.",
    )
    parts = (Part("Wie wir damit umgehen", pairs=rules), *map(_part, answer.parts), left_out)
    return sheet("Auskunft nach Art. 15 DSGVO", opening, parts)


def _part(told: Told) -> Part:
    if all(set(one) == set(PAIR) for one in told.rows):
        return Part(told.title, pairs=tuple((one["Angabe"], one["Wert"]) for one in told.rows))
    head = tuple(dict.fromkeys(name for one in told.rows for name in one))
    if len(head) == 1:
        return Part(told.title, sentences=tuple(one[head[0]] for one in told.rows))
    if len(head) <= WIDEST and all(len(value) <= LONGEST for one in told.rows for value in one.values()):
        return Part(told.title, head=head, rows=tuple(tuple(one.get(name, "") for name in head) for one in told.rows))
    return Part(told.title, items=tuple(tuple(one.items()) for one in told.rows))
