"""A merge and its undo leave every table's row counts and contents as before, whatever points at whom."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compass.alike import upkeep
from compass.doubles import fields, merging, schema
from compass.doubles.models import Merge
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support import belonging

FOLLOWS = {"outbox", "version", "actor_due"}
"""What every change leaves behind: promises to the index, version numbers, who waits for a comparison."""
OURS = {"actor.merged", "actor.unmerged", "actor.sector_followed"}
MANY = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
KEYS = [*(one.key for one in fields.FIELDS), *(key for key, _ in fields.LISTS.values())]
CHOICES = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(fields.SIDES))


def laid_out(seed: int, actors: int) -> list[int]:
    with writing():
        ids = belonging.lay_out(random.Random(seed), actors)
        upkeep.rebuild()
    return ids


def stored() -> belonging.Contents:
    db.session.rollback()
    found = belonging.contents(FOLLOWS)
    found["journal"] = [row for row in found["journal"] if row["verb"] not in OURS]
    return found


def differing(before: belonging.Contents, after: belonging.Contents) -> Iterator[tuple[str, object, object]]:
    for name, rows in before.items():
        if rows != after[name]:
            yield name, [row for row in rows if row not in after[name]], [r for r in after[name] if r not in rows]


@given(seed=st.integers(0, 10**9), chosen=CHOICES)
@MANY
def test_undo_leaves_every_row_as_before(app: House, seed: int, chosen: dict[str, str]) -> None:
    kept, gone = random.Random(seed).sample(laid_out(seed, 4), 2)
    before = stored()
    with writing():
        number = merging.merge(kept, gone, chosen, HOUSE).id
    merged = stored()
    for table, column in schema.pointing():
        assert all(row[column.name] != gone for row in merged[table.name])
    assert {row["id"] for row in merged["actor"]} == {row["id"] for row in before["actor"]} - {gone}
    with writing():
        assert merging.undo(number, HOUSE) == 0
    assert list(differing(before, stored())) == []


@given(seed=st.integers(0, 10**9))
@MANY
def test_a_chain_is_taken_back_in_order(app: House, seed: int) -> None:
    first, second, third = random.Random(seed).sample(laid_out(seed, 4), 3)
    before = stored()
    with writing():
        one = merging.merge(second, first, {}, HOUSE).id
    between = stored()
    with writing():
        other = merging.merge(third, second, {}, HOUSE).id
    assert db.session.get_one(Merge, one).kept_id == third
    with writing():
        merging.undo(other, HOUSE)
    assert list(differing(between, stored())) == []
    with writing():
        merging.undo(one, HOUSE)
    assert list(differing(before, stored())) == []
