"""Bundles: ideas that wish for the same lie side by side, each keeps its own page; a hidden one is never counted."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core import indexing
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import AUTHOR, HOUSE
from ideas import queries, services
from ideas.models import Bundle, Idea
from ideas.stages import Stage
from tests.support.making import make_idea, published
from tests.support.pages import fill, token
from tests.support.statements import counted


def together(*ids: int, title: str = "Hilfe beim Handy") -> int:
    with writing():
        return services.bundle(ids, title, HOUSE).id


def bundles() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Bundle.id))) or 0


def page(visitor: FlaskClient, number: int) -> str:
    return visitor.get(f"/ideen/{number}", follow_redirects=True).get_data(as_text=True)


def test_public_pages_name_the_others_and_keep_their_text(app: House, visitor: FlaskClient) -> None:
    one, two, three = (published(text).id for text in ("Handy erklären.", "Hilfe am Telefon.", "Enkel auf Zeit."))
    assert "ähnliche" not in page(visitor, one)
    together(one, two)
    assert "Zusammen mit einer ähnlichen Idee" in page(visitor, one)
    together(two, three, title="")
    shown = page(visitor, one)
    assert "Zusammen mit 2 ähnlichen Ideen" in shown
    for word in ("Handy erklären.", "Hilfe am Telefon", "Enkel auf Zeit"):
        assert word in shown
    assert bundles() == 1


def test_a_hidden_idea_is_neither_named_nor_counted(app: House, visitor: FlaskClient) -> None:
    one, two = published("Handy erklären.").id, published("Hilfe am Telefon.").id
    unread, taken_back = make_idea("Ganz geheim.").id, make_idea("Auch geheim.").id
    together(one, two, unread, taken_back)
    with writing():
        services.advance(taken_back, Stage.WITHDRAWN, AUTHOR)
    assert [idea.id for idea in queries.bundled(one)] == [two]
    assert [idea.id for idea in queries.bundled(one, public=False)] == [two, unread, taken_back]
    shown = page(visitor, one)
    assert "Zusammen mit einer ähnlichen Idee" in shown
    assert "geheim" not in shown


def test_leaving_undoes_it_and_a_bundle_of_one_is_none(app: House, visitor: FlaskClient) -> None:
    one, two, three = (published(f"Handy {number}.").id for number in range(3))
    together(one, two, three)
    with writing():
        services.unbundle(two, HOUSE)
    assert [idea.id for idea in queries.bundled(one)] == [three]
    for _ in range(2):
        with writing():
            services.unbundle(one, HOUSE)
    assert bundles() == 0
    assert "ähnliche" not in page(visitor, three)


@pytest.mark.parametrize("case", ["one", "same", "unknown", "no title", "two bundles", "withdrawn"])
def test_what_is_no_bundle_is_refused(app: House, case: str) -> None:
    ids = [published(f"Handy {number}.").id for number in range(4)]
    gone = make_idea("Zurück.").id
    with writing():
        services.advance(gone, Stage.WITHDRAWN, AUTHOR)
    if case == "two bundles":
        together(ids[0], ids[1])
        together(ids[2], ids[3])
    meant = {
        "one": ids[:1],
        "same": [ids[0], ids[0]],
        "unknown": [ids[0], 999_999],
        "no title": ids[:2],
        "two bundles": ids,
        "withdrawn": [ids[0], gone],
    }[case]
    with pytest.raises((Refused, NotThere)):
        together(*meant, title=" " if case == "no title" else "Handy")
    db.session.rollback()
    wrong = select(func.count(Idea.id)).where(Idea.bundle_id.is_not(None))
    assert db.session.scalar(wrong) == (4 if case == "two bundles" else 0)


def test_the_office_finds_ticks_and_takes_out_again(app: House, office: FlaskClient) -> None:
    one, two = published("Hilfe beim Handy im Café.").id, published("Handy in Ruhe erklären.").id
    published("Mehr Bänke am Bach.")
    indexing.tend()
    here = f"/buero/ideen/{one}/buendel"
    assert f'value="{two}"' in office.get(here).get_data(as_text=True)
    assert f'value="{two}"' in office.get(f"{here}?q={two}").get_data(as_text=True)
    assert "keine andere Idee" in office.get(f"{here}?q=Zimtschnecke").get_data(as_text=True)
    sent = {"token": token(office.get(here)), "ideas": str(two), "title": "Hilfe beim Handy"}
    assert [office.post(here, data=sent).status_code for _ in range(2)] == [303, 303]
    shown = office.get(here).get_data(as_text=True)
    assert "Bündel „Hilfe beim Handy“" in shown
    assert "hat die Idee mit ähnlichen zusammengelegt" in office.get(f"/buero/ideen/{two}/protokoll").get_data(
        as_text=True
    )
    assert fill(office, here, to=f"{here}/loesen", action=f"{here}/loesen").status_code == 303
    assert bundles() == 0


@pytest.mark.parametrize(
    "typed",
    [
        {"ideas": ""},
        {"ideas": "999999"},
        {"ideas": "9" * 30},
        {"ideas": "x\x00"},
        {"title": ""},
        {"title": "x" * 100_000},
        {"title": "\x00"},
        {"token": ""},
    ],
)
def test_bad_input_bundles_nothing(app: House, office: FlaskClient, typed: dict[str, str]) -> None:
    one, two = published("Handy A.").id, published("Handy B.").id
    here = f"/buero/ideen/{one}/buendel"
    sent = {"token": token(office.get(f"{here}?q={two}")), "ideas": str(two), "title": "Handy"}
    answer = office.post(f"{here}?q={two}", data={**sent, **typed})
    assert answer.status_code == 422
    assert bundles() == 0


def test_strange_questions_find_nothing(app: House, office: FlaskClient) -> None:
    one = published("Handy A.").id
    for asked in ("\x00", "x" * 5000, "9" * 40, "(((", "Nr. 0"):
        assert office.get(f"/buero/ideen/{one}/buendel", query_string={"q": asked}).status_code == 200
    assert office.get("/buero/ideen/999/buendel").status_code == 404


def test_a_large_bundle_costs_as_many_statements_as_a_small_one(app: House, visitor: FlaskClient) -> None:
    first, *more = (published(f"Handy {number}.").id for number in range(31))

    def cost() -> int:
        page(visitor, first)
        with counted() as statements:
            page(visitor, first)
        return len(statements)

    together(first, *more[:2])
    few = cost()
    together(first, *more[2:])
    assert cost() == few
