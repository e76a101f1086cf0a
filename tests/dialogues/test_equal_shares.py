"""Equal shares: the two worked examples, confirmed elsewhere with pabutools 1.2.3; nobody overpays, nobody is left out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.equal_shares import Project, Worth, equal_shares, greedy, raised

TOWN = [Project("A1", 40), Project("A2", 30), Project("A3", 30), Project("B1", 40), Project("C1", 20)]
TOWN_BALLOTS = [{"A1": 1, "A2": 1, "A3": 1}] * 6 + [{"B1": 1}] * 3 + [{"B1": 1, "C1": 1}]
POT = [
    Project("Sensorik", 3000),
    Project("Chatbot", 3000),
    Project("Digitallotsen", 1500),
    Project("Lernwerkstatt", 1500),
    Project("Reparaturkarte", 1000),
]
POT_BALLOTS = (
    [{"Sensorik": 1, "Chatbot": 1}] * 6
    + [{"Sensorik": 1}]
    + [{"Lernwerkstatt": 1, "Digitallotsen": 1}] * 3
    + [{"Reparaturkarte": 1, "Digitallotsen": 1}] * 2
)
COSTS = st.lists(st.integers(1, 50), min_size=1, max_size=5)
CHOICES = st.lists(st.dictionaries(st.integers(0, 4), st.integers(1, 9), max_size=5), min_size=1, max_size=7)


def served(keys: tuple[str, ...], ballots: list[dict[str, int]]) -> int:
    """Return how many people get something they wanted."""
    return sum(1 for ballot in ballots if set(keys) & ballot.keys())


def test_first_example_greedy_leaves_four_people_with_nothing() -> None:
    assert greedy(100, TOWN, TOWN_BALLOTS) == ("A1", "A2", "A3")
    assert served(("A1", "A2", "A3"), TOWN_BALLOTS) == 6


def test_first_example_by_cost_serves_both_groups() -> None:
    found = equal_shares(100, TOWN, TOWN_BALLOTS, Worth.COST)
    assert [(one.project.key, one.rho) for one in found.bought] == [("A1", Fraction(1, 6)), ("B1", Fraction(1, 4))]
    completed = greedy(100, TOWN, TOWN_BALLOTS, found.keys)
    assert completed == ("A1", "B1", "C1")
    assert sum(one.cost for one in TOWN if one.key in completed) == 100


def test_first_example_where_every_project_is_worth_the_same() -> None:
    assert equal_shares(100, TOWN, TOWN_BALLOTS, Worth.ONE).keys == ("A2", "A3", "B1")


def test_second_example_the_pot_of_the_kickbox() -> None:
    assert greedy(6000, POT, POT_BALLOTS) == ("Sensorik", "Chatbot")
    assert served(("Sensorik", "Chatbot"), POT_BALLOTS) == 7
    found = equal_shares(6000, POT, POT_BALLOTS, Worth.COST)
    assert [(one.project.key, one.rho) for one in found.bought] == [
        ("Sensorik", Fraction(1, 7)),
        ("Digitallotsen", Fraction(1, 5)),
    ]
    assert [round(float(money), 2) for money in found.left] == [71.43] * 7 + [200.0] * 5
    assert raised(6000, POT, POT_BALLOTS, Worth.COST).keys == ("Sensorik", "Digitallotsen")
    completed = greedy(6000, POT, POT_BALLOTS, found.keys)
    assert completed == ("Sensorik", "Digitallotsen", "Lernwerkstatt")
    assert sum(one.cost for one in POT if one.key in completed) == 6000
    assert served(completed, POT_BALLOTS) == 12


def test_of_equal_rho_the_first_in_the_list_is_bought_first() -> None:
    one, other = Project("eins", 10), Project("zwei", 10)
    ballots = [{"eins": 1, "zwei": 1}, {"eins": 1, "zwei": 1}]
    assert equal_shares(10, [one, other], ballots, Worth.COST).keys == ("eins",)
    assert equal_shares(10, [other, one], ballots, Worth.COST).keys == ("zwei",)


def test_points_let_who_wants_it_more_pay_more() -> None:
    found = equal_shares(20, [Project("a", 12)], [{"a": 3}, {"a": 1}], Worth.POINTS)
    assert found.bought[0].paid == {0: 9, 1: 3}
    assert found.left == (Fraction(1), Fraction(7))


def test_without_people_or_with_something_for_nothing_there_is_no_share() -> None:
    with pytest.raises(ValueError, match="people"):
        equal_shares(100, TOWN, [], Worth.COST)
    with pytest.raises(ValueError, match="cost"):
        equal_shares(100, [Project("a", 0)], [{"a": 1}], Worth.COST)


@given(st.integers(0, 120), COSTS, CHOICES, st.sampled_from(Worth))
def test_nobody_pays_more_than_the_own_share_and_what_is_bought_is_paid(
    budget: int, costs: list[int], choices: list[dict[int, int]], worth: Worth
) -> None:
    projects = [Project(str(place), cost) for place, cost in enumerate(costs)]
    ballots = [{str(key): points for key, points in choice.items()} for choice in choices]
    found = equal_shares(budget, projects, ballots, worth)
    for one in found.bought:
        assert sum(one.paid.values()) == one.project.cost
        assert all(ballots[place][one.project.key] for place in one.paid)
    assert all(money >= 0 for money in found.left)
    assert found.cost + sum(found.left) == budget
    fuller = raised(budget, projects, ballots, worth, step=5)
    assert found.cost <= budget
    assert fuller.cost <= budget
    chosen = greedy(budget, projects, ballots, found.keys)
    assert chosen[: len(found.keys)] == found.keys
    assert sum(one.cost for one in projects if one.key in chosen) <= budget
