"""The meetings of the demo year: evenings that ended with their minutes, today's with its doors, a rehearsal, the body."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass.models import Actor, ActorKind
from core import clock
from core.config import settings
from core.db import db, writing
from core.factory import House
from demo import fronts
from dialogues import agreement, ballots, membership, queries
from dialogues.counting import queries as counting
from dialogues.groups import queries as front
from dialogues.models import (
    Attendance,
    Ballot,
    Dialogue,
    DialogueState,
    RankingBallot,
    Thesis,
    ThesisCount,
    VisionVersion,
)
from dialogues.rankings import queries as rankings
from tests.support.pages import fill

DATA = "Urbane Daten"
TODAY = "Digitale Hilfe für Ältere: Wie geht es weiter?"


def test_theses_end_as_the_material_says(town: House) -> None:
    words = {
        title: [one.word for one in agreement.results(meeting(title))] for title in ("Digitale Hilfe für Ältere", DATA)
    }

    assert words == {
        "Digitale Hilfe für Ältere": [
            "Einig dafür",
            "Uneinig",
            "Einig dafür",
            "Uneinig",
            "Einig dagegen",
            "Einig dafür",
        ],
        DATA: ["Einig dafür", "Uneinig", "Gemischt", "Einig dafür", "Wenig Zustimmung", "Einig dagegen"],
    }
    found = agreement.results(meeting(DATA))
    assert [(one.n, one.counts.passed, one.percent) for one in found] == [
        (25, 0, 84),
        (24, 1, 50),
        (24, 1, 58),
        (24, 1, 88),
        (25, 0, 28),
        (25, 0, 4),
    ]


def test_an_evening_has_two_rounds_groups_sectors_and_a_table_with_real_stones(town: House) -> None:
    evening = meeting(DATA)
    rows = [row for thesis in evening.theses for row in counts(thesis.id)]

    assert {row.round for row in rows} == {1, 2}
    assert [one.name for one in queries.groups_of(evening.id)] == ["Im Saal", "Von zu Hause"]
    assert {(one.name, one.round, one.stones) for one in counting.sources(evening.id)} == {
        ("Tisch ohne Telefone", 1, 30),
        ("Tisch ohne Telefone", 2, 30),
    }
    assert len({row.group_id for row in rows if row.group_id}) == 2
    assert len({row.sector for row in rows if row.sector}) == 4
    assert all(one.shift for one in agreement.results(evening))
    assert evening.rules is not None
    assert "zwei Runden" in str(evening.rules)


def test_an_evening_was_talked_over_ranked_and_made_into_visions(town: House) -> None:
    evening = meeting(DATA)

    assert sum(len(notes) for notes in front.notes(evening.id).values()) == 10
    assert [one.text.split()[0] for one in front.questions(evening.id)] == ["Was", "Welche", "Wer"]
    assert [(one.title, one.closed_at is not None) for one in rankings.of_meeting(evening.id)] == [
        ("Was brauchen wir zuerst?", True),
        ("Welche Vision zuerst?", True),
    ]
    visions = queries.visions(evening.id, public=True)
    assert Counter(one.way.value for one in visions if one.way) == {"project": 1, "circle": 1, "lab": 1}
    assert all(one.urgency and one.feasibility and one.traits and one.theses for one in visions)
    written = dict(
        db.session.execute(select(VisionVersion.vision_id, func.count()).group_by(VisionVersion.vision_id)).all()
    )
    assert max(written[one.id] for one in visions) == 3


def test_minutes_stand_in_the_house_and_on_paper_and_their_letters_went_out(town: House) -> None:
    visitor = town.test_client()
    ended = [one for one in every() if one.finished_at]
    assert [one.title for one in ended] == [
        "Digitale Hilfe für Ältere",
        "Draußen unterwegs: Hitze, Aufzüge, Messgeräte",
        DATA,
    ]
    assert all(
        clock.local(one.finished_at).date() >= date.fromisoformat(one.held_on) for one in ended if one.finished_at
    )

    page = visitor.get(f"/div/{meeting(DATA).id}/protokoll")

    assert page.status_code == 200
    for words in (
        "25 Menschen waren dabei",
        "1 war vertreten",
        "Hier lohnt sich das Gespräch",
        "Leitfragen",
        "Reihung",
        "Anwendungsfall",
    ):
        assert words in page.text
    mail = Path(settings().mail_folder).glob("*.eml")
    bodies = [message_from_bytes(one.read_bytes(), policy=policy.default).get_body(("plain",)) for one in mail]
    told = [str(one.get_content()) for one in bodies if one]
    assert sum("Was die Stadt misst, gehört allen, die hier leben" in " ".join(one.split()) for one in told) == 1


def test_the_body_is_its_entry_in_the_network_and_people_were_there(town: House) -> None:
    body = queries.assembly()
    assert body is not None
    entry = db.session.get(Actor, body.actor_id)
    assert entry is not None
    assert entry.kind is ActorKind.BODY

    table = membership.table()

    assert len(table.on(clock.today().isoformat())) >= 20
    assert sum(map(len, table.stand_ins.values())) >= 5
    there = dict(
        db.session.execute(select(Attendance.dialogue_id, func.count()).group_by(Attendance.dialogue_id)).all()
    )
    assert len(there) == 3
    assert min(there.values()) >= 12
    instead = db.session.scalars(select(Attendance).where(Attendance.instead_of_id.is_not(None))).all()
    assert [one.dialogue_id for one in instead].count(meeting(DATA).id) == 1


def test_what_is_coming_is_prepared_and_rehearsed_and_its_rehearsal_shows_nowhere(town: House) -> None:
    coming = next(one for one in every() if one.state is DialogueState.PLANNED)
    tried = queries.rehearsal_of(coming.id)

    assert coming.informal
    assert coming.agenda
    assert [one.name for one in queries.groups_of(coming.id)] == ["Jugendliche", "Familien"]
    assert tried is not None
    visitor = town.test_client()
    assert "Probe" not in visitor.get("/div").text
    assert visitor.get(f"/div/{tried}").status_code == 404
    assert sum(one.number for one in ballots.laid(ballots.one(tried))) == 21


def test_the_meeting_of_today_is_open_and_people_have_laid_their_stones(town: House) -> None:
    running = meeting(TODAY)

    assert (running.state, running.held_on) == (DialogueState.OPEN, clock.today().isoformat())
    assert agreement.results(running) == ()
    assert {one.number for one in ballots.laid(ballots.one(running.id))} == {18}
    assert Counter(
        db.session.scalars(select(Thesis.dialogue_id).join(Ballot, Ballot.thesis_id == Thesis.id).distinct())
    ) == {one.id: 1 for one in every(rehearsals=True) if one.state is DialogueState.OPEN}
    assert db.session.scalar(select(func.count()).select_from(RankingBallot)) == 0


def test_the_doors_of_today_open(town: House, demo_office: FlaskClient) -> None:
    with writing():
        doors = fronts.links(private=True)
    assert None not in doors.values()
    visitor = town.test_client()

    for name in ("wall", "moderator", "minutes"):
        assert visitor.get(str(doors[name])).status_code == 200, name
    for name in ("seat", "rehearsal"):
        phone = town.test_client()
        assert fill(phone, str(doors[name])).status_code == 303, name
        assert "These" in phone.get("/mitmachen/platz").text, name
    with writing():
        assert "moderator" not in fronts.links(private=False)
    for path in ("", "/abschluss", "/dabei", "/leitfragen"):
        assert demo_office.get(f"/buero/div/{meeting(DATA).id}{path}").status_code in {200, 303}, path


def test_meetings_lie_where_the_year_says(town: House) -> None:
    today = clock.today()
    days = {one.title: date.fromisoformat(one.held_on) - today for one in every()}
    assert days[TODAY] == timedelta(0)
    assert timedelta(-52) < days[DATA] < timedelta(-40)


def every(*, rehearsals: bool = False) -> list[Dialogue]:
    """Return the meetings by their day."""
    wanted = select(Dialogue).order_by(Dialogue.held_on, Dialogue.id)
    return list(db.session.scalars(wanted if rehearsals else wanted.where(Dialogue.rehearsal.is_(False))))


def meeting(title: str) -> Dialogue:
    """Return a meeting with its theses."""
    return ballots.one(db.session.scalars(select(Dialogue.id).where(Dialogue.title == title)).one())


def counts(thesis_id: int) -> list[ThesisCount]:
    """Return the counts of a thesis."""
    return list(db.session.scalars(select(ThesisCount).where(ThesisCount.thesis_id == thesis_id)))
