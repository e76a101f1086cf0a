"""The list of terms an empty house starts with."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from compass.models import Term, TermSynonym
from compass.queries.terms import SUBJECT
from core import versions
from core.db import db
from core.rows import fold
from radar.models import ActivityArea

FILE = Path(__file__).with_name("terms.toml")
LONGEST = 80


@cache
def written() -> list[dict[str, Any]]:
    """Return the terms of the file: name, synonyms, key of the Aktionsfeld if any."""
    found: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["terms"]
    return found


def seed() -> None:
    """Put in the terms of terms.toml, where the table holds none; what a city changed stays."""
    if db.session.scalar(select(Term.id).limit(1)) is not None:
        return
    areas = dict(db.session.execute(select(ActivityArea.key, ActivityArea.id)).all())
    rows = [
        {**_word(one["name"]), "area_id": areas.get(one.get("area", "")), "about": "", "active": True, "version": 1}
        for one in written()
    ]
    db.session.execute(insert(Term), rows)
    ids = dict(db.session.execute(select(Term.sort_key, Term.id)).all())
    others = [
        {"term_id": ids[fold(one["name"])[:LONGEST]], **_word(word)} for one in written() for word in one["synonyms"]
    ]
    db.session.execute(insert(TermSynonym), others)
    versions.up(SUBJECT)


def _word(name: str) -> dict[str, str]:
    return {"name": name, "sort_key": fold(name)[:LONGEST]}
