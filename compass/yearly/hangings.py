"""What this wing hangs into other pages: a link and a number for the office, the answer after Art. 15 GDPR."""

from __future__ import annotations

from compass.told import Told, row
from compass.yearly import queries
from core import accounts
from core.rights import Right, allows

LIST = "/buero/netzwerk/lange-nicht-bestaetigt"


def _may_read() -> bool:
    viewer = accounts.viewer()
    return viewer is not None and allows(viewer.role, Right.NETWORK_CONTACT)


def waiting() -> list[tuple[str, str]]:
    """Return the way to the list, while somebody is on it."""
    number = queries.how_many_silent() if _may_read() else 0
    return [(f"{number} lange nicht bestätigt", LIST)] if number else []


def tiles() -> list[tuple[int, str, str]]:
    """Return how many did not answer twice, while there are any."""
    number = queries.how_many_silent() if _may_read() else 0
    return [(number, "Lange nicht bestätigt", LIST)] if number else []


def told(actor_id: int) -> list[Told]:
    """Return when somebody was asked."""
    return [
        Told("Briefe „Stimmt Ihr Eintrag noch?“", [row(Geschickt=one.sent_at) for one in queries.letters(actor_id)])
    ]
