"""The office changes papers: drafts, edits, consults, releases, types in results, keeps the list of bodies."""

from __future__ import annotations

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import FormExpired, NotThere
from core.forms import HouseForm
from core.rights import Right
from papers import address, queries, services
from papers.desk import workbench
from papers.drafts import PaperDraft
from papers.forms import (
    ActForm,
    BodyForm,
    ConsultationForm,
    DecisionForm,
    MoveForm,
    PaperForm,
    SourceForm,
    VersionForm,
)
from papers.models import Paper, PaperState

door = desk("papers_edit", __name__, reads=Right.PAPERS_EDIT, writes=Right.PAPERS_EDIT, url_prefix="/buero/vorlagen")
EXPIRED = "Das Formular war zu lange offen oder gehört zu einer anderen Anmeldung. Bitte laden Sie die Seite neu."
OVERTAKEN = (
    "Jemand anderes hat die Vorlage gerade geändert. Ihr Text steht noch hier: Wenn Sie jetzt speichern, gilt er."
)


def require(form: HouseForm) -> None:
    """Refuse a button whose token or row version is missing or old; there is nothing to type again."""
    if not form.validate():
        raise FormExpired(EXPIRED)


def onward(number: int, notice: str) -> Response:
    """Lead to a paper's workbench after something was done."""
    return redirect(f"{address.paper(number, 'desk')}?notiz={notice}", 303)


@door.get("/neu")
def new() -> str:
    """Show what a paper may be made of."""
    return render_template("papers/desk_new.html", form=SourceForm(source=request.args.get("aus", "")).fit())


@door.post("/neu")
def draft() -> Response | tuple[str, int]:
    """Draft a paper."""
    form = SourceForm(request.form).fit()
    if not form.validate():
        present = services.drafted(form.nonce)
        if present is not None:
            return onward(present.id, "vorlage-entworfen")
        form.refresh()
        return render_template("papers/desk_new.html", form=form), 422
    paper = services.draft(accounts.require().who, nonce=form.nonce, **form.chosen())
    return onward(paper.id, "vorlage-entworfen")


def _editable(number: int) -> Paper:
    paper = queries.paper(number, "desk")
    if paper.state is not PaperState.DRAFT:
        raise NotThere
    return paper


@door.get("/<int:number>/bearbeiten")
def edit(number: int) -> str:
    """Show the form for a draft as it stands."""
    paper = _editable(number)
    form = PaperForm(obj=paper, area=paper.area_id or 0, kind=paper.kind.value).fit(paper.area_id)
    return render_template("papers/desk_edit.html", paper=paper, form=form, first="")


@door.post("/<int:number>/bearbeiten")
def save(number: int) -> Response | tuple[str, int]:
    """Store what a draft says now; the second of two people keeps what they typed."""
    paper = _editable(number)
    form = PaperForm(request.form).fit(paper.area_id)
    if not form.validate():
        form.refresh()
        return render_template("papers/desk_edit.html", paper=paper, form=form, first=""), 422
    if form.version.data != paper.version and form.draft() != PaperDraft.of(paper):
        form.version.raw_data, form.version.data = None, paper.version
        form.refresh()
        return render_template("papers/desk_edit.html", paper=paper, form=form, first=OVERTAKEN), 409
    services.edit(number, form.draft(), accounts.require().who, form.version.data)
    return onward(number, "gespeichert")


@door.post("/<int:number>/<any(veroeffentlichen, zuruecknehmen, loeschen):act>")
def act(number: int, act: str) -> Response:
    """Release a paper, take the release back, or delete a draft."""
    form = VersionForm(request.form)
    require(form)
    who = accounts.require().who
    if act == "loeschen":
        services.drop(number, who, form.version.data)
        return redirect("/buero/vorlagen?notiz=vorlage-geloescht", 303)
    done = services.release if act == "veroeffentlichen" else services.withdraw
    done(number, who, form.version.data)
    return onward(number, "vorlage-veroeffentlicht" if act == "veroeffentlichen" else "vorlage-zurueckgenommen")


@door.post("/<int:number>/beratungen")
def consult(number: int) -> Response | tuple[str, int]:
    """Put a body into the row of consultations."""
    form = ConsultationForm(request.form).fit()
    if not form.validate():
        form.refresh()
        return workbench(number, consulting=form), 422
    services.consult(number, form.draft(), accounts.require().who)
    return onward(number, "beratung-eingetragen")


@door.post("/<int:number>/beratungen/<int:turn>/<any(entfernen, verschieben):what>")
def change_turn(number: int, turn: int, what: str) -> Response | tuple[str, int]:
    """Take a consultation out, or move it to another day."""
    who = accounts.require().who
    if what == "entfernen":
        require(ActForm(request.form))
        services.take_out(number, turn, who)
    else:
        form = MoveForm(request.form)
        if not form.validate():
            form.refresh()
            return workbench(number, moving=form), 422
        services.move(number, turn, form.day, who)
    return onward(number, "gespeichert")


@door.post("/<int:number>/beratungen/<int:turn>/ergebnis")
def decide(number: int, turn: int) -> Response | tuple[str, int]:
    """Take down what a body said."""
    form = DecisionForm(request.form)
    if not form.validate():
        form.refresh()
        return workbench(number, deciding=form), 422
    services.decide(number, turn, form.draft(), accounts.require().who, form.version.data)
    return onward(number, "ergebnis-eingetragen")


@door.get("/gremien")
def bodies() -> str:
    """Show the list of bodies and the form for one more."""
    return _bodies(BodyForm())


def _bodies(form: BodyForm, number: int | None = None) -> str:
    return render_template("papers/desk_bodies.html", bodies=queries.bodies(active=False), form=form, number=number)


@door.post("/gremien")
def add_body() -> Response | tuple[str, int]:
    """Put a body into the list."""
    form = BodyForm(request.form)
    if not form.validate():
        form.refresh()
        return _bodies(form), 422
    services.add_body(form.draft(), accounts.require().who)
    return redirect("/buero/vorlagen/gremien?notiz=gespeichert", 303)


@door.get("/gremien/<int:number>")
def body(number: int) -> str:
    """Show the form for one body."""
    found = queries.body(number)
    return _bodies(BodyForm(obj=found, kind=found.kind.value), number)


@door.post("/gremien/<int:number>")
def change_body(number: int) -> Response | tuple[str, int]:
    """Store a body."""
    queries.body(number)
    form = BodyForm(request.form)
    if not form.validate():
        form.refresh()
        return _bodies(form, number), 422
    services.change_body(number, form.draft(), accounts.require().who, form.version.data or 0)
    return redirect("/buero/vorlagen/gremien?notiz=gespeichert", 303)
