"""The service clock: what is due when, late first on the office's day, reminders once, public dates, the label inside."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, jobs, outbox, texts
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from ideas import deadlines
from ideas import queries as ideas
from ideas import services as steps
from ideas.clock import queries, services
from ideas.clock.models import Label, Reminder
from ideas.models import Idea, Source, Step
from ideas.services import Said
from ideas.stages import Stage
from tests.support import forms
from tests.support.making import make_idea, published
from tests.support.pages import token, version
from tests.support.smtp import Sink
from tests.support.statements import counted

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PROMISED = {Stage.RECEIVED: 14, Stage.PUBLISHED: 90, Stage.IN_TALK: 28, Stage.LATER: 14}


def later(days: int) -> datetime:
    """Return a morning so many days after the start."""
    return START + timedelta(days=days)


@pytest.mark.parametrize(
    ("stage", "on", "due"),
    [
        (Stage.RECEIVED, "", date(2026, 3, 16)),
        (Stage.RECEIVED, "2026-04-01", date(2026, 4, 1)),
        (Stage.PUBLISHED, "", date(2026, 5, 31)),
        (Stage.IN_TALK, "2026-06-01", date(2026, 6, 29)),
        (Stage.IN_TALK, "kein Tag", date(2026, 3, 30)),
        (Stage.LATER, "2027-01-01", date(2027, 1, 15)),
        (Stage.QUESTION, "2026-04-01", None),
        (Stage.ANSWERED, "", None),
        (Stage.WITHDRAWN, "", None),
        (Stage.DECIDED, "", None),
    ],
)
def test_each_stage_has_its_promise(stage: Stage, on: str, due: date | None) -> None:
    assert deadlines.due_on(stage, date(2026, 3, 2), on, PROMISED) == due


def test_the_city_sets_the_days_and_may_promise_nothing(app: House) -> None:
    with writing():
        texts.edit("clock.published", "10", HOUSE)
        texts.edit("clock.in_talk", "999", HOUSE)
    promised = deadlines.promises()
    assert (promised[Stage.PUBLISHED], Stage.IN_TALK in promised) == (10, False)


def test_what_is_late_stands_first_on_the_day_and_counts_in_a_tile(office: FlaskClient) -> None:
    with clock.at(clock.now() - timedelta(days=200)):
        forgotten = published("Wartet auf Antwort.")
    with clock.at(clock.now() - timedelta(days=20)):
        unread = make_idea("Noch nicht gelesen.")
    fresh = make_idea("Heute gekommen.")
    page = office.get("/buero/").get_data(as_text=True)
    places = [page.index(f"/buero/ideen/{one.id}") for one in (forgotten, unread, fresh)]
    assert places == sorted(places)
    assert page.count("is-late") == 2
    assert '<a href="/buero/ideen/faellig"><b>2</b>Ideen überfällig</a>' in page
    listed = office.get("/buero/ideen/faellig").get_data(as_text=True)
    assert listed.count("is-late") == 2
    assert "Antworten" in listed


def test_the_last_promised_day_still_counts_and_the_next_is_late(app: House) -> None:
    with clock.at(datetime(2026, 3, 2, 22, 59, tzinfo=UTC)):  # 23:59 in the city
        make_idea("Kurz vor Mitternacht.")
    for moment, late in (((2026, 3, 16, 22, 59), 0), ((2026, 3, 16, 23, 1), 1)):
        with clock.at(datetime(*moment, tzinfo=UTC)):
            db.session.rollback()
            assert len(queries.overdue()) == late


def test_nothing_is_promised_for_what_came_from_elsewhere_or_looks_like_a_machine(app: House) -> None:
    with clock.at(later(0)):
        first, second = make_idea("Übernommen."), make_idea("Werbung.")
        with writing():
            db.session.get_one(Idea, first.id).source = Source.IMPORT
            db.session.get_one(Idea, second.id).suspicion = "honeypot"
    with clock.at(later(100)):
        assert queries.dues() == ()
        assert [deadlines.of(ideas.one(one.id, public=False)) for one in (first, second)] == [None, None]


def test_the_public_page_names_the_day_and_says_when_it_passed(visitor: FlaskClient) -> None:
    with clock.at(later(0)):
        idea = published("Ein Baum am Platz.")
    for days, sentence in (
        (1, "Wir antworten bis zum 31.\u00a0Mai\u00a02026."),
        (91, "Das haben wir nicht geschafft."),
    ):
        with clock.at(later(days)):
            page = visitor.get(f"/ideen/{idea.id}", follow_redirects=True).get_data(as_text=True)
            assert sentence in page


def test_the_step_a_stage_names_is_the_next_promise(visitor: FlaskClient) -> None:
    with clock.at(later(0)):
        idea = published("Ein Baum am Platz.")
        with writing():
            steps.advance(idea.id, Stage.IN_WORK, HOUSE, Said("Das Umweltamt", "2026-06-01"))
    with clock.at(later(5)):
        page = visitor.get(f"/ideen/{idea.id}", follow_redirects=True).get_data(as_text=True)
    assert "Bis zum 15.\u00a0Juni\u00a02026 sagen wir, wie es weitergeht." in page


def test_the_office_is_reminded_once_of_each_promise(app: House, letters: Sink) -> None:
    with clock.at(later(0)):
        make_idea("Ein Baum am Platz.")
    for days, count in ((5, 0), (11, 1), (12, 1), (20, 1), (200, 1)):
        with clock.at(later(days)):
            jobs.run_due()
            outbox.deliver_due()
            assert len(letters.wait_for(count)) == count, days
    told = letters.wait_for(1)[0]
    assert "Ein Baum am Platz" in told.text
    assert "Lesen und veröffentlichen, bis 16.\u00a0März\u00a02026" in told.text
    assert str(told.message["To"]) == texts.text("office.email")


def test_a_new_promise_is_a_new_reminder_and_many_are_one_letter(app: House, letters: Sink) -> None:
    with clock.at(later(0)):
        made = [make_idea(f"Idee {number}.") for number in range(3)]
    with clock.at(later(12)):
        jobs.run_due()
        with writing():
            steps.advance(made[0].id, Stage.PUBLISHED, HOUSE)
    with clock.at(later(12 + 88)):
        jobs.run_due()
        outbox.deliver_due()
    told = letters.wait_for(2)
    assert [letter.text.count("Idee ") for letter in told] == [3, 1]
    assert len(db.session.scalars(select(Reminder)).all()) == 4


def test_run_twice_at_once_no_reminder_is_written_twice(app: House) -> None:
    with clock.at(later(0)):
        make_idea("Ein Baum am Platz.")
    with clock.at(later(14)):
        with writing():
            assert services.remind() == 1
        with writing():
            assert services.remind() == 0


def test_the_label_is_for_the_office_alone(office: FlaskClient, visitor: FlaskClient) -> None:
    idea = published("Ein Baum am Platz.")
    path = f"/buero/ideen/{idea.id}/vermerk"
    forms.done(forms.submit(office, f"/buero/ideen/{idea.id}", path, words="Wartet auf Zahlen"))
    assert "selected" in office.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)
    for page in (f"/ideen/{idea.id}", "/ideen", "/"):
        assert "Wartet auf Zahlen" not in visitor.get(page, follow_redirects=True).get_data(as_text=True)
    forms.done(forms.submit(office, f"/buero/ideen/{idea.id}", path, words=""))
    db.session.rollback()
    assert db.session.scalars(select(Label)).all() == []


@pytest.mark.parametrize("wrong", ["Frau Amt bummelt", "\x00", "x" * 100_000])
def test_a_label_of_ones_own_is_refused(app: House, office: FlaskClient, wrong: str) -> None:
    idea = published("Ein Baum am Platz.")
    answer = forms.submit(office, f"/buero/ideen/{idea.id}", f"/buero/ideen/{idea.id}/vermerk", words=wrong)
    assert answer.status_code == 400
    assert db.session.scalars(select(Label)).all() == []
    with pytest.raises(Refused), writing():
        services.note(idea.id, wrong, HOUSE)


def test_a_reason_for_the_office_alone_stays_inside(office: FlaskClient, visitor: FlaskClient) -> None:
    idea = published("Ein Baum am Platz.")
    sent = {"step": "not_pursued", "reason": "Der Boden trägt nicht.", "inner": "Leitungen der Stadtwerke im Weg."}
    path = f"/buero/ideen/{idea.id}"
    page = office.get(path)
    known = {"token": token(page, path), "version": version(page), "go": "1"}
    assert office.post(path, data=known | sent).status_code == 303
    step = db.session.scalars(select(Step).where(Step.stage == Stage.NOT_PURSUED)).one()
    assert step.inner_reason == "Leitungen der Stadtwerke im Weg."
    assert "Leitungen der Stadtwerke" in office.get(path).get_data(as_text=True)
    for public in (f"/ideen/{idea.id}", "/", "/ideen"):
        assert "Leitungen" not in visitor.get(public, follow_redirects=True).get_data(as_text=True)
    found = forms.submit(visitor, "/ideen/nachsehen", code=idea.code).get_data(as_text=True)
    assert "Der Boden trägt nicht." in found
    assert "Leitungen" not in found


def test_thirty_dues_cost_as_much_as_three(office: FlaskClient) -> None:
    def cost(number: int) -> int:
        for one in range(number):
            make_idea(f"Idee {one}.")
        office.get("/buero/ideen/faellig")
        with counted() as statements:
            assert office.get("/buero/ideen/faellig").status_code == 200
        return len(statements)

    assert cost(3) == cost(27)
