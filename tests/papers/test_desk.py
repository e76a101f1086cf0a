"""The office at its papers: draft, edit, consult, release, type in results, keep the bodies; bad input in every form."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from core.db import writing
from core.factory import House
from kickbox.models import BoxState
from papers import queries, services
from papers.drafts import PaperDraft
from papers.models import ConsultationRole, PaperKind, PaperState
from tests.support import junk
from tests.support.forms import done, submit
from tests.support.making import published
from tests.support.making_boxes import make_box
from tests.support.making_papers import COUNCIL, OFFICE, PLAIN, day, make_body, make_paper, make_result, say
from tests.support.pages import fill, token, version
from tests.support.paper_desk import LIST, at, next_turn, paper
from tests.support.statements import counted

RECOMMENDS, DECIDES, NOTES = ConsultationRole
NAMES = ("version", "source", "kind", "subject", "number", "area", "body", "held_on", "role", "moved_on", "outcome")
MORE = ("plain", "yes", "name", "article", "active", "in_public")


def press(client: FlaskClient, number: int, act: str) -> int:
    """Press a button of the workbench; return the status of the answer."""
    page = client.get(at(number))
    return client.post(
        f"{at(number)}/{act}", data={"token": token(page, f"{at(number)}/{act}"), "version": version(page)}
    ).status_code


def test_the_whole_way_at_the_desk(office: FlaskClient, visitor: FlaskClient) -> None:
    result = make_result(published(title="Hilfe in Ruhe").id, title="Ein Ort je Bezirk")
    council = make_body(COUNCIL)
    where = done(submit(office, f"{LIST}/neu?aus=ergebnis-{result}", f"{LIST}/neu"))
    number = int(where.split("?")[0].rpartition("/")[2])
    assert "Der Entwurf ist da." in office.get(where).text
    number_typed = {"number": "4711/2025-2030", "signer_left": "Erika Beispiel"}
    done(submit(office, f"{at(number)}/bearbeiten", subject="Ein fester Ort je Bezirk", **number_typed))
    turn = {"body": council, "held_on": day(9), "role": "decides"}
    done(submit(office, at(number), f"{at(number)}/beratungen", **turn))
    shown = office.get(at(number)).text
    for words in ("Der Rat der Stadt beschließt wie folgt:", "4711/2025-2030", "Erika Beispiel", "Hilfe in Ruhe"):
        assert words in shown, words
    assert "Entwurf, nicht im Ratsinformationssystem" in shown
    assert press(office, number, "veroeffentlichen") == 303
    assert "Ein fester Ort je Bezirk" in visitor.get(f"/vorlagen/{number}").text
    said = {"outcome": "majority", "plain": PLAIN, "yes": "30", "no": "4", "agenda_item": "Ö 5.2"}
    done(submit(office, at(number), f"{at(number)}/beratungen/{next_turn(number)}/ergebnis", **said))
    assert paper(number).state is PaperState.DECIDED
    for words in ("Ja: 30, Nein: 4", PLAIN):
        assert words in office.get(at(number)).text
    story = office.get(f"{at(number)}/protokoll").text
    for words in ("hat die Vorlage entworfen", "hat die Vorlage veröffentlicht", "hat ein Ergebnis eingetragen"):
        assert words in story


def test_the_list_stands_by_state(office: FlaskClient) -> None:
    make_paper(subject="Ein Entwurf", released=False)
    make_paper(subject="Eine Beratung")
    say(make_paper(subject="Eine Entscheidung", bodies=((COUNCIL, DECIDES),)))
    page = office.get(LIST).text
    shelves = [page.index(f'id="h-{state.value}"') for state in PaperState]
    places = [page.index(words) for words in ("Ein Entwurf", "Eine Beratung", "Eine Entscheidung")]
    for nth, place in enumerate(places):
        assert shelves[nth] < place < [*shelves, len(page)][nth + 1]


def test_what_is_on_offer_becomes_a_draft_once(office: FlaskClient) -> None:
    result, box = (
        make_result(published().id, title="Ein Ergebnis"),
        make_box(state=BoxState.GOES_ON, title="Eine Kiste"),
    )
    page = office.get(f"{LIST}/neu").text
    assert "Ein Ergebnis" in page
    assert "Kickbox: Eine Kiste" in page
    sent = {"token": token(office.get(f"{LIST}/neu")), "source": f"kickbox-{box}"}
    assert len({office.post(f"{LIST}/neu", data=sent).headers["Location"] for _ in range(2)}) == 1
    assert paper(1).kind is PaperKind.INFORMATION
    assert "Eine Kiste" not in office.get(f"{LIST}/neu").text
    assert f'value="ergebnis-{result}"' in office.get(f"{LIST}/neu").text


@pytest.mark.parametrize("source", ["", "ergebnis-1", "ergebnis-999", "kickbox-1", "leer ", "x" * 100_000, "\x00"])
def test_what_is_not_on_offer_becomes_nothing(office: FlaskClient, source: str) -> None:
    make_box(state=BoxState.RUNNING)
    answer = fill(office, f"{LIST}/neu", source=source)
    assert answer.status_code == 422
    assert queries.by_state()[PaperState.DRAFT] == []


EDIT = {"subject": "Ein Ort", "kind": "decision", "area": "1", "in_public": "y"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", ""),
        ("subject", "\x00\u202e"),
        ("subject", "..."),
        ("subject", "a" * 301),
        ("number", "4711"),
        ("number", "4711/2025"),
        ("number", "4711/2025-2030; DROP"),
        ("number", "\u0664711/2025-2030"),
        ("resolution", "a" * 100_000),
        ("reasons", "a" * 100_000),
        ("kind", "law"),
        ("kind", ""),
        ("area", "999"),
        ("area", "9" * 40),
        ("version", ""),
        ("version", "eins"),
        ("token", ""),
        ("token", "gefälscht"),
    ],
)
def test_a_faulty_paper_is_shown_again(office: FlaskClient, field: str, value: str) -> None:
    number = make_paper(released=False, subject="So war es")
    page = office.get(f"{at(number)}/bearbeiten")
    sent = {"token": token(page), "version": version(page), **EDIT, "signer_right": "Steht noch da", field: value}
    answer = office.post(
        f"{at(number)}/bearbeiten", data=junk.encoded(sent), content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 422
    assert "Noch nicht gespeichert" in answer.text
    assert "Steht noch da" in answer.text
    assert paper(number).subject == "So war es"


@pytest.mark.parametrize("said", ["", "1/2025-2030", "4711/2025-2030", "4711/1/2025-2030", "12345.2/2020-2025"])
def test_a_number_is_typed_as_the_council_system_writes_it(office: FlaskClient, said: str) -> None:
    number = make_paper(released=False)
    done(submit(office, f"{at(number)}/bearbeiten", number=said))
    assert paper(number).number == said


def test_the_second_of_two_people_keeps_what_they_typed(office: FlaskClient) -> None:
    number = make_paper(released=False)
    page = f"{at(number)}/bearbeiten"
    opened = office.get(page)
    first = {"token": token(opened), "version": version(opened), **EDIT, "subject": "Vom Ersten"}
    second = {**first, "subject": "Vom Zweiten"}
    assert [office.post(page, data=first).status_code for _ in range(2)] == [303, 303], "a double click is no conflict"
    answer = office.post(page, data=second)
    assert answer.status_code == 409
    assert "Jemand anderes hat die Vorlage gerade geändert" in answer.text
    assert 'value="Vom Zweiten"' in answer.text
    assert paper(number).subject == "Vom Ersten"
    assert office.post(page, data={**second, "version": version(answer)}).status_code == 303
    assert paper(number).subject == "Vom Zweiten"


def test_released_a_paper_has_no_form(office: FlaskClient) -> None:
    number = make_paper()
    assert office.get(f"{at(number)}/bearbeiten").status_code == 404
    page = office.get(at(number))
    sent = {"token": token(page, f"{at(number)}/zuruecknehmen"), "version": version(page)}
    assert office.post(f"{at(number)}/loeschen", data=sent).status_code == 409
    assert paper(number).state is PaperState.RELEASED


@pytest.mark.parametrize("act", ["veroeffentlichen", "zuruecknehmen", "loeschen"])
def test_a_button_needs_its_token_and_the_row_as_it_was_seen(office: FlaskClient, act: str) -> None:
    number = make_paper(released=act == "zuruecknehmen")
    page = office.get(at(number))
    seen = {"token": token(page, f"{at(number)}/{act}"), "version": version(page)}
    if act != "zuruecknehmen":
        with writing():
            said = PaperDraft.of(queries.paper(number, "desk"))
            services.edit(number, PaperDraft(**{**vars(said), "subject": "Anders"}), OFFICE)
    state = paper(number).state
    for sent in ({}, {**seen, "version": "9" * 30}, {**seen, "version": "x"}, {**seen, "token": "gefälscht"}):
        assert office.post(f"{at(number)}/{act}", data=sent).status_code in {400, 409}
    if act != "zuruecknehmen":
        assert office.post(f"{at(number)}/{act}", data=seen).status_code == 409
    assert paper(number).state is state
    assert press(office, number, act) == 303


def test_a_release_says_what_is_missing(office: FlaskClient) -> None:
    with writing():
        number = services.draft(OFFICE).id
    page = office.get(at(number))
    action = f"{at(number)}/veroeffentlichen"
    answer = office.post(action, data={"token": token(page, action), "version": version(page)})
    assert answer.status_code == 409
    assert "Es fehlt noch: eine Beratung, ein Beschlussvorschlag, eine Begründung." in answer.text


@given(junk.forms((*NAMES, *MORE)))
@hypothesis_settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_form_falls_over(office: FlaskClient, sent: list[tuple[str, str]]) -> None:
    draft, running, body = make_paper(released=False), make_paper(), make_body()
    turn = at(running) + f"/beratungen/{next_turn(running)}"
    opened = token(office.get(at(running)))
    pages = [(page, page) for page in (f"{LIST}/neu", f"{at(draft)}/bearbeiten", f"{LIST}/gremien/{body}")]
    pages += [(at(draft), f"{at(draft)}/{act}") for act in ("veroeffentlichen", "loeschen", "beratungen")]
    pages += [(at(running), f"{turn}/{act}") for act in ("ergebnis", "verschieben")]
    for page, action in pages:
        given_token = token(office.get(page), action) if f'action="{action}"' in office.get(page).text else opened
        body_sent = junk.encoded([("token", given_token), *sent])
        answer = office.post(action, data=body_sent, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {303, 400, 409, 422}, (action, sent)


@pytest.mark.parametrize("said", ["", "ergebnis-", "ergebnis-²", "kickbox-" + "9" * 50, "\x00", "<b>"])
def test_a_source_that_is_none_is_not_chosen(office: FlaskClient, said: str) -> None:
    page = office.get(f"{LIST}/neu", query_string={"aus": said})
    assert page.status_code == 200
    assert " checked" not in page.text


def test_a_draft_says_so_in_its_file_name_and_nobody_else_opens_it(
    office: FlaskClient, reader: FlaskClient, visitor: FlaskClient
) -> None:
    number = make_paper(released=False)
    file = f"{at(number)}/vorlage-{number}.pdf"
    assert file in office.get(at(number)).text
    assert visitor.get(file).status_code == 303
    assert office.get(f"{at(number)}/vorlage-{number + 1}.pdf").status_code == 404
    for path in (f"{at(number)}/bearbeiten", f"{LIST}/neu", f"{LIST}/gremien"):
        assert reader.get(path).status_code == 403
    page = reader.get(at(number))
    assert page.status_code == 200
    for act in ("veroeffentlichen", "loeschen", "beratungen"):
        assert f"{at(number)}/{act}" not in page.text
        assert reader.post(f"{at(number)}/{act}", data={}).status_code in {400, 403}
    assert paper(number).state is PaperState.DRAFT


def test_long_reasons_ask_for_a_summary(office: FlaskClient) -> None:
    number = make_paper(released=False, reasons="Warum? " * 1200)
    assert "länger als drei Seiten" in office.get(at(number)).text
    done(submit(office, f"{at(number)}/bearbeiten", summary="Kurz gesagt: darum."))
    assert "länger als drei Seiten" not in office.get(at(number)).text


def test_three_papers_cost_as_much_as_thirty(app: House, office: FlaskClient) -> None:
    def cost(more: int) -> int:
        for _ in range(more):
            make_paper()
        office.get(LIST)
        with counted() as statements:
            assert office.get(LIST).status_code == 200
        return len(statements)

    few = cost(3)
    assert cost(27) == few
