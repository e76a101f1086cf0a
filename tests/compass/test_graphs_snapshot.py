"""The snapshot: whose eyes see what, that every edit reaches it, that files are whole and requests never build."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import g
from flask.testing import FlaskClient
from sqlalchemy import update

from circles import services as circles
from compass import graph, networked, services
from compass.graph import Eyes
from compass.graphs import building, figures, folders, shelf
from compass.graphs.snapshot import Snapshot
from compass.models import Actor, ActorKind, Purpose, TieKind
from compass.privacy import services as privacy
from compass.terms import services as terms
from compass.terms.services import TermDraft
from core import clock
from core.db import db, rollback, writing
from core.factory import House
from core.journal import HOUSE
from radar import queries as radar
from radar import services as words
from radar.lists import LISTS
from tests.support.making_actors import make_actor
from tests.support.making_orders import OFFICE, make_order
from tests.support.statements import counted

PAGE = "/buero/netz/zahlen"


def built() -> Snapshot:
    """Build now and return what a process reads of it."""
    version = building.build_now()
    found = shelf.read(shelf.path(folders.folder(), version))
    assert found.version == version
    return found


def fresh() -> str:
    """Return the stamp as the next request reads it."""
    rollback()
    g.pop("versions", None)
    return shelf.stamp()


def tie(one: int, other: int, kind: str = TieKind.COOPERATES, role: str = "", until_on: str = "") -> int:
    with writing():
        return services.tie(one, other, kind, HOUSE, role=role, until_on=until_on).id


def some_network() -> list[int]:
    """Make persons and organisations of every consent, tied at random; some ties are over, some are said twice."""
    draw, ids = random.Random(4), []
    for number in range(24):
        kind = ActorKind.PERSON if number % 2 else ActorKind.ORGANISATION
        ids.append(make_actor(f"Akteur {number}", kind=kind, public=number % 3 != 0, matching=number % 4 != 0))
    for _ in range(60):
        one, other = draw.sample(ids, 2)
        of = draw.choice([TieKind.COOPERATES, TieKind.FUNDS, TieKind.MEMBER_OF])
        tie(one, other, of, until_on=draw.choice(["", "", "2020-01-01"]))
    with writing():
        db.session.execute(update(Actor).where(Actor.id == ids[7]).values(restricted_at=clock.now()))
    return ids


@pytest.mark.parametrize("eyes", list(Eyes))
def test_every_eyes_see_the_ties_that_the_one_place_says(app: House, eyes: Eyes) -> None:
    ids = some_network()
    now, exact = built(), graph.ties(eyes)
    for number in ids:
        near = sorted(exact.adj[number].items()) if number in exact else []
        wanted = [(other, edge["kind"], edge["start"] == number) for other, edge in near]
        assert [(one.id, one.kind, one.outward) for one in now.neighbours(number, eyes)] == wanted
    assert graph.beside(ids, eyes) == {
        number: [(one.id, one.kind, one.outward) for one in now.neighbours(number, eyes)] for number in ids
    }
    assert ids[7] not in now.index, "only kept: Art. 18"
    assert {number for number in ids if now.sees(number, eyes)} == networked.still(ids, eyes)


def test_nobody_who_did_not_agree_is_ever_suggested_named_or_counted(app: House) -> None:
    ids = some_network()
    now = built()
    agreed = networked.still(ids, Eyes.SUGGESTIONS)
    assert 0 < len(agreed) < len(ids)
    scores = dict.fromkeys(ids, 1.0)
    assert now.reach(scores).keys() <= agreed
    for number in ids:
        assert {one for one, _ in now.reached_through(number, scores)} <= agreed
        assert {one for one, _ in now.nearest(now.walk({("actor", number): 1.0}))} <= agreed
        for other in ids:
            assert set(now.way(number, other)) <= agreed | {number}
    assert networked.named(ids, Eyes.SUGGESTIONS).keys() == agreed


def test_a_way_for_suggestions_leads_only_over_who_agreed(app: House) -> None:
    first, silent, last, other = make_actor("A"), make_actor("B", matching=False), make_actor("C"), make_actor("D")
    tie(first, silent)
    tie(silent, last)
    assert built().way(first, last) == []
    assert built().way(first, last, Eyes.OFFICE) == [first, silent, last]
    tie(first, other)
    tie(other, last)
    now = built()
    assert now.way(first, last) == [first, other, last]
    assert (now.way(first, first), now.way(first, 999), now.way(999, first)) == ([first], [], [])
    assert now.around(first, 1, Eyes.OFFICE) == {first: 0, silent: 1, other: 1}
    assert now.around(first, 2, Eyes.OFFICE, most=2) == {first: 0, silent: 1}


def test_everybodys_places_say_nothing_about_who_is_not_shown(app: House) -> None:
    shown, hidden = make_actor("A"), make_actor("B", public=False)
    now = built()
    assert now.public_x[now.index[shown]] == pytest.approx(now.public_x[now.index[shown]])
    assert now.public_x[now.index[hidden]] != now.public_x[now.index[hidden]], "NaN"
    tie(shown, hidden)
    after = built()
    assert after.x[after.index[hidden]] == after.x[after.index[hidden]]
    assert after.neighbours(shown, Eyes.EVERYBODY) == []


def test_reach_goes_to_tied_ones_and_to_those_of_the_same_circle_who_agreed(app: House) -> None:
    house, person, colleague = make_actor("Haus"), make_actor("P", kind=ActorKind.PERSON), make_actor("K")
    silent = make_actor("S", matching=False)
    tie(person, house, TieKind.WORKS_FOR)
    order = make_order()
    for one in (person, colleague, silent):
        with writing():
            circles.take(order, one, OFFICE)
    now, scores = built(), {house: 0.0, person: 0.6, silent: 5.0, 999: 1.0}
    assert now.reach(scores) == {house: pytest.approx(0.06), colleague: pytest.approx(0.06)}
    assert [(one, round(points, 9)) for one, points in now.reached_through(colleague, scores)] == [(person, 0.06)]
    assert now.reached_through(999, scores) == []
    assert networked.named([person, silent], Eyes.SUGGESTIONS) == {person: "P"}


def test_a_walk_finds_those_who_say_a_term(app: House) -> None:
    with writing():
        term = terms.add(TermDraft("Fledermauskunde"), HOUSE).id
    knows, other = make_actor("A", competences=("Fledermauskunde",)), make_actor("B", competences=("Radwege",))
    silent = make_actor("C", competences=("Fledermauskunde",), matching=False)
    tie(other, knows)
    now = built()
    p = now.walk({("term", term): 1.0})
    assert [number for number, _ in now.nearest(p)] == [knows, other]
    assert silent in {number for number, _ in now.nearest(now.walk({("term", term): 1.0}, Eyes.OFFICE), Eyes.OFFICE)}
    assert not now.walk({("term", 999): 1.0, ("nothing", 1): 1.0}).any()


def _new_area() -> None:
    area = radar.taxonomy().areas[0]
    row = next(one for one in LISTS if one.kind == "area")
    with writing():
        entry = db.session.get(row.row, area.id)
        assert entry is not None
        field = radar.taxonomy().fields[-1].id
        words.change(row, area.id, words.Draft(area.name, area.about, field_id=field), HOUSE, entry.version)


def test_every_edit_raises_the_version_in_its_own_transaction(app: House) -> None:
    one, other = make_actor("A"), make_actor("B")
    number, order = tie(one, other), make_order()
    body = make_actor("Beirat", kind=ActorKind.BODY)
    edits: list[Callable[[], object]] = [
        lambda: services.end_tie(number, HOUSE),
        lambda: services.untie(number, HOUSE),
        lambda: services.tie(one, body, TieKind.MEMBER_OF, HOUSE, role="Vorsitz"),
        lambda: services.withdraw_consent(one, Purpose.MATCHING, "mündlich", HOUSE),
        lambda: services.give_consent(one, Purpose.MATCHING, "mündlich", "Ja.", HOUSE),
        lambda: services.change(one, services.ActorDraft("A", competences=("Radwege",)), HOUSE),
        lambda: services.change(one, services.ActorDraft("A", areas=(1,)), HOUSE),
        lambda: terms.add(TermDraft("Fledermauskunde"), HOUSE),
        lambda: circles.take(order, other, OFFICE),
        lambda: privacy.restrict(other, "auf Wunsch", HOUSE),
        lambda: services.remove(one, HOUSE),
    ]
    known = [fresh()]
    for edit in edits:
        with writing():
            edit()
        known.append(fresh())
    _new_area()
    known.append(fresh())
    assert len(set(known)) == len(edits) + 2
    with writing():
        services.add(services.ActorDraft("C"), HOUSE)
        rollback()
    assert fresh() == known[-1], "what is not stored raises nothing"
    with clock.at(clock.now().replace(year=clock.now().year + 1)):
        assert fresh() != known[-1], "ties begin and end by the day"


def test_a_process_goes_on_with_the_old_one_until_the_new_one_is_read(app: House) -> None:
    one, other = make_actor("A"), make_actor("B")
    building.build_now()
    before = networked.current()
    assert before is not None
    assert networked.current() is before
    tie(one, other)
    fresh()
    assert networked.current() is before, "there is no newer file yet"
    version = building.build_now()
    networked.current()
    _settle()
    now = networked.current()
    assert now is not None
    assert (now.version, before.neighbours(one), [near.id for near in now.neighbours(one)]) == (version, [], [other])


def _settle() -> None:
    for thread in threading.enumerate():
        if thread.name == "graph":
            thread.join()


def test_the_lane_waits_for_quiet_then_builds_once(app: House) -> None:
    pace = building.Pace()
    assert not pace.due("1", 100.0)
    assert not pace.due("1", 100.9)
    assert pace.due("1", 101.0)
    pace.done("1", 3.0, 104.0)
    assert not pace.due("2", 105.0)
    assert not pace.due("3", 106.0), "it still changes"
    assert not pace.due("3", 106.9), "the last one took three seconds"
    assert pace.due("4", 107.0), "two seconds are the most a change waits"


def test_the_lane_builds_what_is_missing_and_then_only_what_is_new(app: House) -> None:
    make_actor("A")
    assert networked.current() is None
    fresh()
    building.tend()
    first = [path.name for path in shelf.files(folders.folder())]
    building.tend()
    assert [path.name for path in shelf.files(folders.folder())] == first
    assert len(first) == 1
    found = networked.current()
    assert found is not None
    assert figures.newest() is not None


def test_two_are_kept_and_a_broken_one_is_passed_over_and_written_anew(app: House) -> None:
    number = make_actor("A")
    for name in ("B", "C", "D"):
        building.build_now()
        make_actor(name)
        fresh()
    kept = shelf.files(folders.folder())
    assert len(kept) == folders.KEPT
    newest = kept[0]
    newest.write_bytes(newest.read_bytes()[:100])
    found = shelf.Shelf(folders.folder()).current("wanted")
    assert found is None
    again = shelf.Shelf(folders.folder())
    again.current("wanted")
    _settle()
    second = again.current("wanted")
    _settle()
    second = again.current("wanted")
    assert second is not None
    assert number in second.index
    assert second.version != newest.stem.removeprefix("graph-")
    building.build_now()
    assert len(figures.files(folders.folder())) == folders.KEPT


def test_while_another_process_builds_nobody_else_does(app: House) -> None:
    make_actor("A")
    fresh()
    with building.turn(folders.folder()) as ours:
        assert ours
        building.tend()
    assert shelf.files(folders.folder()) == []


def test_no_page_builds_the_graph(app: House, office: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    make_actor("A")
    text = office.get(PAGE).text
    assert networked.DRAWN in text
    assert not list(Path(folders.folder()).glob("*.npz"))
    assert networked.neighbours([1]) == {1: []}
    assert networked.way(1, 1) == []


def test_reading_costs_the_same_for_few_and_many(app: House) -> None:
    def cost(number: int) -> int:
        for one in range(number):
            tie(make_actor(f"A {one}", areas=(1,)), make_actor(f"B {one}"))
        with counted() as statements:
            built()
        return len(statements)

    assert cost(2) == cost(8)
