"""The office looks at papers: the list by state, one paper's workbench, its PDF, who did what."""

from __future__ import annotations

from flask import Response, render_template

from core import accounts, journal
from core.audience import desk
from core.errors import Unavailable
from core.pdf import Missing
from core.rights import Right, allows
from core.things import Thing
from papers import queries, showing
from papers.forms import ActForm, ConsultationForm, DecisionForm, MoveForm, VersionForm
from papers.models import Outcome, PaperState

door = desk("papers_desk", __name__, reads=Right.PAPERS_READ, writes=Right.PAPERS_READ, url_prefix="/buero/vorlagen")


def may_edit() -> bool:
    """Tell whether this reader may change papers."""
    return allows(accounts.require().role, Right.PAPERS_EDIT)


@door.get("")
def index() -> str:
    """Show all papers by state, drafts first."""
    groups = queries.by_state()
    shelves = [(state, [showing.of(one, "desk") for one in groups[state]]) for state in PaperState]
    return render_template("papers/desk.html", shelves=shelves, may_edit=may_edit())


@door.get("/<int:number>")
def show(number: int) -> str:
    """Show one paper as it will be read, beside it what can be done now."""
    return workbench(number)


def workbench(
    number: int,
    consulting: ConsultationForm | None = None,
    deciding: DecisionForm | None = None,
    moving: MoveForm | None = None,
) -> str:
    """Draw a paper's workbench; a form that was refused is shown with what was typed."""
    paper = queries.paper(number, "desk")
    waiting = queries.next_open(paper) if paper.state is PaperState.RELEASED else None
    postponed = waiting is not None and waiting.decision is not None and waiting.decision.outcome is Outcome.POSTPONED
    return render_template(
        "papers/desk_paper.html",
        **showing.whole(paper, "desk"),
        paper=paper,
        waiting=showing.turn(waiting) if waiting else None,
        postponed=postponed,
        may_edit=may_edit(),
        form=VersionForm(version=paper.version),
        act=ActForm(),
        move=moving or MoveForm(),
        refused=deciding or moving or consulting or ActForm(),
        consulting=(consulting or ConsultationForm()).fit(),
        deciding=deciding or DecisionForm(version=paper.version),
    )


@door.get("/<int:number>/vorlage-<int:again>.pdf")
def file(number: int, again: int) -> Response:
    """Give the PDF as it stands; a draft says that it is one."""
    paper = queries.paper(number if number == again else 0, "desk")
    try:
        return showing.pdf_answer(paper)
    except Missing as missing:
        raise Unavailable(str(missing)) from missing


@door.get("/<int:number>/protokoll")
def story(number: int) -> str:
    """Show who did what to this paper."""
    paper = queries.paper(number, "desk")
    entries = journal.entries(Thing("paper", number))
    lines = journal.lines(entries, accounts.names(journal.accounts_in(entries)))
    return render_template("papers/desk_story.html", paper=paper, lines=lines)
