"""The page of figures: true on real contributions, honest where there are few, and about nobody in particular."""

from __future__ import annotations

import csv
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, versions
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from ideas import services as steps
from ideas.clock import figures, page, queries
from ideas.clock.figures import Handed
from ideas.models import Idea, Source, Step
from ideas.stages import Stage
from tests.support import imports
from tests.support.making import make_idea, published

FOLDER = Path(__file__).parents[3] / "shared" / "data"
FILES = ("ideen-koeln-ehrenfeld.csv", "ideen-moers.csv")
TODAY = date(2026, 11, 20)


def handed(day: str, replied: str | None = None, *, withdrawn: bool = False) -> Handed:
    """Return one idea by its days."""
    return Handed(date.fromisoformat(day), date.fromisoformat(replied) if replied else None, withdrawn)


def test_every_idea_is_counted_once() -> None:
    ideas = [
        handed("2026-01-01", "2026-01-15"),
        handed("2026-01-01", "2026-01-16"),
        handed("2026-11-06"),
        handed("2026-11-05"),
        handed("2026-01-01", withdrawn=True),
        handed("2026-01-01", "2026-01-01", withdrawn=True),
    ]
    found = figures.count(ideas, 14, TODAY)
    assert (found.in_time, found.late, found.waiting, found.overdue, found.withdrawn) == (2, 1, 1, 1, 1)
    assert (found.handed_in, found.median_days) == (6, 14.0)


def test_nothing_is_counted_where_nothing_came() -> None:
    found = figures.count([], 14, TODAY)
    assert (found.handed_in, found.median_days, page.share(found), page.middle(found)) == (0, None, "–", "–")


def test_few_ideas_show_only_their_number_and_cannot_be_worked_out() -> None:
    months = {1: 2, 4: 9, 7: 20, 10: 30}
    ideas = [handed(f"2026-{month:02}-01", "2026-12-01") for month, number in months.items() for _ in range(number)]
    told = {one.key: one.told for one in figures.periods(ideas, 14, TODAY, figures.quarter_of)}
    assert told == {"2026-4": True, "2026-3": True, "2026-2": False, "2026-1": False}


@pytest.mark.parametrize(
    ("in_time", "all_judged", "said"), [(999, 1000, "99 %"), (5, 5, "100 %"), (4, 4, "–"), (0, 9, "0 %")]
)
def test_a_share_is_never_rounded_up_to_all(in_time: int, all_judged: int, said: str) -> None:
    counts = figures.Counts(all_judged, in_time, all_judged - in_time, 0, 0, 0, 1.0)
    assert page.share(counts) == said


@pytest.mark.parametrize(
    ("number", "said"), [(None, "–"), (0.0, "0 Tage"), (1.0, "1 Tag"), (3.5, "3,5 Tage"), (12.0, "12 Tage")]
)
def test_days_are_words(number: float | None, said: str) -> None:
    assert page.days(number) == said


def rows_of_files() -> int:
    """Return how many contributions the files hold; skip, saying so, where they are not."""
    missing = [name for name in FILES if not (FOLDER / name).exists()]
    if missing:
        pytest.skip(f"not there: {', '.join(missing)}")
    number = 0
    for name in FILES:
        with (FOLDER / name).open(encoding="utf-8") as file:
            number += len(list(csv.DictReader(file)))
    return number


def imported(app: House) -> int:
    """Import both files and return how many contributions they hold."""
    number = rows_of_files()
    for name in FILES:
        assert imports.run(app, FOLDER / name, source=name).exit_code == 0
    return number


def test_contributions_from_elsewhere_are_counted_apart(app: House, visitor: FlaskClient) -> None:
    number = imported(app)
    assert number == 825
    published("Eine eigene.")
    shown = queries.figures_of_all()
    assert (shown.imported, shown.whole.handed_in, shown.overdue) == (825, 1, 0)
    text = visitor.get("/ideen/zahlen").get_data(as_text=True)
    assert "825 Beiträge aus früheren Beteiligungen" in text


def test_the_figures_are_true_on_825_real_contributions(app: House, visitor: FlaskClient) -> None:
    imported(app)
    with clock.at(datetime(2026, 11, 20, 12, tzinfo=UTC)):
        spread()
        shown = queries.figures_of_all()
        told = visitor.get("/ideen/zahlen").get_data(as_text=True)
    expected = computed_anew()
    whole = shown.whole
    assert (whole.handed_in, whole.in_time, whole.missed, whole.waiting, whole.withdrawn) == expected["all"]
    assert whole.median_days == expected["median"]
    by_year = {one.key: one.counts.handed_in for one in shown.years}
    assert by_year == expected["years"]
    by_quarter = {one.key: (one.counts.handed_in, one.counts.in_time, one.counts.missed) for one in shown.quarters}
    assert by_quarter == {key: expected["quarters"][key] for key in by_quarter}
    assert (len(by_quarter), shown.replies_late) == (8, expected["unanswered late"])
    assert f"{whole.in_time} von {whole.judged}" in told


def spread() -> None:
    """Make the contributions ideas of three years: most replied to, some late, some waiting, some taken back, some spam."""
    chance = random.Random(4)
    with writing():
        for idea in db.session.scalars(select(Idea).order_by(Idea.id)):
            came = clock.now() - timedelta(minutes=chance.randrange(1, 3 * 365 * 24 * 60))
            idea.source, idea.submitted_at = Source.WEB, came
            for step in db.session.scalars(select(Step).where(Step.idea_id == idea.id)):
                step.at = came
            fate = chance.random()
            if fate < 0.03:
                idea.suspicion = "honeypot"
            elif fate < 0.06:
                idea.stage = Stage.WITHDRAWN
                db.session.add(Step(idea_id=idea.id, stage=Stage.WITHDRAWN, at=came + timedelta(days=1)))
            elif fate < 0.95:
                replied = min(came + timedelta(hours=chance.randrange(1, 24 * 20)), clock.now())
                idea.stage = Stage.ANSWERED
                for stage in (Stage.PUBLISHED, Stage.ANSWERED):
                    db.session.add(Step(idea_id=idea.id, stage=stage, at=replied))
                    replied = replied + timedelta(days=3)
        versions.up("ideas")


def computed_anew() -> dict[str, Any]:
    """Compute the same from the stored rows, one by one, with nothing of the room's own code."""
    today = date(2026, 11, 20)
    raw = db.session.connection().exec_driver_sql
    ideas = raw("SELECT id, submitted_at, stage, suspicion FROM idea").all()
    taken = raw("SELECT idea_id, stage, at FROM idea_step").all()
    first: dict[int, date] = {}
    for number, stage, at in taken:
        if stage not in {"received", "withdrawn"}:
            first[number] = min(first.get(number, date.max), local(at))
    fates: dict[str, Counter[str]] = {}
    waits: list[int] = []
    years: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for number, at, stage, suspicion in ideas:
        if suspicion:
            continue
        came = local(at)
        last = came + timedelta(days=14)
        if number in first:
            fate = "in time" if first[number] <= last else "late"
            waits.append((first[number] - came).days)
        elif stage == "withdrawn":
            fate = "withdrawn"
        else:
            fate = "waiting" if last >= today else "unanswered late"
        quarter = f"{came.year}-{(came.month - 1) // 3 + 1}"
        fates.setdefault(quarter, Counter())[fate] += 1
        years[str(came.year)] += 1
        total[fate] += 1
    late = total["late"] + total["unanswered late"]
    return {
        "all": (total.total(), total["in time"], late, total["waiting"], total["withdrawn"]),
        "median": median(waits),
        "years": dict(years),
        "quarters": {
            key: (one.total(), one["in time"], one["late"] + one["unanswered late"]) for key, one in fates.items()
        },
        "unanswered late": total["unanswered late"],
    }


def local(stored: object) -> date:
    """Return the day a stored moment has in the city."""
    moment = stored if isinstance(stored, datetime) else datetime.fromisoformat(str(stored))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(clock.BERLIN).date()


def test_the_page_invites_when_nothing_came(visitor: FlaskClient) -> None:
    assert "Die erste könnte Ihre sein." in visitor.get("/ideen/zahlen").get_data(as_text=True)


def test_the_page_is_reached_from_the_list_and_the_start_page(visitor: FlaskClient) -> None:
    for path in ("/ideen", "/"):
        assert 'href="/ideen/zahlen"' in visitor.get(path).get_data(as_text=True)


def test_the_page_answers_304_until_something_changes(visitor: FlaskClient) -> None:
    tag = visitor.get("/ideen/zahlen").headers["ETag"]
    assert visitor.get("/ideen/zahlen", headers={"If-None-Match": tag}).status_code == 304
    make_idea("Ein Baum.")
    assert visitor.get("/ideen/zahlen", headers={"If-None-Match": tag}).status_code == 200


def test_no_person_of_the_office_stands_behind_a_figure(office: FlaskClient, visitor: FlaskClient) -> None:
    idea = make_idea("Ein Baum.")
    with writing():
        steps.advance(idea.id, Stage.PUBLISHED, HOUSE)
    text = visitor.get("/ideen/zahlen").get_data(as_text=True)
    assert "Anna Amt" not in text
    assert "Median" in text
    assert "noch zu wenige für eine Angabe" in text
