"""Seven forms of a list of actors; each takes a stream and yields bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from compass.exports import graphs, releasing
from compass.exports.stream import Stream
from compass.records import cards, cells
from core import vcard, written


@dataclass(frozen=True)
class Form:
    """A form of a list: its name in the address, its word, its file's ending, the type browsers know, how it is written."""

    name: str
    word: str
    ending: str
    mimetype: str
    write: Callable[[Stream], Iterator[bytes]]


def _headings(stream: Stream) -> list[str]:
    return [column.heading for column in releasing.columns(stream.extent)]


def _rows(stream: Stream) -> Iterator[list[list[str]]]:
    columns = releasing.columns(stream.extent)
    return ([cells.written(record, columns) for record in chunk] for chunk in stream.chunks())


def as_csv(stream: Stream) -> Iterator[bytes]:
    """Yield a CSV file."""
    return written.as_csv(_headings(stream), _rows(stream))


def as_xlsx(stream: Stream) -> Iterator[bytes]:
    """Yield an Excel file."""
    return written.as_xlsx("Netzwerk", _headings(stream), _rows(stream))


def as_json(stream: Stream) -> Iterator[bytes]:
    """Yield one JSON object that names its form and holds one entry a line."""
    return written.as_json(b'{"stadtkompass": 1, "entries": [\n', stream.chunks(), b"\n]}\n")


def as_cards_3(stream: Stream) -> Iterator[bytes]:
    """Yield vCards 3.0."""
    return (b"".join(cards.written(record, "3.0") for record in chunk) for chunk in stream.chunks())


def as_cards_4(stream: Stream) -> Iterator[bytes]:
    """Yield vCards 4.0."""
    return (b"".join(cards.written(record, "4.0") for record in chunk) for chunk in stream.chunks())


FORMS: Final = {
    form.name: form
    for form in (
        Form("xlsx", "Excel", "xlsx", written.XLSX, as_xlsx),
        Form("csv", "CSV", "csv", written.CSV, as_csv),
        Form("vcard3", "Visitenkarten (vCard 3.0)", "vcf", vcard.TYPE, as_cards_3),
        Form("vcard4", "Visitenkarten (vCard 4.0)", "vcf", vcard.TYPE, as_cards_4),
        Form("json", "JSON", "json", written.JSON, as_json),
        Form("graphml", "GraphML", "graphml", "application/xml", graphs.as_graphml),
        Form("gexf", "GEXF", "gexf", "application/xml", graphs.as_gexf),
    )
}
FOR_HOUSES: Final = "json"
"""The form in which the office's notes go along, when all of an entry leaves."""
FOR: Final = {
    "xlsx": "Eine Excel-Datei.",
    "csv": "Für Excel und andere Tabellen.",
    "vcard3": "Für Outlook und Telefone.",
    "vcard4": "Für neuere Adressbücher.",
    "json": "Für ein anderes Haus mit Stadtkompass.",
    "graphml": "Für Programme, die Netze zeichnen.",
    "gexf": "Für Gephi.",
}
