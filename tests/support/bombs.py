"""Excel files that swell when they are opened: written by hand, a few kilobytes each; and a reader whose memory is measured."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.support.server import CHECKOUT

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
WORDS = "".join(f"<si><t>{word}</t></si>" for word in ("id", "title", "text", "E1", "Bank", "Eine Bank am Bach."))
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol" * 10}">' for n in range(9))
READER = """
import sys
from pathlib import Path
from core import sheets
import openpyxl, openpyxl.reader.excel
def said(name):
    return int(next(line for line in open("/proc/self/status") if line.startswith(name)).split()[1]) // 1024
before = said("VmRSS")
try:
    print(sum(1 for _ in sheets.rows(Path(sys.argv[1]))))
except sheets.Unreadable as error:
    print(error)
print(max(said("VmHWM") - before, 0))
"""


def parts(*, strings: str = "", rows: str = "", before: str = "", book: str = "") -> dict[str, str]:
    """Return the parts of a small Excel file; `before` stands before the words' root, `book` inside the workbook."""
    second = '<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" t="s"><v>4</v></c><c r="C2" t="s"><v>5</v></c></row>'
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{TYPES}.{kind}+xml"/>'
        for name, kind in (("workbook", "sheet.main"), ("sheet", "worksheet"), ("sharedStrings", "sharedStrings"))
    )
    relation = '<Relationship Id="r{}" Type="' + LINKS + '/{}" Target="{}"/>'
    inner = relation.format(1, "worksheet", "sheet.xml") + relation.format(2, "sharedStrings", "sharedStrings.xml")
    outer = relation.format(1, "officeDocument", "xl/workbook.xml")
    sheets = '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PARTS}/content-types">{overrides}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PARTS}/relationships">{outer}</Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{sheets}{book}</workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PARTS}/relationships">{inner}</Relationships>',
        "xl/sharedStrings.xml": f'{HEAD}{before}<sst xmlns="{MAIN}">{WORDS}{strings}</sst>',
        "xl/sheet.xml": f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{ROW}{second}{rows}</sheetData></worksheet>',
    }


def wrote(path: Path, given: dict[str, str], encoding: str = "utf-8") -> Path:
    """Write parts as a packed file; another encoding hides words from whoever looks for them byte by byte."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, text in given.items():
            packed.writestr(name, text.replace("UTF-8", encoding.upper()).encode(encoding))
    return path


def read(path: Path) -> tuple[str, int]:
    """Let another process read a file; return its rows or why it refused, and by how many megabytes it grew at most."""
    command = [sys.executable, "-c", READER, str(path)]
    done = subprocess.run(command, cwd=CHECKOUT, env=dict(os.environ), capture_output=True, text=True, check=True)
    said, grown = done.stdout.strip().splitlines()
    return said, int(grown)
