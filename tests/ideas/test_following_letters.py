"""What followers hear: at once, weekly, each once, nothing of what is hidden."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from core import clock
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE, Entry
from ideas.following import keeping, services, weekly
from ideas.following.models import Follower, News, Rhythm, WeeklyRound
from ideas.following.subjects import Subject
from ideas.services import advance, tell
from ideas.stages import Stage
from radar import queries as radar
from tests.support.followers import (
    ADDRESS,
    ANSWER,
    MONDAY,
    SUNDAY,
    area,
    ask,
    break_off,
    deliver,
    follow,
    in_the_week,
    letters_token,
    of_letters,
    rows,
)
from tests.support.making import published
from tests.support.statements import counted
from tests.support.together import at_once


def test_one_step_is_one_letter_for_each_whatever_they_follow(app: House) -> None:
    district = radar.taxonomy().districts[0].id
    idea = published("Am Bach fehlt eine Bank.", areas=(area(),), district_id=district).id
    for subject in (Subject("idee", idea), Subject("thema", area()), Subject("bezirk", district)):
        follow(subject, Rhythm.AT_ONCE)
    follow(Subject("bezirk", district), Rhythm.AT_ONCE, "zwei@example.org")
    follow(Subject("thema", area(5)), Rhythm.AT_ONCE, "drei@example.org")
    with writing():
        advance(idea, Stage.ANSWERED, HOUSE, ANSWER)
    deliver()
    assert sorted(one["to"] for one in of_letters("Beantwortet")) == [ADDRESS, "zwei@example.org"]


def test_an_idea_without_district_and_topic_is_told_to_its_own_followers_alone(app: House) -> None:
    idea, other = published("Am Bach fehlt eine Bank.").id, published("Ein Baum am Markt.").id
    for number, subject in enumerate((Subject("idee", idea), Subject("idee", other), Subject("thema", area()))):
        follow(subject, Rhythm.AT_ONCE, f"{number}@example.org")
    with writing():
        advance(idea, Stage.ANSWERED, HOUSE, ANSWER)
    deliver()
    assert [one["to"] for one in of_letters("Beantwortet")] == ["0@example.org"]


def test_a_new_idea_of_a_topic_is_told(app: House) -> None:
    follow(Subject("thema", area()), Rhythm.AT_ONCE)
    published("Am Bach fehlt eine Bank.", areas=(area(),))
    deliver()
    assert len(of_letters("Veröffentlicht: Am Bach fehlt eine Bank")) == 1


def test_news_of_other_rooms_are_told_too(app: House) -> None:
    idea = published("Am Bach fehlt eine Bank.").id
    follow(Subject("idee", idea), Rhythm.AT_ONCE)
    with writing():
        tell(idea, "Eine Zukunftsvision", "Menschen haben sie weitergedacht.", "http://localhost/div/visionen/1")
    deliver()
    assert "http://localhost/div/visionen/1" in of_letters("Eine Zukunftsvision")[0]["body"]


def test_letters_at_once_go_on_behind_the_last_one(app: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "AT_ONCE", 2)
    idea = published("Am Bach fehlt eine Bank.").id
    for number in range(5):
        follow(Subject("idee", idea), Rhythm.AT_ONCE, f"{number}@example.org")
    with writing():
        advance(idea, Stage.ANSWERED, HOUSE, ANSWER)
    news = rows(News)[0].id
    with writing():
        assert services._next_bunch(news) is True
    deliver()
    services.tell_at_once(0, {"id": news})  # a delivery comes again when it was not noted
    assert sorted(one["to"] for one in of_letters("Beantwortet")) == [f"{number}@example.org" for number in range(5)]


def test_what_is_withdrawn_before_the_letters_is_told_to_nobody(app: House) -> None:
    idea = published("Am Bach fehlt eine Bank.").id
    follow(Subject("idee", idea), Rhythm.AT_ONCE)
    follow(Subject("idee", idea), Rhythm.WEEKLY, "zwei@example.org")
    with writing():
        advance(idea, Stage.ANSWERED, HOUSE, ANSWER)
    with writing():
        advance(idea, Stage.WITHDRAWN, HOUSE)
    deliver()
    with clock.at(clock.now() + timedelta(days=8)):
        assert weekly.write() == 0
    assert [one["subject"] for one in of_letters("")] == [of_letters("Dürfen")[0]["subject"]] * 2


def test_the_weekly_letter_holds_the_week_and_comes_once(app: House) -> None:
    first = in_the_week()
    with clock.at(SUNDAY + timedelta(hours=6)):
        assert weekly.write() == 0
    with clock.at(MONDAY.replace(hour=5)):
        assert weekly.write() == 0, "six o'clock in Berlin is too early"
    with clock.at(MONDAY):
        assert [weekly.write(), weekly.write()] == [1, 0]
    with clock.at(MONDAY + timedelta(days=3)):
        assert weekly.write() == 0
    letter = of_letters("Neues aus dem Ideenspeicher: 2 Ideen")[0]
    assert letter["body"].index("Am Bach fehlt eine Bank") < letter["body"].index("Ein Baum am Markt")
    assert f"http://localhost/ideen/{first}\n" in letter["body"]
    assert "Kalender" not in letter["body"]
    assert "List-Unsubscribe" in letter["headers"]


def test_a_week_without_news_is_a_week_without_letter(app: House) -> None:
    in_the_week()
    with clock.at(MONDAY):
        weekly.write()
    with clock.at(MONDAY + timedelta(days=7)):
        assert weekly.write() == 0
    assert len(rows(WeeklyRound)) == 2


def test_what_was_missed_is_told_in_the_next_round(app: House) -> None:
    in_the_week()
    with clock.at(MONDAY - timedelta(days=7)):
        weekly.write()
    with clock.at(MONDAY + timedelta(days=10)):
        assert weekly.write() == 1


def test_who_joins_later_hears_nothing_old(app: House) -> None:
    in_the_week()
    with clock.at(SUNDAY + timedelta(hours=3)):
        follow(Subject("thema", area()), Rhythm.WEEKLY, "spaet@example.org")
    with clock.at(MONDAY):
        assert weekly.write() == 1


def test_a_round_that_was_broken_off_goes_on(app: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weekly, "BUNCH", 2)
    in_the_week()
    with clock.at(SUNDAY - timedelta(days=1)):
        for number in range(6):
            follow(Subject("thema", area()), Rhythm.WEEKLY, f"{number}@example.org")
    with clock.at(MONDAY):
        with writing():
            weekly._next_bunch("2026-11-23")
        with pytest.raises(ZeroDivisionError):
            break_off()
        assert weekly.write() == 5
    to = [one["to"] for one in of_letters("Neues aus dem Ideenspeicher")]
    assert sorted(to) == sorted([ADDRESS, *(f"{number}@example.org" for number in range(6))])


def test_two_at_the_same_moment_write_each_letter_once(app: House) -> None:
    for number in range(5):
        in_the_week(f"{number}@example.org")
    with clock.at(MONDAY):
        at_once(app, *(lambda: weekly._next_bunch("2026-11-23") for _ in range(3)))
    assert len(of_letters("Neues aus dem Ideenspeicher")) == 5


def test_many_ideas_are_one_letter_with_an_end(app: House) -> None:
    with clock.at(SUNDAY - timedelta(days=1)):
        follow(Subject("thema", area()), Rhythm.WEEKLY)
    with clock.at(SUNDAY):
        for number in range(30):
            published(f"Bank Nummer {number} am Bach.", areas=(area(),))
    with clock.at(MONDAY):
        weekly.write()
    body = of_letters("Neues aus dem Ideenspeicher: 30 Ideen")[0]["body"]
    assert "Und 5 weitere: http://localhost/ideen" in body


def test_a_round_costs_the_same_for_3_and_30_but_for_the_letters(app: House) -> None:
    def cost(first: int, followers: int) -> float:
        with clock.at(SUNDAY - timedelta(days=1)):
            for number in range(first, first + followers):
                follow(Subject("thema", area()), Rhythm.WEEKLY, f"{number}@example.org")
        with writing():
            db.session.execute(update(WeeklyRound).values(done_at=None, upto=0))
        with clock.at(MONDAY), counted() as statements:
            weekly.write()
        return len([one for one in statements if not one.startswith("INSERT")])

    in_the_week()
    with clock.at(MONDAY):
        weekly.write()
    assert cost(0, 3) == cost(3, 27)


def test_nothing_is_noted_where_nobody_follows(app: House) -> None:
    idea = published().id
    with writing():
        advance(idea, Stage.ANSWERED, HOUSE, ANSWER)
    assert rows(News) == []


def test_what_nobody_confirmed_goes_after_a_week_with_its_address(visitor: FlaskClient) -> None:
    ask(visitor, f"thema-{area()}")
    follow(Subject("thema", area(1)), Rhythm.WEEKLY, "bleibt@example.org")
    with clock.at(clock.now() + timedelta(days=8)), writing():
        assert keeping.purge() == 2
    assert [row.email for row in rows(Follower)] == ["bleibt@example.org"]


def test_an_address_stands_in_no_journal(visitor: FlaskClient, app: House) -> None:
    row = follow(Subject("idee", published().id), Rhythm.AT_ONCE)
    visitor.post(f"/ideen/folgen/abbestellen/{letters_token(row)}", data={"List-Unsubscribe": "One-Click"})
    db.session.rollback()
    verbs = [
        entry.verb for entry in db.session.scalars(select(Entry).where(Entry.kind == "following").order_by(Entry.id))
    ]
    assert verbs == ["following.confirmed", "following.ended"]
    assert not any(ADDRESS in str(entry.parameters) for entry in db.session.scalars(select(Entry)))
    assert db.session.scalar(select(func.count()).select_from(Follower)) == 0


def test_parallel_questions_make_one_row(app: House) -> None:
    idea = published().id
    at_once(app, *(lambda: services.ask(ADDRESS, Subject("idee", idea), Rhythm.WEEKLY) for _ in range(4)))
    assert (len(rows()), len(rows(Follower))) == (1, 1)
