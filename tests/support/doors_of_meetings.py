"""Every door of a meeting with everything behind it, for tests that try them all: pages, their forms, the ids in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from compass.models import Sector
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from dialogues import ballots, counted
from dialogues.agreement import Counts
from dialogues.groups import queries as front_queries
from dialogues.groups import services as talk
from dialogues.models import (
    Ballot,
    CountedBy,
    Dialogue,
    DialogueGroup,
    LeadingQuestion,
    Ranking,
    Thesis,
    ThesisCount,
    Vision,
)
from tests.support import front, meetings
from tests.support.forms import SEARCH, _Forms
from tests.support.making_rankings import made
from tests.support.making_visions import make_vision

KINDS: tuple[Any, ...] = (Thesis, DialogueGroup, LeadingQuestion, Ranking, Vision)
WORDS = ("A <b>fett</b>", "=1+1")


@dataclass(frozen=True)
class Behind:
    """A meeting and the ids of all that hangs on it, by kind; the address of its moderator's page."""

    meeting: meetings.Meeting
    ids: dict[str, int]
    moderator: str

    @property
    def desk(self) -> str:
        """The office's page."""
        return f"/buero/div/{self.meeting.id}"

    def pages(self) -> list[str]:
        """Return the office's and the moderator's pages of it."""
        ids, own = self.ids, f"{self.desk}/reihungen/{self.ids['reihungen']}"
        return [
            *(
                self.desk + one
                for one in ("", "/abschluss", "/bearbeiten", "/codes", "/dabei", "/impulse", "/leitfragen")
            ),
            *(self.desk + one for one in ("/papier", "/runde", "/runde/zaehlen", "/thesen/liste", "/vision", "/vorne")),
            *(self.desk + one for one in ("/zaehlungen", "/zaehlungen/datei", "/zaehlungen/von-hand", "/regeln")),
            *(f"{self.desk}/{kind}/{ids[kind]}" for kind in ("leitfragen", "notizen", "thesen")),
            *(own + one for one in ("", "/bearbeiten", "/leinwand")),
            *(f"{self.desk}/reihungen/{one}" for one in ("neu/needs", "einschaetzung")),
            *(f"/buero/div/visionen/{ids['visionen']}{one}" for one in ("", "/bearbeiten")),
            self.moderator,
            f"{self.moderator}/visionen/{ids['visionen']}",
        ]

    def contents(self) -> str:
        """Return all that the database holds of it."""
        db.session.rollback()
        here = Thesis.id.in_(self.meeting.theses)
        asked: list[Any] = [
            select(Dialogue.__table__).where(Dialogue.id == self.meeting.id),
            select(ThesisCount.__table__).join(Thesis, Thesis.id == ThesisCount.thesis_id).where(here),
            select(Ballot.__table__).where(Ballot.thesis_id.in_(self.meeting.theses)),
            *(select(kind.__table__).where(kind.dialogue_id == self.meeting.id) for kind in KINDS),
        ]
        kept = str([sorted(map(str, db.session.execute(one).all())) for one in asked])
        kept += str([(note.id, note.text) for notes in front_queries.notes(self.meeting.id).values() for note in notes])
        return kept


def behind(*, is_open: bool) -> Behind:
    """Make a meeting with groups, a note, a Leitfrage, a ranking, a vision and a source of real stones."""
    meeting = meetings.opened() if is_open else meetings.planned()
    group, other = front.divided(meeting, WORDS[0], WORDS[1])
    ranking = made(meeting.id, opened=is_open)
    vision = make_vision(dialogue_id=meeting.id, released=False)
    with writing():
        note = talk.add_note(meeting.id, meeting.theses[0], "Das war wichtig.", HOUSE, group_id=group).id
        question = talk.ask(meeting.id, "Was kostet das?", HOUSE).id
        typed = {meeting.theses[0]: Counts(3, 3, 1, 1, 2)}
        counted.replace(ballots.one(meeting.id), {group: typed}, counted_by=CountedBy.HAND, source="@Tisch")
    source = db.session.scalars(select(ThesisCount.id).where(ThesisCount.thesis_id == meeting.theses[0])).first() or 0
    db.session.rollback()
    ids = {"thesen": meeting.theses[0], "notizen": note, "leitfragen": question, "reihungen": ranking.id}
    ids |= {"visionen": vision, "dialogue_group": group, "other": other, "source": source, "dialogue": meeting.id}
    return Behind(meeting, ids, front.moderator(meeting))


def forms(client: FlaskClient, pages: list[str]) -> Iterator[tuple[str, list[tuple[str, str]], set[str]]]:
    """Yield every form that some pages post: where it goes, what a browser sends, every name it can send."""
    for page in pages:
        shown = client.get(page)
        if shown.status_code != 200:
            continue
        reader = _Forms()
        reader.feed(shown.get_data(as_text=True))
        for (action, fields), names in zip(reader.forms, reader.names, strict=True):
            if action != SEARCH:
                yield (action or page).split("#")[0], fields, names


def lay_some(app: House, one: Behind) -> None:
    """Let a stone and a sector lie in an open meeting's first group."""
    with writing():
        group = db.session.get_one(DialogueGroup, one.ids["dialogue_group"])
        group.state = group.state.__class__.OPEN
    with writing():
        said = {"group_id": one.ids["dialogue_group"], "sector": Sector.SCIENCE}
        ballots.lay(one.meeting.id, one.meeting.theses[0], "c" * 64, 5, **said)  # type: ignore[arg-type]  # as named
