"""What everybody reads of papers: list, search, filters, one paper with its file, in a steady number of statements."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from core import indexing
from core.db import writing
from core.factory import House
from core.pdf import Missing
from papers import pdf, queries, services
from papers.drafts import ConsultationDraft
from papers.models import ConsultationRole, Outcome
from radar import queries as radar
from tests.support.entering import moving
from tests.support.entering_council import entered
from tests.support.making import published
from tests.support.making_papers import (
    COMMITTEE,
    COUNCIL,
    OFFICE,
    PLAIN,
    day,
    make_body,
    make_member,
    make_paper,
    make_result,
    say,
)
from tests.support.parts import need
from tests.support.statements import counted

RECOMMENDS, DECIDES, _ = ConsultationRole


def text(client: FlaskClient, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200, (path, page.status)
    return page.get_data(as_text=True)


def order(page: str, *words: str) -> list[str]:
    return sorted(words, key=page.index)


def test_an_empty_list_invites(visitor: FlaskClient) -> None:
    page = text(visitor, "/vorlagen")
    assert "Noch liegt kein Vorschlag bei der Politik" in page
    assert 'href="/ideen/neu"' in page


def test_the_list_shows_the_last_released_first_with_the_decision_in_plain_words(visitor: FlaskClient) -> None:
    first = make_paper(subject="Erste", released=False, bodies=((COUNCIL, DECIDES),))
    with moving() as time:
        make_paper(subject="Zweite")
        time.move(minutes=5)
        with writing():
            services.release(first, OFFICE)
        say(first)
    page = text(visitor, "/vorlagen")
    assert order(page, "Zweite", "Erste") == ["Erste", "Zweite"]
    assert PLAIN in page
    assert "Beschlossen" in page
    assert "In Beratung" in page


def test_no_is_not_called_yes(visitor: FlaskClient) -> None:
    number = make_paper(bodies=((COUNCIL, DECIDES),))
    say(number, Outcome.REJECTED, "Dafür fehlt das Geld.")
    for path in ("/vorlagen", f"/vorlagen/{number}"):
        page = text(visitor, path)
        assert "Abgelehnt" in page
        assert "Beschlossen" not in page


def test_the_list_is_narrowed_by_state_field_and_words(visitor: FlaskClient) -> None:
    decided = make_paper(subject="Entschiedene Sache", bodies=((COUNCIL, DECIDES),))
    say(decided)
    make_paper(subject="Beratene Sache", area_id=radar.taxonomy().areas_by_key["wl2"].id)
    indexing.rebuild()
    field = radar.taxonomy().areas_by_key["wl2"].field_key
    both = {"Entschiedene Sache", "Beratene Sache"}
    for query, shown in (
        ("", both),
        ("stand=beratung", {"Beratene Sache"}),
        ("stand=entschieden", {"Entschiedene Sache"}),
        (f"feld={field}", {"Beratene Sache"}),
        (f"feld={field}&stand=entschieden", set()),
        ("q=beratene", {"Beratene Sache"}),
        ("stand=quatsch&feld=quatsch&vor=quatsch", both),
        (f"vor={'9' * 400}", both),
        ("q=%00%20", both),
    ):
        page = text(visitor, f"/vorlagen?{query}")
        assert {word for word in both if word in page} == shown, query
    assert "Dazu gibt es keine Vorlage." in text(visitor, "/vorlagen?q=gibtesnicht")


def test_pages_follow_each_other_without_gap_or_repetition(visitor: FlaskClient) -> None:
    subjects = [f"Vorlage Nummer {n:02d}" for n in range(queries.PAGE + 5)]
    with moving() as time:
        numbers = [make_paper(subject=one, released=False, bodies=((COUNCIL, DECIDES),)) for one in subjects]
        for number in (*numbers[::2], *numbers[1::2]):
            time.move(seconds=30)
            with writing():
                services.release(number, OFFICE)
        released = [*subjects[::2], *subjects[1::2]]
        first = text(visitor, "/vorlagen")
        older = first.partition('<a href="/vorlagen?vor=')[2].partition('"')[0]
        assert older
        second = text(visitor, f"/vorlagen?vor={older}")
    seen = [order(page, *(one for one in subjects if one in page)) for page in (first, second)]
    assert [*seen[0], *seen[1]] == released[::-1]
    assert "vor=" not in second


def test_a_paper_says_first_what_was_decided_then_what_it_asks_and_where_it_comes_from(visitor: FlaskClient) -> None:
    idea = published("Bank am Bach", title="Eine Bank am Bach").id
    number = make_paper(deliverable_id=make_result(idea))
    say(number, plain="Der Ausschuss findet das gut.")
    say(number, yes=40, no=3, abstained=0)
    page = text(visitor, f"/vorlagen/{number}")
    words = ("So ist entschieden", PLAIN, "Beschlussvorschlag", "Begründung", "Wer darüber berät")
    assert order(page, *words) == list(words)
    for word in (
        "Der Digitalisierungsausschuss empfiehlt dem Rat der Stadt, wie folgt zu beschließen:",
        "Der Maßnahme „Ein fester Ort je Stadtbezirk“ wird zugestimmt.",
        "Der Ausschuss findet das gut.",
        "Ja: 40, Nein: 3, Enthaltungen: 0",
        "Eine Bank am Bach",
        "Es gilt, was im Ratsinformationssystem der Stadt steht.",
        f'href="/vorlagen/{number}/vorlage-{number}.pdf"',
    ):
        assert word in page, word
    assert page.count("<h1") == 1


def test_a_kept_page_is_made_new_by_what_it_shows(visitor: FlaskClient) -> None:
    idea = published().id
    number = make_paper(deliverable_id=make_result(idea))
    for path in ("/vorlagen", f"/vorlagen/{number}"):
        tag = visitor.get(path).headers["ETag"]
        assert visitor.get(path, headers={"If-None-Match": tag}).status_code == 304
    tags = {path: visitor.get(path).headers["ETag"] for path in ("/vorlagen", f"/vorlagen/{number}")}
    say(number, plain="Ja.")
    for path, tag in tags.items():
        assert visitor.get(path, headers={"If-None-Match": tag}).status_code == 200, path


def test_the_file_is_a_pdf_made_once_for_each_change(visitor: FlaskClient) -> None:
    need("pango")
    number = make_paper()
    path = f"/vorlagen/{number}/vorlage-{number}.pdf"
    answer = visitor.get(path)
    assert (answer.status_code, answer.mimetype, answer.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert answer.headers["Content-Disposition"] == f'inline; filename="vorlage-{number}.pdf"'
    tag = answer.headers["ETag"]
    assert visitor.get(path).data == answer.data
    kept = visitor.get(path, headers={"If-None-Match": tag})
    assert (kept.status_code, kept.data) == (304, b"")
    with writing():
        turn = queries.in_turn(queries.paper(number, "desk"))[0]
        services.move(number, turn.id, day(9), OFFICE)
    assert visitor.get(path, headers={"If-None-Match": tag}).status_code == 200
    for wrong in (f"/vorlagen/{number}/vorlage-{number + 1}.pdf", f"/vorlagen/{number + 1}/vorlage-{number + 1}.pdf"):
        assert visitor.get(wrong).status_code == 404


def test_without_the_libraries_only_the_file_says_what_is_missing(
    visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(_: object) -> bytes:
        raise Missing

    monkeypatch.setattr(pdf, "cached", absent)
    number = make_paper()
    answer = visitor.get(f"/vorlagen/{number}/vorlage-{number}.pdf")
    assert answer.status_code == 503
    assert "Dieser Rechner kann noch keine PDF-Dateien herstellen." in answer.get_data(as_text=True)
    assert visitor.get(f"/vorlagen/{number}").status_code == 200


def many(count: int) -> int:
    """Make papers from results with several ideas; return the number of the last."""
    last = 0
    for turn in range(count):
        last = make_paper(deliverable_id=make_result(*(published(f"Idee {turn}-{n}").id for n in range(2))))
    return last


def cost(client: FlaskClient, path: str) -> int:
    client.get(path)
    with counted() as statements:
        assert client.get(path, follow_redirects=True).status_code == 200
    return len(statements)


def test_lists_cost_the_same_for_few_papers_and_many(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    guest = entered(app, make_member(body_id=make_body(COUNCIL)))
    pages: list[tuple[FlaskClient, str]] = [
        (visitor, "/vorlagen"),
        (visitor, "/radar"),
        (visitor, "/"),
        (guest, "/rat"),
        (office, "/buero/vorlagen"),
        (office, "/buero/vorlagen/neu"),
        (office, "/buero/"),
    ]
    many(3)
    few = [cost(client, path) for client, path in pages]
    many(9)
    assert [cost(client, path) for client, path in pages] == few


def test_a_paper_costs_the_same_for_few_ideas_and_many(app: House, visitor: FlaskClient) -> None:
    costs = []
    for count in (3, 20):
        number = make_paper(
            deliverable_id=make_result(*(published(f"Idee {n}").id for n in range(count))), subject="Sache"
        )
        for week in range(count):
            with writing():
                said = ConsultationDraft(make_body(f"Bezirksvertretung {week}"), day(2), RECOMMENDS)
                services.consult(number, said, OFFICE)
        costs.append(cost(visitor, f"/vorlagen/{number}"))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("path", ["/vorlagen/0", "/vorlagen/999999999999999999999", "/vorlagen/-1", "/vorlagen/abc"])
def test_what_is_not_there_is_not_found(visitor: FlaskClient, path: str) -> None:
    assert visitor.get(path).status_code == 404


def test_a_hostile_subject_is_only_text(visitor: FlaskClient) -> None:
    number = make_paper(
        subject='<script>alert(1)</script>"><h1>', reasons="<img src=x onerror=alert(1)>\n\n## <b>x</b>"
    )
    page = text(visitor, f"/vorlagen/{number}")
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "<b>x</b>" not in page


def test_a_day_in_the_past_is_no_coming_date(app: House) -> None:
    with moving() as time:
        make_paper(subject="Bald", bodies=((COMMITTEE, DECIDES),), days=3)
        assert [paper.subject for _, paper in queries.coming_up("public")] == ["Bald"]
        time.move(days=4)
        assert queries.coming_up("public") == []
