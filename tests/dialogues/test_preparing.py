"""The office prepares meetings: impulses and their letters, theses, days that move, deleting; two people at once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core import clock, indexing, mail
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.outbox import Promise
from dialogues import ballots, queries, services
from dialogues.agreement import Counts
from dialogues.models import Dialogue, Thesis
from ideas import queries as ideas
from ideas import services as idea_services
from ideas.services import Said
from ideas.stages import Stage
from tests.support.making import make_idea, published
from tests.support.making_visions import OFFICE, draft, make_dialogue
from tests.support.together import at_once


def way(idea_id: int) -> list[tuple[Stage, str]]:
    """Return stages and days of an idea's steps after it was published."""
    return [(step.stage, step.on) for step in ideas.one(idea_id, public=False).steps[2:]]


def day(days: int = 14) -> str:
    """Return the ISO day some days from today."""
    return draft(days=days).held_on


def change(number: int, **said: object) -> None:
    """Change a meeting as the form would."""
    with writing():
        services.change(number, draft(**said), OFFICE, queries.dialogue(number, public=False).version)  # type: ignore[arg-type]  # fields of the draft


def letters() -> list[str]:
    """Return the letters promised so far, oldest first."""
    rows = db.session.scalars(select(Promise).where(Promise.kind == mail.KIND).order_by(Promise.id))
    return [str(row.payload["body"]) for row in rows]


def test_an_impulse_of_an_announced_meeting_is_in_talk_with_a_letter(app: House) -> None:
    idea = published(email="a@example.org").id
    with writing():
        idea_services.confirm(idea)
    before = len(letters())
    make_dialogue(idea)
    assert way(idea) == [(Stage.IN_TALK, day())]
    assert len(letters()) == before + 1
    assert "sprechen Menschen aus der ganzen Stadt darüber" in " ".join(letters()[-1].split())


def test_an_internal_meeting_moves_nothing_until_it_is_announced(app: House) -> None:
    idea = published().id
    meeting = make_dialogue(idea, announced=False)
    assert way(idea) == []
    change(meeting)
    assert way(idea) == [(Stage.IN_TALK, day())]


def test_nobody_is_told_the_same_day_twice(app: House) -> None:
    idea = published().id
    meeting = make_dialogue(idea)
    make_dialogue(idea, title="Am selben Tag")
    change(meeting, place="Rathaus")
    assert way(idea) == [(Stage.IN_TALK, day())]


def test_a_moved_day_is_told_to_those_in_talk_for_it(app: House) -> None:
    idea, worked = published("Die eine Idee.").id, published("Die andere Idee.").id
    meeting = make_dialogue(idea, worked)
    with writing():
        idea_services.advance(worked, Stage.IN_WORK, OFFICE, Said(place="Ein Team", on=day()))
    change(meeting, days=21)
    assert way(idea) == [(Stage.IN_TALK, day()), (Stage.IN_TALK, day(21))]
    assert way(worked)[-1][0] is Stage.IN_WORK


@pytest.mark.parametrize("how", ["withdrawn", "deleted", "taken out"])
def test_a_talk_that_is_off_leads_back_to_published(app: House, how: str) -> None:
    idea = published().id
    meeting = make_dialogue(idea)
    if how == "withdrawn":
        change(meeting, announced=False)
    with writing():
        if how == "deleted":
            services.drop(meeting, OFFICE)
        if how == "taken out":
            services.remove_impulse(meeting, idea, OFFICE)
    assert way(idea) == [(Stage.IN_TALK, day()), (Stage.PUBLISHED, "")]


def test_a_talk_that_is_off_leads_on_to_the_next_one(app: House) -> None:
    idea = published().id
    make_dialogue(idea, days=30)
    meeting = make_dialogue(idea)
    with writing():
        services.drop(meeting, OFFICE)
    assert way(idea)[-1] == (Stage.IN_TALK, day(30))


def test_only_published_ideas_become_impulses(app: House) -> None:
    meeting = make_dialogue()
    for number, error in ((make_idea().id, Refused), (999, NotThere)):
        with pytest.raises(error), writing():
            services.add_impulses(meeting, [number], OFFICE)
    assert queries.dialogue(meeting, public=True).ideas == []


def test_what_the_table_forbids_stays_where_it_is(app: House) -> None:
    idea = published().id
    with writing():
        idea_services.advance(idea, Stage.DONE, OFFICE, Said(reason="Das gibt es jetzt."))
    make_dialogue(idea)
    assert way(idea) == [(Stage.DONE, "")]


def evaluated(meeting: int) -> None:
    """Type in the stones of one thesis after the other."""
    with writing():
        dialogue = ballots.one(meeting)
        counted = {thesis.id: Counts(5, 3, 1, 1, 0, 1) for thesis in dialogue.theses}
        ballots.count(meeting, counted, dialogue.version, OFFICE)


def test_an_evaluated_meeting_takes_impulses_and_tells_nobody(app: House) -> None:
    meeting, idea = make_dialogue(theses=("Eine These.",)), published().id
    evaluated(meeting)
    with writing():
        services.add_impulses(meeting, [idea], OFFICE)
    assert way(idea) == []


@pytest.mark.parametrize("said", [{"days": 3}, {"announced": False}])
def test_what_an_evaluated_meeting_keeps(app: House, said: dict[str, object]) -> None:
    meeting = make_dialogue(theses=("Eine These.",))
    evaluated(meeting)
    with pytest.raises(Refused):
        change(meeting, **said)
    with pytest.raises(Refused), writing():
        services.drop(meeting, OFFICE)


def test_theses_move_and_stay_as_they_are_once_open(app: House) -> None:
    meeting = make_dialogue(theses=("Eins.", "Zwei.", "Drei."))
    first, second, _ = (one.id for one in queries.dialogue(meeting, public=False).theses)
    with writing():
        services.move_thesis(meeting, first, OFFICE, up=False)
        services.move_thesis(meeting, second, OFFICE, up=True)
        services.add_thesis(meeting, "Drei.", "", OFFICE)
    rows = queries.dialogue(meeting, public=False).theses
    assert [(one.position, one.text) for one in rows] == [(1, "Zwei."), (2, "Eins."), (3, "Drei.")]
    with writing():
        ballots.open_up(meeting, OFFICE)
    for act in (
        lambda: services.add_thesis(meeting, "Vier.", "", OFFICE),
        lambda: services.remove_thesis(meeting, first, OFFICE),
        lambda: services.move_thesis(meeting, first, OFFICE, up=True),
        lambda: services.change_thesis(meeting, first, "Anders.", "", who=OFFICE),
    ):
        with pytest.raises(Refused), writing():
            act()
    with writing():
        services.change_thesis(meeting, first, "Eins.", "Und warum?", who=OFFICE)
    assert db.session.get_one(Thesis, first).question == "Und warum?"


def test_a_thesis_of_another_meeting_is_not_there(app: House) -> None:
    meeting, other = make_dialogue(theses=("Eins.",)), make_dialogue(theses=("Zwei.",))
    foreign = queries.dialogue(other, public=False).theses[0].id
    with pytest.raises(NotThere), writing():
        services.change_thesis(meeting, foreign, "Anders.", "", who=OFFICE)


def test_two_people_at_one_meeting(app: House) -> None:
    meeting = make_dialogue()
    version = queries.dialogue(meeting, public=False).version
    said = at_once(
        app,
        *(lambda place=place: services.change(meeting, draft(place=place), OFFICE, version) for place in ("A", "B")),
    )
    assert said[0] == ""
    assert "war schneller" in said[1]


def test_the_same_impulse_twice_at_once_is_told_once(app: House) -> None:
    meeting, idea = make_dialogue(), published().id
    add = lambda: services.add_impulses(meeting, [idea], OFFICE)  # noqa: E731 - the same call twice
    assert at_once(app, add, add) == ["", ""]
    assert way(idea) == [(Stage.IN_TALK, day())]


def test_the_index_holds_theses_only_once_they_are_public(app: House) -> None:
    meeting = make_dialogue(theses=("Bäume brauchen Wasser.",))
    assert [one.text for one in indexing.documents("dialogue", [meeting])] == ["Stadtbibliothek"]
    evaluated(meeting)
    (document,) = indexing.documents("dialogue", [meeting])
    assert (document.text, document.visibility) == (
        "Stadtbibliothek\nBäume brauchen Wasser.",
        frozenset({"public", "desk"}),
    )
    hidden = make_dialogue(announced=False)
    assert [one.visibility for one in indexing.documents("dialogue", [hidden])] == [frozenset({"desk"})]


def test_a_gone_meeting_leaves_nothing(app: House) -> None:
    meeting = make_dialogue(published().id, theses=("Eins.",))
    with writing():
        services.drop(meeting, OFFICE)
    assert db.session.get(Dialogue, meeting) is None
    assert list(db.session.scalars(select(Thesis))) == []
    assert clock.today().isoformat() < day()
