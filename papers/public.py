"""What everybody sees of papers: the list, one paper with where it comes from, its PDF."""

from __future__ import annotations

from flask import Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from core import answers
from core.audience import public
from core.errors import Unavailable
from core.pdf import Missing
from papers import listing, queries, showing

door = public("papers", __name__, url_prefix="/vorlagen")
SUBJECTS = ("papers", "circles", "dialogues", "ideas", "kickbox", "compass", "taxonomy")


@door.get("")
def index() -> str | AnyResponse:
    """Show the released papers: newest first, searched, by state and Handlungsfeld."""
    kept = None if request.args.get("q") else answers.unchanged(*SUBJECTS)
    return kept or render_template("papers/index.html", listing=listing.of(request.args))


@door.get("/<int:number>")
def show(number: int) -> str | AnyResponse:
    """Show one paper: the decision first, then what it says, the bodies, and where it comes from."""
    kept = answers.unchanged(*SUBJECTS)
    return kept or render_template("papers/paper.html", **showing.whole(queries.paper(number, "public"), "public"))


@door.get("/<int:number>/vorlage-<int:again>.pdf")
def file(number: int, again: int) -> Response:
    """Give the PDF of a released paper."""
    paper = queries.paper(number if number == again else 0, "public")
    try:
        return showing.pdf_answer(paper)
    except Missing as missing:
        raise Unavailable(str(missing)) from missing
