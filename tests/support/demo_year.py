"""The demo year as tests read it: every idea by its title, every page a visitor can come to."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from core.db import db
from core.factory import House
from ideas import address
from ideas.models import Idea

NEWER = re.compile(r'href="(/ideen\?[^"]*vor=[^"]*)"')


def ideas() -> dict[str, Idea]:
    """Return every idea by its title, with what hangs on it."""
    everything = select(Idea).options(
        selectinload(Idea.steps), selectinload(Idea.areas), selectinload(Idea.district), selectinload(Idea.category)
    )
    return {idea.title: idea for idea in db.session.scalars(everything)}


def public_pages(town: House) -> dict[str, str]:
    """Return every page a visitor can come to by clicking through the list."""
    visitor = town.test_client()
    pages, following = {"/": visitor.get("/").text}, "/ideen"
    while following and following not in pages:
        pages[following] = visitor.get(following).text
        found = NEWER.search(pages[following])
        following = found[1].replace("&amp;", "&") if found else ""
    shown = select(Idea).where(Idea.published_at.is_not(None))
    for path in [address.of(idea) for idea in db.session.scalars(shown)]:
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        pages[path] = answer.text
    return pages
