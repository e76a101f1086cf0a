"""Changes of the list of bodies."""

from __future__ import annotations

from sqlalchemy import select

from core import journal, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.rows import fold
from core.things import Thing
from papers.drafts import BodyDraft
from papers.models import Body


def add_body(draft: BodyDraft, who: Who) -> Body:
    """Put a body into the list; one of this name stands there once."""
    versions.turn("papers")  # the second of two at once waits here
    present = _named(draft.name)
    if present is not None:
        return present
    body = Body(name=draft.name, kind=draft.kind, article=draft.article, active=draft.active)
    db.session.add(body)
    db.session.flush()
    journal.note("body.added", Thing("body", body.id), who)
    return body


def change_body(number: int, draft: BodyDraft, who: Who, version: int) -> Body:
    """Rename a body or switch it; papers that name it keep it."""
    versions.turn("papers")
    body = db.session.get(Body, number, with_for_update=True, populate_existing=True)
    if body is None:
        raise NotThere
    if body.version != version:
        raise Refused(f"Jemand anderes war schneller: Das Gremium heißt jetzt „{body.name}“.")
    other = _named(draft.name)
    if other is not None and other.id != number:
        raise Refused(f"„{draft.name}“ gibt es schon.")
    body.name, body.kind, body.article, body.active = draft.name, draft.kind, draft.article, draft.active
    db.session.flush()
    journal.note("body.changed", Thing("body", body.id), who)
    return body


def _named(name: str) -> Body | None:
    return db.session.scalars(select(Body).where(Body.sort_key == fold(name)[:80]).limit(1)).first()
