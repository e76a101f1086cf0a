"""The rehearsal: the whole evening with stones that are thrown away; afterwards nothing but one line in the journal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import indexing, outbox
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import Entry
from core.rows import Base
from dialogues import ballots, codes, queries, services
from dialogues.models import Dialogue, DialogueState, Ranking, RankingItem, Say, ThesisNote
from dialogues.preparing import services as rehearsing
from tests.support import meetings
from tests.support.making import published
from tests.support.making_visions import OFFICE, make_dialogue, make_vision
from tests.support.pages import token

QUIET = {"journal", "version", "outbox", "promise", "limit", "statistic"}
"""Tables in which any change of the house leaves a trace."""


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table."""
    db.session.rollback()
    return {table.name: sorted(map(tuple, db.session.execute(select(table))), key=repr) for table in _tables()}


def _tables() -> Iterator[Any]:
    words = (table for table in Base.metadata.sorted_tables)
    return (table for table in words if not any(word in table.name for word in QUIET))


def rehearsed(*ideas: int, **more: Any) -> tuple[int, int]:
    """Return a meeting with a ranking and its rehearsal."""
    real = make_dialogue(*ideas, theses=("Eins.", "Zwei."), groups=("A", "B"), say=Say.ASKED, rounds=2, **more)
    with writing():
        items = [RankingItem(position=1, text="Bänke"), RankingItem(position=2, text="Bäume")]
        db.session.add(Ranking(dialogue_id=real, title="Was zuerst?", points=5, items=items))
    with writing():
        return real, rehearsing.rehearse(real, OFFICE)


def test_a_rehearsal_is_the_same_evening(app: House) -> None:
    real, copy = rehearsed(published().id)
    one, other = queries.dialogue(real, public=False), queries.dialogue(copy, public=False)
    assert (other.rehearsal, other.rehearses_id, other.announced, other.title) == (
        True,
        real,
        False,
        f"Probe: {one.title}",
    )
    for name in ("say", "rounds", "begins", "place", "held_on", "pace", "asks_sector", "assembly_id", "state"):
        assert getattr(other, name) == getattr(one, name), name
    assert [(row.text, row.question) for row in other.theses] == [(row.text, row.question) for row in one.theses]
    assert [row.name for row in queries.groups_of(copy)] == ["A", "B"]
    assert [idea.id for idea in other.ideas] == [idea.id for idea in one.ideas]
    with writing():
        assert rehearsing.rehearse(real, OFFICE) == rehearsing.rehearse(copy, OFFICE) == copy


def test_ending_leaves_no_trace_but_that_it_happened(app: House) -> None:
    idea = published().id
    real = make_dialogue(idea, theses=("Eins.", "Zwei."))
    before, written = rows(), len(outbox_letters())
    with writing():
        copy = rehearsing.rehearse(real, OFFICE)
    with writing():
        code = ballots.open_up(copy, OFFICE).meeting_code or ""
    theses = tuple(one.id for one in ballots.one(copy).theses)
    running = meetings.Meeting(copy, theses, code)
    phone = meetings.phone(app, running)
    meetings.lay(phone, theses[0], 5)
    with writing():
        ballots.close(copy, OFFICE)
        db.session.add(ThesisNote(thesis_id=theses[0], text="Nur geprobt.", noted_at=ballots.one(copy).closed_at))
    make_vision(idea, dialogue_id=copy, released=False, title="Nur geprobt")
    with writing():
        assert rehearsing.end(copy, OFFICE) == real
    assert rows() == before
    assert len(outbox_letters()) == written
    db.session.rollback()
    verbs = db.session.scalars(select(Entry.verb).where(Entry.verb.like("dialogue.rehears%")))
    assert list(verbs) == ["dialogue.rehearsed"]
    assert not list(db.session.scalars(select(Entry).where(Entry.kind == "dialogue", Entry.thing_id == copy)))
    assert phone.get("/mitmachen/platz").status_code != 200
    with pytest.raises(NotThere), writing():
        rehearsing.end(copy, OFFICE)


def outbox_letters() -> list[outbox.Promise]:
    """Return the letters that were promised."""
    return list(db.session.scalars(select(outbox.Promise).where(outbox.Promise.kind == "mail")))


def test_nobody_outside_sees_a_rehearsal(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    real, copy = rehearsed(announced=True)
    with writing():
        code = ballots.open_up(copy, OFFICE).meeting_code or ""
    for address in (f"/div/{copy}", f"/div/{copy}/regeln", f"/div/{copy}/treffen.ics"):
        assert visitor.get(address).status_code == 404
    for address in ("/div", "/", "/buero/div", "/buero/"):
        assert "Probe: " not in (office if "buero" in address else visitor).get(address).text, address
    assert list(indexing.documents("dialogue", [copy])) == []
    assert [one.id for one in queries.coming(public=False)] == [real]
    assert queries.dialogue(real, public=False).state is DialogueState.PLANNED
    assert visitor.get(f"/mitmachen/{codes.grouped(code)}").status_code == 200
    with writing():
        ballots.close(copy, OFFICE)
    assert (queries.past(public=False), queries.without_vision()) == ([], [])


def test_a_rehearsal_is_marked_on_every_page_of_the_office(app: House, office: FlaskClient) -> None:
    real, copy = rehearsed()
    page = f"/buero/div/{copy}"
    for address in (
        page,
        f"{page}/bearbeiten",
        f"{page}/regeln",
        f"{page}/papier",
        f"{page}/thesen/liste",
        f"{page}/impulse",
    ):
        assert "Das ist eine Probe." in office.get(address).text, address
    shown, real_page = office.get(page).text, office.get(f"/buero/div/{real}").text
    for beside in ("h-einladungen", "h-checkliste", "h-kontakte"):
        assert (beside in shown, beside in real_page) == (False, True), beside
    for address in (f"{page}/runde", f"{page}/leinwand"):
        assert "Probe" in office.get(address).text, address


def test_nothing_of_a_rehearsal_goes_out(app: House) -> None:
    idea = published().id
    real, copy = rehearsed(idea)
    vision = make_vision(idea, dialogue_id=copy, released=False)
    with pytest.raises(Refused, match="Probe"), writing():
        services.release(vision, OFFICE)
    with pytest.raises(Refused, match="Probe"), writing():
        services.drop(copy, OFFICE)
    with pytest.raises(Refused, match="Probe"), writing():
        services.drop(real, OFFICE)
    assert queries.visions_without_way() == []
    with writing():
        rehearsing.end(copy, OFFICE)
    with writing():
        services.drop(real, OFFICE)
    assert list(db.session.scalars(select(Dialogue))) == []


def test_the_office_begins_and_ends_it(office: FlaskClient) -> None:
    real = make_dialogue(theses=("Eins.",))
    page = f"/buero/div/{real}"
    press = {"token": token(office.get(page), f"{page}/probe")}
    places = {office.post(f"{page}/probe", data=press).headers["Location"] for _ in range(2)}
    copy = queries.rehearsal_of(real)
    assert places == {f"/buero/div/{copy}?notiz=probe-laeuft"}
    assert f'href="/buero/div/{copy}"' in office.get(page).text
    ends = f"/buero/div/{copy}/probe/beenden"
    signed = {"token": token(office.get(f"/buero/div/{copy}"), ends)}
    assert office.post(ends).status_code == 400
    assert office.post(ends, data=signed).headers["Location"] == f"{page}?notiz=probe-beendet"
    assert office.post(ends, data=signed).status_code == 404
    assert "hat den Abend geprobt" in office.get(f"{page}/protokoll").text


def test_only_a_planned_meeting_with_theses_is_rehearsed(app: House) -> None:
    for number in (make_dialogue(), meetings.opened().id):
        with pytest.raises(Refused), writing():
            rehearsing.rehearse(number, OFFICE)
    with pytest.raises(NotThere), writing():
        rehearsing.rehearse(999_999, OFFICE)
    with pytest.raises(NotThere), writing():
        rehearsing.end(make_dialogue(theses=("Eins.",)), OFFICE)


def test_who_only_reads_rehearses_nothing(reader: FlaskClient) -> None:
    real, copy = rehearsed()
    assert reader.post(f"/buero/div/{real}/probe").status_code == 403
    assert reader.post(f"/buero/div/{copy}/probe/beenden").status_code == 403
