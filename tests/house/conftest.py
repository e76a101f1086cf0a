"""Fixtures for tests of the house itself: the hall in which requests meet."""

from collections.abc import Iterator

import pytest

from tests.support import hall as halls
from tests.support.houses import Furnished


@pytest.fixture(scope="module")
def built(house: Furnished) -> Iterator[halls.Hall]:
    """Give a hall on this round's database."""
    yield from halls.built(house)


@pytest.fixture
def hall(built: halls.Hall) -> halls.Hall:
    """Give the hall with its rows as at the beginning."""
    built.empty()
    return built
