"""Two people at the same entries: edits, changes of many, a new keyword; nothing is lost without a word."""

from __future__ import annotations

from functools import partial

from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from compass import asked, queries, services
from compass.bulk import services as bulk
from compass.bulk.models import Act, BulkLine, Fate
from compass.models import Actor, ActorKind, Capacity, Sector, Tag, actor_tag
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor
from tests.support.together import at_once


def planned(act: Act, value: str, *ids: int, nonce: str = "n") -> int:
    people = asked.of(MultiDict([("wahl", str(one)) for one in ids]))
    with writing():
        return bulk.plan(people, act, value, HOUSE, nonce).id


def edit(number: int, name: str, version: int) -> None:
    services.change(number, services.ActorDraft(name, ActorKind.ORGANISATION, Sector.SCIENCE), HOUSE, version)


def now(number: int) -> Actor:
    db.session.rollback()
    return queries.one(number, public=False)


def test_of_two_who_edit_one_entry_the_second_is_told(app: House) -> None:
    number = make_actor("Labor")
    version = now(number).version
    said = at_once(app, partial(edit, number, "Erstes Labor", version), partial(edit, number, "Zweites Labor", version))
    assert said[0] == ""
    assert "war schneller" in said[1]
    assert now(number).name in {"Erstes Labor", "Zweites Labor"}


def test_a_change_of_many_while_somebody_edits_one_of_them_loses_neither(app: House) -> None:
    for place in range(4):
        ids = [make_actor(f"Labor {place} {n}") for n in range(5)]
        press, version = planned(Act.CAPACITY, "room", *ids, nonce=f"n{place}"), now(ids[2]).version
        said = at_once(app, partial(bulk.press, press, HOUSE), partial(edit, ids[2], f"Neu {place}", version))
        found = now(ids[2])
        fate = db.session.scalar(select(BulkLine.fate).where(BulkLine.bulk_id == press, BulkLine.actor_id == ids[2]))
        assert said[0] == ""
        if said[1]:  # the many were first: the one who edits is told
            assert (fate, found.capacity, found.name) == (Fate.DONE, Capacity.ROOM, f"Labor {place} 2")
        else:  # the one was first: the entry is left and named
            assert (fate, found.name) == (Fate.LEFT, f"Neu {place}")
        assert [now(one).capacity for one in ids if one != ids[2]] == [Capacity.ROOM] * 4


def test_undoing_many_while_somebody_edits_one_of_them_keeps_the_edit(app: House) -> None:
    ids = [make_actor(f"Labor {n}") for n in range(5)]
    press = planned(Act.CAPACITY, "room", *ids)
    with writing():
        bulk.press(press, HOUSE)
    version = now(ids[2]).version
    said = at_once(app, partial(bulk.undo, press, HOUSE), partial(edit, ids[2], "Neues Labor", version))
    assert said[0] == ""
    assert (now(ids[2]).name == "Neues Labor") is (said[1] == "")
    assert [now(one).capacity for one in ids if one != ids[2]] == [Capacity.UNKNOWN] * 4


def test_press_and_undo_at_the_same_moment_end_in_one_of_the_two(app: House) -> None:
    ids = [make_actor(f"Labor {n}") for n in range(3)]
    press = planned(Act.CAPACITY, "room", *ids)
    at_once(app, *[partial(bulk.press, press, HOUSE)] * 3, partial(bulk.undo, press, HOUSE))
    found = {now(one).capacity for one in ids}
    assert found in ({Capacity.ROOM}, {Capacity.UNKNOWN})
    with writing():
        bulk.undo(press, HOUSE)
    assert {now(one).capacity for one in ids} == {Capacity.UNKNOWN}


def test_two_people_think_of_one_new_keyword(app: House) -> None:
    ids = [make_actor(f"Labor {n}") for n in range(2)]
    people = [asked.of(MultiDict([("wahl", str(one))])) for one in ids]
    made: list[int] = []

    def plan(place: int) -> None:
        made.append(bulk.plan(people[place], Act.ADD_TAG, ("Sommerfest", "SOMMERFEST")[place], HOUSE, f"n{place}").id)

    assert at_once(app, partial(plan, 0), partial(plan, 1)) == ["", ""]
    for press in made:
        with writing():
            bulk.press(press, HOUSE)
    assert db.session.scalar(select(func.count()).select_from(Tag)) == 1
    assert set(db.session.scalars(select(actor_tag.c.actor_id))) == set(ids)
