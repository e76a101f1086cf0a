"""The same change for many actors: a look before, the press once, slices that survive a crash, back again."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from compass import asked, queries, services
from compass.bulk import services as bulk
from compass.bulk.models import Act, Bulk, BulkLine, Fate, State
from compass.models import Actor, ActorKind, Capacity, Sector, Tag, TieKind, actor_area, actor_tag
from compass.told import elsewhere
from core import clock, journal, outbox
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from tests.support import together
from tests.support.making_actors import make_actor
from tests.support.pages import fill
from tests.support.statements import counted

PAGE = "/buero/netzwerk/sammeln"


def of(*ids: int) -> asked.Asked:
    return asked.of(MultiDict([("wahl", str(one)) for one in ids]))


def planned(act: Act, value: str, *ids: int, nonce: str = "n") -> int:
    with writing():
        return bulk.plan(of(*ids), act, value, HOUSE, nonce).id


def pressed(act: Act, value: str, *ids: int, nonce: str = "n") -> int:
    number = planned(act, value, *ids, nonce=nonce)
    with writing():
        bulk.press(number, HOUSE)
    return number


def fates(number: int) -> dict[int, tuple[Fate, str]]:
    db.session.expire_all()
    wanted = select(BulkLine).where(BulkLine.bulk_id == number)
    return {line.actor_id: (line.fate, line.reason) for line in db.session.scalars(wanted)}


def areas(number: int) -> set[int]:
    return set(db.session.scalars(select(actor_area.c.area_id).where(actor_area.c.actor_id == number)))


def undo(number: int) -> None:
    with writing():
        bulk.undo(number, HOUSE)


def touch(number: int) -> None:
    with writing():
        services.locked(number).about = "Neu"


def actor(number: int) -> Actor:
    db.session.expire_all()
    return queries.one(number, public=False)


def test_the_office_looks_changes_and_takes_back(office: FlaskClient) -> None:
    has, lacks = make_actor("Hat es", areas=(1, 2)), make_actor("Hat es nicht", areas=(2,))
    address = f"{PAGE}?wahl={has}&wahl={lacks}"

    made = fill(office, address, to=PAGE, action=PAGE, query=f"wahl={has}&wahl={lacks}", area="1", act="add_area")
    assert made.status_code == 303, made.text
    page = made.headers["Location"]
    seen = office.get(page).text
    assert "1 Eintrag ändern" in seen
    assert "hat das schon" in seen
    assert areas(lacks) == {2}
    assert "Hat es nicht" in seen
    assert "Hat es</a>" in office.get(f"{page}?bleiben=1").text

    assert fill(office, page, to=f"{page}/los", action=f"{page}/los").status_code == 303
    assert areas(lacks) == {1, 2}
    assert areas(has) == {1, 2}
    assert office.get(f"/buero/netzwerk/{lacks}").status_code == 200

    assert fill(office, page, to=f"{page}/zurueck", action=f"{page}/zurueck").status_code == 303
    assert areas(lacks) == {2}
    assert areas(has) == {1, 2}
    assert "zurückgenommen" in office.get(PAGE + f"?wahl={has}").text


@pytest.mark.parametrize(
    ("act", "value"),
    [
        (Act.ADD_AREA, "3"), (Act.DROP_AREA, "1"), (Act.ADD_DISTRICT, "2"), (Act.DROP_DISTRICT, "1"),
        (Act.ADD_TAG, "Neu"), (Act.DROP_TAG, "Alt"), (Act.CAPACITY, "room"), (Act.SECTOR, "science"),
    ],
)  # fmt: skip
def test_every_change_is_made_and_taken_back_to_the_last_word(app: House, act: Act, value: str) -> None:
    number = make_actor("Labor", kind=ActorKind.PERSON, areas=(1,), districts=(1,), sector_follows=True)
    with writing():
        word = Tag(name="Alt")
        db.session.add(word)
        db.session.flush()
        db.session.execute(actor_tag.insert().values(actor_id=number, tag_id=word.id))
    before = everything(number)

    press = pressed(act, value, number)
    after = everything(number)
    undo(press)

    assert after != before
    assert everything(number) == before
    assert fates(press) == {number: (Fate.UNDONE, "")}


def everything(number: int) -> dict[str, Any]:
    db.session.expire_all()
    one = db.session.get_one(Actor, number)
    lists = {
        name: db.session.execute(
            select(Actor.metadata.tables[name]).where(Actor.metadata.tables[name].c.actor_id == number)
        ).all()
        for name in ("actor_area", "actor_district", "actor_tag")
    }
    return {"said": (one.sector, one.sector_follows, one.capacity, one.capacity_on), **lists}


def test_what_changed_since_is_left_and_named(app: House) -> None:
    first, second, third = (make_actor(name) for name in ("Eins", "Zwei", "Drei"))
    number = planned(Act.CAPACITY, "room", first, second, third)
    touch(second)
    with writing():
        bulk.press(number, HOUSE)
    touch(third)

    undo(number)

    assert fates(number) == {
        first: (Fate.UNDONE, ""),
        second: (Fate.LEFT, "wurde inzwischen geändert"),
        third: (Fate.KEPT, "wurde inzwischen geändert"),
    }
    stands = [actor(one).capacity for one in (first, second, third)]
    assert stands == [Capacity.UNKNOWN, Capacity.UNKNOWN, Capacity.ROOM]


def test_restricted_meanwhile_is_left(app: House) -> None:
    number = make_actor()
    press = planned(Act.CAPACITY, "room", number)
    with writing():
        db.session.execute(Actor.__table__.update().values(restricted_at=clock.now()))  # type: ignore[attr-defined]  # a Table
    with writing():
        bulk.press(press, HOUSE)
    assert fates(press) == {number: (Fate.LEFT, "ist inzwischen eingeschränkt")}


def test_people_follow_the_sector_of_where_they_are(app: House) -> None:
    person = make_actor("Erika Beispiel", kind=ActorKind.PERSON, sector_follows=True)
    house = make_actor("Hochschule", sector=Sector.BUSINESS)
    with writing():
        tied(person, house)

    pressed(Act.SECTOR, "science", house)

    assert [actor(one).sector for one in (house, person)] == [Sector.SCIENCE, Sector.SCIENCE]


def tied(person: int, house: int) -> None:
    services.tie(person, house, TieKind.WORKS_FOR, HOUSE).is_main = True


def test_after_its_time_nothing_is_taken_back(app: House) -> None:
    number = make_actor()
    press = pressed(Act.CAPACITY, "room", number)
    with clock.at(clock.now() + timedelta(hours=25)), pytest.raises(Refused, match="24 Stunden"):
        undo(press)
    assert actor(number).capacity is Capacity.ROOM


def test_a_double_click_and_two_people_change_once(app: House) -> None:
    number = make_actor()
    press = planned(Act.CAPACITY, "room", number)
    assert planned(Act.CAPACITY, "room", number) == press
    together.at_once(app, lambda: bulk.press(press, HOUSE), lambda: bulk.press(press, HOUSE))

    assert db.session.get_one(Bulk, press).state is State.DONE
    changed = [e for e in journal.entries(Thing("actor", number)) if e.verb == "actor.changed"]
    assert len(changed) == 1


def test_two_thousand_go_in_slices_that_survive_a_crash(app: House) -> None:
    ids = rows(250)
    number = pressed(Act.ADD_TAG, "Verteiler", *ids)
    assert db.session.get_one(Bulk, number).state is State.RUNNING
    steps = bulk._steps(number)
    next(steps)
    steps.close()
    assert sum(fate is Fate.DONE for fate, _ in fates(number).values()) == 100

    outbox.deliver_due(only={bulk.KIND})

    assert {fate for fate, _ in fates(number).values()} == {Fate.DONE}
    assert db.session.scalar(select(func.count()).select_from(actor_tag)) == 250
    undo(number)
    outbox.deliver_due(only={bulk.KIND})
    assert {fate for fate, _ in fates(number).values()} == {Fate.UNDONE}
    assert db.session.scalar(select(func.count()).select_from(actor_tag)) == 0


def rows(number: int) -> list[int]:
    with writing():
        said: dict[str, Any] = {"kind": ActorKind.ORGANISATION, "sector": Sector.BUSINESS}
        said |= {"added_at": clock.now(), "changed_at": clock.now()}
        made = [Actor(name=f"Nr. {n}", **said) for n in range(number)]
        db.session.add_all(made)
        db.session.flush()
        return [one.id for one in made]


def test_a_slice_costs_as_many_statements_for_many_as_for_few(app: House) -> None:
    ids = rows(33)

    def cost(some: list[int], nonce: str) -> int:
        number = planned(Act.ADD_AREA, "1", *some, nonce=nonce)
        with counted() as statements, writing():
            bulk.press(number, HOUSE)
        return len([one for one in statements if one.startswith(("SELECT", "DELETE"))])

    cost(ids[:1], "a")
    assert cost(ids[1:4], "b") == cost(ids[3:], "c")


def test_more_than_two_thousand_and_nobody_are_refused(app: House) -> None:
    rows(2001)
    whole = asked.of(MultiDict([("bereich", "business")]))
    with pytest.raises(Refused, match="höchstens 2"), writing():
        bulk.plan(whole, Act.CAPACITY, "room", HOUSE, "n")
    with pytest.raises(Refused, match="niemand"), writing():
        bulk.plan(of(999_999), Act.CAPACITY, "room", HOUSE, "m")


@pytest.mark.parametrize(
    "said",
    [
        {"act": "add_area"},
        {"act": "add_area", "area": "999"},
        {"act": "fliegen", "area": "1"},
        {"act": "add_tag", "tag": "x" * 100_000},
        {"act": "add_tag", "tag": "\x00"},
        {"act": "add_tag", "tag": "a, b"},
        {"act": "sector", "sector": "mond"},
        {},
    ],
)
def test_bad_input_is_refused(office: FlaskClient, said: dict[str, str]) -> None:
    number = make_actor()
    answer = fill(office, f"{PAGE}?wahl={number}", to=PAGE, action=PAGE, query=f"wahl={number}", **said)
    assert answer.status_code == 422, answer.status
    assert db.session.scalars(select(Bulk)).all() == []


def test_only_the_office_and_only_with_its_token(office: FlaskClient, reader: FlaskClient) -> None:
    number = planned(Act.CAPACITY, "room", make_actor())
    assert reader.get(f"{PAGE}/{number}").status_code == 403
    assert "auswählen" not in reader.get("/buero/netzwerk").text
    assert office.post(f"{PAGE}/{number}/los").status_code in {400, 409}
    assert office.get(f"{PAGE}/99999").status_code == 404
    assert office.get(f"{PAGE}/{number}?nach=x").status_code == 404
    assert db.session.get_one(Bulk, number).state is State.PLANNED


def test_the_list_offers_boxes_and_the_whole_list(office: FlaskClient) -> None:
    number = make_actor("Labor", sector=Sector.SCIENCE)
    page = office.get("/buero/netzwerk?bereich=science").text
    assert re.search(rf'form="auswahl" name="wahl" value="{number}"', page)
    assert 'href="/buero/netzwerk/sammeln?bereich=science"' in page
    assert "Bereich: Wissenschaft" in office.get(f"{PAGE}?bereich=science").text


def test_it_is_told_and_forgotten(app: House) -> None:
    number = make_actor()
    press = pressed(Act.CAPACITY, "room", number)
    told = [row["Was"] for part in elsewhere(number) if "Änderungen" in part.title for row in part.rows]
    assert told == ["Luft: hat noch Luft"]
    unpressed = planned(Act.CAPACITY, "little", number, nonce="m")
    with clock.at(clock.now() + timedelta(days=2)), writing():
        assert bulk.purge() == 1
    assert db.session.get(Bulk, unpressed) is None
    with clock.at(clock.now() + timedelta(days=31)), writing():
        assert bulk.purge() == 1
    assert db.session.get(Bulk, press) is None
