"""From the public form to a stored idea: draft, suspicion, rate limit, the promised day."""

from __future__ import annotations

from datetime import date, timedelta

from core import clock, limits, slots
from core.config import settings
from core.forms import PublicForm
from ideas import codes, lookup, queries, services
from ideas.forms import IdeaForm, WordsForm


def read_until() -> date:
    """Return the day by which an idea handed in now will have been read."""
    return clock.today() + timedelta(days=queries.reading_days())


def draft(form: WordsForm) -> services.Draft:
    """Return what the form holds, for the services."""
    return services.Draft(
        text=form.text.data or "",
        title=form.title.data or "",
        place=form.place.data or "",
        category_id=form.category.data,
        district_id=form.district.data,
    )


def doubt(form: PublicForm, *, within: bool = True) -> str | None:
    """Return why a valid form looks like a machine's: what it says itself, a flood, or what a wing says; None for none."""
    wings = slots.parts("ideas.suspected", form=form)  # asked in any case: a sum that was done is spent
    return next((one for one in (form.suspicion(), None if within else "many", *wings) if one), None)


def take(form: IdeaForm) -> services.Submitted:
    """Store a valid form; what looks like a machine or comes in a flood is put aside, never refused."""
    within = limits.hit("idea", limits.source(), settings().ideas_per_hour, timedelta(hours=1))
    taken = services.submit(draft(form), form.nonce, form.email.data or None, doubt(form, within=within))
    slots.parts("ideas.taken", taken=taken)
    return taken


def thanks(taken: services.Submitted, form: IdeaForm) -> dict[str, object]:
    """Return what the page with the Merk-Code shows; of an address only what was kept just now, none that was there before."""
    known = queries.contact(taken.idea.id) if form.email.data else None
    return {
        "taken": taken,
        "until": read_until(),
        "groups": codes.grouped(taken.code).split("-"),
        "picture": lookup.picture(taken.code),
        "email": known.email if known and known.email == form.email.data else None,
        "at_once": taken.idea.suspicion is None,
    }
