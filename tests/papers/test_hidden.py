"""Nobody reads what is not theirs: drafts and papers for closed sittings on every path there is."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from circles import queries as circles
from core import indexing, slots
from core.db import writing
from core.factory import House
from core.outbox import deliver_due
from core.search.query import parse
from ideas import queries as ideas
from papers import queries, services
from papers.models import ConsultationRole
from radar import blips
from tests.support.entering_council import entered
from tests.support.making import published
from tests.support.making_papers import COUNCIL, OFFICE, make_member, make_paper, make_result, say
from tests.support.parts import need

SECRET = "Geheimnisvoller Grundstückskauf"
PATHS = ("/", "/vorlagen", "/vorlagen?q=Geheimnisvoller", "/vorlagen?stand=beratung", "/vorlagen?stand=entschieden")
ELSEWHERE = ("/radar", "/div", "/zirkel", "/mitmachen", "/suche?q=Geheimnisvoller", "/ideen")


@pytest.fixture(params=["draft", "closed", "closed and decided", "withdrawn"])
def hidden(app: House, request: pytest.FixtureRequest) -> tuple[int, int, int]:
    """A paper nobody outside may read; its number, its idea's, and its result's."""
    idea = published("Bank am Bach").id
    result = make_result(idea)
    closed = request.param.startswith("closed")
    number = make_paper(
        deliverable_id=result,
        subject=SECRET,
        in_public=not closed,
        released=request.param != "draft",
        bodies=((COUNCIL, ConsultationRole.DECIDES),),
    )
    if request.param == "closed and decided":
        say(number, plain=f"{SECRET} beschlossen.")
    if request.param == "withdrawn":
        with writing():
            services.withdraw(number, OFFICE)
    indexing.rebuild()
    return number, idea, result


def test_no_page_no_file_no_list_tells_of_it(hidden: tuple[int, int, int], visitor: FlaskClient) -> None:
    number, idea, _ = hidden
    for path in (f"/vorlagen/{number}", f"/vorlagen/{number}/vorlage-{number}.pdf"):
        assert visitor.get(path).status_code == 404, path
    for path in (*PATHS, *ELSEWHERE, f"/ideen/{idea}"):
        page = visitor.get(path, follow_redirects=True)
        if path in PATHS:
            assert page.status_code == 200, path
        assert SECRET not in page.get_data(as_text=True), path
        assert f"/vorlagen/{number}" not in page.get_data(as_text=True), path


def test_no_search_no_slot_no_blip_tells_of_it(hidden: tuple[int, int, int], app: House) -> None:
    number, idea, result = hidden
    assert indexing.find(parse("Geheimnisvoller"), kind="paper", audience="public").hits == []
    assert [hit.id for hit in indexing.find(parse("Geheimnisvoller"), kind="paper", audience="desk").hits] == [
        f"paper:{number}"
    ]
    told = [
        *blips.reported(),
        *slots.parts("start.dates"),
        *slots.parts("start.news"),
        *slots.parts("ideas.journey", idea=ideas.one(idea, public=True)),
        *slots.parts("circles.deliverable", deliverable=circles.deliverable(result, public=True)),
    ]
    assert SECRET not in str(told)


def test_the_index_forgets_what_was_taken_back(app: House, visitor: FlaskClient) -> None:
    number = make_paper(subject=SECRET)
    indexing.rebuild()
    assert SECRET in visitor.get("/vorlagen?q=Geheimnisvoller").get_data(as_text=True)
    with writing():
        services.withdraw(number, OFFICE)
    assert SECRET not in visitor.get("/vorlagen?q=Geheimnisvoller").get_data(as_text=True)
    deliver_due()
    assert indexing.find(parse("Geheimnisvoller"), kind="paper", audience="public").hits == []
    with writing():
        services.drop(number, OFFICE)
    deliver_due()
    assert indexing.find(parse("Geheimnisvoller"), kind="paper", audience="desk").hits == []


def test_a_page_kept_by_the_browser_is_no_way_round(app: House, visitor: FlaskClient) -> None:
    need("pango")
    number = make_paper(subject=SECRET)
    page = f"/vorlagen/{number}"
    file = f"{page}/vorlage-{number}.pdf"
    tags = {path: visitor.get(path).headers["ETag"] for path in (page, file)}
    for path, tag in tags.items():
        assert visitor.get(path, headers={"If-None-Match": tag}).status_code == 304
    with writing():
        services.withdraw(number, OFFICE)
    for path, tag in tags.items():
        assert visitor.get(path, headers={"If-None-Match": tag}).status_code == 404, path


def test_the_council_reads_closed_papers_but_no_drafts(hidden: tuple[int, int, int], app: House) -> None:
    number, _, _ = hidden
    guest = entered(app, make_member())
    released = queries.paper(number, "desk").released_at is not None
    page = guest.get(f"/rat/vorlagen/{number}")
    assert page.status_code == (200 if released else 404)
    assert (SECRET in guest.get("/rat").get_data(as_text=True)) is released
    if released:
        assert "nichtöffentlich" in page.get_data(as_text=True)
    else:
        assert guest.get(f"/rat/vorlagen/{number}/vorlage-{number}.pdf").status_code == 404


def test_the_office_reads_everything_and_who_may_only_read_changes_nothing(
    hidden: tuple[int, int, int], office: FlaskClient, reader: FlaskClient
) -> None:
    number, _, _ = hidden
    for client in (office, reader):
        assert SECRET in client.get("/buero/vorlagen").get_data(as_text=True)
        assert SECRET in client.get(f"/buero/vorlagen/{number}").get_data(as_text=True)
    page = reader.get(f"/buero/vorlagen/{number}").get_data(as_text=True)
    for button in ("Veröffentlichen", "Bearbeiten", "Entwurf löschen", "zurücknehmen", "Ergebnis eintragen"):
        assert button not in page, button
    for path in ("/buero/vorlagen/neu", "/buero/vorlagen/gremien", "/buero/vorlagen/rat"):
        assert reader.get(path).status_code == 403, path
