"""Checklists: hung on a meeting or a day of one's own, counted back, ticked with one press, moving along with the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from compass.checklists import lines, queries, services
from compass.checklists.models import Checklist, ChecklistPlan, ChecklistStep
from compass.checklists.services import PlanDraft, StepDraft
from core import clock
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from dialogues.models import Dialogue
from tests.support.making_visions import make_dialogue
from tests.support.pages import fill
from tests.support.statements import counted
from tests.support.together import at_once

PLACE = "/buero/netzwerk/checklisten"


def meeting(days: int, title: str = "Zweites Treffen") -> int:
    number = make_dialogue(title=title)
    put_off(number, days)
    return number


def put_off(number: int, days: int) -> None:
    with writing():
        db.session.get_one(Dialogue, number).held_on = (clock.today() + timedelta(days=days)).isoformat()


def plan() -> int:
    return next(one.id for one in queries.plans() if one.for_kind == "dialogue")


def hung(number: int) -> Checklist:
    with writing():
        made = services.hang(plan(), HOUSE, f"n{number}", thing=Thing("dialogue", number)).id
    return queries.one(made)


def how_many(model: type[Checklist | ChecklistStep | ChecklistPlan]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_list_is_hung_on_a_meeting_from_its_page_and_counts_back(office: FlaskClient, reader: FlaskClient) -> None:
    number = meeting(40)
    page, to = f"/buero/div/{number}", f"{PLACE}/an/dialogue/{number}?von=sache"

    assert fill(office, page, to=to, action=to, plan=str(plan())).status_code == 303

    shown = office.get(page).text
    assert "noch 12 Tage:" in shown
    assert "Einladungen raus" in shown
    assert f'href="/buero/div/{number}/impulse"' in shown
    assert "noch 12 Tage:" in office.get(PLACE).text or "seit 2 Tagen" in office.get(PLACE).text
    assert "Einladungen raus" in reader.get(page).text
    assert "Erledigt" not in reader.get(page).text


def test_it_moves_along_when_the_meeting_moves(office: FlaskClient) -> None:
    number = meeting(40)
    row = hung(number)
    put_off(number, 50)
    assert "noch 22 Tage:" in office.get(f"{PLACE}/{row.id}").text
    (line,) = lines.of([queries.one(row.id)])
    assert line.on == clock.today() + timedelta(days=50)


def test_a_step_is_ticked_with_one_press_and_taken_back(office: FlaskClient) -> None:
    row = hung(meeting(40))
    step, page = row.steps[2], f"{PLACE}/{row.id}"
    to = f"{page}/schritte/{step.id}"
    for _ in range(2):
        assert fill(office, page, to=to, action=to).status_code == 303
    done = db.session.get_one(ChecklistStep, step.id, populate_existing=True).done_at
    assert done is not None
    assert "noch 12 Tage:" not in office.get(page).text
    assert fill(office, page, to=to, action=to, offen="1").status_code == 303
    assert db.session.get_one(ChecklistStep, step.id, populate_existing=True).done_at is None
    assert fill(office, page, to=f"{page}/schritte/9999", action=to).status_code == 404
    assert fill(office, page, to=f"{PLACE}/9999/schritte/{step.id}", action=to).status_code == 404


def test_two_hang_the_same_at_once_and_one_is_told(app: House) -> None:
    number, which = meeting(40), plan()
    thing = Thing("dialogue", number)

    said = at_once(app, *(lambda one=one: services.hang(which, HOUSE, one, thing=thing) for one in ("a", "b")))

    assert [bool(one) for one in said] == [False, True]
    assert how_many(Checklist) == 1
    with pytest.raises(Refused), writing():
        services.hang(which, HOUSE, "c", thing=thing)
    with pytest.raises(NotThere), writing():
        services.hang(which, HOUSE, "d", thing=Thing("dialogue", 999))
    with pytest.raises(NotThere), writing():
        services.hang(which, HOUSE, "e", thing=Thing("idea", 1))


def test_a_list_on_a_day_of_its_own_moves_with_its_day(office: FlaskClient) -> None:
    on = clock.today() + timedelta(days=30)
    given = {"title": "Aufruf Grün", "on": on.isoformat(), "plan": str(plan())}
    assert fill(office, f"{PLACE}/neu", **given).status_code == 303
    row = db.session.scalars(select(Checklist)).one()
    page = f"{PLACE}/{row.id}"
    assert "noch 2 Tage:" in office.get(page).text

    later = {"title": "Aufruf Blau", "on": (on + timedelta(days=5)).isoformat(), "version": str(row.version)}
    assert fill(office, page, action=page, **later).status_code == 303
    assert fill(office, page, action=page, **later).status_code == 409
    assert "noch 7 Tage:" in office.get(page).text
    assert "Aufruf Blau" in office.get(PLACE).text
    to = f"{page}/loeschen"
    assert fill(office, page, to=to, action=to).status_code == 303
    assert (how_many(Checklist), how_many(ChecklistStep)) == (0, 0)


@pytest.mark.parametrize(
    "bad",
    [
        {"title": ""},
        {"title": "\x00"},
        {"title": "x" * 100_000},
        {"on": "morgen"},
        {"on": "1999-01-01"},
        {"on": "9999-12-31"},
        {"plan": "x"},
        {"token": "x"},
    ],
)
def test_bad_lists_are_told_and_nothing_kept(office: FlaskClient, bad: dict[str, str]) -> None:
    given = {"title": "Gut", "on": clock.today().isoformat(), "plan": str(plan()), **bad}
    assert fill(office, f"{PLACE}/neu", **given).status_code == 422
    assert how_many(Checklist) == 0


def test_a_list_whose_plan_nobody_knows_is_not_made(office: FlaskClient) -> None:
    given = {"title": "Gut", "on": clock.today().isoformat(), "plan": "999"}
    assert fill(office, f"{PLACE}/neu", **given).status_code == 404


def test_on_the_offices_day_each_list_stands_once_with_its_next_step(office: FlaskClient) -> None:
    hung(meeting(29))
    far, soon = hung(meeting(90, "Fernes Treffen")), hung(meeting(45, "Nahes Treffen"))

    page = office.get("/buero/").text

    assert "Raum und Barrierefreiheit klären" in page
    assert "seit 13 Tagen überfällig" in page
    assert "Checkliste „Zweites Treffen“, und 2 weitere" in page
    assert "Einladungen raus" not in page
    assert "Checkliste „Nahes Treffen“" in page
    assert f"{PLACE}/{soon.id}" in page
    assert f"{PLACE}/{far.id}" not in page


def test_the_office_writes_templates_and_lists_that_hang_stay(office: FlaskClient, reader: FlaskClient) -> None:
    row = hung(meeting(40))
    page = f"{PLACE}/vorlagen/{plan()}"
    stored = queries.plan(plan())
    given = {
        "name": "Treffen neu",
        "for_kind": "dialogue",
        "active": "y",
        "version": str(stored.version),
        "steps-0-days": "5",
        "steps-0-side": "vor",
        "steps-0-words": "Kaffee kaufen",
        "steps-0-who": "Büro",
        "steps-0-link_label": "Zum Treffen",
        "steps-0-link": "/buero/div/{id}",
        "steps-1-side": "nach",
        "steps-1-days": "3",
        "steps-1-words": "Danken",
    }
    assert fill(office, page, action=page, **given).status_code == 303
    assert fill(office, page, action=page, **given).status_code == 409
    db.session.rollback()
    changed = queries.plan(plan())
    assert [(one.days, one.words) for one in changed.steps] == [(-5, "Kaffee kaufen"), (3, "Danken")]
    assert "Einladungen raus" in office.get(f"{PLACE}/{row.id}").text
    assert "Kaffee kaufen" in reader.get(f"{PLACE}/vorlagen").text
    assert reader.get(page).status_code == 403


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"name": "x" * 100_000},
        {"for_kind": "actor"},
        {"steps-0-words": ""},
        {"steps-0-words": "\ufffe"},
        {"steps-0-days": ""},
        {"steps-0-days": "-1"},
        {"steps-0-days": "9" * 9000},
        {"steps-0-side": "x"},
        {"steps-0-link": "//boese.example"},
        {"steps-0-link": "javascript:alert(1)"},
        {"steps-0-link": "/a/{name}"},
        {"steps-0-link": "/a/../b\\c"},
        {"steps-0-link_label": ""},
        {"token": "x"},
    ],
)
def test_bad_templates_are_told_and_nothing_kept(office: FlaskClient, bad: dict[str, str]) -> None:
    before = how_many(ChecklistPlan)
    given = {
        "name": "Gut",
        "for_kind": "",
        "steps-0-days": "5",
        "steps-0-side": "vor",
        "steps-0-words": "Kaffee",
        "steps-0-link_label": "Hin",
        "steps-0-link": "/buero/div/{id}",
        **bad,
    }
    assert fill(office, f"{PLACE}/vorlagen/neu", **given).status_code == 422
    assert how_many(ChecklistPlan) == before


def test_a_template_is_written_once(app: House) -> None:
    draft = PlanDraft("Einmal", "", [StepDraft(-1, "Eins")])
    for _ in range(2):
        with writing():
            services.write_plan(draft, HOUSE, "once")
    assert [one.name for one in queries.plans()].count("Einmal") == 1


def test_lists_of_meetings_that_are_gone_are_not_shown_and_go(office: FlaskClient) -> None:
    number = meeting(40)
    row = hung(number)
    with writing():
        assert services.purge() == 0
    with writing():
        db.session.execute(delete(Dialogue))
    assert office.get(f"{PLACE}/{row.id}").status_code == 404
    assert office.get(PLACE).status_code == 200
    with writing():
        assert services.purge() == 1
    assert how_many(Checklist) == 0


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (12, "noch 12 Tage"),
        (1, "noch 1 Tag"),
        (0, "heute"),
        (-1, "seit gestern überfällig"),
        (-3, "seit 3 Tagen überfällig"),
    ],
)
def test_how_much_time_is_left(days: int, words: str) -> None:
    with clock.at(datetime(2026, 3, 28, 23, 30, tzinfo=UTC)):  # already Sunday here, the night the clocks change
        assert lines.left(date(2026, 3, 29) + timedelta(days=days)) == words


def test_lists_cost_the_same_for_few_and_many(office: FlaskClient) -> None:
    def cost(rows: int) -> dict[str, int]:
        for one in range(rows):
            hung(meeting(10 + one, f"Treffen {rows} {one}"))
        found = {}
        for path in ("/buero/", PLACE):
            office.get(path)
            with counted() as statements:
                assert office.get(path).status_code == 200
            found[path] = len(statements)
        return found

    assert cost(3) == cost(20)
