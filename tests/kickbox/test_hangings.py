"""What the Kickbox hangs into other pages: the call, ways in, an idea's page, the radar."""

from __future__ import annotations

from flask.testing import FlaskClient

from core import slots, texts
from core.db import writing
from core.factory import House
from core.journal import HOUSE
from ideas import queries as ideas
from kickbox import queries, services
from kickbox.models import BoxState
from radar import blips
from radar import queries as radar
from radar.blips import Ring
from tests.support.making import make_idea, published
from tests.support.making_boxes import make_box


def close_the_call() -> None:
    with writing():
        texts.edit("kickbox.call", "geschlossen", HOUSE)


def ours(slot: str, **context: object) -> list[object]:
    return [part for part in slots.parts(slot, **context) if "kickbox" in str(part).casefold()]


def test_the_call_is_a_date_and_a_way_in_while_it_is_open(app: House) -> None:
    (date,), (way,) = ours("start.dates"), ours("join.ways")
    assert getattr(date, "address", None) == "/kickbox/bewerben"
    assert getattr(way, "address", None) == "/kickbox/bewerben"
    close_the_call()
    assert ours("start.dates") == []
    (way,) = ours("join.ways")
    assert getattr(way, "address", None) == "/kickbox"


def test_an_idea_invites_only_while_nobody_works_on_it(app: House, visitor: FlaskClient) -> None:
    idea = published("Bäume gießen.").id
    invitation = f"/kickbox/bewerben?idee={idea}"
    assert invitation in visitor.get(f"/ideen/{idea}", follow_redirects=True).get_data(as_text=True)
    make_box(idea)
    assert invitation not in visitor.get(f"/ideen/{idea}", follow_redirects=True).get_data(as_text=True)
    other = published("Bänke.").id
    close_the_call()
    assert "/kickbox/bewerben" not in visitor.get(f"/ideen/{other}", follow_redirects=True).get_data(as_text=True)


def test_the_offices_page_of_an_idea_leads_to_its_box(app: House, office: FlaskClient) -> None:
    idea, unread = published("Bäume gießen.").id, make_idea("Noch ungelesen.").id
    assert f"/kickbox/bewerben?idee={idea}" in office.get(f"/buero/ideen/{idea}").get_data(as_text=True)
    assert "/kickbox/bewerben" not in office.get(f"/buero/ideen/{unread}").get_data(as_text=True)
    number = make_box(idea)
    assert f'href="/buero/kickbox/{number}"' in office.get(f"/buero/ideen/{idea}").get_data(as_text=True)


def test_an_ideas_way_shows_only_boxes_that_everybody_may_see(app: House) -> None:
    idea = published("Bäume gießen.").id
    for state in (BoxState.ASKED, BoxState.CONFIRMED, BoxState.DECLINED):
        make_box(idea, state=state)
    assert slots.parts("ideas.journey", idea=ideas.one(idea, public=True)) == []
    make_box(idea, level=3)
    titles = [step.title for step in slots.parts("ideas.journey", idea=ideas.one(idea, public=True))]
    assert titles == [
        f"Kickbox, Stufe {n} von 6: {name}" for n, name in ((1, "Anfangen"), (2, "Ideen sammeln"), (3, "Besser machen"))
    ]


def test_the_radar_shows_what_runs_and_what_goes_on(app: House) -> None:
    area = radar.taxonomy().areas[0].id
    for state in (BoxState.ASKED, BoxState.CONFIRMED, BoxState.DECLINED, BoxState.LEARNED):
        make_box(state=state, area_id=area)
    make_box()  # without an Aktionsfeld it has no place there
    wanted = {
        make_box(area_id=area, level=3): Ring.IMPULSE,
        make_box(area_id=area, level=4): Ring.TRIED,
        make_box(area_id=area, state=BoxState.GOES_ON): Ring.TRIED,
    }
    found = [blip for blip in blips.reported() if blip.kind == "box"]
    assert {blip.id: blip.ring for blip in found} == wanted
    assert {blip.address for blip in found} == {f"/kickbox/{number}" for number in wanted}


def test_a_level_makes_kept_pages_new(app: House, visitor: FlaskClient) -> None:
    idea = published("Bäume gießen.").id
    number = make_box(idea)
    idea_page = visitor.get(f"/ideen/{idea}").headers["Location"]
    for path in ("/kickbox", f"/kickbox/{number}", idea_page):
        tag = visitor.get(path).headers["ETag"]
        assert visitor.get(path, headers={"If-None-Match": tag}).status_code == 304
        with writing():
            level = services.reach(number, next_level(number), "Etwas.", HOUSE).level
        assert level > 1
        assert visitor.get(path, headers={"If-None-Match": tag}).status_code == 200


def next_level(number: int) -> int:
    return queries.box(number, public=False).level + 1
