"""Interest is shown and taken back. No journal line: it would tell the moment, and there is nobody who did it."""

from __future__ import annotations

import hashlib
import hmac

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from core import clock, versions
from core.config import settings
from core.db import db
from ideas.interest import queries
from ideas.interest.models import Interest, InterestFigure


def mark(token: str, idea_id: int) -> str:
    """Return what is stored of a browser's token at one idea; at another idea it is another text."""
    key = settings().secret_key.encode()
    return hmac.new(key, f"interest:{idea_id}:{token}".encode(), hashlib.sha256).hexdigest()


def show(idea_id: int, token: str) -> None:
    """Count a browser at an idea, once however often and however much at once it asks."""
    row = Interest(idea_id=idea_id, mark=mark(token, idea_id), tapped_on=clock.today().isoformat())
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return
    _round(idea_id)


def take_back(idea_id: int, token: str) -> None:
    """Forget a browser at an idea."""
    own = (Interest.idea_id == idea_id, Interest.mark == mark(token, idea_id))
    db.session.execute(delete(Interest).where(*own))
    _round(idea_id)


def _round(idea_id: int) -> None:
    """Write the rounded number when it became another one; only then the pages are others too.

    Of two taps at the same moment neither may see the other: the number is then late by one, and "ungefähr" still true.
    """
    about = queries.rounded(queries.counted(idea_id))
    row = db.session.get(InterestFigure, idea_id)
    if about == (row.about if row else 0):
        return
    if row is None:
        try:
            with db.session.begin_nested():
                db.session.add(InterestFigure(idea_id=idea_id, about=about))
        except IntegrityError:
            return
    else:
        row.about = about
    versions.up("ideas")
