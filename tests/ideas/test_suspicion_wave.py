"""A wave of spam from many sources: honest ideas stand first, and one action of the office clears it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from core import clock, mail, outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE, Entry
from core.outbox.rows import Promise
from ideas import services
from ideas import waiting as queue
from ideas.models import Contact, Idea
from ideas.stages import Stage
from ideas.suspicion import queries as suspicion
from ideas.suspicion import services as suspicions
from ideas.suspicion.models import SpamMark
from tests.support import people
from tests.support.forms import done, submit
from tests.support.making import make_idea
from tests.support.pages import token
from tests.support.statements import counted
from tests.support.together import at_once

PAGE = "/buero/ideen/verdacht"


def send(app: House, number: int, text: str, **more: str) -> str:
    """Hand in one idea from a source of its own; return the page that answers."""
    client, source = app.test_client(), {"REMOTE_ADDR": f"198.18.{number // 250}.{number % 250 + 1}"}
    form = token(client.get("/ideen/neu", environ_base=source), "/ideen/neu")
    answer = client.post("/ideen/neu", data={"token": form, "text": text, **more}, environ_base=source)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:3000]
    return answer.get_data(as_text=True)


def suspects(number: int, reason: str = "honeypot", text: str = "Casino Bonus") -> list[int]:
    """Let so many suspicious ideas wait."""
    made = [make_idea(f"{text} {one}").id for one in range(number)]
    with writing():
        db.session.execute(update(Idea).where(Idea.id.in_(made)).values(suspicion=reason))
    return made


def stage(number: int) -> Stage:
    db.session.rollback()
    return db.session.get_one(Idea, number, populate_existing=True).stage


def waiting() -> int:
    db.session.rollback()
    return queue.how_many()


def test_a_wave_and_honest_people_between(app: House, office: FlaskClient) -> None:
    honest = [f"Am Bach fehlt Bank Nummer {number}." for number in range(6)]
    for number in range(60):
        send(app, number, f"Casino Bonus {number}", website="https://casino.example")
        if number % 10 == 5:
            page = send(app, 1000 + number, honest[number // 10])
            assert "Merk-Code" in page
    first = [idea.text for idea in queue.to_read(limit=len(honest))]
    assert first == honest
    page = office.get("/buero/ideen").get_data(as_text=True)
    assert "60 Ideen sehen nach Werbung aus." in page
    assert done(submit(office, PAGE, reasons="honeypot")).startswith(PAGE)
    outbox.deliver_due(only={suspicions.KIND})
    assert waiting() == len(honest)
    assert "Nichts sieht nach Werbung aus." in office.get(PAGE).get_data(as_text=True)


def test_the_queue_costs_the_same_in_a_wave(app: House, office: FlaskClient) -> None:
    suspects(3)
    costs = []
    for more in (0, 150):
        suspects(more)
        office.get("/buero/ideen")
        with counted() as statements:
            assert office.get("/buero/ideen").status_code == 200
            assert office.get(PAGE).status_code == 200
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_groups_say_why_and_only_ticked_ones_go(app: House, office: FlaskClient) -> None:
    trap, fast, flood = suspects(2), suspects(1, "too fast"), suspects(1, "many")
    strange = suspects(1, "what nobody knows")
    page = office.get(PAGE).get_data(as_text=True)
    assert [group.total for group in suspicion.groups()] == [2, 1, 2]
    assert all(group.label in page for group in suspicion.groups())
    submit(office, PAGE, reasons=["honeypot", "many"])
    outbox.deliver_due(only={suspicions.KIND})
    declined = {number for number in trap + fast + flood + strange if stage(number) is Stage.NOT_PUBLISHED}
    assert declined == {*trap, *flood, *strange}


def test_every_one_is_in_the_journal_under_who_did_it_and_no_letter_goes(app: House, office: FlaskClient) -> None:
    made = suspects(3)
    with writing():
        db.session.add(
            Contact(idea_id=made[0], email="erika@example.org", given_at=clock.now(), confirmed_at=clock.now())
        )
    letters = select(func.count()).select_from(Promise).where(Promise.kind == mail.KIND)
    before = db.session.scalar(letters)
    submit(office, PAGE, reasons="honeypot")
    outbox.deliver_due(only={suspicions.KIND})
    db.session.rollback()
    noted = db.session.execute(
        select(Entry.thing_id, Entry.actor, Entry.account_id).where(Entry.verb == "idea.advanced").order_by(Entry.id)
    ).all()
    assert [row.thing_id for row in noted] == made
    assert {row.actor for row in noted} == {"office"}
    assert all(row.account_id for row in noted)
    assert db.session.scalar(letters) == before
    assert people.NAMES["office"] in office.get(f"/buero/ideen/{made[0]}/protokoll").get_data(as_text=True)


def test_in_portions_and_a_double_click_is_harmless(
    app: House, office: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suspicions, "PORTION", 4)
    made = suspects(10)
    shown = office.get(PAGE)
    sent = {"token": token(shown, PAGE), "upto": made[-1], "reasons": "honeypot"}
    assert [office.post(PAGE, data=sent).status_code for _ in range(2)] == [303, 303]
    assert "10 werden gerade abgelehnt" in office.get(PAGE).get_data(as_text=True)
    outbox.deliver_due(only={suspicions.KIND})
    outbox.deliver_due(only={suspicions.KIND})
    assert {stage(number) for number in made} == {Stage.NOT_PUBLISHED}
    steps = select(func.count()).select_from(Entry).where(Entry.verb == "idea.advanced")
    assert db.session.scalar(steps) == 10


def test_two_people_clear_the_same_wave_at_once(app: House) -> None:
    made = suspects(5)
    clear = lambda: suspicions.decline_all(["honeypot"], made[-1], [], HOUSE)  # noqa: E731 - done twice at the same moment
    assert at_once(app, clear, clear) == ["", ""]
    assert db.session.scalar(select(func.count()).select_from(SpamMark)) == 5


def test_what_a_colleague_published_meanwhile_stays(app: House, office: FlaskClient) -> None:
    made = suspects(3)
    submit(office, PAGE, reasons="honeypot")
    with writing():
        services.advance(made[1], Stage.PUBLISHED, HOUSE)
    outbox.deliver_due(only={suspicions.KIND})
    assert [stage(number) for number in made] == [Stage.NOT_PUBLISHED, Stage.PUBLISHED, Stage.NOT_PUBLISHED]
    assert db.session.get(SpamMark, made[1]) is None


def test_what_came_after_the_page_was_opened_or_is_kept_stays(app: House, office: FlaskClient) -> None:
    made = suspects(3)
    shown = office.get(PAGE)
    late = suspects(1)[0]
    sent = {"token": token(shown, PAGE), "upto": made[-1], "reasons": "honeypot", "keep": made[0]}
    assert office.post(PAGE, data=sent).status_code == 303
    outbox.deliver_due(only={suspicions.KIND})
    assert (stage(made[0]), stage(late)) == (Stage.RECEIVED, Stage.RECEIVED)
    assert stage(made[1]) is Stage.NOT_PUBLISHED
    assert [idea.id for idea in queue.to_read()] == [made[0], late]
    assert db.session.get_one(Idea, made[0]).suspicion is None


def test_an_author_reads_why_and_may_write_anew(app: House, office: FlaskClient) -> None:
    idea = make_idea("Casino Bonus")
    with writing():
        db.session.execute(update(Idea).values(suspicion="too fast"))
    submit(office, PAGE, reasons="too fast")
    outbox.deliver_due(only={suspicions.KIND})
    found = submit(app.test_client(), "/ideen/nachsehen", code=idea.code).get_data(as_text=True)
    assert "sieht für uns nach Werbung oder Unsinn aus" in found
    with writing():
        services.rewrite(db.session.get_one(Idea, idea.id), services.Draft("Eine Bank am Bach."))
    assert waiting() == 1
    assert db.session.get(SpamMark, idea.id) is None


@pytest.mark.parametrize(
    "bad",
    [
        {"reasons": None},
        {"reasons": "words'; DROP TABLE idea"},
        {"reasons": ["honeypot", "\x00"]},
        {"upto": "99999999999999"},
        {"upto": "x"},
        {"keep": ["१२"]},
        {"keep": ["1"] * 200},
        {"keep": ["9" * 100_000]},
        {"token": "forged"},
    ],
)
def test_bad_input_declines_nothing(app: House, office: FlaskClient, bad: dict[str, Any]) -> None:
    made = suspects(1)
    shown = office.get(PAGE)
    sent = {"token": token(shown, PAGE), "upto": made[-1], "reasons": "honeypot", **bad}
    sent = {name: value for name, value in sent.items() if value is not None}
    assert office.post(PAGE, data=sent).status_code == 422
    outbox.deliver_due(only={suspicions.KIND})
    assert stage(made[0]) is Stage.RECEIVED


def test_a_reader_sees_the_list_and_clears_nothing(app: House, reader: FlaskClient) -> None:
    made = suspects(1)
    assert submit(reader, PAGE, reasons="honeypot").status_code == 403
    assert stage(made[0]) is Stage.RECEIVED


def test_a_text_with_markup_is_shown_as_text(app: House, office: FlaskClient) -> None:
    suspects(1, text="<script>alert(1)</script>")
    page = office.get(PAGE).get_data(as_text=True)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_from_one_source_only_so_many_stand_in_front(app: House, changed_settings: Callable[..., Any]) -> None:
    with changed_settings(ideas_per_hour=2):
        for number in range(4):
            send(app, 7, f"Wunsch {number}")
        send(app, 8, "Eine Bank am Bach.")
    assert [idea.text for idea in queue.to_read()][:3] == ["Wunsch 0", "Wunsch 1", "Eine Bank am Bach."]
