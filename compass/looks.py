"""Who looked at contact data of more than one person: one line in the journal per person, day and list, without names."""

from __future__ import annotations

from datetime import datetime, time

from flask import current_app
from sqlalchemy import select

from core import accounts, clock, journal
from core.db import after_answer, db
from core.journal import Entry, Who
from core.things import Thing

VERB = "network.looked"
LISTS = Thing("network_list", 0)
"""Stands for every list of the network: a list is no row."""


def note(name: str, people: int) -> None:
    """Note after the answer that this person saw a list with contact data of so many people; one alone is no list.

    `name` is the list's German name; it goes into the journal, so it holds no search words and nobody's name. What this
    process noted today costs nothing; what another one noted is asked of the journal once.
    """
    viewer = accounts.viewer()
    if viewer is None or people <= 1:
        return
    today = clock.today()
    kept = _kept()
    if kept.get("day") != today:
        kept.clear()
        kept["day"] = today
    if (viewer.id, name) not in kept:
        after_answer(lambda: _write(viewer.who, name))


def _kept() -> dict[object, object]:
    shelf: dict[object, dict[object, object]] = current_app.extensions["shelf"]
    return shelf.setdefault("compass.looks", {})


def _write(who: Who, name: str) -> None:
    morning = datetime.combine(clock.today(), time(), clock.local(clock.now()).tzinfo)
    same = select(Entry.parameters).where(Entry.verb == VERB, Entry.account_id == who.account, Entry.at >= morning)
    if not any(said.get("list") == name for said in db.session.scalars(same.limit(100))):
        journal.note(VERB, LISTS, who, list=name)
    _kept()[who.account, name] = True
