"""The default categories, written once into an empty table."""

from __future__ import annotations

import tomllib
from pathlib import Path

from sqlalchemy import func, select

from core import versions
from core.db import db
from ideas.models import Category

FILE = Path(__file__).with_name("categories.toml")


def seed() -> None:
    """Fill the table of categories when it is empty; what a city changed stays."""
    if db.session.scalar(select(func.count()).select_from(Category)):
        return
    for position, (key, row) in enumerate(tomllib.loads(FILE.read_text(encoding="utf-8")).items()):
        db.session.add(Category(key=key, position=position, **row))
    versions.up("categories")
