"""How long an entry may be kept: per basis so many years (editable) after the last sign that it is still right.

Source: Art. 5 (1) e GDPR, storage only as long as the purpose needs. Consent counts from its last confirmation, a public
task and a contract from the last contact; what is not about a person has no clock. Pure but for the texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from compass.models import Actor, Basis
from core import clock, texts

CLOCKS = (Basis.CONSENT, Basis.PUBLIC_TASK, Basis.CONTRACT)
SINCE_WORDS = {
    Basis.CONSENT: "nach der letzten Bestätigung",
    Basis.PUBLIC_TASK: "nach dem letzten Kontakt",
    Basis.CONTRACT: "nach dem letzten Kontakt",
}


def years(basis: Basis) -> int | None:
    """Return how many years an entry of a basis is kept (1 to 999), None for ever."""
    return int(texts.text(f"compass.keep.{basis.value}")) if basis in CLOCKS else None


def rule(basis: Basis) -> str:
    """Say how long an entry of a basis is kept."""
    number = years(basis)
    if number is None:
        return "Ohne Frist: Hier steht nichts über eine Person."
    return f"{number} {'Jahr' if number == 1 else 'Jahre'} {SINCE_WORDS[basis]}"


def later(day: date, number: int) -> date:
    """Return the same day some years later; 29 February becomes the 28th."""
    year = min(day.year + number, date.max.year)
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def until(actor: Actor, signs: Iterable[datetime]) -> date | None:
    """Return until when an entry is kept, None for ever: what the office decided, or the years after the last sign.

    `signs` are moments at which it was still right (consents that count, contacts); its own are added here.
    """
    number = years(actor.basis)
    if number is None:
        return None
    own = [actor.added_at, actor.checked_at, *((actor.changed_at,) if actor.basis is not Basis.CONSENT else ())]
    last = max(moment for moment in (*own, *signs) if moment is not None)
    decided = date.fromisoformat(actor.keep_until_on) if actor.keep_until_on else date.min
    return max(later(clock.local(last).date(), number), decided)
