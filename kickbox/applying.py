"""From the public form to a stored application: suspicion, rate limit, the idea it begins with."""

from __future__ import annotations

from datetime import timedelta

from core import limits
from core.config import settings
from ideas import queries as ideas
from ideas.models import Idea
from kickbox import services
from kickbox.forms import ApplyForm, number
from kickbox.models import Box


def idea_of(said: str | None) -> Idea | None:
    """Return the idea an address or a form names, if everybody may read it."""
    wanted = number(said)
    found = ideas.by_ids([wanted], public=True) if wanted else []
    return found[0] if found else None


def take(form: ApplyForm) -> Box:
    """Store a valid form; what looks like a machine or comes in a flood is put aside, never refused."""
    suspicion = form.suspicion()
    within = limits.hit("kickbox", limits.source(), settings().ideas_per_hour, timedelta(hours=1))
    if suspicion is None and not within:
        suspicion = "many"
    application = services.Application(
        title=form.title.data or "",
        text=form.text.data or "",
        innovator=form.innovator.data or "",
        email=form.email.data or "",
        idea_id=number(form.idea.data),
    )
    return services.apply(application, form.nonce, suspicion)
