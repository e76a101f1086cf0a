"""What this wing hangs into other pages: segments above the list, tags of an actor, the way to everybody tied to it."""

from __future__ import annotations

from builtins import list as sequence
from collections.abc import Mapping
from urllib.parse import urlencode

from flask import render_template
from markupsafe import Markup
from sqlalchemy import select

from compass.listing import Listing
from compass.models import Actor, Tag, actor_tag
from compass.segments import queries, shown
from compass.segments.forms import FilterForm, KeepForm, TagsForm
from compass.told import Told
from core import accounts
from core.db import db
from core.rights import Right, allows


def links() -> sequence[tuple[str, str]]:
    """Return the way to the segments."""
    return [("Segmente", "/buero/netzwerk/segmente")]


def lists() -> sequence[tuple[str, str]]:
    """Return the segments that this person may use: name and end of the address; for pages that ask for whom."""
    viewer = accounts.viewer()
    return [(one.name, urlencode(shown.pairs(one))) for one in queries.shown(viewer.id)] if viewer else []


def below_list(list: Listing) -> sequence[Markup]:  # noqa: A002 - the slot's own word
    """Return the segments as links, and the form that keeps the present filters as one."""
    person = accounts.require()
    pairs = [pair for pair in list.asked if pair[0] != "q"]
    found = queries.shown(person.id)
    above = shown.links(found, pairs)
    may = allows(person.role, Right.NETWORK_EDIT)
    new = may and bool(pairs) and not any(link.here for link in above)
    if not (above or new):
        return []
    forms = [(one, FilterForm(version=one.version, query=urlencode(pairs))) for one in found[:10]] if new else []
    form = KeepForm(query=urlencode(pairs)) if new else None
    page = render_template("compass/segments/list.html", links=above, form=form, forms=forms, searched=bool(list.query))
    return [Markup(page)]  # noqa: S704 - our own template


def aside(actor: Actor) -> sequence[Markup]:
    """Return an actor's tags with their form, and the list of everybody tied to it."""
    person, words = accounts.require(), queries.tags(actor.id)
    may = allows(person.role, Right.NETWORK_EDIT)
    form = TagsForm(words=", ".join(one.name for one in words)) if may else None
    page = render_template("compass/segments/aside.html", actor=actor, words=words, form=form)
    return [Markup(page)]  # noqa: S704 - our own template


def told(actor_id: int) -> sequence[Told]:
    """Return the tags of an actor (Art. 15)."""
    rows = [{"Stichwort": one.name} for one in queries.tags(actor_id)]
    return [Told("Stichwörter des Büros", rows)] if rows else []


def documents(actor_ids: sequence[int]) -> sequence[Mapping[int, str]]:
    """Return the tags for the office's index."""
    wanted = select(actor_tag.c.actor_id, Tag.name).join(Tag, Tag.id == actor_tag.c.tag_id)
    found: dict[int, str] = {}
    for actor, name in db.session.execute(wanted.where(actor_tag.c.actor_id.in_(actor_ids))):
        found[actor] = f"{found.get(actor, '')} {name}".strip()
    return [found]
