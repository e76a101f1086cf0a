"""The council's reading room: what comes up for one's own body first, everything in consultation, everything decided."""

from __future__ import annotations

from flask import Response, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from core import audience
from core.config import settings
from core.errors import FormExpired, Unavailable
from core.pdf import Missing
from papers import membership, queries, showing
from papers.members_forms import EnterForm
from papers.models import PaperState
from papers.queries import Filters

door = audience.council("council", __name__, url_prefix="/rat")


@door.get("")
def index() -> str:
    """Show what comes up and all released papers, those of closed sittings too."""
    member = queries.member(g.guest.id)
    groups = [
        (state, [showing.of(one, "council") for one in queries.papers("council", Filters(state), size=queries.PAGE)])
        for state in (PaperState.RELEASED, PaperState.DECIDED)
    ]
    mine = queries.coming_up("council", member.body_id) if member.body_id else []
    return render_template(
        "papers/rat.html",
        member=member,
        mine=[(showing.turn(turn), paper) for turn, paper in mine],
        others=[
            (showing.turn(turn), paper) for turn, paper in queries.coming_up("council") if (turn, paper) not in mine
        ],
        groups=groups,
        form=EnterForm(),
    )


@door.get("/vorlagen/<int:number>")
def paper(number: int) -> str:
    """Show one paper with where it comes from."""
    found = queries.paper(number, "council")
    return render_template("papers/rat_paper.html", **showing.whole(found, "council"), form=EnterForm())


@door.get("/vorlagen/<int:number>/vorlage-<int:again>.pdf")
def file(number: int, again: int) -> Response:
    """Give the PDF."""
    found = queries.paper(number if number == again else 0, "council")
    try:
        return showing.pdf_answer(found)
    except Missing as missing:
        raise Unavailable(str(missing)) from missing


@door.post("/verlassen")
def leave() -> AnyResponse:
    """End the pass and forget the cookie."""
    if not EnterForm(request.form).validate():
        raise FormExpired("Die Seite war zu lange offen. Bitte laden Sie sie neu.")
    name = audience.cookie_name("council")
    membership.leave(request.cookies.get(name, ""))
    answer = make_response(redirect("/rat/zugang", 303))
    answer.delete_cookie(name, secure=settings().secure, httponly=True, samesite="Lax")
    return answer
