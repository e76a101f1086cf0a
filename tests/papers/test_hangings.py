"""What papers hang into other pages: dates for everybody, the office's day, results, the radar, kinds of things."""

from __future__ import annotations

from flask.testing import FlaskClient

from core import slots, things
from core.db import writing
from core.factory import House
from core.parts import DatePart
from core.things import Thing
from papers import queries, services
from papers.drafts import ConsultationDraft
from papers.models import ConsultationRole, Outcome
from radar import blips
from radar import queries as radar
from radar.blips import Blip, Ring
from tests.support import people
from tests.support.entering import moving
from tests.support.making import published
from tests.support.making_papers import (
    COMMITTEE,
    COUNCIL,
    OFFICE,
    day,
    make_body,
    make_member,
    make_paper,
    make_result,
    say,
)

RECOMMENDS, DECIDES, NOTES = ConsultationRole


def dates() -> list[DatePart]:
    return [part for part in slots.parts("start.dates") if part.address.startswith("/vorlagen")]


def test_everybody_sees_when_a_body_talks_in_public(app: House, visitor: FlaskClient) -> None:
    number = make_paper(subject="Hilfe überall")
    assert [(one.title, one.what, one.datetime, one.badge) for one in dates()] == [
        ("Hilfe überall", COMMITTEE, day(7), "Sie erfahren etwas"),
        ("Hilfe überall", COUNCIL, day(14), "Die Politik entscheidet"),
    ]
    assert f'href="/vorlagen/{number}"' in visitor.get("/").get_data(as_text=True)
    say(number)
    assert [one.what for one in dates()] == [COUNCIL]
    say(number)
    assert dates() == []


def test_a_closed_sitting_is_no_date_for_everybody(app: House) -> None:
    number = make_paper(bodies=((COUNCIL, DECIDES),))
    with writing():
        services.consult(number, ConsultationDraft(make_body(), day(3), RECOMMENDS, in_public=False), OFFICE)
    assert [one.what for one in dates()] == [COUNCIL]
    assert [turn.body.name for turn, _ in queries.coming_up("council")] == [COMMITTEE, COUNCIL]


def test_the_offices_day_names_results_to_type_in_and_drafts_that_lie_about(app: House) -> None:
    with moving() as time:
        released = make_paper(subject="Schon vorbei", bodies=((COUNCIL, DECIDES),), days=1)
        make_paper(subject="Liegt herum", released=False)
        client = people.logged_in(app, "office")
        page = client.get("/buero/").get_data(as_text=True)
        assert "Schon vorbei" not in page
        assert "Liegt herum" not in page
        time.move(days=15)
        client = people.logged_in(app, "office", "Zweite Person")
        page = client.get("/buero/").get_data(as_text=True)
        assert f"Ergebnis eintragen: {COUNCIL}" in page
        assert "Entwurf fertig schreiben" in page
        assert "Vorlagen in Beratung" in page
        say(released)
        assert "Ergebnis eintragen" not in client.get("/buero/").get_data(as_text=True)


def test_due_parts_are_for_who_may_read_papers(app: House) -> None:
    with moving() as time:
        make_paper(bodies=((COUNCIL, DECIDES),), days=1)
        time.move(days=2)
        assert len(queries.undecided()) == 1
        assert [part for part in slots.parts("today.due") if part.whence == "Vorlage"] == []


def test_the_radar_shows_released_papers_by_how_far_they_are(app: House) -> None:
    area = radar.taxonomy().areas_by_key["wl2"].id
    make_paper(released=False, area_id=area)
    make_paper(in_public=False, area_id=area)
    make_paper()  # without an Aktionsfeld it has no place there
    talked, yes, no = (make_paper(area_id=area, bodies=((COUNCIL, DECIDES),)) for _ in range(3))
    say(yes)
    say(no, Outcome.REJECTED, "Dafür fehlt das Geld.")
    found = {one.id: one for one in blips.reported() if one.kind == "paper"}
    assert {number: one.ring for number, one in found.items()} == {
        talked: Ring.TRIED,
        yes: Ring.DONE,
        no: Ring.TRIED,
    }
    assert isinstance(found[yes], Blip)
    assert (found[yes].area_id, found[yes].address) == (area, f"/vorlagen/{yes}")


def test_a_paper_from_a_result_lies_where_its_vision_lies(app: House) -> None:
    number = make_paper(deliverable_id=make_result(published().id))
    (blip,) = [one for one in blips.reported() if one.kind == "paper"]
    assert (blip.id, blip.area_id) == (number, radar.taxonomy().areas_by_key["wl2"].id)


def test_the_house_can_speak_of_papers_bodies_and_members(app: House) -> None:
    paper, body, member = make_paper(subject="Hilfe"), make_body("Beirat"), make_member("Renate Beispiel")
    named = {
        Thing("paper", paper): "Hilfe",
        Thing("body", body): "Beirat",
        Thing("council_member", member): "Renate Beispiel",
    }
    for thing, title in named.items():
        assert things.kinds()[thing.kind].titles([thing.id]) == {thing.id: title}


def test_a_result_leads_the_office_to_its_paper(app: House, office: FlaskClient, reader: FlaskClient) -> None:
    result = make_result(published().id)
    order = "/buero/zirkel/auftrag/1/ergebnis"
    assert f"/buero/vorlagen/neu?aus=ergebnis-{result}" in office.get(order).get_data(as_text=True)
    assert "/buero/vorlagen/neu" not in reader.get(order).get_data(as_text=True)
    number = make_paper(deliverable_id=result, released=False)
    page = office.get(order).get_data(as_text=True)
    assert f'href="/buero/vorlagen/{number}"' in page
    assert "/buero/vorlagen/neu" not in page
