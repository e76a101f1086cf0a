"""The way of a paper: consultations, release, results typed in; the ideas behind it move along, their authors are told.

Release takes the ideas to "Bei der Politik" at the first body; a recommendation takes them on to the next body; what the
deciding body says is "Beschlossen", also when it is a No, told in plain words. A postponed consultation decides nothing
and keeps its result open until another is typed in. An information paper has no decision: when the last body has taken
note, the authors read it as news and the paper is done. Ideas whose stage table forbids a step stay where they are.
What a closed sitting said is never told: a paper that everybody may read is decided in an open one.
"""

from __future__ import annotations

from core import clock, journal, mail
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from ideas import queries as idea_queries
from ideas import services as ideas
from ideas.models import Idea, Step
from ideas.services import Said, steps
from ideas.stages import Stage, may_follow
from papers import queries
from papers.drafts import ConsultationDraft, DecisionDraft
from papers.models import Consultation, ConsultationRole, Decision, Outcome, Paper, PaperKind, PaperState
from papers.services.changing import changed, locked, thing
from papers.trace import idea_ids

CLOSED = "Eine Vorlage, die alle lesen dürfen, wird in öffentlicher Sitzung entschieden."
OFFICE = "Das Digitalisierungsbüro"
NOTED, NOTED_CLOSED = "Die Politik hat es gelesen", "Die Beratung ist zu Ende. Die letzte Sitzung war nichtöffentlich."
PARTS = ("outcome", "plain", "yes", "no", "abstained", "agenda_item", "wording")


def consult(number: int, said: ConsultationDraft, who: Who, version: int | None = None) -> Consultation:
    """Put a body into the row of consultations; the same body on the same day stands there once."""
    paper = locked(number, version)
    if paper.state is PaperState.DECIDED:
        raise Refused("Über diese Vorlage ist entschieden. Weitere Beratungen gibt es nicht.")
    body = queries.body(said.body_id)
    for one in paper.consultations:
        if (one.body_id, one.held_on) == (said.body_id, said.held_on):
            return one
    if said.role is ConsultationRole.DECIDES and any(one.role is said.role for one in paper.consultations):
        raise Refused("Ein Gremium entscheidet schon. Alle anderen empfehlen oder nehmen zur Kenntnis.")
    if paper.in_public and said.role is ConsultationRole.DECIDES and not said.in_public:
        raise Refused(CLOSED)
    made = Consultation(
        paper_id=number, body_id=body.id, held_on=said.held_on, in_public=said.in_public, role=said.role
    )
    db.session.add(made)
    db.session.flush()
    journal.note("paper.consultation", thing(paper), who)
    changed(paper)
    _to_politics(locked(number), who)
    return made


def take_out(number: int, consultation_id: int, who: Who) -> None:
    """Take a consultation out that has no result; a released paper keeps at least one."""
    paper = locked(number)
    found = _of(paper, consultation_id)
    if found is None:
        return
    if found.decision is not None:
        raise Refused("Zu dieser Beratung steht schon ein Ergebnis. Sie bleibt stehen.")
    if paper.state is not PaperState.DRAFT and len(paper.consultations) == 1:
        raise Refused("Eine veröffentlichte Vorlage braucht mindestens eine Beratung.")
    db.session.delete(found)
    journal.note("paper.consultation_out", thing(paper), who)
    changed(paper)
    _to_politics(locked(number), who)


def _of(paper: Paper, consultation_id: int) -> Consultation | None:
    return next((one for one in paper.consultations if one.id == consultation_id), None)


def release(number: int, who: Who, version: int | None = None) -> Paper:
    """Show a paper to everybody (or to the council alone) and take its ideas to the first body; a released one stays."""
    paper = locked(number)
    if paper.state is not PaperState.DRAFT:
        return paper
    paper = locked(number, version)
    lacking = [
        word
        for word, there in (
            ("eine Beratung", paper.consultations),
            ("ein Beschlussvorschlag", paper.resolution.strip()),
            ("eine Begründung", paper.reasons.strip()),
        )
        if not there
    ]
    if lacking:
        raise Refused(f"Es fehlt noch: {', '.join(lacking)}.")
    if paper.in_public and any(
        one.role is ConsultationRole.DECIDES and not one.in_public for one in paper.consultations
    ):
        raise Refused(CLOSED)
    paper.state, paper.released_at = PaperState.RELEASED, clock.now()
    journal.note("paper.released", thing(paper), who)
    changed(paper)
    _to_politics(paper, who)
    return paper


def withdraw(number: int, who: Who, version: int | None = None) -> Paper:
    """Take a release back as long as no body has said anything; its ideas are in work again, where they were before."""
    paper = locked(number)
    if paper.state is PaperState.DRAFT:
        return paper
    paper = locked(number, version)
    if any(one.decision for one in paper.consultations):
        raise Refused("Ein Gremium hat schon beraten. Die Vorlage bleibt veröffentlicht.")
    paper.state, paper.released_at = PaperState.DRAFT, None
    journal.note("paper.withdrawn", thing(paper), who)
    changed(paper)
    _back_to_work(paper, who)
    return paper


def _back_to_work(paper: Paper, who: Who) -> None:
    """Take the ideas back, unless another paper of the same source is with politics: then that one's body is next."""
    if paper.deliverable_id or paper.box_id:
        same = queries.of_source(deliverable_id=paper.deliverable_id, box_id=paper.box_id)
        others = [one for one in same if one.state is PaperState.RELEASED and queries.next_open(one)]
        if others:
            _to_politics(others[-1], who)
            return
    on = clock.today().isoformat()
    for idea in _held(paper):
        if idea.stage is Stage.WITH_POLITICS:
            places = [one.place for one in _steps(idea) if one.stage is Stage.IN_WORK]
            ideas.advance(idea.id, Stage.IN_WORK, who, Said(place=places[-1] if places else OFFICE, on=on))


def decide(number: int, consultation_id: int, said: DecisionDraft, who: Who, version: int | None = None) -> Paper:
    """Take down what a body said; the same said again changes nothing, something else only before the paper is decided."""
    paper = locked(number)
    turn = _of(paper, consultation_id)
    if turn is None:
        raise NotThere
    present = turn.decision
    if present is not None and all(getattr(present, name) == getattr(said, name) for name in PARTS):
        return paper
    paper = locked(number, version)
    if paper.state is not PaperState.RELEASED:
        raise Refused("Nur bei einer Vorlage in Beratung lässt sich ein Ergebnis eintragen.")
    if present is not None and present.outcome is not Outcome.POSTPONED:
        raise Refused("Zu dieser Beratung steht schon ein Ergebnis.")
    if not said.plain.strip():
        raise Refused("Bitte schreiben Sie einen Satz, den alle verstehen.")
    decision = present or Decision(consultation_id=turn.id)
    for name in PARTS:
        setattr(decision, name, getattr(said, name))
    decision.noted_at = clock.now()
    db.session.add(decision)
    db.session.flush()
    journal.note("paper.decided", thing(paper), who)
    changed(paper)
    paper = locked(number)
    if said.outcome is not Outcome.POSTPONED:
        _carry_on(paper, turn, said, who)
    return paper


def _carry_on(paper: Paper, turn: Consultation, said: DecisionDraft, who: Who) -> None:
    """Move on after a result: to the next body, or to the end."""
    if turn.role is ConsultationRole.DECIDES:
        _end(paper)
        for idea in _held(paper):
            if may_follow(idea.stage, Stage.DECIDED):
                ideas.advance(idea.id, Stage.DECIDED, who, Said(turn.body.called, turn.held_on, said.plain))
        return
    if queries.next_open(paper) is not None:
        _to_politics(paper, who)
    elif _only_reports(paper):
        _end(paper)
        told = said.plain if turn.in_public else NOTED_CLOSED
        for idea in _held(paper):
            ideas.tell(idea.id, NOTED, told, mail.address("papers.show", number=paper.id))


def _only_reports(paper: Paper) -> bool:
    """Tell whether nothing is to be decided; a Beschlussvorlage that was only recommended waits for who decides."""
    return paper.kind is PaperKind.INFORMATION or all(one.role is ConsultationRole.NOTES for one in paper.consultations)


def _end(paper: Paper) -> None:
    paper.state = PaperState.DECIDED
    changed(paper)


def _to_politics(paper: Paper, who: Who) -> None:
    """Take the ideas of a released paper to the body that comes next; who is told of body and day already is not again."""
    turn = queries.next_open(paper) if paper.state is PaperState.RELEASED else None
    if turn is None:
        return
    said = Said(place=turn.body.called, on=turn.held_on)
    for idea in _held(paper):
        last = _steps(idea)[-1]
        told = (last.stage, last.place, last.on) == (Stage.WITH_POLITICS, said.place, said.on)
        if not told and may_follow(idea.stage, Stage.WITH_POLITICS):
            ideas.advance(idea.id, Stage.WITH_POLITICS, who, said)


def _steps(idea: Idea) -> list[Step]:
    return idea_queries.one(idea.id, public=False).steps


def _held(paper: Paper) -> list[Idea]:
    """Return the ideas behind a paper that everybody may see, held in a steady order; a closed paper moves none."""
    if not paper.in_public:
        return []
    return [one for one in map(steps.locked, sorted(idea_ids(paper))) if one.public]


def move(number: int, consultation_id: int, held_on: str, who: Who) -> None:
    """Let a consultation without a final result take place on another day."""
    paper = locked(number)
    turn = _of(paper, consultation_id)
    if turn is None:
        raise NotThere
    if turn.decision is not None and turn.decision.outcome is not Outcome.POSTPONED:
        raise Refused("Zu dieser Beratung steht schon ein Ergebnis.")
    if turn.held_on == held_on:
        return
    turn.held_on = held_on
    journal.note("paper.consultation_moved", thing(paper), who)
    changed(paper)
    _to_politics(locked(number), who)
