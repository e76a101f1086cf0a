"""What papers hang into other pages: the way of an idea, results and boxes, dates, the office's day, the radar."""

from __future__ import annotations

from circles import queries as circles
from circles.hangings import AfterPart
from circles.models import Deliverable
from core import accounts, clock
from core.deadlines import DuePart
from core.parts import DatePart
from core.rights import Right, allows
from dialogues.leading import TakenPart
from dialogues.showing import day
from ideas.hangings import WayPart
from ideas.journey import JourneyStep
from ideas.models import Idea
from kickbox import queries as kickbox
from papers import address, queries, showing
from papers.models import Consultation, ConsultationRole, Outcome, Paper, PaperState
from radar.blips import Blip, Ring

DECIDES, READS = "Die Politik entscheidet", "Sie erfahren etwas"
MOST = 5


def of_idea(idea: Idea) -> list[Paper]:
    """Return the papers everybody may read that an idea led to."""
    orders = circles.by_idea(idea.id)
    results = [one.deliverable.id for one in orders if one.deliverable and one.deliverable.public]
    boxes = [one.id for one in kickbox.of_idea(idea.id) if one.public]
    return queries.of_sources(results, boxes) if results or boxes else []


def journey(idea: Idea) -> list[JourneyStep]:
    """Return the paper with its page, and the next consultation as a step to come; the decision is a stage already."""
    return [step for paper in of_idea(idea) if idea.public for step in _steps(paper)]


def _steps(paper: Paper) -> list[JourneyStep]:
    if paper.released_at is None:
        return []
    when, iso = clock.day_in_words(paper.released_at), clock.local(paper.released_at).date().isoformat()
    told = f"Der Vorschlag liegt jetzt bei der Politik: „{paper.subject}“."
    page = address.paper(paper.id)
    steps = [JourneyStep(when, iso, "Vorlage", told, address=page, link="Vorlage lesen", at=paper.released_at)]
    turn = queries.next_open(paper) if paper.state is PaperState.RELEASED else None
    if turn is not None and turn.in_public and turn.held_on >= clock.today().isoformat():
        asked = "entscheidet" if turn.role is ConsultationRole.DECIDES else "berät darüber"
        told = f"{turn.body.called} {asked}."
        steps.append(JourneyStep(day(turn.held_on), turn.held_on, "Beratung", told, "next"))
    return steps


def taken(dialogue_id: int) -> list[TakenPart]:
    """Return the papers that came of a meeting's visions, with the reasons into which its Leitfragen may have gone."""
    if not _may(Right.PAPERS_READ):
        return []
    found = queries.of_meeting(dialogue_id)
    return [TakenPart(f"Vorlage „{one.subject}“", address.paper(one.id, "desk"), one.reasons) for one in found]


def ways(deliverable: Deliverable) -> list[WayPart]:
    """Return what the office can do with a released result: draft a paper, or open the one it became."""
    if not _may(Right.PAPERS_EDIT):
        return []
    present = queries.of_source(deliverable_id=deliverable.id, audience="desk")
    if present:
        return [WayPart(f"Vorlage „{one.subject}“", address.paper(one.id, "desk")) for one in present]
    return [WayPart("Vorlage entwerfen", f"/buero/vorlagen/neu?aus=ergebnis-{deliverable.id}")]


def after(deliverable: Deliverable) -> list[AfterPart]:
    """Return what came of a result: papers everybody may read, and what was decided."""
    return [part for paper in queries.of_source(deliverable_id=deliverable.id) for part in _after(paper)]


def _after(paper: Paper) -> list[AfterPart]:
    shown = showing.of(paper, "public")
    iso = clock.local(paper.released_at or paper.changed_at).date().isoformat()
    parts = [AfterPart(shown.when, iso, shown.kind, f"„{paper.subject}“", "Vorlage lesen", shown.address)]
    if shown.decision:
        said = queries.final(paper)
        turn = next(one.row for one in shown.turns if said is not None and one.row.id == said.consultation_id)
        parts.append(
            AfterPart(day(turn.held_on), turn.held_on, shown.state, shown.decision, "Zur Vorlage", shown.address)
        )
    return parts


def dates() -> list[DatePart]:
    """Return the next consultations in public."""
    return [_date(turn, paper) for turn, paper in queries.coming_up("public", limit=MOST)]


def _date(turn: Consultation, paper: Paper) -> DatePart:
    badge = DECIDES if turn.role is ConsultationRole.DECIDES else READS
    return DatePart(paper.subject, turn.body.name, day(turn.held_on), turn.held_on, address.paper(paper.id), badge)


def _may(right: Right) -> bool:
    viewer = accounts.viewer()
    return viewer is not None and allows(viewer.role, right)


def due() -> list[DuePart]:
    """Return consultations whose result nobody has typed in, and drafts that lie about."""
    if not _may(Right.PAPERS_READ):
        return []
    waiting = [
        DuePart.until(
            paper.subject,
            f"{'Neuen Tag' if turn.decision else 'Ergebnis'} eintragen: {turn.body.name}",
            "Vorlage",
            address.paper(paper.id, "desk"),
            turn.held_on,
        )
        for turn, paper in queries.undecided()
    ]
    lying = [
        DuePart.since(one.subject, "Entwurf fertig schreiben", "Vorlage", address.paper(one.id, "desk"), one.changed_at)
        for one in queries.old_drafts()
    ]
    return [*waiting, *lying]


def tiles() -> list[tuple[int, str, str]]:
    """Return numbers that link to their lists."""
    if not _may(Right.PAPERS_READ):
        return []
    return [(queries.how_many(PaperState.RELEASED), "Vorlagen in Beratung", "/buero/vorlagen")]


def blips() -> list[Blip]:
    """Return papers everybody may read that lie in an Aktionsfeld; a decided one is done unless the answer was No."""
    found = queries.papers("public", size=queries.MANY)[: queries.MANY]
    return [
        Blip("paper", one.id, one.subject, one.area_id, _ring(one), address.paper(one.id))
        for one in found
        if one.area_id
    ]


def _ring(paper: Paper) -> Ring:
    final = queries.final(paper)
    return Ring.DONE if final is not None and final.outcome is not Outcome.REJECTED else Ring.TRIED
