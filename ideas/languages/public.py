"""Help with the form in four languages: one page each, in the language's own words."""

from __future__ import annotations

import re

from flask import render_template
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from core import answers, texts
from core.audience import public
from core.errors import NotThere
from ideas import tongue
from ideas.languages.hangings import HELP

QUOTED = re.compile(r"[«“„](.+?)[»”“]")

door = public("ideas_help", __name__, url_prefix="/ideen/hilfe")


@door.get("/<code>")
def show(code: str) -> str | Response:
    """Show the help in a language; what we have no page for is not there."""
    if code not in HELP:
        raise NotThere
    kept = answers.unchanged("ideas")
    if kept is not None:
        return kept
    paragraphs = [_marked(piece) for piece in texts.text(f"language.{code}.body").split("\n\n") if piece.strip()]
    others = [(other, name) for other, name in HELP.items() if other != code]
    return render_template(
        "ideas/languages/help.html",
        title=texts.text(f"language.{code}.title"),
        button_label=texts.text(f"language.{code}.button"),
        paragraphs=paragraphs,
        spoken=tongue.attributes(code),
        others=[(other, name, tongue.direction(other)) for other, name in others],
    )


def _marked(paragraph: str) -> Markup:
    """Return a paragraph as HTML in which German words in quotes and the telephone number keep their own direction."""
    pieces, end = [], 0
    for match in QUOTED.finditer(paragraph):
        german = Markup('<span lang="de" dir="ltr">{}</span>').format(match[1])
        pieces += [escape(paragraph[end : match.start(1)]), german]
        end = match.end(1)
    pieces.append(escape(paragraph[end:]))
    phone = escape(texts.text("office.phone"))
    called = Markup('<a href="tel:{}" dir="ltr">{}</a>').format(re.sub(r"[ /-]", "", phone), phone)
    return Markup("").join(pieces).replace(phone, called)
