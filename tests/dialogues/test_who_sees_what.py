"""Rights at a meeting: who sees names, codes, links and notes; and a name that slipped into the minutes can go."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from compass.models import Sector
from core.db import writing
from core.factory import House
from dialogues import queries, services
from dialogues.evenings import services as evenings
from dialogues.groups import queries as front
from dialogues.groups import services as talk
from tests.support import meetings
from tests.support.doors_of_meetings import behind
from tests.support.making_actors import make_actor
from tests.support.making_evenings import make_evening, talked_over
from tests.support.making_visions import OFFICE
from tests.support.pages import fill, token

NAME = "Berta Geheimnis"
ONLY_WHO_EDITS = (
    "/bearbeiten",
    "/codes",
    "/leitfragen",
    "/thesen/liste",
    "/vorne",
    "/runde/zaehlen",
    "/zaehlungen/datei",
    "/zaehlungen/muster.csv",
    "/zaehlungen/von-hand",
    "/reihungen/neu/needs",
    "/reihungen/einschaetzung",
)


def with_a_name() -> int:
    """Hold an evening at which a member was who did not agree to be named; return the meeting."""
    actor = make_actor(NAME, public=False)
    with writing():
        services.found(OFFICE)
        services.add_member(actor, OFFICE)
    meeting = make_evening().id
    talked_over(meeting)
    with writing():
        evenings.note(meeting, [actor], dict.fromkeys(Sector, 2), OFFICE)
        evenings.finish(meeting, OFFICE)
    return meeting


def test_nobody_outside_the_office_reads_who_was_there(
    app: House, office: FlaskClient, reader: FlaskClient, visitor: FlaskClient
) -> None:
    meeting = with_a_name()
    assert NAME in office.get(f"/buero/div/{meeting}/dabei").get_data(as_text=True)
    open_to_all = ("", "/protokoll", "/ergebnisse.json", "/ergebnisse.csv", "/regeln", "/treffen.ics")
    for path in ("/div", "/", *(f"/div/{meeting}{end}" for end in open_to_all)):
        shown = visitor.get(path)
        assert shown.status_code == 200, path
        assert NAME not in shown.get_data(as_text=True), path
    for end in ("", "/abschluss", "/runde", "/protokoll", "/zaehlungen", "/regeln", "/papier", "/impulse"):
        shown = reader.get(f"/buero/div/{meeting}{end}")
        assert shown.status_code in {200, 403}, end
        assert NAME not in shown.get_data(as_text=True), end
    for path in (f"/buero/div/{meeting}/dabei", "/buero/div/jahr", "/buero/div/gremium"):
        assert reader.get(path).status_code == 403, path


def test_who_only_reads_gets_no_code_no_link_and_no_pen(app: House, reader: FlaskClient, visitor: FlaskClient) -> None:
    here = behind(is_open=True)
    for end in ONLY_WHO_EDITS:
        assert reader.get(here.desk + end).status_code == 403, end
    for kind in ("leitfragen", "notizen"):
        assert reader.get(f"{here.desk}/{kind}/{here.ids[kind]}").status_code == 403, kind
    for end in ("", "/runde"):
        shown = reader.get(here.desk + end).get_data(as_text=True)
        assert "/vorne" not in shown
        assert 'name="step"' not in shown
    for path in here.pages():
        if path.startswith("/buero"):
            assert visitor.get(path).status_code == 303, path


@pytest.mark.parametrize("new", ["Jemand vom Amt sagte das.", ""])
def test_a_name_that_slipped_into_the_minutes_can_go(
    app: House, office: FlaskClient, visitor: FlaskClient, new: str
) -> None:
    meeting = make_evening().id
    thesis = queries.dialogue(meeting, public=False).theses[0].id
    with writing():
        for text in (f"{NAME} sagte das.", "Das bleibt."):
            talk.add_note(meeting, thesis, text, OFFICE)
        evenings.finish(meeting, OFFICE)
    path = f"/div/{meeting}/protokoll"
    first = visitor.get(path)
    assert NAME in first.get_data(as_text=True)
    note = front.notes(meeting)[thesis][0].id
    page = f"/buero/div/{meeting}/notizen/{note}"
    if new:
        assert fill(office, page, action=page, text=new, version="1").status_code == 303
    else:
        signed = token(office.get(page), f"{page}/entfernen")
        assert office.post(f"{page}/entfernen", data={"token": signed}).status_code == 303
    after = visitor.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert after.status_code == 200
    said = after.get_data(as_text=True)
    assert NAME not in said
    assert "Das bleibt." in said
    assert new in said
    assert NAME not in str(queries.dialogue(meeting, public=False).minutes)


def test_what_a_rehearsal_tried_is_seen_by_nobody(app: House, office: FlaskClient, visitor: FlaskClient) -> None:
    meeting = meetings.planned()
    page = f"/buero/div/{meeting.id}"
    made = office.post(f"{page}/probe", data={"token": token(office.get(page), f"{page}/probe")})
    copy = int(made.headers["Location"].split("?")[0].rsplit("/", 1)[1])
    assert copy != meeting.id
    for end in ("", "/protokoll", "/ergebnisse.json", "/regeln", "/treffen.ics"):
        assert visitor.get(f"/div/{copy}{end}").status_code == 404, end
    for path in ("/", "/div", "/radar", "/mitmachen", "/api/v1/treffen"):
        assert "Probe" not in visitor.get(path).get_data(as_text=True)
