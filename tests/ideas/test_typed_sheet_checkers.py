"""Two independent checkers of accessible PDF files have nothing to say against the blank cards."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.factory import House
from ideas.typed import sheet
from tests.support.parts import need
from tools import check_pdf


@pytest.mark.slow
@pytest.mark.parametrize("cards", [1, 8])
def test_both_checkers_are_content(app: House, tmp_path: Path, cards: int) -> None:
    need("pango")
    need("pdf checkers")
    path = tmp_path / "cards.pdf"
    path.write_bytes(sheet.content(range(1047, 1047 + cards), [f"ABCD-EFGH-{place:04}" for place in range(cards)]))

    assert check_pdf.findings([path]) == ""
