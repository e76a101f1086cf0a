"""Excel files made to fill the memory: refused in a sentence before they swell, at the command line and on the page."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core import sheets
from core.db import db
from core.factory import House
from ideas.imports.models import Import
from tests.support import bombs
from tests.support.importing import send
from tests.support.imports import last, refusal, run, stored

MEMORY_MB = 60
LAUGHS = {"before": f"<!DOCTYPE sst [{bombs.LAUGHS}]>", "strings": "<si><t>&l8;</t></si>"}
SQUARE = {"before": f'<!DOCTYPE sst [<!ENTITY a "{"x" * 80_000}">]>', "strings": f"<si><t>{'&a;' * 5000}</t></si>"}
FILE = {"before": '<!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "strings": "<si><t>&a;</t></si>"}
HIDDEN = {**LAUGHS, "before": f"<!--{'x' * 200_000}-->{LAUGHS['before']}"}
ZEROS = {"strings": f"<si><t>{'a' * 90_000_000}</t></si>"}
FAR = {"rows": '<row r="99999999"><c r="A99999999" t="s"><v>3</v></c></row>'}
NAMES = "".join(f'<definedName name="n{n}">A!$A${n * 7919 % 100_003}</definedName>' for n in range(200_000))
DRAWN = random.Random(7)
MANY = "".join(f"<si><t>{DRAWN.getrandbits(24):x}</t></si>" for _ in range(1_400_000))
BOMBS = {
    "laughs": (bombs.parts(**LAUGHS), "utf-8", sheets.STRANGE),
    "laughs in other signs": (bombs.parts(**LAUGHS), "utf-16", sheets.STRANGE),
    "one long word many times": (bombs.parts(**SQUARE), "utf-8", sheets.STRANGE),
    "a file of the server": (bombs.parts(**FILE), "utf-8", sheets.STRANGE),
    "behind a long remark": (bombs.parts(**HIDDEN), "utf-8", sheets.STRANGE),
    "zeros": (bombs.parts(**ZEROS), "utf-8", sheets.SWOLLEN),
    "names": (bombs.parts(book=f"<definedNames>{NAMES}</definedNames>"), "utf-8", sheets.SWOLLEN),
    "words": (bombs.parts(strings=MANY), "utf-8", sheets.SWOLLEN),
    "a row far below": (bombs.parts(**FAR), "utf-8", "Das Blatt hat mehr als 100.000 Zeilen. Bitte teilen Sie es."),
    "no end": ({**bombs.parts(), "xl/sheet.xml": "<!--" + "x " * 2_000_000}, "utf-8", sheets.SWOLLEN),
    "not xml": ({**bombs.parts(), "xl/workbook.xml": "\x00\x01"}, "utf-8", sheets.NO_SHEET),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_swells(tmp_path: Path, name: str) -> None:
    parts, encoding, sentence = BOMBS[name]
    said, grown = bombs.read(bombs.wrote(tmp_path / "liste.xlsx", parts, encoding))
    assert said == sentence
    assert grown < MEMORY_MB


def test_the_same_file_without_the_bomb_is_read(app: House, tmp_path: Path) -> None:
    path = bombs.wrote(tmp_path / "liste.xlsx", bombs.parts())
    assert bombs.read(path)[0] == "2"
    assert last(run(app, path)) == "1 neu, 0 schon da, 0 mit Fehler"
    assert [idea.text for idea in stored()] == ["Eine Bank am Bach."]


@pytest.mark.parametrize("name", ["laughs", "zeros"])
def test_command_and_page_say_why_and_keep_nothing(app: House, office: FlaskClient, tmp_path: Path, name: str) -> None:
    parts, encoding, sentence = BOMBS[name]
    path = bombs.wrote(tmp_path / "liste.xlsx", parts, encoding)
    assert refusal(app, path) == sentence
    answer = send(office, path.read_bytes(), "liste.xlsx")
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(Import)) == 0
