"""Reads of imports that are the same in every room: the list, one with its rows, what was answered for a source last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from sqlalchemy import func, select

from core.db import db
from core.errors import NotThere
from core.takeover.rows import JobRow, LineRow, SourceRow
from core.takeover.states import Fate, Verdict

PAGE = 25
JobT = TypeVar("JobT", bound=JobRow)
SourceT = TypeVar("SourceT", bound=SourceRow)
RowT = TypeVar("RowT", bound=LineRow)


@dataclass(frozen=True)
class RowsPage(Generic[RowT]):
    """One page of an import's rows, and the place after which the next page begins, None at the end."""

    rows: Sequence[RowT]
    after: int | None = None


class Reads(Generic[JobT, SourceT, RowT]):
    """The imports of one room, by its three tables; its pages of rows go by `place`."""

    def __init__(
        self, job: type[JobT], source: type[SourceT], row: type[RowT], place: Literal["line", "id"] = "line"
    ) -> None:
        """Name the room's tables."""
        self.job, self.new_source = job, source
        self._row, self._place = row, place

    def imports(self, before: int | None = None) -> list[JobT]:
        """Return the newest imports, one more than a page."""
        wanted = select(self.job).order_by(self.job.id.desc()).limit(PAGE + 1)
        return list(db.session.scalars(wanted.where(self.job.id < before) if before else wanted))

    def one(self, number: int) -> JobT:
        """Return one import; NotThere when it is gone."""
        found = db.session.get(self.job, number)
        if found is None:
            raise NotThere
        return found

    def by_nonce(self, nonce_hash: str) -> JobT | None:
        """Return the import of a form that was sent before."""
        return db.session.scalars(select(self.job).where(self.job.nonce_hash == nonce_hash)).one_or_none()

    def source(self, name: str) -> SourceT | None:
        """Return what was answered for a source last time."""
        kept = self.new_source
        return db.session.scalars(select(kept).where(kept.name == name)).one_or_none()

    def tally(self, number: int) -> dict[Verdict, int]:
        """Return how many rows have which verdict."""
        return self._counted(number, self._row.verdict)

    def fates(self, number: int) -> dict[Fate, int]:
        """Return what became of how many rows."""
        return self._counted(number, self._row.fate)

    def rows(self, number: int, verdict: Verdict | None, fate: Fate | None, after: int = 0) -> RowsPage[RowT]:
        """Return a page of rows in the order in which they were judged."""
        row, place = self._row, getattr(self._row, self._place)
        wanted = select(row).where(row.import_id == number, place > after)
        if verdict:
            wanted = wanted.where(row.verdict == verdict)
        if fate:
            wanted = wanted.where(row.fate == fate)
        found = list(db.session.scalars(wanted.order_by(place).limit(PAGE + 1)))
        return RowsPage(found[:PAGE], getattr(found[PAGE - 1], self._place) if len(found) > PAGE else None)

    def _counted(self, number: int, column: Any) -> dict[Any, int]:  # noqa: ANN401 - a mapped column
        wanted = select(column, func.count()).where(self._row.import_id == number).group_by(column)
        return dict(db.session.execute(wanted).all())
