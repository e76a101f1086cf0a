"""What this wing hangs into other pages and into its own letter: the switch; what is new, and who waits for an answer."""

from __future__ import annotations

from datetime import date, datetime, time

from flask import render_template
from markupsafe import Markup
from sqlalchemy import func, select

from compass import queries as actors
from compass.models import Actor, JoinRequest, JoinState
from compass.monday import queries, services
from compass.monday.forms import SwitchForm
from compass.weekly import Line, Section
from core import accounts, clock
from core.db import db
from core.rights import Right, Role, allows


def account() -> list[Markup]:
    """Return the switch on "Mein Konto"."""
    person = accounts.require()
    if not allows(person.role, Right.NETWORK_READ):
        return []
    given = {"on": queries.wants(person.id), "hour": services.hour(), "form": SwitchForm()}
    return [Markup(render_template("compass/monday/switch.html", **given))]  # noqa: S704 - our own template


def monday(account_id: int, role: Role, since: date) -> list[Line]:  # noqa: ARG001 - what is new is new for all
    """Return how many entries and requests are new, how many requests wait: numbers, no names."""
    if not allows(role, Right.NETWORK_READ):
        return []
    parts, start = [], datetime.combine(since, time(), clock.BERLIN)
    added = db.session.scalar(select(func.count(Actor.id)).where(Actor.added_at >= start)) or 0
    if added:
        parts.append(Line(Section.NEW, _counted(added, "neuer Eintrag", "neue Einträge"), "/buero/netzwerk"))
    if allows(role, Right.NETWORK_CONTACT):
        parts += _requests(start)
    return parts


def _requests(start: datetime) -> list[Line]:
    place, waiting = "/buero/netzwerk/selbsteintragungen", actors.how_many_waiting()
    fresh = db.session.scalar(
        select(func.count(JoinRequest.id)).where(
            JoinRequest.state == JoinState.CONFIRMED, JoinRequest.asked_at >= start
        )
    )
    parts = [Line(Section.NEW, _counted(fresh, "Selbsteintragung", "Selbsteintragungen"), place)] if fresh else []
    if waiting:
        words = f"{_counted(waiting, 'Selbsteintragung', 'Selbsteintragungen')}: aufnehmen oder ablehnen"
        parts.append(Line(Section.WAITING, words, place))
    return parts


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
