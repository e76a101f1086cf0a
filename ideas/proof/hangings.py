"""What the sums hang into the form: the field with its solution, and the doubt about an idea that came without."""

from __future__ import annotations

from flask import render_template, request
from markupsafe import Markup

from core import texts
from core.config import settings
from core.forms import HouseForm
from ideas.proof import services

NO_PROOF = "no proof"


def field(form: object) -> list[Markup]:  # noqa: ARG001 - the slot hands the form over
    """Put the field for the solution into the form, while the city wants one."""
    if not settings().proof_of_work:
        return []
    return [Markup(render_template("ideas/proof/field.html"))]  # noqa: S704 - a template escapes what it shows


def suspected(form: HouseForm) -> list[str]:
    """Say why an idea is doubted: its form came without a right solution; it is put aside and never refused."""
    if not settings().proof_of_work or services.take(request.form.get("altcha", ""), form.nonce):
        return []
    return [NO_PROOF]


def privacy(word: str) -> list[str]:
    """Say on the page about privacy what the sum is for, while the city wants one."""
    return [texts.text("proof.privacy")] if word == "datenschutz" and settings().proof_of_work else []
