"""What this wing hangs into the office's page of an actor: what counts, since when, how it was said; Yes and No to note."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from compass import pages
from compass.consents.forms import SaidForm
from compass.forms import PressedForm
from compass.models import Actor
from core import accounts
from core.rights import Right, allows


def desk(actor: Actor) -> list[Markup]:
    """Return the table of consents; for those who may edit with its form."""
    role = accounts.require().role
    shown = render_template(
        "compass/consents/section.html",
        actor=actor,
        lines=pages.consents(actor),
        may_edit=allows(role, Right.NETWORK_EDIT),
        may_contact=allows(role, Right.NETWORK_CONTACT),
        form=SaidForm(),
        link=PressedForm(),
    )
    return [Markup(shown)]  # noqa: S704 - our own template


def tools() -> list[tuple[str, str]]:
    """Return the way to the wordings that are agreed to."""
    viewer = accounts.viewer()
    may = viewer is not None and allows(viewer.role, Right.NETWORK_CONTACT)
    return [("Wortlaut der Einwilligungen", "/buero/netzwerk/einwilligungen")] if may else []
