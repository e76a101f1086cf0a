"""Who of the network may leave in a file, and whose ties; the fields of each are said in the wing that makes lists.

Decision: docs/decisions/0016-what-leaves-the-network.md.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_

from compass.models import Actor, ActorKind, Purpose
from compass.queries.consents import agreed, showing


def may_leave() -> ColumnElement[bool]:
    """Return the condition for actors who may leave at all."""
    said = or_(Actor.id.in_(agreed(Purpose.INTERNAL)), Actor.id.in_(agreed(Purpose.PUBLIC)))
    return Actor.restricted_at.is_(None) & or_(Actor.kind != ActorKind.PERSON, said)


def may_be_tied() -> ColumnElement[bool]:
    """Return the condition for actors whose ties may leave."""
    shows = or_(Actor.id.in_(agreed(Purpose.INTERNAL)), Actor.id.in_(showing(Purpose.SHOW_TIES)))
    return Actor.restricted_at.is_(None) & or_(Actor.kind != ActorKind.PERSON, shows)
