"""Minutes on paper: an accessible PDF with result pictures that have words, the same bytes each time, our fonts alone."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from core import kept
from core.db import writing
from core.factory import House
from dialogues import queries
from dialogues.evenings import document, printing
from dialogues.evenings import services as evenings
from dialogues.evenings.document import Minutes, RankingLine, ShareLine, Sheet, StonePart, ThesisLine, VisionLine
from tests.support import printed
from tests.support.making_evenings import make_evening, talked_over
from tests.support.making_visions import OFFICE
from tests.support.parts import need
from tools import check_pdf

MOMENT = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
OURS = {"Fira-Sans", "Fira-Sans-Bold", "Fira-Sans-Italic"}
PARTS = (
    StonePart("gold", "Gold", "stimme voll zu", 9, 0.3, 0.2),
    StonePart("amber", "Bernstein", "stimme eher zu", 3, 0.5, 0.06),
    StonePart("pebble", "Kiesel", "teils, teils", 1, 0.56, 0.02),
    StonePart("slate", "Schiefer", "stimme eher nicht zu", 2, 0.58, 0.04),
    StonePart("tar", "Teer", "stimme gar nicht zu", 9, 0.62, 0.2),
)
RED = ThesisLine(
    1,
    1,
    "Niemand darf gezwungen sein, etwas nur im Internet zu erledigen.",
    "Was kostet es, beide Wege offen zu halten?",
    24,
    1,
    "Uneinig",
    needs_talk=True,
    narrow=False,
    sentence="12 sind dafür, 11 dagegen.",
    up=12,
    percent=50,
    unity_word="gering",
    unity_number="−0,56",
    distribution=PARTS,
    notes=("Ein Schalter muss bleiben.",),
)
FEW = ThesisLine(2, 2, "Kurz.", "", 2, 0, "Zu wenige Stimmen", needs_talk=False, narrow=False, sentence="")
MINUTES = Minutes(
    "Digitale Hilfe für Ältere",
    "Treffen des D.I.V.",
    "23. November 2026",
    time="17:30 bis 20:00 Uhr",
    place="Stadtbibliothek",
    mode="Vor Ort und online",
    agenda=("Ankommen", "Thesen mit Steinen", "Gespräch"),
    people=25,
    members="Von 8 Mitgliedern waren 5 da, 1 vertreten, 2 fehlten.",
    shares=(ShareLine("science", "Wissenschaft", 25, "25", missing=False),),
    theses=(FEW, RED),
    questions=("Was kostet das?",),
    rankings=(RankingLine("Was zuerst?", "Die Liste entscheidet.", (("Kurs", 20), ("Hausbesuch", 6))),),
    visions=(
        VisionLine(
            1, "Jemand hilft", "In jedem Bezirk.", "Wissenstransfer", "Ein Zirkel arbeitet daran", "", decided=True
        ),
    ),
    idea_ids=(1,),
)
SHEET = Sheet(
    MINUTES,
    "Protokoll: Digitale Hilfe für Ältere",
    MOMENT,
    "Stadt Bielefeld · Digitalisierungsbüro",
    "Abgeschlossen am 23. November 2026, 20:30 Uhr.",
    (("Handy-Sprechstunde im Café", "https://ideen.example.org/ideen/1"),),
)


@pytest.fixture(autouse=True)
def no_word_from_weasyprint(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Missing alternatives, languages or files are only logged by WeasyPrint; here they are faults."""
    need("pango")
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        yield
    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []


def test_the_file_is_tagged_and_its_pictures_have_words() -> None:
    whole = printing.render(SHEET)
    plain = printed.unpacked(whole)
    assert b"/Lang (de)" in plain
    assert b"/MarkInfo" in plain
    assert b"/Figure" in plain
    assert (
        "Verteilung der Steine zu These 1".encode("utf-16-be") in plain or b"Verteilung der Steine zu These 1" in plain
    )
    assert printed.embedded_fonts(whole) <= OURS


def test_the_same_minutes_have_the_same_bytes() -> None:
    assert printing.render(SHEET) == printing.render(SHEET)


def test_minutes_come_back_as_they_were_stored() -> None:
    assert document.read(document.stored(MINUTES)) == MINUTES
    assert document.read({**document.stored(MINUTES), "unknown": 1}) == MINUTES


def test_everybody_gets_the_file(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    evening = make_evening()
    talked_over(evening.id)
    with writing():
        evenings.finish(evening.id, OFFICE)
    page = f"/div/{evening.id}/protokoll-{evening.id}.pdf"
    first = visitor.get(page)
    assert (first.status_code, first.mimetype) == (200, "application/pdf")
    assert visitor.get(page, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert office.get(f"/buero{page}").data == first.data
    assert visitor.get(f"/div/{evening.id}/protokoll-{evening.id + 1}.pdf").status_code == 404
    dialogue = queries.dialogue(evening.id, public=True)
    assert dialogue.finished_at is not None
    tag = kept.fingerprint(printing.sheet(dialogue), printing.DESIGN)[:32]
    assert (kept.folder() / f"protokoll-{tag}.pdf").read_bytes() == first.data


@pytest.mark.slow
def test_both_checkers_are_content(tmp_path: Path) -> None:
    need("pdf checkers")
    path = tmp_path / "minutes.pdf"
    path.write_bytes(printing.render(SHEET))
    assert check_pdf.findings([path]) == ""
