"""The letter to an author whose idea now stands together with others."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from core import links, mail
from core.things import Thing
from ideas import letters as ideas
from ideas import queries
from ideas.models import Idea

ALONE: Final = "idea.alone"
WITHIN: Final = timedelta(days=365)
STOP: Final = "idea.letters"


def bundled(idea: Idea) -> list[None]:
    """Promise the letter, if the author confirmed an address; the slot ideas.bundled."""
    contact = queries.contact(idea.id)
    if contact is not None and contact.confirmed_at is not None:
        own, stop = (
            links.issue(purpose, Thing("idea", idea.id), lifetime=WITHIN, uses=None) for purpose in (ALONE, STOP)
        )
        mail.send("ideas-bundled", contact.email, about=ideas.about(idea), idea=idea, token=own, stop=stop)
    return []
