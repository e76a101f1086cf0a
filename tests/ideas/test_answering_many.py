"""One answer for many ideas: prepared, looked at, published together; what somebody changed meanwhile is left out."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import outbox
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from ideas import services as ideas
from ideas.answering import queries, services
from ideas.answering.models import Batch, Member
from ideas.answering.services import Plan, Words
from ideas.models import Idea
from ideas.stages import Stage
from tests.support import forms
from tests.support.making import make_idea, published
from tests.support.pages import token
from tests.support.smtp import Sink
from tests.support.statements import counted

WORDS = Words("Umweltamt", "Zu „{Titel}“: Wir prüfen 2027.", "Zu „{Titel}“ fehlt uns noch Geld.")
PLAN = Plan(WORDS, Stage.NOT_PURSUED)
FILLED = {"role": "Umweltamt", "short": "Zu „{Titel}“: Nein.", "text": "Es fehlt Geld.", "stage": "not_pursued"}


def prepared(*numbers: int, plan: Plan = PLAN) -> int:
    """Prepare one answer for some ideas."""
    with writing():
        return services.prepare(numbers, plan).id


def stage(number: int) -> Stage:
    """Return where an idea stands now."""
    db.session.rollback()
    return db.session.get_one(Idea, number, populate_existing=True).stage


def shorts(number: int) -> list[str]:
    """Return the sentences of an idea's answers."""
    db.session.rollback()
    return [one.short for one in queries.of_idea(number)]


def test_prepared_looked_at_and_published_together(office: FlaskClient, visitor: FlaskClient) -> None:
    bench, tree = published("Eine Bank am Bach."), published("Ein Baum am Platz.")
    away = forms.submit(office, "/buero/antworten/neu", ideas=[bench.id, tree.id], **FILLED)
    address = forms.done(away).split("?")[0]
    draft = office.get(address).get_data(as_text=True)
    assert "Zu „Eine Bank am Bach“: Nein." in draft
    assert "Zu „Ein Baum am Platz“: Nein." in draft
    assert stage(bench.id) is Stage.PUBLISHED

    forms.done(forms.submit(office, address, seen=[f"{bench.id}-{seen(bench.id)}", f"{tree.id}-{seen(tree.id)}"]))

    assert (shorts(bench.id), shorts(tree.id)) == (["Zu „Eine Bank am Bach“: Nein."], ["Zu „Ein Baum am Platz“: Nein."])
    assert (stage(bench.id), stage(tree.id)) == (Stage.NOT_PURSUED, Stage.NOT_PURSUED)
    assert "Alle Antworten sind veröffentlicht." in office.get(address).get_data(as_text=True)
    assert "Es fehlt Geld." in visitor.get(f"/ideen/{tree.id}", follow_redirects=True).get_data(as_text=True)


def seen(number: int) -> int:
    """Return an idea's version as a page would show it."""
    db.session.rollback()
    return db.session.get_one(Idea, number, populate_existing=True).version


def test_the_page_itself_carries_what_was_looked_at(office: FlaskClient) -> None:
    idea = published("Eine Bank am Bach.")
    batch = prepared(idea.id)
    page = office.get(f"/buero/antworten/{batch}")
    assert f'name="seen" value="{idea.id}-{seen(idea.id)}"' in page.get_data(as_text=True)


def test_who_was_changed_meanwhile_is_named_and_left_out_the_rest_goes(office: FlaskClient) -> None:
    bench, tree, path = published("Eine Bank."), published("Ein Baum."), published("Ein Weg.")
    batch = prepared(bench.id, tree.id, path.id)
    page = office.get(f"/buero/antworten/{batch}")
    before = {one.id: seen(one.id) for one in (bench, tree, path)}
    with writing():
        ideas.tag(tree.id, (), category_id=None, district_id=None, who=HOUSE)
    sent = {"token": token(page, f"/buero/antworten/{batch}"), "seen": [f"{n}-{v}" for n, v in before.items()]}

    forms.done(office.post(f"/buero/antworten/{batch}", data=sent))

    assert [stage(one.id) for one in (bench, tree, path)] == [Stage.NOT_PURSUED, Stage.PUBLISHED, Stage.NOT_PURSUED]
    assert shorts(tree.id) == []
    after = office.get(f"/buero/antworten/{batch}").get_data(as_text=True)
    assert "2 Antworten sind veröffentlicht. 1 ist noch offen" in after
    assert "Ausgelassen: " in after
    assert "war schneller" in after


def test_each_author_gets_one_letter_of_their_own(app: House, letters: Sink) -> None:
    numbers = []
    for name in ("eins", "zwei"):
        made = make_idea(f"Idee {name}.", email=f"{name}@example.org")
        with writing():
            ideas.confirm(made.id)
            ideas.advance(made.id, Stage.PUBLISHED, HOUSE)
        numbers.append(made.id)
    batch = prepared(*numbers)
    with writing():
        services.publish(batch, {number: seen_now(number) for number in numbers}, HOUSE)
    outbox.deliver_due()
    told = {str(one.message["To"]): one.text for one in letters.wait_for(6) if "geantwortet" in one.text}
    assert "Zu „Idee eins“ fehlt uns noch Geld." in told["eins@example.org"]
    assert "Zu „Idee zwei“ fehlt uns noch Geld." in told["zwei@example.org"]
    assert len(told) == 2


def seen_now(number: int) -> int:
    """Return an idea's version inside a transaction."""
    return db.session.get_one(Idea, number).version


def test_published_twice_answers_once(app: House) -> None:
    idea = published("Eine Bank.")
    batch, version = prepared(idea.id), seen(idea.id)
    for expected in ((1, 0), (0, 0)):
        with writing():
            outcome = services.publish(batch, {idea.id: version}, HOUSE)
            assert (outcome.given, outcome.left_out) == expected
    assert len(shorts(idea.id)) == 1


def test_one_idea_may_have_words_of_its_own(app: House) -> None:
    bench, tree = published("Eine Bank."), published("Ein Baum.")
    batch = prepared(bench.id, tree.id)
    with writing():
        services.keep_apart(batch, tree.id, "Für „{Titel}“ gilt etwas anderes.")
        services.publish(batch, {one.id: seen_now(one.id) for one in (bench, tree)}, HOUSE)
    assert queries.of_idea(bench.id)[0].text == "Zu „Eine Bank“ fehlt uns noch Geld."
    assert queries.of_idea(tree.id)[0].text == "Für „Ein Baum“ gilt etwas anderes."


def test_an_idea_is_taken_out_and_a_draft_thrown_away(office: FlaskClient) -> None:
    bench, tree = published("Eine Bank."), published("Ein Baum.")
    batch = prepared(bench.id, tree.id)
    path = f"/buero/antworten/{batch}"
    forms.done(forms.submit(office, f"{path}/idee/{tree.id}", f"{path}/idee/{tree.id}/heraus"))
    assert db.session.scalars(select(Member.idea_id)).all() == [bench.id]
    forms.done(forms.submit(office, path, f"{path}/verwerfen"))
    assert db.session.scalars(select(Batch.id)).all() == []
    assert stage(bench.id) is Stage.PUBLISHED


def test_a_published_answer_is_no_longer_a_draft(app: House) -> None:
    idea = published("Eine Bank.")
    batch = prepared(idea.id)
    with writing():
        services.publish(batch, {idea.id: seen_now(idea.id)}, HOUSE)
    with pytest.raises(Refused), writing():
        services.keep_apart(batch, idea.id, "Zu spät.")


@pytest.mark.parametrize(
    "wrong",
    [
        {"ideas": None},
        {"ideas": ["x"]},
        {"ideas": ["999999999"]},
        {"ideas": [str(n) for n in range(1, 102)]},
        {"stage": ""},
        {"stage": "published"},
        {"short": "Zu {Name}: nein."},
        {"short": "{Titel}{Titel}{Titel}"},
        {"text": "Siehe {office.phone}."},
        {"role": "Herr Müller"},
        {"stage": "later", "on": ""},
    ],
)
def test_bad_input_prepares_nothing(office: FlaskClient, wrong: dict[str, Any]) -> None:
    idea = published("Eine Bank.")
    answer = forms.submit(office, "/buero/antworten/neu", **({"ideas": [idea.id]} | FILLED | wrong))
    assert answer.status_code == 422
    assert db.session.scalars(select(Batch.id)).all() == []


def test_forged_versions_publish_nothing(office: FlaskClient) -> None:
    idea = published("Eine Bank.")
    batch = prepared(idea.id)
    for forged in ("", "1", "x-y", f"{idea.id}-", f"{idea.id}-0", "9" * 40, f"{idea.id}-9999", "1-2-3"):
        forms.submit(office, f"/buero/antworten/{batch}", seen=forged)
    assert stage(idea.id) is Stage.PUBLISHED


def test_a_draft_of_thirty_costs_as_much_as_one_of_three(office: FlaskClient) -> None:
    def cost(number: int) -> int:
        batch = prepared(*(published(f"Idee {n}.").id for n in range(number)))
        office.get(f"/buero/antworten/{batch}")
        with counted() as statements:
            assert office.get(f"/buero/antworten/{batch}").status_code == 200
        return len(statements)

    assert cost(3) == cost(30)


def test_who_only_reads_sees_no_drafts(reader: FlaskClient) -> None:
    batch = prepared(published("Eine Bank.").id)
    assert reader.get("/buero/antworten").status_code == 403
    assert reader.get(f"/buero/antworten/{batch}").status_code == 403
    assert "/buero/antworten" not in reader.get("/buero/ideen/alle").get_data(as_text=True)
