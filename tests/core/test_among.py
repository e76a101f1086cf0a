"""One parameter for any number of ids."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.among import among
from core.db import db
from core.factory import House
from radar.models import District


@pytest.mark.parametrize("wanted", [0, 1, 3])
def test_rows_with_one_of_some_ids(app: House, wanted: int) -> None:
    ids = list(db.session.scalars(select(District.id).order_by(District.id).limit(wanted)))
    found = select(District.id).where(among(District.id, [*ids, 10**8])).order_by(District.id)
    assert list(db.session.scalars(found)) == ids
    assert list(db.session.scalars(select(District.id).where(among(District.id, [])))) == []


def test_the_text_is_the_same_for_any_number(app: House) -> None:
    texts = {str(select(District.id).where(among(District.id, range(many))).compile(db.engine)) for many in (0, 1, 200)}
    assert len(texts) == 1


def test_an_index_serves_and_no_row_is_looked_at_in_vain(app: House) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    wanted = select(District.id).where(among(District.id, [1, 2]))
    explained = f"EXPLAIN QUERY PLAN {wanted.compile(db.engine)}"
    plan = db.session.connection().exec_driver_sql(explained, ("[1, 2]",)).all()
    assert any("SEARCH" in str(row) for row in plan)
    assert not any("SCAN district" in str(row) for row in plan)
