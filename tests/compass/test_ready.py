"""The network made ready for suggestions: at once while it is small, beside the one of before when it is large."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from compass import ready, services
from compass.models import Purpose
from core import clock, versions
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor


class Flat:
    """Everything means the same."""

    def documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the same direction for each."""
        return np.array([self.question(text) for text in texts], dtype=np.float32).reshape(len(texts), -1)

    def question(self, text: str) -> NDArray[np.float32]:
        """Return it once, for words or for none."""
        return np.array((1.0, float(bool(text))), dtype=np.float32)


def somebody(name: str) -> int:
    return make_actor(name)


def settled() -> None:
    for thread in threading.enumerate():
        if thread.name == "matching":
            thread.join(10)


def state() -> tuple[object, ...]:
    db.session.rollback()
    return (*map(versions.of, ready.SUBJECTS), clock.today())


def test_a_small_network_follows_at_once_and_is_kept(app: House) -> None:
    somebody("Verein Garten")
    first = ready.network()

    assert len(first) == 1
    assert ready.network() is first

    number = somebody("Verein Handy")
    assert len(ready.network()) == 2

    with writing():
        services.withdraw_consent(number, Purpose.MATCHING, "am Telefon", HOUSE)
    assert len(ready.network()) == 1


def test_a_large_one_answers_as_it_was_until_the_new_one_is_made(app: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready, "SMALL", 0)
    somebody("Verein Garten")
    first = ready.network()
    somebody("Verein Handy")

    assert ready.network() is first
    settled()

    assert len(ready.network()) == 2


def test_meaning_is_learned_beside_the_requests_and_again_after_a_change(app: House) -> None:
    somebody("Verein Garten")
    shelf = ready.Shelf()

    plain = shelf.network(state(), Flat())
    settled()
    meant = shelf.network(state(), Flat())

    assert shelf.meaning
    assert meant is not plain
    assert shelf.network(state(), Flat()) is meant

    somebody("Verein Handy")
    assert len(shelf.network(state(), Flat())) == 2
    settled()
    assert shelf.meaning


def test_what_is_not_stored_yet_is_not_kept_for_others(app: House) -> None:
    somebody("Verein Garten")
    kept, number = ready.network(), somebody("Verein Handy")
    with writing():
        services.withdraw_consent(number, Purpose.MATCHING, "am Telefon", HOUSE)
        assert len(ready.network()) == 1
        db.session.rollback()

    assert ready.network() is not kept
