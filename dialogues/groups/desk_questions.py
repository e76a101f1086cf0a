"""The office works on the Leitfragen of a meeting: written, ranked, put otherwise, taken out."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts, slots
from core.audience import desk
from core.errors import FormExpired, NotThere
from core.rights import Right
from dialogues import ballots, leading
from dialogues.groups import queries, services
from dialogues.groups.forms import LinkForm, QuestionForm, RephraseForm
from dialogues.models import LeadingQuestion

door = desk(
    "dialogues_questions",
    __name__,
    reads=Right.DIALOGUES_EDIT,
    writes=Right.DIALOGUES_EDIT,
    url_prefix="/buero/div/<int:number>/leitfragen",
)
EXPIRED = "Die Seite war zu lange offen. Bitte laden Sie sie neu."


def _onward(number: int) -> Response:
    return redirect(url_for("dialogues_questions.index", number=number, notiz="gespeichert"), 303)


def _require() -> None:
    if not LinkForm(request.form).validate():
        raise FormExpired(EXPIRED)


@door.get("")
def index(number: int) -> str:
    """Show the Leitfragen in their order, with the form for a new one."""
    return _page(number, QuestionForm())


def _page(number: int, form: QuestionForm) -> str:
    dialogue, found = ballots.one(number), queries.questions(number)
    return render_template(
        "dialogues/groups/desk_questions.html",
        dialogue=dialogue,
        questions=found,
        texts={thesis.id: thesis.text for thesis in dialogue.theses},
        places=leading.places(found, slots.parts("dialogues.taken", dialogue_id=number)),
        form=form.offer(dialogue.theses),
        press=LinkForm(),
    )


@door.post("")
def ask(number: int) -> Response | tuple[str, int]:
    """Store a new Leitfrage, once per form."""
    form = QuestionForm(request.form).offer(ballots.one(number).theses)
    if not form.validate():
        form.refresh()
        return _page(number, form), 422
    who = accounts.require().who
    services.ask(number, form.text.data or "", who, thesis_id=form.thesis.data or None, nonce=form.nonce)
    return _onward(number)


@door.post("/<int:question>/<any(hoch,runter):way>")
def move(number: int, question: int, way: str) -> Response:
    """Let a Leitfrage change places with its neighbour."""
    _require()
    services.move(number, question, accounts.require().who, up=way == "hoch")
    return _onward(number)


def _one(number: int, question: int) -> LeadingQuestion:
    found = next((one for one in queries.questions(number) if one.id == question), None)
    if found is None:
        raise NotThere
    return found


@door.get("/<int:question>")
def edit(number: int, question: int) -> str:
    """Show the form for a Leitfrage as it stands."""
    found = _one(number, question)
    return _edit_page(number, question, RephraseForm(text=found.text, version=found.version))


def _edit_page(number: int, question: int, form: RephraseForm) -> str:
    back = url_for("dialogues_questions.index", number=number)
    return render_template(
        "dialogues/groups/desk_words.html",
        dialogue=ballots.one(number),
        word="Leitfrage",
        between=[("Leitfragen", back)],
        form_address=url_for("dialogues_questions.edit", number=number, question=question),
        back=back,
        form=form,
        press=LinkForm(),
    )


@door.post("/<int:question>")
def rephrase(number: int, question: int) -> Response | tuple[str, int]:
    """Store what a Leitfrage says now; changed meanwhile, it is refused in words."""
    form = RephraseForm(request.form)
    if not form.validate():
        form.refresh()
        return _edit_page(number, question, form), 422
    services.rephrase(number, question, form.text.data or "", accounts.require().who, form.version.data or 0)
    return _onward(number)


@door.post("/<int:question>/entfernen")
def take_out(number: int, question: int) -> Response:
    """Take a Leitfrage out."""
    _require()
    services.take_out(number, question, accounts.require().who)
    return _onward(number)
