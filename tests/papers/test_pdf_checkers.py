"""Two independent checkers of accessible PDF files have nothing to say against our papers."""

import dataclasses
from pathlib import Path

import pytest

from papers import pdf
from papers.document import PaperDocument
from tests.support import printed
from tests.support.parts import need
from tools import check_pdf

PAPERS = {
    "two-pages": printed.PAPER,
    "long": dataclasses.replace(printed.PAPER, summary=printed.SUMMARY, reasons=printed.long_reasons()),
    "short": PaperDocument("Informationsvorlage der Verwaltung", "Kurz berichtet", printed.MOMENT),
}


@pytest.mark.slow
def test_both_checkers_are_content(tmp_path: Path) -> None:
    need("pango")
    need("pdf checkers")
    files = [tmp_path / f"{name}.pdf" for name in PAPERS]
    for path, document in zip(files, PAPERS.values(), strict=True):
        path.write_bytes(pdf.render(document))

    assert check_pdf.findings(files) == ""


@pytest.mark.slow
def test_a_table_over_three_pages_is_sound(tmp_path: Path) -> None:
    need("pango")
    need("pdf checkers")
    path = tmp_path / "table.pdf"
    path.write_bytes(pdf.render(dataclasses.replace(printed.PAPER, reasons=(printed.big_table(),))))

    assert check_pdf.findings([path], guesses=False) == ""


@pytest.mark.slow
def test_the_checkers_would_notice(tmp_path: Path) -> None:
    need("pango")
    need("pdf checkers")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(pdf.render(printed.PAPER).replace(b"/Lang", b"/Long"))
    no_pdf = tmp_path / "text.pdf"
    no_pdf.write_text("no PDF", encoding="utf-8")

    assert "pdfua ended with" in check_pdf.findings([no_pdf])
    assert "outloud ended with" in check_pdf.findings([broken, no_pdf])
