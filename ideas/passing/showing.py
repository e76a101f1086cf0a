"""What the pages of passing on show: the office's overview, the form, one passing, the place's own page."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from core import texts
from ideas import cards
from ideas import queries as ideas
from ideas.models import Idea
from ideas.passing import queries, smelling
from ideas.passing.forms import ButtonForm, HeardForm, PassForm, ReleaseForm
from ideas.passing.models import Consent, Passing
from ideas.stages import REDACTABLE, Stage, may_follow

CONSENT_WORDS = {
    Consent.NONE: "Nur der Text",
    Consent.ASKED: "Gefragt, noch keine Antwort",
    Consent.GIVEN: "Zugestimmt: die Stelle sieht die E-Mail-Adresse",
    Consent.DECLINED: "Nicht zugestimmt: nur der Text",
}


def overview() -> dict[str, object]:
    """Return the three lists of the office's page."""
    silent = queries.unanswered()
    return {
        "to_release": queries.to_release(),
        "late": [one for one in silent if queries.is_late(one)],
        "waiting": [one for one in silent if not queries.is_late(one)],
        "over": queries.over(),
        "silent_for": queries.days_silent,
    }


def may_pass(idea: Idea) -> bool:
    """Tell whether an idea may go to a place as it stands now."""
    return idea.stage is Stage.PASSED_ON or may_follow(idea.stage, Stage.PASSED_ON)


def pass_form(idea: Idea, sent: MultiDict[str, str] | None = None) -> PassForm:
    """Return the form; the place that the text smells of is chosen already."""
    contact = ideas.contact(idea.id)
    proposed = smelling.first(queries.places(), f"{idea.title}\n{idea.text}\n{idea.german_text or ''}")
    return PassForm(
        sent,
        reachable=contact is not None and contact.confirmed_at is not None,
        version=idea.version,
        place=proposed.id if proposed else None,
        due=queries.reply_until(),
    )


def passing_on(idea: Idea, form: PassForm) -> dict[str, object]:
    """Return what the form's page shows."""
    chosen = next((one for one in queries.places() if one.id == form.place.data), None)
    return {
        "idea": idea,
        "form": form,
        "may": may_pass(idea),
        "proposed": chosen if chosen and smelling.suits(chosen, f"{idea.title}\n{idea.text}") else None,
        "unread": not idea.public and idea.stage in REDACTABLE,
        "passings": queries.of_idea(idea.id),
        "none": not queries.places(),
    }


def one(passing: Passing, release: ReleaseForm | None = None, heard: HeardForm | None = None) -> dict[str, object]:
    """Return what the office sees of one passing."""
    idea = ideas.one(passing.idea_id, public=False)
    fresh = ReleaseForm(version=passing.version, short=passing.short, released=passing.released or passing.statement)
    release, heard = release or fresh, heard or HeardForm()
    return {
        "passing": passing,
        "idea": idea,
        "form": release if release.errors else heard,
        "late": queries.is_late(passing),
        "closed": idea.stage in queries.CLOSED or passing.ended_at is not None,
        "consent": CONSENT_WORDS[passing.consent],
        "release": release,
        "heard": heard,
        "button_form": ButtonForm(),
    }


def for_place(passing: Passing) -> dict[str, object]:
    """Return what a place sees: the idea only while it is open, the author's address only with consent."""
    closed = passing.idea.stage in queries.CLOSED or passing.ended_at is not None
    idea = None if closed else ideas.one(passing.idea_id, public=False)
    contact = ideas.contact(passing.idea_id) if idea and passing.consent is Consent.GIVEN else None
    return {
        "passing": passing,
        "idea": idea,
        "card": cards.of(idea) if idea else None,
        "email": contact.email if contact and contact.confirmed_at else None,
        "lead": texts.text("passing.for_places"),
    }
