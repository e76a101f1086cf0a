"""Builds a whole evening through the services: a meeting with impulses, counted stones, guests, visions with their ways."""

from __future__ import annotations

from dataclasses import dataclass

from compass.models import Sector
from core import clock
from core.db import db, writing
from dialogues import ballots, queries
from dialogues.agreement import Counts
from dialogues.evenings import services as evenings
from dialogues.models import LeadingQuestion, Ranking, RankingCount, RankingItem, ThesisNote, Way
from ideas import services as idea_services
from tests.support.making import published
from tests.support.making_visions import OFFICE, make_dialogue, make_vision

THESES = ("Hilfe muss zu Fuß erreichbar sein.", "Niemand darf zum Internet gezwungen sein.", "Zu wenige Steine.")
STONES = (Counts(16, 7, 2, 0, 0), Counts(9, 3, 1, 2, 9, 1), Counts(1, 0, 0, 1, 0))


@dataclass(frozen=True)
class Evening:
    """A meeting that ran, its impulses by what becomes of them, its visions by their way."""

    id: int
    ideas: dict[str, int]
    visions: dict[Way, int]


def with_author(text: str) -> int:
    """Publish an idea whose author gets letters."""
    idea = published(text, email="a@example.org").id
    with writing():
        idea_services.confirm(idea)
    return idea


def counted(meeting: int, stones: tuple[Counts, ...] = STONES) -> None:
    """Type in real stones, which evaluates a meeting."""
    with writing():
        dialogue = ballots.one(meeting)
        ids = [thesis.id for thesis in dialogue.theses]
        ballots.count(meeting, dict(zip(ids, stones, strict=True)), dialogue.version, OFFICE)


def make_evening(*, announced: bool = True, title: str = "Digitale Hilfe für Ältere") -> Evening:
    """Hold a meeting with an idea for a circle, one for a department, one without a vision; nothing is released yet."""
    ideas = {
        "circle": with_author("Jemand soll beim Handy helfen."),
        "department": with_author("Am Bach fehlt eine Bank."),
        "none": with_author("Der Bus soll öfter fahren."),
    }
    meeting = make_dialogue(*ideas.values(), theses=THESES, days=0, title=title, announced=announced)
    counted(meeting)
    with writing():
        evenings.note(meeting, [], {**dict.fromkeys(Sector, 0), Sector.BUSINESS: 7, Sector.SCIENCE: 18}, OFFICE)
    visions = {
        Way.CIRCLE: make_vision(ideas["circle"], dialogue_id=meeting, released=False, way=Way.CIRCLE),
        Way.DEPARTMENT: make_vision(
            ideas["department"], dialogue_id=meeting, title="Schatten am Bach", released=False, way=Way.DEPARTMENT
        ),
    }
    return Evening(meeting, ideas, visions)


def talked_over(meeting: int) -> None:
    """Leave what other parts of the room write down: a note beside a thesis, a Leitfrage, a ranking that is closed."""
    thesis = queries.dialogue(meeting, public=False).theses[1]
    with writing():
        db.session.add(ThesisNote(thesis_id=thesis.id, text="Ein Schalter muss bleiben.", noted_at=clock.now()))
        db.session.add(LeadingQuestion(dialogue_id=meeting, thesis_id=thesis.id, text="Was kostet das?", rank=1))
        items = [RankingItem(position=place, text=text) for place, text in enumerate(("Hausbesuch", "Kurs"), 1)]
        ranking = Ranking(dialogue_id=meeting, title="Was zuerst?", tie_rule="Die Liste entscheidet.", items=items)
        ranking.opened_at = ranking.closed_at = clock.now()
        db.session.add(ranking)
        db.session.flush()
        for item, points, number in ((0, 3, 2), (0, 0, 4), (1, 5, 4), (1, 0, 2)):
            db.session.add(RankingCount(item_id=items[item].id, points=points, number=number))
