"""Visions: written from impulses, ranks 1 to n under two people, released with letters, each way with what it needs and moves."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core import clock, indexing, mail
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.outbox import Promise
from dialogues import queries, services, ways
from dialogues.models import Vision, Way
from dialogues.services import VisionDraft, WayDraft
from ideas import queries as ideas
from ideas import services as idea_services
from ideas.services import Said
from ideas.stages import Stage
from radar import queries as radar
from tests.support.making import published
from tests.support.making_visions import OFFICE, make_dialogue, make_vision, ranks
from tests.support.statements import counted
from tests.support.together import at_once


def last(idea_id: int) -> tuple[Stage, str, str, str]:
    """Return stage, place, day and reason of an idea's last step."""
    step = ideas.one(idea_id, public=False).steps[-1]
    return step.stage, step.place, step.on, step.reason


def confirmed(text: str) -> int:
    """Publish an idea whose author gets letters."""
    idea = published(text, email="a@example.org").id
    with writing():
        idea_services.confirm(idea)
    return idea


def letters() -> list[str]:
    """Return the letters promised so far on one line each, oldest first."""
    rows = db.session.scalars(select(Promise).where(Promise.kind == mail.KIND).order_by(Promise.id))
    return [" ".join(str(row.payload["body"]).split()) for row in rows]


def choose(number: int, way: Way, place: str = "", reason: str = "", on: str = "") -> None:
    """Choose a way as the form would."""
    with writing():
        services.choose(number, WayDraft(way, place, reason, on), OFFICE, queries.vision(number, public=False).version)


def area(key: str) -> int:
    """Return the id of an Aktionsfeld."""
    return radar.taxonomy().areas_by_key[key].id


def test_a_vision_has_one_main_area_and_comes_from_impulses(app: House) -> None:
    idea, foreign = published("Die eine.").id, published("Die andere.").id
    meeting = make_dialogue(idea)
    said = VisionDraft("Titel", "Text", area("wl2"), (area("wl2"), area("td1")), idea_ids=(idea,))
    with writing():
        number = services.write(meeting, said, OFFICE).id
    vision = queries.vision(number, public=False)
    assert [one.id for one in vision.areas] == [area("td1")]
    assert [one.id for one in vision.ideas] == [idea]
    with pytest.raises(NotThere):
        queries.vision(number, public=True)
    for wrong in (VisionDraft("T", "T", area("wl2"), idea_ids=(foreign,)), VisionDraft("T", "T", 999)):
        with pytest.raises(Refused), writing():
            services.write(meeting, wrong, OFFICE)
    assert len(ranks(meeting)) == 1


def test_release_tells_each_author_once(app: House) -> None:
    one, other = confirmed("Die eine Idee."), confirmed("Die andere Idee.")
    number = make_vision(one, other, title="Jemand hilft", released=False)
    before = len(letters())
    for _ in range(2):
        with writing():
            services.release(number, OFFICE)
    sent = letters()[before:]
    assert len(sent) == 2
    assert all("Aus Ihrer Idee ist mit einer anderen die Vision „Jemand hilft“ geworden." in letter for letter in sent)
    assert all(f"/div/visionen/{number}" in letter for letter in sent)


def test_an_idea_that_joins_a_released_vision_is_told(app: House) -> None:
    first, second = published("Die eine Idee.").id, confirmed("Die andere Idee.")
    meeting = make_dialogue(first, second)
    number = make_vision(first, dialogue_id=meeting)
    before, vision = len(letters()), queries.vision(number, public=True)
    said = VisionDraft(vision.title, vision.text, vision.main_area_id, idea_ids=(first, second))
    with writing():
        services.rewrite(number, said, OFFICE, vision.version)
    assert len(letters()) == before + 1


def test_a_hidden_idea_is_neither_counted_nor_told(app: House) -> None:
    shown, hidden = confirmed("Die eine Idee."), confirmed("Die andere Idee.")
    number = make_vision(shown, hidden, title="Jemand hilft", released=False)
    with writing():
        idea_services.advance(hidden, Stage.NOT_PUBLISHED, OFFICE, Said(reason="Sie nennt Namen."))
    before = len(letters())
    with writing():
        services.release(number, OFFICE)
    (letter,) = letters()[before:]
    assert "Aus Ihrer Idee ist die Vision „Jemand hilft“ geworden." in letter


def test_ranks_stay_whole(app: House) -> None:
    meeting = make_dialogue()
    first, second, _ = (
        make_vision(dialogue_id=meeting, title=title, released=False) for title in ("Eins", "Zwei", "Drei")
    )
    with writing():
        services.move_vision(first, OFFICE, up=False)
        services.move_vision(first, OFFICE, up=False)
        services.move_vision(second, OFFICE, up=True)
    assert ranks(meeting) == [(1, "Zwei"), (2, "Drei"), (3, "Eins")]
    with writing():
        services.drop_vision(second, OFFICE)
    assert ranks(meeting) == [(1, "Drei"), (2, "Eins")]


def test_two_people_order_and_write_at_once(app: House) -> None:
    meeting = make_dialogue()
    made = [make_vision(dialogue_id=meeting, title=str(number), released=False) for number in range(4)]
    said = VisionDraft("Neu", "Text", area("wl2"))
    told = at_once(
        app,
        lambda: services.move_vision(made[0], OFFICE, up=False),
        lambda: services.move_vision(made[3], OFFICE, up=True),
        lambda: services.write(meeting, said, OFFICE),
        lambda: services.write(meeting, said, OFFICE),
    )
    assert told == ["", "", "", ""]
    assert [rank for rank, _ in ranks(meeting)] == [1, 2, 3, 4, 5, 6]


def test_the_same_form_stores_one_vision(app: House) -> None:
    meeting = make_dialogue()
    said = VisionDraft("Neu", "Text", area("wl2"))
    for _ in range(2):
        with writing():
            services.write(meeting, said, OFFICE, "nonce")
    assert ranks(meeting) == [(1, "Neu")]


def test_a_released_vision_is_not_deleted(app: House) -> None:
    number = make_vision()
    with pytest.raises(Refused), writing():
        services.drop_vision(number, OFFICE)
    assert db.session.get(Vision, number) is not None


@pytest.mark.parametrize("way", [way for way in Way if ways.NEEDS[way]])
def test_a_way_says_what_it_needs(app: House, way: Way) -> None:
    number = make_vision()
    with pytest.raises(Refused, match="fehlt noch"):
        choose(number, way)
    assert queries.vision(number, public=True).way is None


@pytest.mark.parametrize(
    ("way", "said", "step"),
    [
        (Way.LAB, {"place": "Reallabor Klima"}, (Stage.IN_WORK, "Reallabor Klima", "today", "")),
        (Way.PROJECT, {"place": "Projekt X"}, (Stage.IN_WORK, "Projekt X", "today", "")),
        (Way.DEPARTMENT, {"place": "Umweltamt"}, (Stage.PASSED_ON, "Umweltamt", "", "")),
        (Way.LATER, {"reason": "Kein Geld.", "on": "2030-01-01"}, (Stage.LATER, "", "2030-01-01", "Kein Geld.")),
        (Way.NOT_PURSUED, {"reason": "Kein Recht."}, (Stage.NOT_PURSUED, "", "", "Kein Recht.")),
    ],
)
def test_ways_outside_move_the_ideas(
    app: House, way: Way, said: dict[str, str], step: tuple[Stage, str, str, str]
) -> None:
    idea = published().id
    number = make_vision(idea)
    choose(number, way, **said)
    choose(number, way, **said)
    expected = tuple(clock.today().isoformat() if part == "today" else part for part in step)
    assert last(idea) == expected
    assert len(ideas.one(idea, public=True).steps) == 4


def test_later_without_a_day_is_in_six_months(app: House) -> None:
    idea = published().id
    choose(make_vision(idea), Way.LATER, reason="Kein Geld.")
    on = last(idea)[2]
    assert 180 <= (clock.today().fromisoformat(on) - clock.today()).days <= 184


@pytest.mark.parametrize("way", sorted(ways.TOGETHER))
def test_ways_in_the_house_only_mark_the_vision(app: House, way: Way) -> None:
    idea = published().id
    number = make_vision(idea)
    choose(number, way)
    assert last(idea)[0] is Stage.IN_TALK
    assert queries.vision(number, public=True).way is way


def test_a_way_chosen_before_the_release_moves_with_it(app: House) -> None:
    idea = published().id
    number = make_vision(idea, released=False)
    choose(number, Way.DEPARTMENT, place="Umweltamt")
    assert last(idea)[0] is Stage.IN_TALK
    with writing():
        services.release(number, OFFICE)
    assert last(idea)[:2] == (Stage.PASSED_ON, "Umweltamt")


def test_what_the_table_forbids_stays(app: House) -> None:
    idea, other = published("Die eine Idee.").id, published("Die andere Idee.").id
    number = make_vision(idea, other)
    with writing():
        idea_services.advance(idea, Stage.DONE, OFFICE, Said(reason="Das gibt es."))
    choose(number, Way.DEPARTMENT, place="Umweltamt")
    assert (last(idea)[0], last(other)[0]) == (Stage.DONE, Stage.PASSED_ON)


def test_two_people_choose_at_once(app: House) -> None:
    number = make_vision()
    version = queries.vision(number, public=True).version
    told = at_once(
        app,
        *(
            lambda place=place: services.choose(number, WayDraft(Way.LAB, place), OFFICE, version)
            for place in ("A", "B")
        ),
    )
    assert told[0] == ""
    assert "war schneller" in told[1]


def test_the_index_knows_who_may_read_a_vision(app: House) -> None:
    number, empty = make_vision(published("Die eine Idee.").id), make_vision(released=False)
    seen = {one.id: one.visibility for one in indexing.documents("vision", [number, empty])}
    assert seen == {f"vision:{number}": frozenset({"public", "desk"}), f"vision:{empty}": frozenset({"desk"})}


def test_lists_of_visions_cost_the_same(app: House) -> None:
    meeting, costs = make_dialogue(), []
    for number in range(9):
        make_vision(published(f"Idee Nummer {number}.").id, dialogue_id=meeting)
        if number in {2, 8}:
            db.session.rollback()
            with counted() as statements:
                queries.visions(meeting, public=True)
            costs.append(len(statements))
    assert costs[0] == costs[1]
