"""Proposals of what belongs together: from the words, decided by a person; "passt nicht" is remembered."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from core.db import db, writing
from core.factory import House
from core.journal import AUTHOR, HOUSE
from ideas import services
from ideas.bundles import proposals
from ideas.interest import services as interest
from ideas.models import Idea
from ideas.stages import Stage
from tests.support.making import make_idea, published
from tests.support.pages import fill, token
from tests.support.statements import counted
from tests.support.together import at_once

HERE = "/buero/ideen/buendel"
SAME = ("Im Café in Ruhe das Handy erklären.", "Das Handy in Ruhe erklären, im Café.")


def pairs() -> list[tuple[int, int]]:
    db.session.rollback()
    return [(one.idea.id, other.idea.id) for one in proposals.page().proposals for other in one.others]


def test_alike_ones_are_proposed_once_with_their_words(app: House, office: FlaskClient) -> None:
    one, two = (published(text).id for text in SAME)
    published("Mehr Bänke am Bach.")
    with app.test_request_context():
        assert pairs() == [(two, one)]
    shown = office.get(HERE).get_data(as_text=True)
    assert "gemeinsam: " in shown
    assert "Handy" in shown[shown.index("gemeinsam: ") :]
    assert "Bänke" not in shown


def test_what_does_not_fit_is_remembered(app: House, office: FlaskClient) -> None:
    one, two = (published(text).id for text in SAME)
    no = f"/buero/ideen/{two}/buendel/passt-nicht"
    sent = {"token": token(office.get(HERE), no), "other": one}
    assert [office.post(no, data=sent).status_code for _ in range(2)] == [303, 303]
    assert "nichts vorzuschlagen" in office.get(HERE).get_data(as_text=True)
    story = office.get(f"/buero/ideen/{two}/protokoll").get_data(as_text=True)
    assert story.count(f"passt nicht zu Nr. {one}") == 1


def test_bundled_hidden_and_unread_ones_are_not_proposed(app: House) -> None:
    one, two, three = (published(SAME[0]).id for _ in range(3))
    make_idea(SAME[0])
    with writing():
        services.bundle([one, two], "Handy", HOUSE)
        services.advance(three, Stage.WITHDRAWN, AUTHOR)
    with app.test_request_context():
        assert pairs() == []


def test_who_objected_is_not_proposed_again(app: House) -> None:
    one, two = (published(text).id for text in SAME)
    with writing():
        services.bundle([one, two], "Handy", HOUSE)
    with writing():
        assert services.object_to(one)
    with app.test_request_context():
        assert pairs() == []


def test_the_whole_bundle_is_undone(app: House, office: FlaskClient) -> None:
    ids = [published(f"{SAME[0]} {number}").id for number in range(3)]
    with writing():
        services.bundle(ids, "Handy", HOUSE)
    undo = f"/buero/ideen/{ids[0]}/buendel/aufloesen"
    assert fill(office, f"/buero/ideen/{ids[0]}/buendel", to=undo, action=undo).status_code == 303
    db.session.rollback()
    assert [db.session.get_one(Idea, number).bundle_id for number in ids] == [None, None, None]
    for number in ids:
        story = office.get(f"/buero/ideen/{number}/protokoll").get_data(as_text=True)
        assert "aus dem Bündel genommen" in story


def test_interest_is_not_added_up(app: House, visitor: FlaskClient) -> None:
    one, two = (published(text).id for text in SAME)
    with writing():
        for number in range(10):
            interest.show(one, f"browser-{number}")
        services.bundle([one, two], "Handy", HOUSE)
    assert "Ungefähr 10" in visitor.get(f"/ideen/{one}", follow_redirects=True).get_data(as_text=True)
    assert "Ungefähr" not in visitor.get(f"/ideen/{two}", follow_redirects=True).get_data(as_text=True)


def test_adding_while_somebody_undoes_leaves_no_half_bundle(app: House) -> None:
    ids = [published(f"{SAME[0]} {number}").id for number in range(3)]
    with writing():
        services.bundle(ids[:2], "Handy", HOUSE)

    at_once(
        app,
        lambda: services.bundle([ids[0], ids[2]], "Neu", HOUSE),
        lambda: services.dissolve(ids[0], HOUSE),
    )
    numbers = [db.session.get_one(Idea, number).bundle_id for number in ids]
    assert numbers == [None, None, None] or (numbers[0] == numbers[2] is not None and numbers[1] is None)


@pytest.mark.parametrize(
    "typed", [{"other": ""}, {"other": "0"}, {"other": "x\x00"}, {"other": "9" * 40}, {"token": ""}]
)
def test_bad_input_is_refused(app: House, office: FlaskClient, typed: dict[str, str]) -> None:
    one, two = (published(text).id for text in SAME)
    no = f"/buero/ideen/{two}/buendel/passt-nicht"
    sent = {"token": token(office.get(HERE), no), "other": one, **typed}
    assert office.post(no, data=sent).status_code == 400
    assert office.post(no, data={**sent, "token": token(office.get(HERE), no), "other": 999_999}).status_code == 404
    for asked in ("x", "-1", "9" * 40, "\x00", ""):
        assert office.get(HERE, query_string={"vor": asked}).status_code == 200


def test_three_and_thirty_cost_the_same(app: House, office: FlaskClient) -> None:
    def cost() -> int:
        office.get(HERE)
        with counted() as statements:
            office.get(HERE)
        return len(statements)

    for number in range(3):
        published(f"{SAME[0]} {number}")
    few = cost()
    for number in range(27):
        published(f"{SAME[1]} {number}")
    assert cost() == few
