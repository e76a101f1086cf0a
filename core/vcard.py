r"""Visiting cards in files: read as 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350) are really written, written as 3.0 and 4.0.

Read line by line in bounded memory: folded lines, quoted-printable with its own soft breaks and CHARSET, bare types of 2.1,
groups (item1.EMAIL), caret escapes of parameters (RFC 6868). What is longer than LONGEST (a photo) keeps its name only.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from core import tables

LONGEST: Final = 100_000
"""Characters of a value that are kept."""
MOST: Final = 1000
"""Properties of one card; one with more is none."""
WIDTH: Final = 75
"""Octets of a line, without its end, before it is folded."""
NAME: Final = re.compile(r"(?:([A-Za-z0-9-]+)\.)?([A-Za-z0-9-]+)(.*)", re.DOTALL)
HEAD: Final = re.compile(r'((?:[^":]|"[^"]*")*):(.*)', re.DOTALL)
PARAMETER: Final = re.compile(r';((?:[^";]|"[^"]*")*)')
CARETS: Final = {"^n": "\n", "^'": '"', "^^": "^"}
BARE: Final = {"QUOTED-PRINTABLE": "ENCODING", "BASE64": "ENCODING", "8BIT": "ENCODING"}
TYPE: Final = "text/vcard; charset=utf-8"


@dataclass(frozen=True)
class Property:
    """One line of a card: its group, its name and the names of its parameters in capitals, its value still escaped."""

    name: str
    value: str
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""

    @property
    def types(self) -> frozenset[str]:
        """What is said about it in TYPE, in small letters."""
        return frozenset(one.lower() for one in self.parameters.get("TYPE", ()))

    @property
    def text(self) -> str:
        """The value as one text."""
        return plain(self.value).strip()

    @property
    def parts(self) -> tuple[str, ...]:
        """The values between semicolons: those of a name, an address, an organisation."""
        return tuple(plain(one).strip() for one in _split(self.value, ";"))

    @property
    def items(self) -> tuple[str, ...]:
        """The values between commas."""
        return tuple(text for one in _split(self.value, ",") if (text := plain(one).strip()))


@dataclass
class Card:
    """One card: the line it begins in, its properties in order, or why it is broken."""

    line: int
    properties: list[Property] = field(default_factory=list)
    fault: str = ""

    def all(self, name: str) -> list[Property]:
        """Return the properties of a name, the preferred one first."""
        found = [one for one in self.properties if one.name == name]
        return sorted(found, key=lambda one: not ("pref" in one.types or "1" in one.parameters.get("PREF", ())))

    def text(self, name: str) -> str:
        """Return the text of the first property of a name, empty without one."""
        return next((one.text for one in self.all(name)), "")


def cards(path: Path) -> Iterator[Card]:
    """Yield the cards of a file one by one; sheets.Unreadable when it is no text."""
    encoding, errors = tables.characters(path)
    card: Card | None = None
    with path.open(encoding=encoding, errors=errors, newline=None) as file:
        for number, line in _logical(file):
            said = line.strip().upper()
            if said == "BEGIN:VCARD":
                if card is not None:
                    yield Card(card.line, fault="Diese Karte hört nicht auf")
                card = Card(number)
            elif card is not None and said == "END:VCARD":
                yield card if not card.fault else Card(card.line, fault=card.fault)
                card = None
            elif card is not None and said:
                _take(card, line)
    if card is not None:
        yield Card(card.line, fault="Diese Karte hört nicht auf")


def _take(card: Card, line: str) -> None:
    if len(card.properties) >= MOST:
        card.fault = "Diese Karte hat zu viele Zeilen"
        return
    found = _property(line)
    if found is not None:
        card.properties.append(found)


def _logical(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield whole lines with the number of their first one; of endless ones only the beginning."""
    first, kept, soft = 0, "", False
    for number, raw in enumerate(_bounded(lines), 1):
        line = raw.rstrip("\n")
        if first and (soft or line[:1] in {" ", "\t"}):
            piece = line if soft else line[1:]
            kept = (kept[:-1] if soft else kept) + piece if len(kept) < LONGEST else kept
        else:
            if first:
                yield first, kept
            first, kept = number, line
        soft = kept.endswith("=") and "QUOTED-PRINTABLE" in kept[:200].upper()
    if first:
        yield first, kept


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    return (line[:LONGEST] for line in lines)


def _property(line: str) -> Property | None:
    head = HEAD.fullmatch(line) if len(line) < LONGEST else HEAD.match(line[: LONGEST + 1000])
    name = NAME.fullmatch(head[1]) if head else None
    if head is None or name is None:
        return None
    parameters: dict[str, tuple[str, ...]] = {}
    for said in PARAMETER.findall(name[3]):
        key, equals, values = said.partition("=")
        if not equals:
            key, values = BARE.get(key.strip().upper(), "TYPE"), key
        listed = tuple(_caret(one.strip().strip('"')) for one in _outside(values))
        parameters[key.strip().upper()] = (*parameters.get(key.strip().upper(), ()), *listed)
    value = head[2] if len(line) < LONGEST else ""
    if "QUOTED-PRINTABLE" in (one.upper() for one in parameters.get("ENCODING", ())):
        value = _quoted(value, next(iter(parameters.get("CHARSET", ())), "utf-8"))
    return Property(name[2].upper(), value, parameters, (name[1] or "").lower())


def _outside(values: str) -> list[str]:
    """Split at commas outside of quotes; TYPE="a,b" of real clients is two as well."""
    return [one for part in values.split(",") for one in [part.strip('"')] if one]


def _caret(value: str) -> str:
    return re.sub(r"\^[n'^]", lambda found: CARETS[found[0]], value)


def _quoted(value: str, charset: str) -> str:
    """Decode quoted-printable; its line breaks are written out for the value's own escapes."""
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    for one in (charset, "utf-8", "cp1252"):
        try:
            return raw.decode(one).replace("\r\n", "\n")
        except (LookupError, UnicodeError):
            continue
    return raw.decode("utf-8", "replace")


def _split(value: str, sign: str) -> list[str]:
    """Split at a sign that is not escaped."""
    return [found[0] for found in re.findall(rf"((?:\\.|[^\\{sign}])*)({sign}|$)", value, re.DOTALL)][
        : value.count(sign) + 1
    ]


def plain(value: str) -> str:
    """Take the escapes out of a value."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value, flags=re.DOTALL)


def escaped(text: str) -> str:
    """Escape a text so that it is one value."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def line(name: str, *parts: str, glue: str = ";", **parameters: str) -> str:
    """Write one property, its parts escaped and joined; parameters in the order given, empty ones left out."""
    said = "".join(f";{key.upper()}={_parameter(value)}" for key, value in parameters.items() if value)
    return _folded(f"{name}{said}:{glue.join(map(escaped, parts))}")


def raw(name: str, value: str) -> str:
    """Write one property whose value is no text (a URI, a moment): nothing is escaped, line breaks are taken out."""
    return _folded(f"{name}:{''.join(value.split())}")


def _parameter(value: str) -> str:
    value = value.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{value}"' if any(sign in value for sign in ":;") else value


def _folded(whole: str) -> str:
    """Fold a line at 75 octets, never inside a letter."""
    pieces, piece, size = [], "", 0
    for sign in whole:
        width = len(sign.encode("utf-8", "replace"))
        if size + width > WIDTH:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + width
    return "\r\n".join((*pieces, piece)) + "\r\n"


def card(version: str, lines: Iterable[str]) -> bytes:
    """Return a whole card."""
    inside = "".join(lines)
    return f"BEGIN:VCARD\r\nVERSION:{version}\r\n{inside}END:VCARD\r\n".encode("utf-8", "replace")
