"""The sum before sending at the other forms, and what the page about privacy says of it; the hint to guardians at addresses."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, texts
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from ideas import address, queries
from ideas.additions.models import Addition
from ideas.models import Idea
from ideas.proof import altcha
from ideas.school import entering
from ideas.school import services as school
from tests.support.forms import done, submit
from tests.support.making import published

SENTENCE = "kleine Rechenaufgabe"


@pytest.fixture
def on(changed_settings: Callable[..., Any]) -> Iterator[None]:
    """The switch is on, with sums that a test solves at once."""
    with changed_settings(proof_of_work=True, proof_hardness=200):
        yield


def proof(visitor: FlaskClient) -> str:
    """Solve a sum as a browser does."""
    task = visitor.get("/ideen/rechenaufgabe").get_json()
    number = next(one for one in range(201) if altcha.digest(task["salt"], one) == task["challenge"])
    kept = {name: task[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps({**kept, "number": number}).encode()).decode()


def class_form() -> str:
    with writing():
        made = school.make_class("7b", "", (clock.today() + timedelta(days=7)).isoformat(), HOUSE)
        return f"/ideen/schule/{entering.grouped(made.code)}"


def test_an_addition_with_the_sum_stands_in_its_place_without_it_it_waits_last(
    app: House, on: None, visitor: FlaskClient
) -> None:
    idea = published()
    shown = address.of(queries.one(idea.id, public=True))
    for page in (shown, f"/ideen/{idea.id}/ergaenzung"):
        assert visitor.get(page).get_data(as_text=True).count('name="altcha"') == 1
        for given, doubt in ((proof(visitor), None), ("", "no proof"), ("x", "no proof")):
            done(submit(visitor, page, f"/ideen/{idea.id}/ergaenzung", text="Dort steht ein Baum.", altcha=given))
            db.session.rollback()
            made = db.session.scalars(select(Addition).order_by(Addition.id.desc())).first()
            assert made is not None
            assert made.suspicion == doubt


def test_a_child_does_the_sum_too_and_is_never_refused(app: House, on: None, visitor: FlaskClient) -> None:
    form = class_form()
    for number, (given, doubt) in enumerate(((proof(visitor), None), ("", "no proof"))):
        text = f"Ein Zebrastreifen vor der Schule, bitte {number}."
        assert "Merk-Code" in submit(visitor, form, text=text, altcha=given).get_data(as_text=True)
        db.session.rollback()
        assert db.session.scalars(select(Idea).where(Idea.text == text)).one().suspicion == doubt


def test_switched_off_no_form_asks_and_no_page_speaks_of_it(app: House, visitor: FlaskClient) -> None:
    idea, form = published(), class_form()
    for page in (f"/ideen/{idea.id}/ergaenzung", form, "/datenschutz"):
        shown = visitor.get(page).get_data(as_text=True)
        assert "altcha" not in shown
        assert SENTENCE not in shown


def test_the_page_about_privacy_says_it_in_one_sentence(app: House, on: None, visitor: FlaskClient) -> None:
    assert visitor.get("/datenschutz").get_data(as_text=True).count(SENTENCE) == 1
    assert SENTENCE not in visitor.get("/impressum").get_data(as_text=True)
    assert texts.text("proof.privacy").count(".") == 1


@pytest.mark.parametrize("page", ["/ideen/neu", "/ideen/folgen", "/kickbox/bewerben"])
def test_where_an_address_rests_on_consent_the_hint_to_guardians_stands(
    app: House, visitor: FlaskClient, page: str
) -> None:
    hint = texts.text("ideas.mail_minors")
    assert hint
    assert visitor.get(page).get_data(as_text=True).count(hint) == 1
