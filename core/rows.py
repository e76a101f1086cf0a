"""Base and column types of all rows; no Flask, so that models, queries and services stay free of it."""

from __future__ import annotations

import enum
import unicodedata
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import DateTime, Enum, Integer, MetaData, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

FOLDS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))  # casefold() has made ss of ß


class UtcDateTime(TypeDecorator[datetime]):
    """A moment stored in UTC; refuses naive values, gives aware ones back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Convert to UTC before storing."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime was given where a moment with time zone belongs")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give the zone back that SQLite does not keep."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Key = Annotated[int, mapped_column(Integer, primary_key=True)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
Word = Annotated[str, mapped_column(String(80))]
Line = Annotated[str, mapped_column(String(300))]


class Base(DeclarativeBase):
    """Parent of every row; names every constraint, so that migrations can find it."""

    metadata = MetaData(naming_convention=NAMES)


class Versioned:
    """For rows that people change: a row changed meanwhile raises StaleDataError instead of losing the other's change."""

    version: Mapped[int] = mapped_column(Integer, nullable=False, default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy hands the class
        """Tell the mapper which column counts the changes."""
        return {"version_id_col": cls.version}


def words(kind: type[enum.StrEnum], name: str) -> Enum:
    """Store an enum as its text value behind a named check."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda e: [m.value for m in e],
    )


def fold(text: str) -> str:
    """Return the key by which texts are sorted and compared: small letters, ä as ae, accents off, single spaces.

    What nobody sees (a soft hyphen, a joiner, a sign that turns a text round) makes no other word.
    """
    small = unicodedata.normalize("NFKC", text).casefold()
    for umlaut, plain in FOLDS:
        small = small.replace(umlaut, plain)
    if not small.isascii():  # German has become plain by now; taking accents off letter by letter is slow
        apart = unicodedata.normalize("NFKD", small)
        small = "".join(c for c in apart if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return " ".join(small.split())
