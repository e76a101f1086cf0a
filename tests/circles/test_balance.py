"""The four-sector balance: plain actors count, marked ones stand apart, what is missing is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circles.balance import balance
from compass.models import SECTOR_WORDS, Actor, Sector

V, WI, WT, Z = Sector


def one(sector: Sector, **marks: bool) -> Actor:
    """An actor of a sector, never stored."""
    return Actor(name="Jemand", sector=sector, **marks)


def test_one_of_each_is_whole() -> None:
    found = balance([one(sector) for sector in Sector], 6)
    assert [(share.number, share.apart) for share in found.sectors] == [(1, ())] * 4
    assert (found.missing, found.taken, found.free) == ((), 4, 2)
    assert found.sentence == "Alle vier Sektoren sind dabei."


def test_a_city_owned_company_does_not_stand_for_business() -> None:
    found = balance([one(V), one(WI), one(Z), one(WT, city_owned=True)], 4)
    assert found.sentence == "Es fehlt: Wirtschaft"
    assert (found.sectors[2].number, found.sectors[2].apart) == (0, ("1 städtisch",))
    assert found.free == 0


@pytest.mark.parametrize("mark", ["in_politics", "advisory_board"])
def test_politics_and_boards_never_fill_a_citizens_place(mark: str) -> None:
    found = balance([one(V), one(WI), one(WT), one(Z, **{mark: True})], 5)
    assert found.sentence == "Es fehlt: Zivilgesellschaft"
    assert found.taken == 4


@pytest.mark.parametrize(
    ("actors", "sentence"),
    [
        ([], "Es fehlen: Verwaltung, Wissenschaft, Wirtschaft und Zivilgesellschaft"),
        ([one(V), one(Z)], "Es fehlen: Wissenschaft und Wirtschaft"),
    ],
)
def test_what_is_missing_is_named(actors: list[Actor], sentence: str) -> None:
    assert balance(actors, 3).sentence == sentence


@given(st.lists(st.tuples(st.sampled_from(list(Sector)), st.booleans())), st.integers(1, 60))
def test_only_plain_actors_fill_a_sector(drawn: list[tuple[Sector, bool]], seats: int) -> None:
    found = balance([one(sector, advisory_board=marked) for sector, marked in drawn], seats)
    assert sum(share.number for share in found.sectors) == sum(not marked for _, marked in drawn)
    assert (found.taken, found.free) == (len(drawn), max(seats - len(drawn), 0))
    there = {SECTOR_WORDS[sector] for sector, marked in drawn if not marked}
    assert set(found.missing) == set(SECTOR_WORDS.values()) - there
