"""What this wing hangs into other pages: ties beside an actor, the members of a body, the way to the kinds of ties."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from compass import pages, telling, tied
from compass.forms import PressedForm
from compass.models import Actor, ActorKind
from compass.roles import queries as roles
from compass.roles import seating
from compass.tied import TieLine
from compass.told import SOMEBODY, Told, row
from core import accounts
from core.rights import Right, allows

AT_ONCE = 12
"""Ties that stand beside an actor; the rest is folded."""


def desk(actor: Actor) -> list[Markup]:
    """Return an actor's ties for the office: those that stand, the former ones folded."""
    lines = tied.beside(actor, public=False)
    standing = [(one, pages.span(one)) for one in lines if not one.ended]
    is_person = actor.kind is ActorKind.PERSON
    page = render_template(
        "compass/roles/desk.html",
        actor=actor,
        first=standing[:AT_ONCE],
        rest=standing[AT_ONCE:],
        former=[one for one in lines if one.ended],
        is_person=is_person,
        asks_main=is_person and actor.sector_follows and _lacks_main(lines),
        may_edit=allows(accounts.require().role, Right.NETWORK_EDIT),
        press=PressedForm(),
    )
    return [Markup(page)]  # noqa: S704 - our own template


def _lacks_main(lines: list[TieLine]) -> bool:
    beside = (ActorKind.PERSON, ActorKind.BODY)
    own = [one for one in lines if not one.ended and one.outward and one.other_kind not in beside]
    return bool(own) and not any(one.is_main for one in own)


def desk_body(actor: Actor) -> list[Markup]:
    """Return the members of a body for the office; nothing for what is none."""
    if actor.kind is not ActorKind.BODY:
        return []
    shown = {"actor": actor, "table": seating.table(actor.id, public=False), "span": seating.span}
    may = allows(accounts.require().role, Right.NETWORK_EDIT)
    return [Markup(render_template("compass/roles/body_desk.html", **shown, may_edit=may))]  # noqa: S704 - our own template


def public_body(actor: Actor) -> list[Markup]:
    """Return the members of a body who agreed to be named there."""
    if actor.kind is not ActorKind.BODY:
        return []
    table = seating.table(actor.id, public=True)
    if not (table.places or table.deputies):
        return []
    return [Markup(render_template("compass/roles/body.html", table=table, span=seating.span))]  # noqa: S704 - our own template


def links() -> list[tuple[str, str]]:
    """Return the way to the kinds of ties for those who may change them."""
    viewer = accounts.viewer()
    may = viewer is not None and allows(viewer.role, Right.NETWORK_EDIT)
    return [("Verbindungsarten", "/buero/netzwerk/verbindungsarten")] if may else []


def told(actor_id: int) -> list[Told]:
    """Return who stands in for an actor in a body (Art. 15); the actor's own ties are told by the room."""
    found = roles.deputies_of(actor_id)
    unnamed = telling.private([number for number, *_ in found])
    rows = [
        row(Vertreten_durch=SOMEBODY if number in unnamed else name, In=body, Bis=pages.day(until))
        for number, name, body, until in found
    ]
    left_out = [telling.LEFT_OUT] if unnamed else []
    return [Told("Stellvertretungen", rows, left_out)] if rows else []
