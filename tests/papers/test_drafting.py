"""What a new Vorlage says by itself, and how what is typed is taken apart for print."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from core import texts
from core.db import writing
from core.factory import House
from core.journal import HOUSE
from kickbox.models import BoxState
from papers import drafting, parsing, queries, services
from papers.document import Listing, Section
from papers.models import Body, BodyKind, Consultation, ConsultationRole, Paper, PaperKind
from tests.support.making import published
from tests.support.making_boxes import make_box
from tests.support.making_papers import OFFICE, make_result

RECOMMENDS, DECIDES, NOTES = ConsultationRole


def drafted(deliverable_id: int | None = None, box_id: int | None = None) -> Paper:
    with writing():
        number = services.draft(OFFICE, deliverable_id=deliverable_id, box_id=box_id).id
    return queries.paper(number, "desk")


def test_a_result_becomes_a_point_a_measure_and_reasons_in_sections(app: House) -> None:
    made = [published(f"Idee {n}", title=f"Geheime Überschrift {n}").id for n in (1, 2, 3)]
    paper = drafted(deliverable_id=make_result(*made, title="Hilfe überall"))
    assert (paper.kind, paper.subject) == (PaperKind.DECISION, "Hilfe überall")
    assert parsing.points(paper.resolution) == (
        "Der Maßnahme „Ein fester Ort je Stadtbezirk“ wird zugestimmt.",
        "Der Maßnahme „Freiwillige werden geschult“ wird zugestimmt.",
    )
    assert [one.heading for one in parsing.sections(paper.reasons)] == [
        "Woher der Vorschlag kommt",
        "Was der Innovationszirkel vorschlägt",
        "Maßnahmen",
        "Wie es weitergeht",
    ]
    for word in (
        "Am Anfang standen 3 Ideen aus der Stadt.",
        "In sieben von zehn Stadtbezirken gibt es Hilfe.",
        "- Ein fester Ort je Stadtbezirk (Stadtbibliothek, in drei Jahren)",
    ):
        assert word in paper.reasons, word
    assert "Geheime Überschrift" not in paper.reasons
    assert "Hilfe überall" in paper.attachments
    assert paper.area_id is not None
    assert paper.number == ""


def test_the_sections_are_the_citys_own(app: House) -> None:
    with writing():
        texts.edit("papers.reasons", "## Anlass\n\n{Ideen}\n\n## Was wir tun\n\n{Massnahmen}", HOUSE)
        texts.edit("papers.point", "„{Massnahme}“ wird beschlossen.", HOUSE)
    paper = drafted(deliverable_id=make_result(published().id))
    assert [one.heading for one in parsing.sections(paper.reasons)] == ["Anlass", "Was wir tun"]
    assert parsing.points(paper.resolution)[0] == "„Ein fester Ort je Stadtbezirk“ wird beschlossen."


def test_a_box_becomes_a_report(app: House) -> None:
    paper = drafted(box_id=make_box(published().id, state=BoxState.GOES_ON))
    assert (paper.kind, paper.subject) == (PaperKind.INFORMATION, "Kickbox „Bäume, die Bescheid sagen“")
    assert paper.resolution == "Der Bericht wird zur Kenntnis genommen."
    for word in ("Ein Zettel am Baum hilft mehr als ein Fühler.", "Als Projekt des Umweltbetriebs."):
        assert word in paper.reasons


def turn(article: str, name: str, role: ConsultationRole) -> Consultation:
    body = Body(name=name, article=article, kind=BodyKind.COMMITTEE)
    return Consultation(body=body, role=role, held_on="2026-12-09", in_public=True)


COUNCIL = ("Der", "Rat der Stadt", DECIDES)
COMMITTEE = ("Der", "Digitalisierungsausschuss", RECOMMENDS)
DISTRICT = ("Die", "Bezirksvertretung Mitte", RECOMMENDS)


@pytest.mark.parametrize(
    ("turns", "sentence"),
    [
        ((), ""),
        ((COUNCIL,), "Der Rat der Stadt beschließt wie folgt:"),
        ((COMMITTEE,), ""),
        ((COMMITTEE, COUNCIL), "Der Digitalisierungsausschuss empfiehlt dem Rat der Stadt, wie folgt zu beschließen:"),
        (
            (DISTRICT, COMMITTEE, ("Der", "Rat", DECIDES)),
            "Die Bezirksvertretung Mitte und der Digitalisierungsausschuss empfehlen dem Rat, wie folgt zu beschließen:",
        ),
        (
            (COMMITTEE, ("Die", "Bezirksvertretung Mitte", DECIDES)),
            "Der Digitalisierungsausschuss empfiehlt der Bezirksvertretung Mitte, wie folgt zu beschließen:",
        ),
        ((("Der", "Beirat", NOTES), COUNCIL), "Der Rat der Stadt beschließt wie folgt:"),
    ],
)
def test_the_opening_is_built_from_who_recommends_and_who_decides(
    turns: tuple[tuple[str, str, ConsultationRole], ...], sentence: str
) -> None:
    assert drafting.opening(PaperKind.DECISION, [turn(*one) for one in turns]) == sentence
    assert drafting.opening(PaperKind.INFORMATION, [turn(*one) for one in turns]) == ""


def test_reasons_are_taken_apart_into_sections_paragraphs_and_lists() -> None:
    reasons = "Vorab.\n\n## Eins\nErste Zeile\nzweite Zeile\n\n- a\n- **b**\n\n1. x\n2. y\n### Zwei\n\n## Drei"
    assert parsing.sections(reasons) == (
        Section("", ("Vorab.",)),
        Section("Eins", ("Erste Zeile zweite Zeile", Listing(("a", "b")), Listing(("x", "y"), ordered=True))),
        Section("Zwei", ()),
        Section("Drei", ()),
    )


def test_a_typed_number_is_not_printed_twice() -> None:
    assert parsing.points("1. Erstens\n\n2) Zweitens\n- Drittens\nViertens") == (
        "Erstens",
        "Zweitens",
        "Drittens",
        "Viertens",
    )


@given(st.text(st.sampled_from("# -*1.)\n_aß"), max_size=200))
def test_no_words_get_lost(reasons: str) -> None:
    parts: list[str] = []
    for section in parsing.sections(reasons):
        parts.append(section.heading)
        for block in section.blocks:
            parts += [block] if isinstance(block, str) else list(getattr(block, "items", ()))
    assert sum(part.count("a") + part.count("ß") for part in parts) == reasons.count("a") + reasons.count("ß")


def test_long_reasons_want_a_summary(app: House, office: FlaskClient) -> None:
    assert not parsing.needs_summary("x" * parsing.LONGEST_WITHOUT_SUMMARY, "")
    assert parsing.needs_summary("x" * (parsing.LONGEST_WITHOUT_SUMMARY + 1), " ")
    assert not parsing.needs_summary("x" * (parsing.LONGEST_WITHOUT_SUMMARY + 1), "Kurz.")
    hint = "länger als drei Seiten"
    paper = drafted()
    with writing():
        services.edit(paper.id, services.PaperDraft("Lang", reasons="Wort " * 2000), OFFICE)
    assert hint in office.get(f"/buero/vorlagen/{paper.id}").get_data(as_text=True)
    with writing():
        services.edit(paper.id, services.PaperDraft("Lang", reasons="Wort " * 2000, summary="Kurz."), OFFICE)
    assert hint not in office.get(f"/buero/vorlagen/{paper.id}").get_data(as_text=True)
