"""Gewichte: what counts how much is shown, changed by an admin only, kept only after its effect was shown, and noted."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass import effects, letters, queries, services, suggesting
from compass.models import Challenge, Purpose, WeightEdit
from compass.weights import services as wing
from core import links
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE, Entry
from core.things import Thing
from tests.support.making_actors import make_actor
from tests.support.making_challenges import a_challenge, a_network, without
from tests.support.pages import fill, token
from tests.support.statements import counted

ROOT = "/buero/netzwerk/gewichte"
USUAL = {kind: round(share * 100) for kind, share in queries.WEIGHTS.items()}
ASKED = ("Kurse am Handy", "In der Werkstatt reparieren", "Beratung im Stadtteil")
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def versions_kept() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(WeightEdit.id))) or 0


def shown(admin: FlaskClient, **other: Any) -> tuple[str, dict[str, str]]:
    """Ask for the effect of other weights; return its page and what its form would send."""
    kept = re.search(r'name="newest"[^>]*value="(\d+)"', admin.get(ROOT).text)
    assert kept is not None
    fields = {kind: str(number) for kind, number in {**USUAL, **other}.items()}
    answer = fill(admin, ROOT, newest=kept[1], **fields)
    assert answer.status_code == 200, answer.text
    return answer.text, {"token": token(answer), **dict(HIDDEN.findall(answer.text))}


def test_who_only_uses_suggestions_sees_the_weights_and_cannot_change_them(
    office: FlaskClient, reader: FlaskClient, visitor: FlaskClient
) -> None:
    page = office.get(ROOT)
    assert page.status_code == 200
    assert "<form class=" not in page.text.split("<main")[1]
    assert "Interessiert sich für" in page.text
    assert office.post(ROOT, data=dict.fromkeys(USUAL, "1")).status_code == 403
    assert reader.get(ROOT).status_code == 403
    assert visitor.get(ROOT).status_code == 303
    assert versions_kept() == 0


def test_both_lists_of_words_are_found_from_one_page(office: FlaskClient) -> None:
    page = office.get(ROOT).text
    assert f'href="{ROOT}"' in office.get("/buero/herausforderungen").text
    assert f'href="{ROOT}"' in office.get("/buero/netzwerk").text
    for place in ("/buero/netzwerk/begriffe", "/buero/suchwoerter"):
        assert f'href="{place}' in page
        assert office.get(place).status_code == 200


def test_a_change_is_shown_first_and_kept_by_a_second_press(admin: FlaskClient) -> None:
    ids = {
        "Kurs": make_actor("Kurs", competences=["Kurse am Handy"]),
        "Lernend": make_actor("Lernend", interests=["Kurse am Handy"]),
    }
    number = a_challenge()
    before = [one.actor.id for one in suggesting.of(queries.challenge(number)).ranked]
    assert before == [ids["Kurs"], ids["Lernend"]]

    page, sends = shown(admin, competence=10, interest=100)
    assert "In der einen gespeicherten Herausforderung ändert sich, wen wir zuerst vorschlagen." in page
    assert "Kann von 80 auf 10" in page
    assert versions_kept() == 0
    assert [one.actor.id for one in suggesting.of(queries.challenge(number)).ranked] == before

    assert admin.post(ROOT, data=sends).status_code == 303
    assert versions_kept() == 1
    assert [one.actor.id for one in suggesting.of(queries.challenge(number)).ranked] == before[::-1]
    entry = db.session.scalars(select(Entry).where(Entry.verb == "weights.changed")).one()
    assert entry.parameters == {"what": "Kann von 80 auf 10, Interessiert sich für von 50 auf 100"}
    assert "Kann von 80 auf 10" in admin.get(ROOT).text


def test_other_numbers_than_those_shown_are_not_kept(admin: FlaskClient) -> None:
    a_network()
    a_challenge()
    _, sends = shown(admin, interest=90)
    answer = admin.post(ROOT, data={**sends, "interest": "20"})
    assert answer.status_code == 200
    assert "Interessiert sich für von 50 auf 20" in answer.text
    assert versions_kept() == 0


def test_back_keeps_what_was_typed_and_nothing_else(admin: FlaskClient) -> None:
    _, sends = shown(admin, interest=33)
    answer = admin.post(ROOT, data={**sends, "zurueck": "1"})
    assert answer.status_code == 200
    assert 'value="33"' in answer.text
    assert versions_kept() == 0


def test_nothing_changed_is_said_and_no_version_is_made(admin: FlaskClient) -> None:
    kept = {kind: str(number) for kind, number in USUAL.items()}
    answer = fill(admin, ROOT, newest="0", **kept)
    assert answer.status_code == 303
    assert versions_kept() == 0


@pytest.mark.parametrize(
    "bad",
    [
        {"interest": ""},
        {"interest": "-1"},
        {"interest": "101"},
        {"interest": "0.5"},
        {"interest": "\x00"},
        {"interest": "５"},
        {"interest": "9" * 100_000},
        {"interest": "²"},
        dict.fromkeys(USUAL, "0"),
        {"newest": "x"},
        {"token": "x"},
    ],
)
def test_bad_input_keeps_nothing_and_is_said(admin: FlaskClient, bad: dict[str, str]) -> None:
    plain = {kind: str(number) for kind, number in USUAL.items()}
    form = {"token": token(admin.get(ROOT)), "newest": "0", **plain, "interest": "10", **bad}
    answer = admin.post(ROOT, data=form)
    assert answer.status_code == 422
    assert "Noch nicht gespeichert" in answer.text
    assert versions_kept() == 0


def test_a_version_that_is_none_is_not_there(admin: FlaskClient) -> None:
    for word in ("1", "x", "9" * 30, "0"):
        assert admin.get(f"{ROOT}?fassung={word}").status_code == 404
    assert admin.get(f"{ROOT}?fassung=standard").status_code == 200


def test_an_earlier_version_fills_the_form_and_is_not_in_force(admin: FlaskClient) -> None:
    for number in (40, 30):
        with writing():
            last = queries.newest_weights()
            wing.change({**USUAL, "interest": number}, HOUSE, last.id if last else 0)
    first = db.session.scalars(select(WeightEdit).order_by(WeightEdit.id)).first()
    assert first is not None
    page = admin.get(f"{ROOT}?fassung={first.id}").text
    assert 'value="40"' in page
    assert queries.weights()["interest"] == 0.3


def test_the_second_of_two_people_is_told_who_was_first(admin: FlaskClient) -> None:
    _, sends = shown(admin, interest=90)
    with writing():
        wing.change({**USUAL, "offer": 70}, HOUSE, 0)
    answer = admin.post(ROOT, data=sends)
    assert answer.status_code == 409
    assert "war schneller" in answer.text
    assert 'value="90"' in answer.text
    assert versions_kept() == 1
    with pytest.raises(Refused, match="schneller"), writing():
        wing.change({**USUAL, "offer": 60}, HOUSE, 0)


def test_two_at_once_keep_one_version(app: House) -> None:
    said: list[str] = []

    def press(number: int) -> None:
        with app.app_context():
            try:
                with writing():
                    wing.change({**USUAL, "interest": number}, HOUSE, 0)
                said.append("kept")
            except Refused:
                said.append("refused")

    both = [threading.Thread(target=press, args=(number,)) for number in (10, 20)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(said) == ["kept", "refused"]
    assert versions_kept() == 1


def test_a_kind_that_counts_nothing_is_no_evidence(app: House) -> None:
    number = make_actor("Lernend", interests=["Gebärdensprache"])
    with writing():
        wing.change({**USUAL, "interest": 0}, HOUSE, 0)
    (profile,) = queries.profiles()
    assert profile.actor_id == number
    assert [one.text for one in profile.evidence] == ["Lernend"]


def test_the_effect_names_nobody_without_a_yes(admin: FlaskClient) -> None:
    ids = a_network()
    a_challenge()
    assert "Stumm" not in shown(admin, interest=100, competence=10, about=100)[0]
    page = shown(admin, about=100, competence=1, confirmed=1, offer=1)[0]
    assert ">Treff<" in page
    without(ids["Treff"], Purpose.MATCHING)
    db.session.rollback()
    assert ">Treff<" not in shown(admin, about=100, competence=1, confirmed=1, offer=1)[0]


def test_who_carries_a_mark_takes_no_place_in_the_effect(admin: FlaskClient) -> None:
    ids = a_network()
    a_challenge()
    found = effects.of_weights({**queries.WEIGHTS, "competence": 0.01, "about": 1.0})
    named = {move.actor_id for row in found.touched for move in (*row.comes, *row.goes, *row.moves)}
    assert named
    assert ids["Werke"] not in named


def test_the_effect_looks_at_the_newest_thirty_and_costs_the_same_for_few_and_many(app: House) -> None:
    a_network()
    costs = []
    for many in (3, 37):
        for place in range(many):
            with writing():
                services.make_challenge(f"Hilfe {place}", ASKED[place % 3], [4], None, HOUSE)
        effects.of_weights(queries.WEIGHTS)
        with counted() as statements:
            found = effects.of_weights({**queries.WEIGHTS, "competence": 0.1})
        costs.append(len(statements))
        assert found.looked_at == min(30, db.session.scalar(select(func.count(Challenge.id))) or 0)
    assert costs[0] == costs[1]


def test_everybody_reads_what_counts_now(visitor: FlaskClient, app: House) -> None:
    page = "/netzwerk/so-schlagen-wir-mitwirkende-vor"
    before = visitor.get(page)
    assert "Voll zählt: ein Können, das das Büro bestätigt hat" in before.text
    assert "Zu 50 von 100 zählt: ein Ergebnis" in before.text
    assert "{Gewichte}" not in before.text
    unchanged = {"If-None-Match": before.headers["ETag"]}
    assert visitor.get(page, headers=unchanged).status_code == 304
    with writing():
        wing.change({**USUAL, "interest": 0}, HOUSE, 0)
    after = visitor.get(page, headers=unchanged)
    assert after.status_code == 200
    assert "Gar nicht zählt: ein Interesse" in after.text


def test_the_page_is_linked_wherever_somebody_meets_suggestions(visitor: FlaskClient, office: FlaskClient) -> None:
    number = make_actor("Treff", email="treff@example.org")
    with writing():
        token_of = links.issue(letters.OWN, Thing("actor", number), lifetime=timedelta(hours=1), uses=None)
    public = ("/netzwerk", "/netzwerk/mitmachen/person", "/netzwerk/mitmachen/organisation")
    pages = [visitor.get(path) for path in (*public, f"/netzwerk/mein-eintrag/{token_of}")]
    pages += [
        office.get(path) for path in ("/buero/herausforderungen", f"/buero/herausforderungen/{a_challenge()}", ROOT)
    ]
    assert [one.request.path for one in pages if "/netzwerk/so-schlagen-wir-mitwirkende-vor" not in one.text] == []
