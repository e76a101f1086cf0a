"""Points in secret: keys that share nothing, sums checked, changeable until closing, counted into what may be spoken of."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import func, select

from compass.models import Sector
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import Entry
from dialogues import ranked, seat_token
from dialogues.models import Ranking, RankingBallot, RankingCount, RankingItem
from dialogues.priorities import TieRule
from dialogues.rankings import queries, services
from dialogues.rankings.keys import key
from tests.support import meetings
from tests.support.making_rankings import OFFICE, closed, draft, give, keys, made
from tests.support.statements import counted
from tests.support.together import at_once


def ballots() -> list[RankingBallot]:
    """Return what lies in the database."""
    db.session.rollback()
    return list(db.session.scalars(select(RankingBallot)))


def lines(ranking: Ranking) -> list[tuple[str, int, int, int]]:
    """Return text, sum, rank and rank by Borda of a result."""
    found = ranked.results([ranking], public=False)[0]
    return [(one.item.text, one.tally.total, one.place.rank, one.place.borda_rank) for one in found.lines]


def test_points_become_sums_and_the_ballots_are_gone(app: House) -> None:
    ranking = made(meetings.opened().id)
    give(ranking, "eins", (5, 3, 2))
    give(ranking, "zwei", (0, 8, 0))
    for name in ("drei", "vier", "fünf"):
        give(ranking, name, (1, 0, 0))
    assert queries.how_many(ranking.id) == 5
    done = closed(ranking)
    assert ballots() == []
    assert lines(done) == [
        ("Aufzug kaputt: vorher sagen", 11, 1, 2),
        ("Hilfe beim Handy", 8, 2, 1),
        ("Kühle Orte", 2, 3, 3),
    ]
    assert ranked.results([done], public=False)[0].people == 5
    rows = db.session.execute(select(RankingCount.sector, func.sum(RankingCount.number)).group_by(RankingCount.sector))
    assert [tuple(row) for row in rows] == [(None, 15)]


def test_a_phone_may_change_its_points_and_counts_once(app: House) -> None:
    ranking = made(meetings.opened().id)
    for points in ((10, 0, 0), (0, 0, 10), (2, 2, 1)):
        give(ranking, "eins", points)
    assert len(ballots()) == 3
    assert sorted(row.points for row in ballots()) == [1, 2, 2]
    for other in range(4):
        give(ranking, other, (3, 3, 0))
    assert lines(closed(ranking))[2] == ("Kühle Orte", 1, 3, 3)


@pytest.mark.parametrize("points", [(4, 4, 4), (0, 0, 0), (11, 0, 0), (-1, 5, 0)])
def test_a_wrong_sum_is_refused(app: House, points: tuple[int, int, int]) -> None:
    ranking = made(meetings.opened().id)
    with pytest.raises(Refused, match="höchstens 10 Punkte"):
        give(ranking, "eins", points)
    assert ballots() == []


def test_points_for_another_list_are_refused(app: House) -> None:
    meeting = meetings.opened()
    ranking, other = made(meeting.id), made(meeting.id)
    given = {item.id: 1 for item in other.items}
    with pytest.raises(Refused, match="Liste"), writing():
        services.spread(meeting.id, ranking.id, keys(other, "eins"), given)
    with pytest.raises(NotThere), writing():
        services.spread(meetings.opened().id, ranking.id, keys(ranking, "eins"), given)
    assert ballots() == []


def test_before_opening_and_after_closing_nothing_is_taken(app: House) -> None:
    meeting = meetings.opened()
    ranking = made(meeting.id, opened=False)
    with pytest.raises(Refused, match="läuft noch nicht"):
        give(ranking, "eins", (1, 0, 0))
    with pytest.raises(Refused, match="läuft noch nicht"), writing():
        services.close(meeting.id, ranking.id, OFFICE)
    with writing():
        services.open_up(meeting.id, ranking.id, OFFICE)
        services.open_up(meeting.id, ranking.id, OFFICE)
    give(ranking, "eins", (1, 0, 0))
    first = closed(ranking)
    with pytest.raises(Refused, match="beendet"):
        give(ranking, "zwei", (9, 0, 0))
    assert closed(ranking).closed_at == first.closed_at
    assert ranked.results([closed(ranking)], public=False)[0].people == 1
    with pytest.raises(Refused, match="schon gezählt"), writing():
        services.open_up(meeting.id, ranking.id, OFFICE)


def test_without_a_code_nobody_could_come(app: House) -> None:
    ranking = made(meetings.planned().id, opened=False)
    with pytest.raises(Refused, match="Öffnen Sie zuerst das Treffen"), writing():
        services.open_up(ranking.dialogue_id, ranking.id, OFFICE)


def test_what_is_open_stays_as_it_was_published(app: House) -> None:
    meeting = meetings.opened()
    ranking = made(meeting.id)
    with pytest.raises(Refused, match="schon offen"), writing():
        services.change(meeting.id, ranking.id, draft("a", "b"), OFFICE)
    with pytest.raises(Refused, match="nicht löschen"), writing():
        services.drop(meeting.id, ranking.id, OFFICE)
    planned = made(meeting.id, opened=False)
    with writing():
        services.change(meeting.id, planned.id, draft("a", "b", "a", points=4, rule=TieRule.SHARED), OFFICE)
    changed = queries.one(meeting.id, planned.id)
    assert [item.text for item in changed.items] == ["a", "b"]
    assert (changed.points, changed.tie_rule) == (4, "shared")
    with pytest.raises(Refused), writing():
        services.change(meeting.id, planned.id, draft("a", "b"), OFFICE, version=changed.version + 7)
    with writing():
        services.drop(meeting.id, planned.id, OFFICE)
    assert [one.id for one in queries.of_meeting(meeting.id)] == [ranking.id]


def test_the_same_form_makes_one_ranking(app: House) -> None:
    meeting = meetings.planned()
    with writing():
        first = services.plan(meeting.id, draft(), OFFICE, "nonce").id
    with writing():
        assert services.plan(meeting.id, draft(), OFFICE, "nonce").id == first
    for lines_ in (("eine",), tuple(str(number) for number in range(21))):
        with pytest.raises(Refused, match="2 bis 20"), writing():
            services.plan(meeting.id, draft(*lines_), OFFICE, "other")


def test_keys_of_one_phone_share_nothing_and_are_none_of_a_stone(app: House) -> None:
    bits = b"\x07" * 32
    assert key(bits, 1) == hashlib.sha256(b"stadtkompass ranking v1\0" + bits + b"\x001").hexdigest()
    assert (
        len({key(bits, number) for number in range(50)} | {seat_token.key(bits, number) for number in range(50)}) == 100
    )


def test_a_ballot_has_no_person_order_or_time_and_leaves_no_line(app: House) -> None:
    ranking = made(meetings.opened().id)
    before = db.session.scalar(select(func.count()).select_from(Entry))
    give(ranking, "eins", (5, 3, 2), Sector.SCIENCE)
    assert set(RankingBallot.__table__.columns.keys()) == {"key", "item_id", "points", "borda", "sector"}
    assert db.session.scalar(select(func.count()).select_from(Entry)) == before
    assert {row.key for row in ballots()} == set(keys(ranking, "eins").values())


def test_a_small_sector_and_a_second_one_are_never_written_down(app: House) -> None:
    ranking = made(meetings.opened().id)
    for number in range(6):
        give(ranking, f"v{number}", (5 + number % 2, number % 2, number % 3), Sector.ADMINISTRATION if number else None)
        give(ranking, f"z{number}", (number % 2, 5 + number % 2, number % 3), Sector.CIVIL_SOCIETY)
    give(ranking, "w0", (0, 0, 1), Sector.BUSINESS)
    closed(ranking)
    assert set(db.session.scalars(select(RankingCount.sector))) == {None, Sector.CIVIL_SOCIETY}


def test_large_sectors_are_told_in_words(app: House) -> None:
    ranking = made(meetings.opened().id)
    for number in range(8):
        give(ranking, f"v{number}", (6 + number % 2, number % 3, number % 2), Sector.ADMINISTRATION)
        give(ranking, f"z{number}", (number % 2, 6 + number % 2, number % 3), Sector.CIVIL_SOCIETY)
    found = ranked.results([closed(ranking)], public=False)[0]
    assert found.sectors == ("Verwaltung", "Zivilgesellschaft")
    said = {one.item.text: one.spread for one in found.lines}
    assert said["Hilfe beim Handy"] == "Viele Punkte aus: Verwaltung. Wenige Punkte aus: Zivilgesellschaft."
    assert said["Kühle Orte"] == "In allen gezeigten Bereichen wenige Punkte."
    assert "mindestens 5 Menschen: Verwaltung, Zivilgesellschaft" in found.sectors_said


def test_ties_are_named_and_the_rule_is_said(app: House) -> None:
    meeting = meetings.opened()
    shared = made(meeting.id, draft(rule=TieRule.SHARED))
    broad = made(meeting.id, draft(rule=TieRule.BREADTH))
    for ranking in (shared, broad):
        give(ranking, "eins", (6, 2, 0))
        give(ranking, "zwei", (0, 4, 0))
        for name in range(3):
            give(ranking, name, (0, 0, 1))
    first, second = (ranked.results([closed(one)], public=False)[0] for one in (shared, broad))
    assert [one.place.rank for one in first.lines] == [1, 1, 3]
    assert first.ties == (
        "„Hilfe beim Handy“ und „Aufzug kaputt: vorher sagen“ haben je 6 Punkte. Sie teilen sich den Platz.",
    )
    assert second.lines[0].item.text == "Aufzug kaputt: vorher sagen"
    assert second.ties[0].endswith("Die Regel für gleiche Summen hat entschieden.")
    assert "mehr Menschen Punkte" in second.rule


def test_nobody_gave_anything(app: House) -> None:
    found = ranked.results([closed(made(meetings.opened().id))], public=False)[0]
    assert (found.people, found.check, found.ties, found.sectors_said) == (0, "", (), "")


@pytest.mark.parametrize("people", [1, 2, 4])
def test_of_fewer_than_five_nothing_is_shown(app: House, people: int) -> None:
    ranking = made(meetings.opened().id)
    for name in range(people):
        give(ranking, name, (name % 3, 7, 1))
    found = ranked.results([closed(ranking)], public=False)[0]
    assert (found.people, found.lines, found.check, found.ties, found.sectors_said) == (people, (), "", (), "")
    assert "weniger als 5" in found.silence


def test_reading_results_costs_the_same_for_long_lists(app: House) -> None:
    meeting = meetings.opened()
    for number in (3, 20):
        ranking = made(meeting.id, draft(*[f"Zeile {one}" for one in range(number)], points=20))
        give(ranking, "eins", [1] * number)
        closed(ranking)
    with counted() as first:
        ranked.of_meeting(meeting.id, public=False)
    made_more = [made(meeting.id) for _ in range(3)]
    for ranking in made_more:
        closed(ranking)
    with counted() as second:
        assert len(ranked.of_meeting(meeting.id, public=False)) == 5
    assert len(first) == len(second) == 3


def test_one_phone_twice_at_once_and_closing_at_the_same_time_lose_nothing(app: House) -> None:
    ranking = made(meetings.opened().id)
    dialogue_id, number, given = ranking.dialogue_id, ranking.id, {item.id: 1 for item in ranking.items}
    mine = keys(ranking, "eins")

    def lay() -> None:
        services.spread(dialogue_id, number, mine, given)

    def end() -> None:
        services.close(dialogue_id, number, OFFICE)

    assert at_once(app, lay, lay) == ["", ""]
    assert len(ballots()) == 3
    assert at_once(app, lay, end) in (["", ""], ["", services.OVER])
    assert ballots() == []
    people = select(func.sum(RankingCount.number)).join(RankingItem, RankingItem.id == RankingCount.item_id)
    assert db.session.scalar(people.where(RankingItem.ranking_id == number)) == 3
