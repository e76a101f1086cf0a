"""School mode: one code, thirty ideas from one address; a teacher sees the class and asks; never more than that."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core import clock, links, outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from ideas import services as ideas
from ideas.models import Contact, Idea, Source
from ideas.school import entering, queries, services
from ideas.school.models import SchoolClass, SchoolIdea
from ideas.stages import Stage
from tests.support.forms import done, submit
from tests.support.making import make_idea
from tests.support.pages import token as form_token
from tests.support.smtp import Sink


def make_class(
    name: str = "Schule am Bach, 7b", until: date | None = None, topic: str = "Unser Schulweg"
) -> SchoolClass:
    with writing():
        made = services.make_class(name, topic, (until or clock.today() + timedelta(days=7)).isoformat(), HOUSE)
        return queries.one(made.id)


def form_of(made: SchoolClass) -> str:
    return f"/ideen/schule/{entering.grouped(made.code)}"


def wall_of(number: int) -> str:
    with writing():
        return f"/ideen/klasse/{services.teacher_link(number, HOUSE)}"


def test_thirty_children_behind_one_address(app: House, visitor: FlaskClient) -> None:
    made = make_class()
    path, number = form_of(made), made.id
    page = visitor.get(path)
    assert "E-Mail" not in re.sub(r"<footer.*", "", page.get_data(as_text=True), flags=re.DOTALL).replace(
        "Alter oder E-Mail", ""
    )
    codes = set()
    for child in range(30):
        answer = submit(visitor, path, text=f"Idee {child}: ein Zebrastreifen vor der Schule.")
        assert answer.status_code == 200
        found = re.search(r'id="merk-code">(.*?)</p>', answer.get_data(as_text=True))
        assert found
        codes.add(found[1])
    rows = db.session.scalars(select(Idea)).all()
    assert len(codes) == 30
    assert {(one.source, one.source_name, one.suspicion) for one in rows} == {
        (Source.SCHOOL, "Schule am Bach, 7b", None)
    }
    assert len(queries.wall(number)) == 30
    assert db.session.scalar(select(func.count()).select_from(Contact)) == 0


def test_without_a_code_the_usual_limit_holds(app: House, visitor: FlaskClient) -> None:
    make_class()
    for child in range(12):
        submit(visitor, "/ideen/neu", text=f"Idee {child}: ein Zebrastreifen.")
    suspicious = select(func.count()).select_from(Idea).where(Idea.suspicion == "many")
    assert db.session.scalar(suspicious) == 2


def test_more_than_a_class_can_write_waits_as_suspicious(
    app: House, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entering, "IN_TEN_MINUTES", 2)
    made = make_class()
    path = form_of(made)
    for child in range(3):
        assert submit(visitor, path, text=f"Idee {child}: ein Baum.").status_code == 200
    assert [one.suspicion for one in db.session.scalars(select(Idea).order_by(Idea.id))] == [None, None, "many"]


def test_wrong_codes_are_counted(app: House, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entering, "WRONG_A_MINUTE", 3)
    right = form_of(make_class())
    for code in ("AAAA-AAAA", "BBBB-BBBB", "x", "%00", "CCCC-CCCC"):
        visitor.get(f"/ideen/schule/{code}")
    assert visitor.get("/ideen/schule/DDDD-DDDD").status_code == 429
    assert visitor.get(right).status_code == 429


def test_a_form_sent_twice_is_one_idea_and_the_next_child_another(app: House, visitor: FlaskClient) -> None:
    path = form_of(make_class())
    token = form_token(visitor.get(path))
    for text in ("Ein Zebrastreifen.", "Ein Zebrastreifen.", "Ein Trinkbrunnen."):
        assert visitor.post(path, data={"token": token, "text": text}).status_code == 200
    assert sorted(db.session.scalars(select(Idea.text))) == ["Ein Trinkbrunnen.", "Ein Zebrastreifen."]
    assert db.session.scalar(select(func.count()).select_from(SchoolIdea)) == 2


def test_after_the_last_day_the_code_takes_nothing(app: House, visitor: FlaskClient) -> None:
    path = form_of(make_class(until=clock.today()))
    token = form_token(visitor.get(path))
    midnight = datetime.combine(clock.today() + timedelta(days=1), time(0, 1), clock.BERLIN)
    with clock.at(midnight):  # sooner than the form itself grows old
        assert "galt bis zum" in visitor.get(path).get_data(as_text=True)
        later = visitor.post(path, data={"token": token, "text": "Zu spät gekommen."})
    assert later.status_code == 409
    assert db.session.scalar(select(func.count()).select_from(Idea)) == 0


def test_a_teacher_sees_the_class_before_publishing_and_asks(
    app: House, visitor: FlaskClient, office: FlaskClient
) -> None:
    made = make_class()
    number, path = made.id, form_of(made)
    submit(visitor, path, text="Vor der Schule fahren Autos zu schnell.")
    idea = db.session.scalars(select(Idea.id)).one()
    wall = wall_of(number)
    assert "Autos zu schnell" in visitor.get(wall).get_data(as_text=True)
    assert visitor.get(f"{wall}/blatt").status_code == 200
    assert done(submit(visitor, wall, f"{wall}/{idea}", reason="Nennt ein Kind.")).endswith("notiz=lehrkraft-bittet")
    assert "Sie haben uns" in visitor.get(wall).get_data(as_text=True)
    opened = office.get(f"/buero/ideen/{idea}").get_data(as_text=True)
    assert "Nennt ein Kind." in opened
    assert "Lehrkraft bittet, nicht zu veröffentlichen" in office.get("/buero/").get_data(as_text=True)
    assert done(submit(office, f"/buero/ideen/{idea}", f"/buero/ideen/klassen/idee/{idea}/bleibt"))
    assert "Nennt ein Kind." not in office.get(f"/buero/ideen/{idea}").get_data(as_text=True)
    story = office.get(f"/buero/ideen/{idea}/protokoll").get_data(as_text=True)
    assert "Lehrkraft" in story
    assert "Nennt ein Kind" not in story


def test_a_teacher_reaches_no_idea_of_others(app: House, visitor: FlaskClient) -> None:
    first, second = make_class(), make_class("Andere Schule, 5a")
    wall, other = wall_of(first.id), form_of(second)
    submit(visitor, other, text="Ein Brunnen im Hof.")
    foreign, plain = db.session.scalars(select(Idea.id)).one(), make_idea("Eine Bank.").id
    submit(visitor, form_of(queries.one(first.id)), text="Ein Baum im Hof.")
    page = visitor.get(wall)
    assert "Brunnen" not in page.get_data(as_text=True)
    for number in (foreign, plain, 99_999):
        answer = visitor.post(f"{wall}/{number}", data={"token": form_token(page), "reason": ""})
        assert answer.status_code == 404
    assert db.session.scalars(select(SchoolIdea).where(SchoolIdea.asked_at.is_not(None))).first() is None


def test_what_a_child_took_back_the_teacher_sees_no_more(app: House, visitor: FlaskClient) -> None:
    made = make_class()
    number, path = made.id, form_of(made)
    submit(visitor, path, text="Ein Geheimnis über mich.")
    with writing():
        ideas.withdraw(db.session.scalars(select(Idea)).one())
    assert "Geheimnis" not in visitor.get(wall_of(number)).get_data(as_text=True)


def test_a_new_link_ends_the_one_before_and_every_link_ends(app: House, visitor: FlaskClient) -> None:
    number = make_class().id
    old, new = wall_of(number), wall_of(number)
    assert visitor.get(old).status_code == 404
    assert visitor.get(new).status_code == 200
    with clock.at(clock.now() + timedelta(days=69)):
        assert visitor.get(new).status_code == 404
    with writing():
        foreign = links.issue("idea.letters", Thing("school_class", number), lifetime=timedelta(days=1))
    assert visitor.get(f"/ideen/klasse/{foreign}").status_code == 404


def test_the_office_makes_a_class_prints_the_sheet_and_hands_the_link(
    app: House, office: FlaskClient, letters: Sink
) -> None:
    until = (clock.today() + timedelta(days=20)).isoformat()
    made = submit(office, "/buero/ideen/klassen", name="Schule am Bach, 7b", topic="", until=until)
    page = done(made).split("?")[0]
    assert done(submit(office, page, page, topic="Pausenhof"))
    sheet = office.get(f"{page}/blatt").get_data(as_text=True)
    assert "localhost/<wbr>ideen/<wbr>schule/<wbr>" in sheet
    assert "<svg" in sheet
    shown = submit(office, page, f"{page}/link").get_data(as_text=True)
    assert "/ideen/klasse/" in shown
    assert done(submit(office, page, f"{page}/link", email="lehrer@example.org")).endswith("lehrkraft-brief")
    outbox.deliver_due()
    assert "/ideen/klasse/" in letters.wait_for(1)[0].text
    again = submit(office, "/buero/ideen/klassen", name="Schule am Bach, 7b", until=until)
    assert (again.status_code, "gibt es schon" in again.get_data(as_text=True)) == (422, True)
    listed = office.get("/buero/ideen/klassen").get_data(as_text=True)
    assert "Pausenhof" in listed


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "n" * 81},
        {"name": "\x00\ud800"},
        {"until": "2020-01-01"},
        {"until": "9999-12-31"},
        {"until": "morgen"},
        {"topic": "t" * 100_000},
    ],
)
def test_bad_input_makes_no_class(app: House, office: FlaskClient, fields: dict[str, str]) -> None:
    sent = {"token": form_token(office.get("/buero/ideen/klassen")), "name": "5a", "topic": "", "until": "2099-01-01"}
    body = {name: value.encode("utf-8", "surrogatepass") for name, value in {**sent, **fields}.items()}
    assert office.post("/buero/ideen/klassen", data=body).status_code == 422
    assert not queries.classes()


def test_the_second_of_two_people_at_a_class_is_told(app: House, office: FlaskClient) -> None:
    number = make_class().id
    answer = submit(office, f"/buero/ideen/klassen/{number}", f"/buero/ideen/klassen/{number}", version="77")
    assert answer.status_code == 409


def test_published_ideas_of_a_class_are_as_all_others(app: House, visitor: FlaskClient) -> None:
    made = make_class()
    submit(visitor, form_of(made), text="Ein Zebrastreifen vor der Schule.")
    number = db.session.scalars(select(Idea.id)).one()
    assert visitor.get(f"/ideen/{number}").status_code == 404
    with writing():
        ideas.advance(number, Stage.PUBLISHED, HOUSE)
    shown = visitor.get(f"/ideen/{number}", follow_redirects=True).get_data(as_text=True)
    assert "Zebrastreifen" in shown
    assert "Schule am Bach" not in shown
