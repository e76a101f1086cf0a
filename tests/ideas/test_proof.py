"""The sum before sending: nobody is refused for want of it, and no forged, old, easy or used one counts."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core import clock
from core.db import db, writing
from core.factory import House
from ideas import waiting
from ideas.models import Idea
from ideas.proof import altcha, services
from ideas.proof.models import UsedProof
from tests.support.making import make_idea
from tests.support.pages import token
from tests.support.together import at_once

KEY = b"key"
NOW = 1_800_000_000
EASY = 300


@pytest.fixture
def on(changed_settings: Callable[..., Any]) -> Iterator[None]:
    """The switch is on, with sums that a test solves at once."""
    with changed_settings(proof_of_work=True, proof_hardness=EASY):
        yield


def solution(task: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """Find the number as a browser does."""
    number = next(one for one in range(task["maxnumber"] + 1) if altcha.digest(task["salt"], one) == task["challenge"])
    kept = {name: task[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return {**kept, "number": number, **changed}


def packed(sent: object) -> str:
    return base64.b64encode(json.dumps(sent).encode()).decode()


def send(client: FlaskClient, text: str, proof: str | None, form: str | None = None) -> str | None:
    """Hand in an idea with a proof; return why it is doubted."""
    form = form or token(client.get("/ideen/neu"), "/ideen/neu")
    fields = {"token": form, "text": text} | ({} if proof is None else {"altcha": proof})
    answer = client.post("/ideen/neu", data=fields)
    assert answer.status_code == 200
    assert "Merk-Code" in answer.get_data(as_text=True)
    db.session.rollback()
    return db.session.scalars(select(Idea).where(Idea.text == text)).one().suspicion


def test_the_format_worked_out_by_hand() -> None:
    salt = f"{'ab' * 12}?expires={NOW}&hard=100"
    hashed = hashlib.sha256(f"{salt}42".encode()).hexdigest()
    sent = {"algorithm": "SHA-256", "challenge": hashed, "number": 42, "salt": salt}
    signed = {**sent, "signature": altcha.signature(KEY, hashed)}
    assert altcha.solved(KEY, packed(signed), 100, NOW) == altcha.Solved(hashed, NOW)
    assert altcha.solved(KEY, packed(signed), 100, NOW + 1) is None
    assert altcha.solved(KEY, packed(signed), 101, NOW) is None
    assert altcha.solved(b"other", packed(signed), 100, NOW) is None
    for name, value in {
        "number": 43,
        "salt": salt.replace("hard=100", "hard=900"),
        "challenge": hashlib.sha256(b"x").hexdigest(),
        "signature": altcha.signature(b"other", hashed),
        "algorithm": "SHA-1",
    }.items():
        assert altcha.solved(KEY, packed({**signed, name: value}), 100, NOW) is None, name


def test_no_number_lies_so_low_that_it_is_found_at_once() -> None:
    found = [solution(altcha.challenge(KEY, 100, NOW))["number"] for _ in range(60)]
    assert min(found) >= 10
    assert max(found) <= 100


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "x",
        "ä",
        "\x00",
        "A" * 100_000,
        packed([]),
        packed(None),
        packed({}),
        packed("[" * 700),
        packed({"algorithm": "SHA-256", "number": True, "salt": "", "challenge": "", "signature": ""}),
        packed({"algorithm": "SHA-256", "number": "1", "salt": [], "challenge": {}, "signature": 1}),
        packed({"algorithm": "SHA-256", "number": 1, "salt": "\ud800", "challenge": "ü", "signature": "ü"}),
        base64.b64encode(b"\xff\xfe{").decode(),
    ],
)
def test_what_is_no_solution_is_none(payload: str) -> None:
    assert altcha.solved(KEY, payload, 100, NOW) is None


def test_by_default_nothing_is_asked(visitor: FlaskClient) -> None:
    assert "altcha" not in visitor.get("/ideen/neu").get_data(as_text=True)
    assert send(visitor, "Eine Bank am Bach.", None) is None


def test_with_a_solution_an_idea_stands_in_its_place(on: None, visitor: FlaskClient) -> None:
    assert 'name="altcha"' in visitor.get("/ideen/neu").get_data(as_text=True)
    answer = visitor.get("/ideen/rechenaufgabe")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert send(visitor, "Eine Bank am Bach.", packed(solution(answer.get_json()))) is None


def test_without_javascript_an_idea_is_read_last_and_never_lost(on: None, visitor: FlaskClient) -> None:
    assert send(visitor, "Eine Bank ohne JavaScript.", "") == "no proof"
    later = make_idea("Eine Bank danach.")
    order = [idea.id for idea in waiting.to_read()]
    assert order[0] == later.id
    assert len(order) == 2


def test_a_solution_counts_for_one_form_only(on: None, visitor: FlaskClient) -> None:
    proof = packed(solution(visitor.get("/ideen/rechenaufgabe").get_json()))
    form = token(visitor.get("/ideen/neu"), "/ideen/neu")
    assert send(visitor, "Die erste.", proof, form) is None
    assert send(visitor, "Die erste.", proof, form) is None
    assert send(visitor, "Die zweite.", proof) == "no proof"
    assert db.session.scalar(select(func.count()).select_from(UsedProof)) == 1


def test_sent_from_two_sides_at_once_it_counts_once(app: House, on: None) -> None:
    proof = packed(solution(services.new()))
    said = list[bool]()
    at_once(app, *(lambda nonce=nonce: said.append(services.take(proof, nonce)) for nonce in ("one", "two")))
    assert sorted(said) == [False, True]


@pytest.mark.parametrize("changed", [{"number": 0}, {"signature": "0" * 64}, {"salt": "0" * 24}])
def test_a_forged_one_does_not_count(on: None, visitor: FlaskClient, changed: dict[str, Any]) -> None:
    task = visitor.get("/ideen/rechenaufgabe").get_json()
    assert send(visitor, "Gefälscht.", packed(solution(task, **changed))) == "no proof"


def test_one_that_was_made_by_somebody_else_does_not_count(on: None, visitor: FlaskClient) -> None:
    task = altcha.challenge(b"of somebody else", EASY, int(clock.now().timestamp()) + 600)
    assert send(visitor, "Selbst gemacht.", packed(solution(task))) == "no proof"


def test_one_that_is_over_does_not_count(on: None, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "LASTS", timedelta(seconds=-1))
    task = visitor.get("/ideen/rechenaufgabe").get_json()
    assert send(visitor, "Zu spät.", packed(solution(task))) == "no proof"


def test_one_from_easier_days_does_not_count(
    on: None, visitor: FlaskClient, changed_settings: Callable[..., Any]
) -> None:
    task = visitor.get("/ideen/rechenaufgabe").get_json()
    with changed_settings(proof_of_work=True, proof_hardness=EASY + 1):
        assert send(visitor, "Zu leicht.", packed(solution(task))) == "no proof"


def test_used_ones_are_forgotten_when_they_are_over(app: House, on: None) -> None:
    with writing():
        assert services.take(packed(solution(services.new())), "form")
        assert services.purge() == 0
    with writing():
        db.session.scalars(select(UsedProof)).one().ends_at = clock.now() - timedelta(seconds=1)
    with writing():
        assert services.purge() == 1
