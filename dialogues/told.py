"""What the D.I.V. keeps about an actor: for the answer after Art. 15 GDPR and before an erasure."""

from __future__ import annotations

from sqlalchemy import select

from compass import pages
from compass.erasing import Hold
from compass.told import Told, row
from core.db import db
from dialogues.models import Assembly, Membership


def _memberships(actor_id: int) -> list[tuple[str, str]]:
    wanted = select(Assembly.name, Membership.since_on).join(Assembly, Assembly.id == Membership.assembly_id)
    found = db.session.execute(wanted.where(Membership.actor_id == actor_id).order_by(Membership.id)).all()
    return [(name, since_on) for name, since_on in found]


def told(actor_id: int) -> list[Told]:
    """Return in which bodies an actor sits; which stones anybody laid is known to nobody."""
    rows = [row(Gremium=name, Seit=pages.day(since_on)) for name, since_on in _memberships(actor_id)]
    return [Told("Mitglied im D.I.V.", rows)]


def holds(actor_id: int) -> list[Hold]:
    """Return the memberships: the office ends them on the body's page."""
    why = "Nehmen Sie die Person dort heraus."
    return [Hold(f"Platz im Gremium „{name}“", why, "/buero/div/gremium") for name, _ in _memberships(actor_id)]
