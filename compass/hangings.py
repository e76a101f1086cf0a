"""What the network hangs into other pages: a way to take part, the office's day."""

from __future__ import annotations

from datetime import timedelta

from compass import queries
from compass.queries import own
from compass.told import Told, row
from core import accounts
from core.deadlines import DuePart
from core.parts import WayIn
from core.rights import Right, allows

CHANGES = "/buero/netzwerk/selbst-geaendert"
REQUESTS = "/buero/netzwerk/selbsteintragungen"
ANSWER_WITHIN = timedelta(days=14)


def ways() -> list[WayIn]:
    """Return the way into the network."""
    sentence = "Sie oder Ihre Gruppe können etwas, das der Stadt hilft. Dann finden wir Sie, wenn es gebraucht wird."
    return [WayIn("Im Netzwerk mitmachen", sentence, "Ins Netzwerk eintragen", "/netzwerk/mitmachen")]


def _may_read() -> bool:
    """Whether who looks may know who asked to be listed, and how to reach them."""
    viewer = accounts.viewer()
    return viewer is not None and allows(viewer.role, Right.NETWORK_CONTACT)


def due() -> list[DuePart]:
    """Return requests to join, oldest first."""
    if not _may_read():
        return []
    parts = []
    for asked in queries.waiting(limit=10):
        until = asked.asked_at + ANSWER_WITHIN
        address = f"/buero/netzwerk/selbsteintragungen/{asked.id}"
        parts.append(DuePart.until(asked.name, "Aufnehmen oder ablehnen", "Netzwerk", address, until))
    return parts


def tiles() -> list[tuple[int, str, str]]:
    """Return numbers that link to their lists."""
    if not _may_read():
        return []
    return [
        (queries.how_many_waiting(), "Selbsteintragungen", "/buero/netzwerk/selbsteintragungen"),
        (own.how_many(), "Selbst geändert", CHANGES),
    ]


def desk_waiting() -> list[tuple[str, str]]:
    """Return the ways to who asks to be listed and who changed something, while they wait, for those who may see contacts."""
    if not _may_read():
        return []
    asked, changed = queries.how_many_waiting(), own.how_many()
    words = "Selbsteintragung" if asked == 1 else "Selbsteintragungen"
    found = ((asked, f"{asked} {words}", REQUESTS), (changed, f"{changed} selbst geändert", CHANGES))
    return [(said, address) for number, said, address in found if number]


def told(actor_id: int) -> list[Told]:
    """Return what is kept of somebody's own changes."""
    rows = [
        row(Wann=change.at, Angabe=one["field"], Vorher=one["before"], Nachher=one["after"])
        for change in own.of(actor_id)
        for one in change.said
    ]
    waiting = own.new_email(actor_id)
    email = [row(Adresse=waiting.email, Angegeben=waiting.asked_at)] if waiting else []
    return [
        Told("Von Ihnen geändert (wartet aufs Büro)", rows),
        Told("Neue E-Mail-Adresse (noch nicht bestätigt)", email),
    ]
