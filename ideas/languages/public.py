"""Help with the form in four languages: one page each, in the language's own words."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from core import answers, texts
from core.audience import public
from core.errors import NotThere
from ideas import tongue
from ideas.languages.hangings import HELP

door = public("ideas_help", __name__, url_prefix="/ideen/hilfe")


@door.get("/<code>")
def show(code: str) -> str | Response:
    """Show the help in a language; what we have no page for is not there."""
    if code not in HELP:
        raise NotThere
    kept = answers.unchanged("ideas")
    if kept is not None:
        return kept
    paragraphs = [piece for piece in texts.text(f"language.{code}.body").split("\n\n") if piece.strip()]
    others = [(other, name) for other, name in HELP.items() if other != code]
    return render_template(
        "ideas/languages/help.html",
        title=texts.text(f"language.{code}.title"),
        button_label=texts.text(f"language.{code}.button"),
        paragraphs=paragraphs,
        spoken=tongue.attributes(code),
        others=[(other, name, tongue.direction(other)) for other, name in others],
    )
