"""Texts of a paper as they are typed, taken apart for print: sections with paragraphs and lists, points, lines."""

from __future__ import annotations

import re

from papers.document import Listing, Section

HEADING = re.compile(r"#{1,6}\s+(.*)")
BULLET = re.compile(r"\s*[-*•]\s+(.*)")
NUMBERED = re.compile(r"\s*\d{1,3}[.)]\s+(.*)")
PAGE = 2600
"""About so many characters of reasons fill a printed page."""
LONGEST_WITHOUT_SUMMARY = 3 * PAGE
"""The city's standing note: longer than three pages, a short summary stands in front."""


def points(resolution: str) -> tuple[str, ...]:
    """Return the points of a resolution: one a line, numbers that somebody typed taken off."""
    found = (line.strip() for line in resolution.splitlines())
    return tuple(_bare(line) for line in found if line)


def _bare(line: str) -> str:
    match = NUMBERED.fullmatch(line) or BULLET.fullmatch(line)
    return match[1].strip() if match else line


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something."""
    return tuple(_bare(line.strip()) for line in text.splitlines() if line.strip())


def sections(reasons: str) -> tuple[Section, ...]:
    """Return the sections of reasons: "## " begins one, "- " and "1. " are lists, an empty line ends a paragraph."""
    found: list[tuple[str, list[str | Listing]]] = [("", [])]
    for chunk in re.split(r"\n\s*\n", reasons.strip()):
        standing: list[str] = []
        for line in chunk.splitlines():
            if match := HEADING.fullmatch(line.strip()):
                found[-1][1].extend(_blocks(standing))
                found.append((_plain(match[1]), []))
                standing = []
            else:
                standing.append(line)
        found[-1][1].extend(_blocks(standing))
    return tuple(Section(heading, tuple(blocks)) for heading, blocks in found if heading or blocks)


def _blocks(rest: list[str]) -> list[str | Listing]:
    """Return paragraphs and lists of lines that stand together."""
    made: list[str | Listing] = []
    open_kind, gathered = "", list[str]()

    def close() -> None:
        if gathered:
            made.append(" ".join(gathered) if open_kind == "p" else Listing(tuple(gathered), ordered=open_kind == "ol"))
            gathered.clear()

    for line in rest:
        bullet, numbered = BULLET.fullmatch(line), NUMBERED.fullmatch(line)
        kind = "ul" if bullet else "ol" if numbered else "p"
        if kind != open_kind:
            close()
        open_kind = kind
        match = bullet or numbered
        if words := _plain(match[1] if match else line.strip()):
            gathered.append(words)
    close()
    return made


def _plain(line: str) -> str:
    """Take off the stars and underscores of emphasis, which print has no use for."""
    return re.sub(r"(\*\*|__)(.+?)\1", r"\2", line).strip()


def needs_summary(reasons: str, summary: str) -> bool:
    """Tell whether the reasons are longer than three pages while no summary stands in front."""
    return len(reasons) > LONGEST_WITHOUT_SUMMARY and not summary.strip()
