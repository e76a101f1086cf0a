"""A council paper becomes an accessible PDF: complete, in the form's order, the same bytes each time, with our fonts alone."""

import dataclasses
import logging
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from core import fonts, kept
from core import pdf as print_engine
from core.config import ROOT, settings
from core.factory import House
from papers import pdf
from papers.document import Listing, PaperDocument, Reference, Section, Table
from tests.support import printed
from tests.support.parts import need

SHORT = PaperDocument("Informationsvorlage der Verwaltung", "Kurz berichtet", printed.MOMENT)
OURS = {"Fira-Sans", "Fira-Sans-Bold"}
IN_ANOTHER_PROCESS = """
from hashlib import sha256
from papers import pdf
from tests.support import printed
print(sha256(pdf.render(printed.PAPER)).hexdigest())
"""
JUNK = (
    "Grüße \U0001f44b\U0001f3fd an alle \U0001f469\u200d\U0001f469\u200d\U0001f467, 漢字, مرحبا, Ελληνικά, Кириллица, ①, ✓, "
    "a\u0308, Donau\u00addampf\u00adschiff, \x00\x1b\x7f, \ud800, </p><script>alert(1)</script>, {{ 7 * 7 }}, "
    "\u202ekehrt, \ufeff, \u2028, " + "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 40
)


@pytest.fixture(autouse=True)
def no_word_from_weasyprint(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Missing alternatives, languages or files are only logged by WeasyPrint; here they are faults."""
    need("pango")
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        yield
    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []


@pytest.fixture(scope="module")
def paper() -> bytes:
    """The paper of two pages, unpacked."""
    need("pango")
    return printed.unpacked(pdf.render(printed.PAPER))


def test_the_file_says_what_it_is(paper: bytes) -> None:
    assert paper.startswith(b"%PDF-1.7")
    assert b"/Lang (de)" in paper
    assert b"/Marked true" in paper
    assert b"/DisplayDocTitle true" in paper
    assert b"/Title (Beschlussvorlage der Verwaltung: Digital-Sprechstunden in allen zehn Stadtbezirken)" in paper
    assert b'pdfuaid:part="1"' in paper
    assert b"/CreationDate (D:20261123093000+00'00)" in paper


def test_two_pages_and_no_font_but_ours() -> None:
    content = pdf.render(printed.PAPER)

    assert printed.page_count(content) == 2
    assert printed.embedded_fonts(content) == OURS


def test_the_form_stands_in_its_order() -> None:
    page = pdf.html(dataclasses.replace(printed.PAPER, effects_finance="keine", summary=printed.SUMMARY))

    order = [
        "Stadt Bielefeld",
        "Entwurf, nicht im Ratsinformationssystem",
        "Digitalisierungsbüro",
        "Drucksachen-Nr.",
        "<h1>Beschlussvorlage der Verwaltung</h1>",
        "Sitzung am",
        "Beratungsgegenstand (Bezeichnung des Tagesordnungspunktes)",
        "Betroffene Produktgruppe",
        "Auswirkungen auf den Ergebnisplan",
        "Auswirkungen auf den Finanzplan",
        "Ggf. Frühere Behandlung des Beratungsgegenstandes (Gremium, Datum, TOP, Drucksachen-Nr.)",
        "<h2>Zusammenfassung</h2>",
        "<h2>Beschlussvorschlag:</h2>",
        "<h2>Begründung:</h2>",
        "<h3>1. Worum es geht</h3>",
        "<h3>4. Wie es weitergeht</h3>",
        "<h2>Woher dieser Vorschlag kommt</h2>",
        "<h2>Anlagen</h2>",
        "Oberbürgermeister*in",
    ]
    places = [page.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_what_is_empty_is_left_out() -> None:
    page = pdf.html(SHORT)

    assert re.findall(r"<(h[1-6]|table|ul|ol|section)\b", page) == ["h1"]
    assert re.findall(r'class="field"><b>([^<]+)', page) == [
        "Beratungsgegenstand (Bezeichnung des Tagesordnungspunktes)"
    ]
    assert "<strong>noch keine</strong>" in page
    assert re.search(r"<(\w+)[^>]*>\s*</\1>", page.replace("<div></div>", "")) is None
    assert printed.page_count(pdf.render(SHORT)) == 1


def test_feet_and_page_numbers_are_no_text(paper: bytes) -> None:
    assert len(re.findall(rb"/Artifact\s+<</Type /Pagination>>\s+BDC", paper)) == 2 * 2


def test_each_heading_cell_names_its_direction(paper: bytes) -> None:
    scopes = re.findall(rb"/Scope /(\w+)", paper)

    assert scopes.count(b"Column") == 3 + 3
    assert scopes.count(b"Row") == 4
    assert len(re.findall(rb"/S /TH\b", paper)) == len(scopes)


def test_links_are_printed_and_items_have_bodies(paper: bytes) -> None:
    assert len(re.findall(rb"/Subtype /Link\b", paper)) == 4
    assert len(re.findall(rb"/F 4\b", paper)) == 4
    assert len(re.findall(rb"/S /LBody\b", paper)) == len(re.findall(rb"/S /LI\b", paper)) == 3 + 3 + 3 + 2


def test_a_table_over_several_pages_is_one_table() -> None:
    content = pdf.render(dataclasses.replace(SHORT, reasons=(printed.big_table(80),)))
    reached = printed.unpacked(content)

    assert printed.page_count(content) == 3
    assert (
        len(re.findall(rb"/Artifact\s+<</Type /Pagination>>\s+BDC", reached)) == 3 + 2 * 3
    )  # feet and two repeated heads
    assert len(re.findall(rb"/S /Caption\b", reached)) == 1


def test_the_same_paper_has_the_same_bytes_everywhere(tmp_path: Path) -> None:
    here = sha256(pdf.render(printed.PAPER)).hexdigest()
    environment = os.environ | {
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
        "SOURCE_DATE_EPOCH": "1",
        "PYTHONPATH": str(ROOT),
    }
    there = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert sha256(pdf.render(printed.PAPER)).hexdigest() == here
    assert there.stdout.strip() == here


def test_four_at_once_are_four_good_ones() -> None:
    with ThreadPoolExecutor(4) as pool:
        contents = list(pool.map(pdf.render, [SHORT, printed.PAPER] * 2))

    assert contents[:2] == contents[2:]
    assert contents[0] == pdf.render(SHORT)


def junk_everywhere(text: str) -> PaperDocument:
    """Return a paper with text in every place."""
    words: dict[str, Any] = {
        one.name: text for one in dataclasses.fields(PaperDocument) if one.type == "str" and one.name != "language"
    }
    table = Table(text, (text, "2027"), ((text, "1,00"),))
    section = Section(text, (text, Listing((text,), ordered=True), table))
    lists: dict[str, Any] = {"resolution": (text,), "reasons": (section,), "origins": (Reference(text),)}
    return dataclasses.replace(printed.PAPER, **words, **lists)


def test_junk_breaks_nothing_and_brings_no_other_font() -> None:
    content = pdf.render(junk_everywhere(JUNK))

    assert printed.embedded_fonts(content) == OURS
    page = pdf.html(junk_everywhere(JUNK))
    assert "<script" not in page
    assert "{{ 7 * 7 }}" in page
    assert "[?] an alle [?], [?], [?], Ελληνικά, Кириллица, 1, x, ä, Donau\u00addampf" in page


def test_ten_thousand_words() -> None:
    paragraph = " ".join(["Digitalisierungsausschuss"] * 250)
    content = pdf.render(dataclasses.replace(SHORT, reasons=(Section("", (paragraph,) * 40),)))

    assert printed.page_count(content) > 20
    assert printed.embedded_fonts(content) == OURS


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Straße, Größe, €, „so“ – 5 %", "Straße, Größe, €, „so“ – 5\u00a0%"),
        ("am 4. Februar 2027", "am 4.\u00a0Februar 2027"),
        (unicodedata.normalize("NFD", "Äöü"), "Äöü"),
        ("eine\r\nzweite\tZeile", "eine\nzweite Zeile"),
        ("non\u2011stop \u2010 ﬁx ½", "non-stop - ﬁx ½"),
        ("\U0001f600\U0001f600\U0001f600 gut", "[?] gut"),
        ("\u2764\ufe0f", "[?]"),
        ("", ""),
    ],
)
def test_what_our_fonts_lack_is_shown_as_missing(text: str, shown: str) -> None:
    assert fonts.drawable(text) == shown


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ((print_engine.STATIC / "print.css").as_uri(), True),
        ("data:image/png;base64,AA==", True),
        ((print_engine.STATIC / "../run.py").as_uri(), False),
        (f"{print_engine.STATIC.as_uri()}/%2e%2e/run.py", False),
        ("file:///etc/passwd", False),
        (f"file://other{print_engine.STATIC}/print.css", False),
        ("http://127.0.0.1:1/x.png", False),
        ("ftp://127.0.0.1/x", False),
        ("print.css", False),
    ],
)
def test_printing_reads_our_own_files_only(address: str, answer: bool) -> None:
    assert print_engine.is_ours(address) is answer


def test_a_kept_file_is_read_again(tmp_path: Path) -> None:
    first = pdf.keep(SHORT, tmp_path)
    [path] = tmp_path.iterdir()
    assert path.read_bytes() == first

    path.write_bytes(b"kept")
    assert pdf.keep(SHORT, tmp_path) == b"kept"
    assert pdf.keep(dataclasses.replace(SHORT, subject="Anders"), tmp_path) != b"kept"


def test_the_oldest_files_go(tmp_path: Path) -> None:
    for number in range(kept.MOST + 5):
        (tmp_path / f"{number}.pdf").write_bytes(b"old")
        os.utime(tmp_path / f"{number}.pdf", (number, number))

    pdf.keep(SHORT, tmp_path)

    left = {path.name for path in tmp_path.iterdir()}
    assert len(left) == kept.MOST
    assert f"{pdf.fingerprint(SHORT)}.pdf" in left
    assert "5.pdf" not in left
    assert "6.pdf" in left


def test_a_folder_nobody_can_write_to_costs_only_the_keeping(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")

    assert pdf.keep(SHORT, blocked / "pdf") == pdf.render(SHORT)


def test_the_house_keeps_them_in_its_instance_folder(app: House) -> None:
    content = pdf.cached(SHORT)

    assert (settings().instance / "pdf" / f"{pdf.fingerprint(SHORT)}.pdf").read_bytes() == content


def test_a_machine_without_pango_says_so_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # what an import meets where the package cannot be loaded

    with pytest.raises(
        print_engine.Missing, match=r"Es fehlen Bausteine .* libpango-1\.0-0, libpangoft2-1\.0-0 und libharfbuzz"
    ):
        pdf.keep(SHORT, tmp_path)
