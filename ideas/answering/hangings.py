"""What answers hang into other pages: the idea's page and way, the Merk-Code page, the office's pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from core import accounts, clock
from core.rights import Right, allows
from ideas import address, deadlines
from ideas.answering import queries
from ideas.answering.models import Reply
from ideas.hangings import FilePart, WayPart
from ideas.journey import JourneyStep
from ideas.listing import Listing
from ideas.models import Idea
from ideas.stages import Stage


@dataclass(frozen=True)
class Promise:
    """Until when the next word is owed, in the key of the sentence that says so."""

    key: str
    day: str
    iso: str
    late: bool


def _part(template: str, **shown: object) -> Markup:
    return Markup(render_template(template, **shown))  # noqa: S704 - a template escapes what it shows


def promise(idea: Idea) -> Promise | None:
    """Return what is promised about an idea now, None when nothing is."""
    due = deadlines.of(idea)
    if due is None:
        return None
    late = due < clock.today()
    first = idea.stage in {Stage.RECEIVED, Stage.PUBLISHED}
    key = (
        ("answering.overdue" if late else "answering.promised")
        if first
        else ("answering.late" if late else "answering.next")
    )
    return Promise(key, clock.day_in_words(due), due.isoformat(), late)


def section(idea: Idea) -> list[Markup]:
    """Return the official answers and until when the next word comes; nothing where neither is."""
    replies = queries.of_idea(idea.id) if idea.id in queries.known().answered else []
    promised = promise(idea)
    if not replies and promised is None:
        return []
    return [_part("ideas/answering/section.html", replies=replies, promised=promised)]


def found(idea: Idea) -> list[Markup]:
    """Return the same for whoever holds the Merk-Code, where everybody's page does not say it already."""
    return [] if idea.stage is Stage.WITHDRAWN else section(idea)


def journey(idea: Idea) -> list[JourneyStep]:
    """Return the answers that came with no stage, as steps of the way."""
    page = f"{address.of(idea)}#h-antwort" if idea.public else None
    return [
        JourneyStep(
            clock.day_in_words(at),
            clock.local(at).date().isoformat(),
            "Antwort der Stadt",
            short,
            address=page,
            link="Antwort lesen" if page else None,
            at=at,
        )
        for at, short in queries.known().beside.get(idea.id, ())
    ]


def ways(idea: Idea) -> list[WayPart]:
    """Return the office's way to the form."""
    viewer = accounts.viewer()
    if idea.stage is Stage.WITHDRAWN or viewer is None or not allows(viewer.role, Right.IDEAS_MODERATE):
        return []
    return [WayPart("Antworten", f"/buero/ideen/{idea.id}/antwort")]


def desk_section(idea: Idea) -> list[Markup]:
    """Return the answers so far with links to change them."""
    replies = queries.of_idea(idea.id) if idea.id in queries.known().answered else []
    return [_part("ideas/answering/desk_section.html", idea=idea, replies=replies)] if replies else []


def story(idea: Idea) -> list[Markup]:
    """Return the earlier wordings of answers, for the page that says who did what."""
    replies = (
        [one for one in queries.with_earlier(idea.id) if one.earlier] if idea.id in queries.known().answered else []
    )
    return [_part("ideas/answering/earlier.html", replies=replies)] if replies else []


def desk_list(list: Listing) -> list[Markup]:  # noqa: A002 - the slot's own word
    """Return the way from a narrowed list to the same answer for many."""
    viewer = accounts.viewer()
    if viewer is None or not allows(viewer.role, Right.IDEAS_MODERATE) or list.query:
        return []
    pairs = "&".join(f"{p.name}={c.value}" for p in list.panels for c in p.options if c.chosen)
    return [_part("ideas/answering/desk_list.html", pairs=pairs)]


def words(ids: Sequence[int]) -> list[tuple[int, str]]:
    """Return what the search finds an idea by besides its own text: what the city answered, as it stands now."""
    return queries.words(ids)


def archived(idea: Idea) -> list[FilePart]:
    """Return the answers of a public idea as they belong to its file: who, when, the whole of it."""
    replies = queries.of_idea(idea.id) if idea.public and idea.id in queries.known().answered else []
    return [FilePart(one.role, clock.local(one.given_at).date().isoformat(), _whole(one)) for one in reversed(replies)]


def _whole(reply: Reply) -> str:
    facts = (("Kosten", reply.costs), ("Zeitraum", reply.period))
    said = [f"{name}: {value}" for name, value in facts if value]
    return "\n\n".join([reply.short, reply.text, *said])


def tiles() -> list[tuple[int, str, str]]:
    """Return how many drafts wait, when any does."""
    waiting = queries.waiting_drafts()
    return [(waiting, "Antworten im Entwurf", "/buero/antworten")] if waiting else []
