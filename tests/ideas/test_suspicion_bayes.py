"""What the office declined as spam sorts the queue: it never decides, never speaks early, forgets what is gone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from core import accounts, texts
from core.accounts.models import Account
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from ideas import keeping, services, waiting
from ideas.models import Idea
from ideas.stages import Stage
from ideas.suspicion import bayes
from ideas.suspicion import queries as suspicion
from ideas.suspicion.models import Learned, Sound, SpamMark
from ideas.suspicion.services import decline, learn
from tests.support.forms import done, submit
from tests.support.making import make_idea, published
from tests.support.statements import counted

SPAM = "Gewinne Casino Bonus sofort, Kredit ohne Schufa, jetzt klicken"
WISHES = ("Eine Bank am Bach", "Ein Baum am Markt", "Licht auf dem Schulweg", "Ein Radweg zur Schule")


def decided(number: int = bayes.FEWEST, spam: str = SPAM) -> tuple[list[int], list[int]]:
    """Let the office publish and decline as spam so many each; return their numbers."""
    honest = [published(f"{WISHES[i % 4]} im Viertel {i}.").id for i in range(number)]
    bad = [make_idea(f"{spam} {i}").id for i in range(number)]
    for one in bad:
        with writing():
            decline(one, HOUSE, db.session.get_one(Idea, one).version)
    return honest, bad


def handed_in(visitor: FlaskClient, text: str) -> int:
    assert submit(visitor, "/ideen/neu", "/ideen/neu", text=text).status_code == 200
    db.session.rollback()
    return db.session.scalars(select(Idea.id).order_by(Idea.id.desc())).first() or 0


def order() -> Sequence[int]:
    db.session.rollback()
    return [idea.id for idea in waiting.to_read()]


def stems() -> dict[str, list[int]]:
    db.session.rollback()
    return db.session.scalars(select(Learned)).one().stems


def test_the_example_worked_out_by_hand() -> None:
    honest = [{"bank", "bach"}, {"bank", "baum"}]
    spam = [{"kredit", "bank"}, {"kredit", "sofort"}]
    counts = bayes.count(honest, spam)
    assert counts == bayes.Counts(2, 2, {"bank": (2, 1), "kredit": (0, 2)})
    shown = [bayes.percent(words, counts) for words in (["kredit"], ["kredit", "bank"], ["bank"], ["haus"], [])]
    assert shown == [71, 56, 35, 50, 50]


def test_counts_stay_bounded_and_sums_finite() -> None:
    honest = ({f"wort{i}", f"wort{i + 1}"} for i in range(5000))
    spam = ({"kredit", f"zahl{i}"} for i in range(5000))
    counts = bayes.count(honest, spam)
    assert len(counts.stems) == bayes.KEPT + 1
    assert bayes.percent(["kredit"] * 3, counts) == 100
    assert bayes.percent(list(counts.stems), counts) in range(101)
    assert bayes.count([], []) == bayes.Counts()


def test_the_office_teaches_and_spam_stands_last(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    decided()
    learn()
    bad = handed_in(visitor, "Casino Bonus und Kredit: jetzt klicken!")
    good = handed_in(visitor, "Bitte eine Bank am Bach für müde Beine.")
    assert order() == [good, bad]
    stored = db.session.get_one(Idea, bad)
    assert (stored.stage, stored.suspicion) == (Stage.RECEIVED, None)
    page = office.get(f"/buero/ideen/{bad}").get_data(as_text=True)
    line = page[page.index("Klingt wie Werbung") :].split("</p>")[0]
    assert "Casino" in line
    assert "Kredit" in line
    assert "Sie entscheiden." in line
    assert "Klingt wie Werbung" not in office.get(f"/buero/ideen/{good}").get_data(as_text=True)
    assert "/buero/ideen/verdacht" in office.get("/buero/ideen").get_data(as_text=True)


def test_it_says_nothing_before_twenty_decisions_of_each_kind(app: House, visitor: FlaskClient) -> None:
    decided(bayes.FEWEST - 1)
    learn()
    bad = handed_in(visitor, SPAM)
    assert not suspicion.speaks()
    assert db.session.get(Sound, bad) is None
    decided(1)
    learn()
    assert suspicion.speaks()
    assert db.session.get_one(Sound, bad).percent >= bayes.LOUD


def test_an_ordinary_refusal_teaches_nothing(app: House) -> None:
    idea = make_idea("Das Haus der Nachbarin ist hässlich.")
    with writing():
        services.advance(idea.id, Stage.NOT_PUBLISHED, HOUSE, services.Said(reason="Das nennt eine Person."))
    learn()
    assert db.session.scalars(select(Learned)).one().spam == 0


@pytest.mark.parametrize("way", ["redact", "withdraw", "delete"])
def test_words_that_are_gone_leave_the_count_with_the_next_run(app: House, way: str) -> None:
    honest = [published("Zimmermann wünscht eine Bank.").id for _ in range(2)]
    learn()
    assert "zimmermann" in stems()
    for number in honest:
        with writing():
            if way == "redact":
                services.redact(number, "Eine Bank", "[…] wünscht eine Bank.", HOUSE)
            elif way == "withdraw":
                services.withdraw(db.session.get_one(Idea, number))
            else:
                keeping.delete_for_good([number])
    learn()
    assert "zimmermann" not in stems()


def test_no_word_of_a_single_text_is_kept(app: House) -> None:
    published("Zimmermann wünscht eine Bank.")
    published("Am Bach fehlt eine Bank.")
    learn()
    assert stems() == {"bank": [2, 0]}


def test_the_city_switches_it_off(app: House, visitor: FlaskClient) -> None:
    decided()
    learn()
    first = handed_in(visitor, SPAM)
    second = handed_in(visitor, "Eine Bank am Bach.")
    assert order() == [second, first]
    with writing():
        texts.edit("suspicion.learning", "nein", HOUSE)
    assert order() == [first, second]
    learn()
    assert stems() == {}


def test_what_is_written_anew_is_heard_anew(app: House, visitor: FlaskClient) -> None:
    decided()
    learn()
    number = handed_in(visitor, SPAM)
    with writing():
        decline(number, HOUSE, db.session.get_one(Idea, number).version)
    with writing():
        services.rewrite(db.session.get_one(Idea, number), services.Draft("Eine Bank am Bach, bitte."))
    assert db.session.get(SpamMark, number) is None
    assert db.session.get_one(Sound, number).percent < bayes.LOUD


def test_the_button_declines_and_marks(app: House, office: FlaskClient) -> None:
    idea = make_idea(SPAM)
    action = f"/buero/ideen/{idea.id}/werbung"
    assert "als-werbung-abgelehnt" in done(submit(office, f"/buero/ideen/{idea.id}", action))
    db.session.rollback()
    assert db.session.get_one(Idea, idea.id).stage is Stage.NOT_PUBLISHED
    mark = db.session.get_one(SpamMark, idea.id)
    assert mark.account_id == db.session.scalars(select(Account.id)).one()
    assert accounts.names([mark.account_id])
    with writing():
        db.session.execute(delete(Account))
    assert db.session.get_one(SpamMark, idea.id, populate_existing=True).account_id is None


@pytest.mark.parametrize("sent", ["", "99", "-1", "x", "9" * 30, "\x00"])
def test_a_stale_or_forged_version_declines_nothing(app: House, office: FlaskClient, sent: str) -> None:
    idea = make_idea("Eine Bank am Bach.")
    answer = submit(office, f"/buero/ideen/{idea.id}", f"/buero/ideen/{idea.id}/werbung", version=sent)
    assert answer.status_code in {400, 409, 422}
    db.session.rollback()
    assert db.session.get_one(Idea, idea.id).stage is Stage.RECEIVED


def test_the_queue_costs_the_same_for_three_and_for_thirty(app: House, office: FlaskClient) -> None:
    decided()
    learn()
    costs = []
    for more in (3, 27):
        for number in range(more):
            make_idea(f"{SPAM} {number}")
        learn()
        office.get("/buero/ideen")
        with counted() as statements:
            assert office.get("/buero/ideen").status_code == 200
            assert office.get("/buero/ideen/verdacht").status_code == 200
        costs.append(len(statements))
    assert costs[0] == costs[1]
