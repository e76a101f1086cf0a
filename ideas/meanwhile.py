"""What somebody else did to an idea while one was filling in its form: the journal's lines, and fields that differ now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core import accounts, journal
from core.journal import Line
from core.things import Thing
from ideas import queries
from ideas.forms import ReadingForm
from ideas.models import Idea
from radar import queries as radar


@dataclass(frozen=True)
class Difference:
    """A field that holds something else now than in the form: its label, what stands there, what was filled in."""

    label: str
    now: str
    yours: str


@dataclass(frozen=True)
class Meanwhile:
    """What happened since the form was opened, newest first, and where form and idea differ."""

    lines: Sequence[Line]
    differences: Sequence[Difference]


def newest(idea_id: int) -> int:
    """Return the number of the journal's last entry about an idea, 0 without one."""
    found = journal.entries(Thing("idea", idea_id), limit=1)
    return found[0].id if found else 0


def of(idea: Idea, form: ReadingForm) -> Meanwhile:
    """Return what happened since a form was opened; the form keeps what was typed and counts as opened now."""
    seen = str((form.seen.raw_data or ("",))[0])  # one that was not sent must not be the present one
    since = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 19 else 0  # noqa: PLR2004 - numbers are smaller
    entries = [one for one in journal.entries(Thing("idea", idea.id)) if one.id > since]
    found = Meanwhile(journal.lines(entries, accounts.names(journal.accounts_in(entries))), _differences(idea, form))
    form.version.raw_data, form.version.data = None, idea.version
    form.seen.data = str(entries[0].id if entries else since)
    return found


def _differences(idea: Idea, form: ReadingForm) -> list[Difference]:
    words = radar.taxonomy()
    areas = {area.id: area.name for area in words.areas}
    kinds = {one.id: one.short for one in queries.all_categories()}
    districts = {one.id: one.name for one in words.districts}
    theirs = [area.id for area in idea.areas]
    rows = (
        ("Aktionsfeld", _named(areas, theirs), _named(areas, form.areas.data or [])),
        ("Art", _named(kinds, [idea.category_id]), _named(kinds, [form.category.data])),
        ("Stadtbezirk", _named(districts, [idea.district_id]), _named(districts, [form.district.data])),
    )
    return [Difference(*row) for row in rows if row[1] != row[2]]


def _named(names: dict[int, str], chosen: Sequence[int | None]) -> str:
    return ", ".join(sorted(names[one] for one in chosen if one in names)) or "nichts"
