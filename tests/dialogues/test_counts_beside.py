"""Counts beside the phones: real stones typed in, their sources named, nothing to be told apart."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import HOUSE
from dialogues import agreement, ballots
from dialogues.agreement import Counts, ThesisResult
from dialogues.counting import queries, services
from dialogues.counting.services import SourceDraft
from dialogues.models import CountedBy, Dialogue, DialogueState, Thesis
from tests.support import meetings
from tests.support.meetings import Meeting
from tests.support.pages import fill, token
from tests.support.stones import divide, lay_many

TWO = ("Hilfe beim Handy muss zu Fuß erreichbar sein.", "Jugendliche erklären besser als Fachleute.")


def typed(meeting: Meeting, *counts: Counts, name: str = "Tisch 1", group: int | None = None, turn: int = 1) -> None:
    """Type counts in, thesis by thesis."""
    by_thesis = dict(zip(meeting.theses, counts, strict=False))
    with writing():
        services.add(meeting.id, [SourceDraft(CountedBy.HAND, name, turn, {group: by_thesis})], HOUSE)


def first(meeting: Meeting) -> ThesisResult:
    """Return the result of the first thesis."""
    return agreement.results(ballots.one(meeting.id))[0]


def words(result: ThesisResult) -> list[str]:
    """Return where its stones come from."""
    return [line.words for line in result.parts.sources]


def test_real_stones_count_beside_the_phones_with_their_source_named(app: House) -> None:
    meeting = meetings.opened(TWO)
    lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 2, 1))
    typed(meeting, Counts(4, 0, 2, 1, 0, 3))
    assert ballots.one(meeting.id).state is DialogueState.OPEN
    assert agreement.results(ballots.one(meeting.id)) == ()
    meetings.closed(meeting)
    assert first(meeting).counts == Counts(12, 3, 3, 1, 2, 4)
    assert words(first(meeting)) == ["14 von Telefonen", "7 von Hand gezählt (Tisch 1)"]


@pytest.mark.parametrize("group", [False, True])
def test_a_few_stones_are_not_added_to_figures_that_are_out(app: House, *, group: bool) -> None:
    meeting = meetings.opened(TWO)
    here = divide(meeting, "Gruppe 1", "Gruppe 2") if group else [None]
    lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 2), group_id=here[0])
    typed(meeting, Counts(1, 0, 0, 0, 1), name="Tisch 9", group=here[0])
    meetings.closed(meeting)
    before = first(meeting)
    for few in (Counts(1, 0, 0, 0, 0), Counts(1, 1, 1, 0, 1)):
        with pytest.raises(Refused, match="Einzelne erkennen"):
            typed(meeting, few, group=here[-1])
    assert first(meeting) == before
    typed(meeting, Counts(1, 1, 0, 0, 1), name="Tisch 9", group=here[0])
    typed(meeting, Counts(2, 1, 1, 0, 1), Counts(1, 0, 0, 0, 0), group=here[-1])
    assert first(meeting).n == 14 + 3 + 5


def test_they_may_come_later_be_corrected_and_taken_out(app: House) -> None:
    meeting = meetings.opened(TWO)
    lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 2))
    meetings.closed(meeting)
    typed(meeting, Counts(4, 0, 2, 1, 0))
    typed(meeting, Counts(0, 5, 0, 0, 0))
    assert first(meeting).counts == Counts(8, 8, 1, 0, 2)
    (source,) = queries.sources(meeting.id)
    for _ in range(2):
        with writing():
            services.remove(meeting.id, source.id, HOUSE)
    assert (first(meeting).counts, first(meeting).parts.sources) == (Counts(8, 3, 1, 0, 2), ())


def test_tables_of_one_name_in_two_groups_stand_beside_each_other(app: House) -> None:
    meeting = meetings.planned(TWO)
    here, there = divide(meeting, "Gruppe 1", "Gruppe 2")
    typed(meeting, Counts(4, 3, 0, 0, 0), name="Steine", group=here)
    typed(meeting, Counts(1, 0, 1, 4, 3), name="Steine", group=there)
    typed(meeting, Counts(9, 0, 1, 0, 0), name="Steine", group=here)
    result = first(meeting)
    assert result.counts == Counts(10, 0, 2, 4, 3)
    assert [(part.name, part.word) for part in result.parts.groups] == [
        ("Gruppe 1", "Einig dafür"),
        ("Gruppe 2", "Einig dagegen"),
    ]
    (source,) = queries.sources(meeting.id)
    assert (source.stones, source.groups, source.theses) == (19, ("Gruppe 1", "Gruppe 2"), 1)


def test_a_meeting_without_phones_is_evaluated_by_them(app: House) -> None:
    meeting = meetings.planned(TWO)
    typed(meeting, Counts(4, 3, 0, 1, 0))
    dialogue = ballots.one(meeting.id)
    assert (dialogue.state, dialogue.opened_at) == (DialogueState.CLOSED, None)
    assert first(meeting).counts == Counts(4, 3, 0, 1, 0)


def test_few_phones_beside_real_stones_cannot_be_told_apart(visitor: FlaskClient) -> None:
    meeting = meetings.opened(TWO)
    lay_many(meeting, meeting.theses[0], (1, 0, 0, 0, 2))
    typed(meeting, Counts(9, 3, 1, 0, 2))
    meetings.closed(meeting)
    result = first(meeting)
    assert (result.distribution, result.percent, result.unity_number, result.sentence) == ((), None, "", "")
    assert "Von Telefonen kamen nur wenige" in visitor.get(f"/div/{meeting.id}").text
    assert ";18;;;;;;" in visitor.get(f"/div/{meeting.id}/ergebnisse.csv").text


def test_phones_of_a_group_that_were_withheld_stay_withheld(app: House) -> None:
    meeting = meetings.opened(TWO)
    here, there = divide(meeting, "Gruppe 1", "Gruppe 2")
    lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 2), group_id=here)
    lay_many(meeting, meeting.theses[0], (1, 0, 0, 0, 2), group_id=there)
    meetings.closed(meeting)
    typed(meeting, Counts(9, 3, 1, 0, 2), group=there)
    assert first(meeting).parts.groups == ()


def test_a_group_with_stones_beside_one_with_phones(app: House) -> None:
    meeting = meetings.opened(TWO)
    here, there = divide(meeting, "Gruppe 1", "Gruppe 2")
    lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 0), group_id=here)
    meetings.closed(meeting)
    typed(meeting, Counts(0, 0, 1, 5, 4), group=there)
    assert [part.word for part in first(meeting).parts.groups] == ["Einig dafür", "Einig dagegen"]


def test_a_round_by_phones_and_one_by_hand(app: House) -> None:
    meeting = meetings.opened(TWO, rounds=2)
    lay_many(meeting, meeting.theses[0], (5, 0, 0, 0, 5))
    meetings.closed(meeting)
    typed(meeting, Counts(8, 1, 0, 0, 1), turn=2)
    assert first(meeting).shift.startswith("Vor dem Gespräch: 5 von 10 dafür (Uneinig). Danach: 9 von 10")


def test_what_does_not_belong_is_refused(app: House) -> None:
    meeting, other = meetings.planned(TWO), meetings.planned(TWO)
    (foreign,) = divide(other, "Gruppe 1")
    with pytest.raises(NotThere):
        typed(meeting, Counts(4, 0, 0, 0, 1), group=foreign)
    with pytest.raises(NotThere):
        typed(Meeting(meeting.id, other.theses), Counts(4, 0, 0, 0, 1))
    with pytest.raises(Refused, match="Runde"):
        typed(meeting, Counts(4, 0, 0, 0, 1), turn=2)
    with pytest.raises(Refused, match="kein Stein"):
        typed(meeting, Counts(0, 0, 0, 0, 0, 4))
    with writing():
        db.session.get_one(Dialogue, meeting.id).finished_at = clock.now()
    with pytest.raises(Refused, match="abgeschlossen"):
        typed(meeting, Counts(4, 0, 0, 0, 1))


def test_stones_are_typed_in_on_a_page(office: FlaskClient) -> None:
    meeting = meetings.opened(TWO, rounds=2)
    (group, _) = divide(meeting, "Gruppe 1", "Gruppe 2")
    path = f"/buero/div/{meeting.id}/zaehlungen/von-hand"
    one = meeting.theses[0]
    said = {"name": "Tisch 3", "group": str(group), "round": "2", f"t{one}_gold": "4", f"t{one}_tar": "3"}
    assert fill(office, path, **said).status_code == 303
    (source,) = queries.sources(meeting.id)
    assert (source.name, source.round, source.groups, source.stones) == ("Tisch 3", 2, ("Gruppe 1",), 7)
    page = office.get(f"/buero/div/{meeting.id}/zaehlungen")
    assert "Tisch 3" in page.text
    assert "Tisch 3" in office.get(f"/buero/div/{meeting.id}").text
    place = f"/buero/div/{meeting.id}/zaehlungen/entfernen"
    removed = office.post(place, data={"token": token(page, place), "source": str(source.id)})
    assert removed.status_code == 303
    assert queries.sources(meeting.id) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 400},
        {"gold": "-1"},
        {"gold": "2001"},
        {"gold": "9" * 30},
        {"gold": "٣"},
        {"gold": "1.5"},
        {"gold": "\x00"},
        {"gold": "0"},
        {"group": "999999"},
        {"group": "x"},
        {"round": "7"},
    ],
)
def test_bad_input_is_said_and_nothing_is_stored(office: FlaskClient, wrong: dict[str, str]) -> None:
    meeting = meetings.planned(TWO, rounds=2)
    divide(meeting, "Gruppe 1", "Gruppe 2")
    said = {"name": "Tisch 3", "round": "1", "group": "", "gold": "4", **wrong}
    gold = said.pop("gold")
    answer = fill(
        office, f"/buero/div/{meeting.id}/zaehlungen/von-hand", **said, **{f"t{meeting.theses[0]}_gold": gold}
    )
    assert answer.status_code == 422
    assert "Noch nicht gespeichert" in answer.text
    assert queries.sources(meeting.id) == []


def test_only_who_may_edit_types_in(reader: FlaskClient, visitor: FlaskClient) -> None:
    meeting = meetings.planned(TWO)
    for path in ("von-hand", "datei", "muster.csv"):
        assert reader.get(f"/buero/div/{meeting.id}/zaehlungen/{path}").status_code == 403
        assert visitor.get(f"/buero/div/{meeting.id}/zaehlungen/{path}").status_code == 303
    page = reader.get(f"/buero/div/{meeting.id}/zaehlungen")
    assert page.status_code == 200
    assert "Steine von Hand eintragen" not in page.text


def test_a_meeting_without_theses_counts_nothing(office: FlaskClient) -> None:
    meeting = meetings.planned(())
    for path in ("von-hand", "datei", "muster.csv"):
        assert office.get(f"/buero/div/{meeting.id}/zaehlungen/{path}").status_code == 404


def test_an_old_button_removes_nothing(office: FlaskClient) -> None:
    meeting = meetings.planned(TWO)
    typed(meeting, Counts(4, 3, 0, 1, 0))
    assert office.post(f"/buero/div/{meeting.id}/zaehlungen/entfernen", data={"source": "1"}).status_code == 400
    assert len(queries.sources(meeting.id)) == 1


def test_rows_of_phones_are_never_replaced(app: House) -> None:
    meeting = meetings.opened(TWO)
    lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 2))
    meetings.closed(meeting)
    thesis = db.session.scalars(select(Thesis).where(Thesis.id == meeting.theses[0])).one()
    typed(meeting, Counts(1, 1, 1, 1, 1), name="")
    assert (thesis.gold, words(first(meeting))) == (9, ["14 von Telefonen", "5 von Hand gezählt"])
