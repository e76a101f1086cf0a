"""Which consents count after two entries became one: the stricter one wins; pure arithmetic.

The rule for each purpose, with S the standing Yes of one entry (docs/decisions/0014-merging-two-entries.md):
both say Yes: the newer counts. The other withdrew it at or after S was given: it ends. The other never said anything, or
withdrew it before S: a field of the contact ends, a field of the page ends if the other entry brings something into it,
anything else goes on. Without the public page no field of it goes on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from compass.models import CONTACT_FIELDS, PAGE_FIELDS, Purpose

ELSEWHERE: Final = "Zusammenführung: gilt aus dem anderen Eintrag weiter"
WITHDRAWN: Final = "Zusammenführung: im anderen Eintrag zurückgenommen"
ASK_ANEW: Final = "Zusammenführung: der andere Eintrag hat kein Ja"
NO_PAGE: Final = "Zusammenführung: keine öffentliche Seite mehr"


@dataclass(frozen=True)
class Said:
    """One row of consent."""

    id: int
    purpose: Purpose
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class End:
    """A Yes that no longer counts: which row, since when, why."""

    id: int
    purpose: Purpose
    at: datetime
    why: str


def ends(
    left: Sequence[Said], right: Sequence[Said], brought: Mapping[str, Collection[Purpose]], moment: datetime
) -> list[End]:
    """Return the rows that end with the merge; `brought` says for "left" and "right" into which fields it brings something."""
    found: dict[int, End] = {}
    for purpose in Purpose:
        one, other = _state(left, purpose), _state(right, purpose)
        end = _end(one, other, purpose in brought["right"], moment) or _end(
            other, one, purpose in brought["left"], moment
        )
        if end is not None:
            found[end.id] = end
    standing = {said.purpose: said for said in (*left, *right) if said.withdrawn_at is None and said.id not in found}
    if Purpose.PUBLIC not in standing:
        for purpose in (*PAGE_FIELDS, *CONTACT_FIELDS):
            if purpose in standing:
                found[standing[purpose].id] = End(standing[purpose].id, purpose, moment, NO_PAGE)
    return [found[number] for number in sorted(found)]


def _state(rows: Sequence[Said], purpose: Purpose) -> Said | None:
    """Return what one entry says now: its standing row, else the one withdrawn last."""
    said = [row for row in rows if row.purpose is purpose]
    standing = [row for row in said if row.withdrawn_at is None]
    if standing:
        return standing[0]
    return max(said, key=lambda row: (row.withdrawn_at or row.given_at, row.id), default=None)


def _end(yes: Said | None, other: Said | None, brings: bool, moment: datetime) -> End | None:
    """Return why the Yes of one entry ends, if it does; asked once from each side."""
    if yes is None or yes.withdrawn_at is not None:
        return None
    if other is not None and other.withdrawn_at is None:
        older = (yes.given_at, yes.id) < (other.given_at, other.id)
        return End(yes.id, yes.purpose, moment, ELSEWHERE) if older else None
    if other is not None and other.withdrawn_at is not None and other.withdrawn_at >= yes.given_at:
        return End(yes.id, yes.purpose, other.withdrawn_at, WITHDRAWN)
    shows_more = yes.purpose in CONTACT_FIELDS or (yes.purpose in PAGE_FIELDS and brings)
    return End(yes.id, yes.purpose, moment, ASK_ANEW) if shows_more else None
