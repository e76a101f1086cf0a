"""What this wing hangs into other pages: a banner and facts on the office's page of an actor, the office's day, the answer."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from compass import keeping, pages
from compass.models import Actor
from compass.privacy import queries
from compass.privacy.models import STEP_WORDS
from compass.told import Told, row
from core import accounts
from core.deadlines import DuePart
from core.rights import Right, allows

AHEAD = 14
ROOT = "/buero/netzwerk/datenschutz"


def _may() -> bool:
    viewer = accounts.viewer()
    return viewer is not None and allows(viewer.role, Right.NETWORK_CONTACT)


def banner(actor: Actor) -> list[Markup]:
    """Return the banner of a restricted entry."""
    if actor.restricted_at is None:
        return []
    return [Markup(render_template("compass/privacy/banner.html", actor=actor))]  # noqa: S704 - our own template


def aside(actor: Actor) -> list[Markup]:
    """Return where somebody's rights stand, in a few facts."""
    if not _may():
        return []
    shown = render_template(
        "compass/privacy/aside.html",
        actor=actor,
        keep=keeping.until(actor, queries.signs(actor.id)),
        personal=queries.personal(actor),
        deadline=queries.deadline(actor.added_at),
        may_edit=allows(accounts.require().role, Right.NETWORK_EDIT),
    )
    return [Markup(shown)]  # noqa: S704 - our own template


def tools() -> list[tuple[str, str]]:
    """Return the way from the office's list to what must be done in time."""
    return [("Datenschutz: informieren, aufheben, löschen", "/buero/netzwerk/datenschutz")] if _may() else []


def due() -> list[DuePart]:
    """Return one line for everybody who must be informed soon, one for entries whose time is over."""
    if not _may():
        return []
    parts, first = [], queries.first_uninformed()
    if first is not None and first.days_left <= AHEAD:
        number = queries.how_many_uninformed()
        words = f"{number} {'Eintrag weiß' if number == 1 else 'Einträge wissen'} noch nicht, dass es sie gibt"
        what, address = "Briefe nach Art. 14 DSGVO schicken", f"{ROOT}/informieren"
        parts.append(DuePart.until(words, what, "Netzwerk", address, first.until))
    number = queries.how_many_expiring()
    if number:
        words = f"{number} {'Eintrag' if number == 1 else 'Einträge'}: Aufbewahrung läuft ab"
        address = f"{ROOT}/aufbewahrung"
        parts.append(DuePart(words, "Weiter behalten oder löschen", "Netzwerk", address, "in diesem Monat", late=False))
    return parts


def told(actor_id: int) -> list[Told]:
    """Return what was done for somebody's rights; names of the staff are no part of it."""
    rows = [
        row(Wann=one.at, Was=STEP_WORDS[one.kind], Wie_oder_warum=one.words, Bis=pages.day(one.until_on))
        for one in queries.steps(actor_id)
    ]
    return [Told("Schritte zum Datenschutz", rows)]
