"""What this wing hangs into pages of ideas: follow, pass on, print; and the feed of a list."""

from __future__ import annotations

from urllib.parse import quote

from flask import render_template
from markupsafe import Markup

from core import mail
from ideas.following import feed
from ideas.listing import Listing
from ideas.models import Idea


def aside(idea: Idea) -> list[Markup]:
    """Return how to stay informed about an idea and how to pass it on; no statement."""
    if not idea.public:
        return []
    short = mail.address("ideas.short", number=idea.id)
    letter = f"mailto:?subject={quote(idea.title)}&body={quote(short)}"
    return [Markup(render_template("ideas/following/aside.html", idea=idea, short=short, letter=letter))]  # noqa: S704 - our own template


def list_end(list: Listing) -> list[Markup]:  # noqa: A002 - the slot's own name
    """Return how to follow this very list: by letter what it is narrowed to, or as a feed."""
    chosen = [(panel, one) for panel in list.panels for one in panel.options if one.chosen]
    by_letter = [
        (f"/ideen/folgen?{panel.name}={one.value}", one.label)
        for panel, one in chosen
        if panel.name in {"thema", "bezirk"}
    ]
    shown = render_template("ideas/following/list.html", by_letter=by_letter, feed=feed.address_of(list))
    return [Markup(shown)]  # noqa: S704 - our own template


def list_head(list: Listing) -> list[Markup]:  # noqa: A002 - as above
    """Return the link by which programs find the feed."""
    link = Markup('<link rel="alternate" type="application/atom+xml" title="{}" href="{}">')
    return [link.format(feed.title_of(list), feed.address_of(list))]
