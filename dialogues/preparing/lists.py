"""Theses from a list: one a line, a question after a tab or "|"; or a table whose first row names its columns."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core import sheets, tables
from core.forms import clean, one_line
from core.sheets import Unreadable
from dialogues.models import LINE_LENGTH

LARGEST = 1024 * 1024
MOST_ROWS = 200
NUMBERED = re.compile(r"^\s*(?:\d{1,2}\s*[.)]|[-*•–])\s+")
LETTER = re.compile(r"[^\W\d_]")
TEXT_NAMES = {"these", "thesen", "text", "aussage"}
QUESTION_NAMES = {"frage", "fragen", "leitfrage", "nachfrage", "frage für das gespräch"}
TOO_LARGE = "Die Datei ist zu groß. Eine Liste von Thesen hat höchstens 1 MB."
THERE, TWICE, WORDLESS = "ist schon da", "steht zweimal in der Liste", "hat keine Worte"
TOO_LONG = f"ist zu lang (höchstens {LINE_LENGTH} Zeichen)"


@dataclass(frozen=True)
class ThesisLine:
    """One thesis of a list: its text, its question, and why it is not taken (`fault`) or left out (`note`)."""

    text: str
    question: str
    fault: str = ""
    note: str = ""


def read(written: str, present: Collection[str] = ()) -> list[ThesisLine]:
    """Return the theses of a written list; numbers and bullets go where every line has one."""
    lines = [line for line in written.splitlines() if line.strip()]
    if lines and all(NUMBERED.match(line) for line in lines):
        lines = [NUMBERED.sub("", line) for line in lines]
    return _checked((_split(line) for line in lines), present)


def _split(line: str) -> tuple[str, str]:
    sign = "\t" if "\t" in line else "|"
    text, _, question = line.partition(sign)
    return _plain(text), _plain(question.replace("\t", " ").replace("|", " "))


def _plain(said: str) -> str:
    return str(one_line(clean(said)))


def _checked(pairs: Iterable[tuple[str, str]], present: Collection[str]) -> list[ThesisLine]:
    found: list[ThesisLine] = []
    seen: set[str] = set()
    for text, question in pairs:
        fault = note = ""
        if not LETTER.search(text):
            fault = WORDLESS
        elif len(text) > LINE_LENGTH or len(question) > LINE_LENGTH:
            fault = TOO_LONG
        elif text in present:
            note = THERE
        elif text in seen:
            note = TWICE
        seen.add(text)
        found.append(ThesisLine(text, question, fault, note))
    return found


def taken(lines: Sequence[ThesisLine]) -> list[tuple[str, str]]:
    """Return text and question of those that are taken."""
    return [(line.text, line.question) for line in lines if not line.fault and not line.note]


def as_text(lines: Sequence[ThesisLine]) -> str:
    """Write theses as a list that `read` understands."""
    return "\n".join(f"{line.text} | {line.question}" if line.question else line.text for line in lines)


def from_file(content: bytes) -> str:
    """Return the list in a CSV, text or Excel file; Unreadable when it is none or too large."""
    if len(content) > LARGEST:
        raise Unreadable(TOO_LARGE)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thesen"
        path.write_bytes(content)
        if sheets.is_sheet(path):
            return _table(path)
        encoding, errors = tables.characters(path)
        written = path.read_text(encoding, errors)
        return _table(path) if _has_head(written) else as_text(read(written))


def _has_head(written: str) -> bool:
    """Tell whether the first line names columns; without it commas belong to the sentences."""
    head = next((line for line in written.splitlines() if line.strip()), "")
    return any(cell.strip(' "\ufeff').casefold() in TEXT_NAMES for cell in re.split(r"[,;\t|]", head))


def _table(path: Path) -> str:
    columns, records = tables.opened(path)
    text, question = _columns(columns)
    rows = [(record.fields.get(text, ""), record.fields.get(question, "")) for record in islice(records, MOST_ROWS)]
    if text.casefold() not in TEXT_NAMES:
        rows.insert(0, (text, question))
    pairs = [(_plain(one), _plain(two)) for one, two in rows]
    return as_text([ThesisLine(one, two) for one, two in pairs if one or two])


def _columns(columns: Sequence[str]) -> tuple[str, str]:
    """Return the names of the columns with theses and questions; without known names the first two."""
    text = next((name for name in columns if name.casefold() in TEXT_NAMES), columns[0] if columns else "")
    others = [name for name in columns if name != text]
    question = next((name for name in others if name.casefold() in QUESTION_NAMES), "")
    if not question and others and text == columns[0]:
        question = others[0]
    return text, question
