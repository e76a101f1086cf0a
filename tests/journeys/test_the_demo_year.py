"""The demo year as people meet it: what becomes of the forty ideas, what must be seen nowhere, who may come in."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select

from circles.models import Circle, Deliverable, WorkOrder
from core import clock
from core.accounts.models import Account
from core.config import settings
from core.db import db
from core.factory import House
from core.outbox.rows import Promise
from core.rows import Base
from demo import year
from demo.script import scenes
from dialogues.models import Dialogue, Vision
from ideas import queries
from ideas import waiting as queue
from ideas.additions.models import Addition
from ideas.answering.models import Batch
from ideas.asking.models import Inquiry
from ideas.attachments.models import Attachment
from ideas.following.models import Follower
from ideas.imports.models import Import
from ideas.models import Contact
from ideas.notes.models import Note
from ideas.passing.models import Passing
from ideas.places.models import IdeaPoint
from ideas.school.models import SchoolIdea
from ideas.stages import Stage
from ideas.suspicion.bayes import LOUD
from ideas.suspicion.models import Sound
from ideas.typed.models import Occasion, PrintedCard
from kickbox.models import Box, BoxState
from papers.models import CouncilMember, Paper, PaperState
from tests.support import houses
from tests.support.demo_year import ideas, public_pages
from tests.support.pages import fill

BANNER = "Vorführung, keine Seite der Stadt"
PRIVATE = ("Schlaganfall", "Heideweg", "0171 39200", "39200 41", "Inge aus", "auch schon 80")
ENDS = {  # as the material says: number, the last words of its way, whether everybody may read it
    1: (["in_talk", "in_work", "with_politics", "with_politics", "decided"], True),
    9: (["in_talk", "in_work", "with_politics", "with_politics", "decided"], True),
    2: (["in_talk", "later"], True),
    3: (["published", "in_work", "answered"], True),
    4: (["in_talk", "in_work"], True),
    5: (["published", "in_talk", "in_work"], True),
    6: (["in_talk", "in_work", "done"], True),
    7: (["published", "passed_on"], True),
    8: (["received", "published"], True),
    10: (["received", "published"], True),
    11: (["received", "published"], True),
    12: (["published", "in_work"], True),
    13: (["published", "answered"], True),
    14: (["published", "in_talk"], True),
    15: (["received", "published"], True),
    17: (["received", "passed_on"], False),
    18: (["published", "in_talk", "in_work"], True),
    20: (["published", "in_work"], True),
    21: (["published", "answered"], True),
    23: (["published", "later"], True),
    24: (["in_work", "in_work", "with_politics", "with_politics"], True),
    25: (["received", "published"], True),
    26: (["published", "in_work"], True),
    27: (["in_work", "done"], True),
    28: (["published", "answered"], True),
    33: (["received", "published"], True),
    34: (["published", "answered"], True),
    35: (["received", "published"], True),
    36: (["received", "passed_on"], False),
    37: (["received", "not_published"], False),
    38: (["received", "published", "not_pursued"], True),
    39: (["received", "not_published"], False),
    40: (["received", "not_published"], False),
}


def test_the_forty_ideas_end_as_the_material_says(town: House) -> None:
    numbered = {scene.number: scene for scene in scenes() if scene.number}
    known = ideas()

    assert sorted(numbered) == list(range(1, 41))
    for number, (way, public) in ENDS.items():
        idea = known[numbered[number].title]
        assert ([step.stage.value for step in idea.steps][-len(way) :], idea.public) == (way, public), number
        assert idea.stage is idea.steps[-1].stage
    for number, scene in numbered.items():
        idea = known[scene.title]
        assert (idea.source, idea.district and idea.district.key) == (scene.way, scene.district), number
        assert [area.key for area in idea.areas] == sorted(scene.areas), number
        assert idea.category is not None
        assert idea.category.key == scene.kind


def test_the_lists_look_like_life(town: House) -> None:
    known = ideas().values()
    shown = [idea for idea in known if idea.public]
    waiting = queue.to_read()

    assert len(shown) >= 60
    assert {idea.stage for idea in known} == set(Stage)
    assert min(Counter(area.key for idea in shown for area in idea.areas).values()) >= 5
    assert len(Counter(idea.district.key for idea in shown if idea.district)) == 10
    assert {idea.category.key for idea in shown if idea.category} == {"need", "idea", "example", "offer"}
    assert waiting[0].submitted_at < queries.overdue_before()
    assert {idea.title for idea in waiting[-2:]} == {"Top Umzüge zum besten Preis", "Kredit sofort aufs Konto"}
    assert sum(idea.submitted_at >= queries.overdue_before() for idea in waiting) >= 5


def test_the_year_goes_through_every_room(town: House) -> None:
    def many(row: type[Base]) -> int:
        return db.session.scalar(select(func.count()).select_from(row)) or 0

    assert (many(Dialogue), many(Vision), many(Circle)) == (6, 7, 4)
    assert (many(WorkOrder), many(Deliverable), many(Paper), many(CouncilMember)) == (4, 2, 3, 2)
    assert Counter(db.session.scalars(select(Box.state)))[BoxState.RUNNING] == 3
    assert {one.state for one in db.session.scalars(select(Paper))} == set(PaperState)


def test_the_year_shows_what_citizens_and_office_do_besides(town: House) -> None:
    def many(row: type[Base]) -> int:
        return db.session.scalar(select(func.count()).select_from(row)) or 0

    assert (many(Attachment), many(Addition), many(Follower), many(IdeaPoint)) == (4, 4, 4, 25)
    assert Counter(one.state for one in db.session.scalars(select(Addition))) == {"published": 3, "waiting": 1}
    assert Counter(one.answered_at is None for one in db.session.scalars(select(Inquiry))) == {True: 1, False: 1}
    told = db.session.scalars(select(Passing)).all()
    assert Counter((one.answered_at is not None, one.released_at is not None) for one in told) == {
        (True, True): 1,
        (True, False): 1,
        (False, False): 2,
    }
    assert [one.due < clock.today() for one in told if one.waits].count(True) == 1
    assert (many(SchoolIdea), many(Occasion), many(PrintedCard), many(Batch)) == (4, 1, 8, 1)
    assert [job.state for job in db.session.scalars(select(Import).order_by(Import.id))] == ["taken", "checked"]
    assert many(Note) == 3
    assert [percent for percent in db.session.scalars(select(Sound.percent)) if percent >= LOUD] != []
    translated = [idea for idea in ideas().values() if idea.german_text]
    assert {idea.language for idea in translated} == {"en", "tr"}


def test_what_is_missing_on_purpose_is_missing(town: House) -> None:
    places = {
        (idea.district.key, key)
        for idea in ideas().values()
        if idea.district
        for key in [*(area.key for area in idea.areas), idea.category.key if idea.category else None]
    }

    assert places.isdisjoint({("sennestadt", "td2"), ("gadderbaum", "kg1"), ("dornberg", "offer")})
    assert {("sennestadt", "td1"), ("gadderbaum", "kg2"), ("dornberg", "idea")} <= places


def test_nothing_happened_in_the_future_and_what_is_planned_is_ahead(town: House) -> None:
    now, today = clock.now(), clock.today()
    known = ideas().values()

    moments = [step.at for idea in known for step in idea.steps]
    assert max(moments) <= now
    assert now - timedelta(days=365) < min(moments) < now - timedelta(days=330)
    for idea in known:
        assert idea.steps[0].at == idea.submitted_at
        assert [step.at for step in idea.steps] == sorted(step.at for step in idea.steps)
        if idea.stage in {Stage.IN_TALK, Stage.IN_WORK, Stage.WITH_POLITICS, Stage.LATER, Stage.QUESTION}:
            assert date.fromisoformat(idea.steps[-1].on) >= today, idea.title
    weekend = [step for idea in known for step in idea.steps if clock.local(step.at).weekday() > 4]
    assert {step.stage for step in weekend} <= {Stage.RECEIVED, Stage.WITHDRAWN}


def test_what_an_author_took_out_of_a_text_is_nowhere(town: House, engine_name: str) -> None:
    idea = ideas()["Üben, ohne dass etwas passiert"]
    assert idea.text.endswith("Ich brauche dafür etwas mehr Zeit.")

    rows = [str(tuple(row)) for table in Base.metadata.sorted_tables for row in db.session.execute(select(table))]
    assert len(rows) > 500
    assert [row for row in rows for words in PRIVATE if words in row] == []
    files = [path for path in (settings().instance / "search").rglob("*") if path.is_file()]
    assert files
    if engine_name == "sqlite":
        db.session.remove()
        with closing(sqlite3.connect(db.engine.url.database or "")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        files.append(Path(db.engine.url.database or ""))
    for path in files:
        found = path.read_bytes().lower()
        number = b"39200 41" if path.suffix == ".db" else b"39200"  # five digits alone stand in many a random hash
        assert [words for words in (b"schlaganfall", b"heideweg", number) if words in found] == [], path.name
    visitor = town.test_client()
    assert idea.title in visitor.get("/ideen?q=Überweisung").text
    assert "Heideweg 7" not in visitor.get("/ideen?q=Heideweg").text
    assert idea.title not in visitor.get("/ideen?q=Schlaganfall").text


def test_nobody_s_address_and_nobody_s_declined_text_stands_on_a_public_page(town: House) -> None:
    addresses = {contact.email for contact in db.session.scalars(select(Contact))}
    hidden = [idea for idea in ideas().values() if not idea.public]
    assert len(addresses) >= 15
    assert len(hidden) >= 15

    pages = public_pages(town)

    assert len(pages) > 65
    for path, page in pages.items():
        assert BANNER in page, path
        assert "@example.org" not in page, path
        assert [words for words in PRIVATE if words in page] == [], path
        assert [idea.title for idea in hidden if idea.title in page] == [], path


def test_letters_wait_for_nobody_and_lie_in_the_office_s_mailbox(town: House) -> None:
    letters = sorted(Path(settings().mail_folder).glob("*.eml"), key=lambda path: int(path.stem))
    promises = db.session.scalars(select(Promise).where(Promise.kind == "letter")).all()

    assert len(letters) == len(promises) > 40
    assert {promise.payload == {} and promise.done_at is not None for promise in promises} == {True}
    assert {"umzug", "kredit.example"}.isdisjoint(b"".join(path.read_bytes() for path in letters).decode().split())


def test_the_example_code_opens_its_idea(town: House) -> None:
    page = fill(town.test_client(), "/ideen/nachsehen", code=year.example_code())

    assert page.status_code == 200
    assert year.EXAMPLE in page.text


def test_the_demo_s_accounts_have_no_password(town: House) -> None:
    accounts = db.session.scalars(select(Account).order_by(Account.id)).all()

    assert [account.name for account in accounts] == ["Demo Büro", "Demo Kollegin", "Demo Leitung"]
    assert [account.has_password for account in accounts] == [False, False, False]


def test_outside_the_demo_there_is_no_log_in_link_and_no_banner(town: House) -> None:
    with houses.changed(town, demo=False):
        visitor = town.test_client()

        assert visitor.get("/buero/vorfuehrung/" + "x" * 43).status_code == 404
        assert visitor.get("/buero/briefe/").status_code in {302, 303, 404}
        assert BANNER not in visitor.get("/").text
