"""What a printed council paper shows, as plain values in the order of the city's own form; nothing is checked here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Consulting:
    """Zeile der Beratungsfolge: body, day as printed ("09.12.2026"), "öffentlich" or not, and the body's role."""

    body: str
    day: str
    sitting: str
    role: str = ""


@dataclass(frozen=True)
class Listing:
    """Aufzählung inside a reason; `ordered` ones are numbered."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Table:
    """Tabelle inside a reason: the first cell of a row is its heading, all further columns are figures when `figures`."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: bool = True
    last_is_sum: bool = False


@dataclass(frozen=True)
class Section:
    """Abschnitt der Begründung: a heading (numbered when printed; empty for none) and what stands below it."""

    heading: str
    blocks: tuple[str | Listing | Table, ...]


@dataclass(frozen=True)
class Reference:
    """Verweis: what a line says and, where there is one, the whole address it leads to."""

    label: str
    address: str = ""


@dataclass(frozen=True)
class Signature:
    """Unterschrift: name and title below the line; the first stands left, the second right."""

    name: str
    title: str = ""


@dataclass(frozen=True)
class PaperDocument:
    """Druckfassung einer Vorlage: what is empty is left out, only the number keeps its place.

    `moment` is the time the file says it was made at; the same values give the same bytes, so it is the time of the
    paper's last change, never now.
    """

    kind: str
    subject: str
    moment: datetime
    sender: str = ""
    office: str = ""
    day: str = ""
    phone: str = ""
    number: str = ""
    consultations: tuple[Consulting, ...] = ()
    product_group: str = ""
    effects_result: str = ""
    effects_finance: str = ""
    earlier: str = ""
    summary: str = ""
    resolution_opening: str = ""
    resolution: tuple[str, ...] = ()
    reasons: tuple[Section, ...] = ()
    reasons_heading: str = "Begründung:"
    origins: tuple[Reference, ...] = ()
    attachments: tuple[Reference, ...] = ()
    signatures: tuple[Signature, ...] = ()
    draft_remark: str = ""
    language: str = "de"

    @property
    def title(self) -> str:
        """What the window of a PDF reader shows."""
        return f"{self.kind}: {self.subject}"
