"""Folgen: asked by letter first, then at once or in one letter a week, ended by one click; nobody is written to twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from core import clock, outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE, Entry
from core.links import Link
from core.outbox import Promise
from ideas.following import keeping, services, weekly
from ideas.following import letters as writing_letters
from ideas.following.models import Follower, Following, News, Rhythm, WeeklyRound
from ideas.following.subjects import Subject
from ideas.services import Said, advance, tell
from ideas.stages import Stage
from radar import queries as radar
from tests.support.making import make_idea, published
from tests.support.pages import fill, token
from tests.support.smtp import Sink
from tests.support.statements import counted
from tests.support.together import at_once

ADDRESS = "mila@example.org"
LINK = re.compile(r"http://localhost(/\S+)")
SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
ANSWER = Said(reason="Das machen wir.")


def follow(subject: Subject, rhythm: Rhythm, email: str = ADDRESS) -> Following:
    """Follow as somebody whose address is confirmed."""
    with writing():
        services.ask(email, subject, rhythm)
    row = db.session.scalars(select(Following).order_by(Following.asked_at.desc(), Following.id.desc())).first()
    assert row
    with writing():
        services.confirm(row.id)
    return row


def rows(kind: type[Any] = Following) -> list[Any]:
    db.session.rollback()
    return list(db.session.scalars(select(kind)))


def of_letters(subject: str) -> list[dict[str, Any]]:
    """Return the letters that wait, by the beginning of their subject."""
    db.session.rollback()
    waiting = db.session.scalars(select(Promise).where(Promise.kind == "letter").order_by(Promise.id))
    return [one.payload for one in waiting if one.payload.get("subject", "").startswith(subject)]


def deliver(times: int = 2) -> None:
    for _ in range(times):
        outbox.deliver_due(without={"letter", "index"})


def area(number: int = 0) -> int:
    return radar.taxonomy().areas[number].id


def ask(visitor: FlaskClient, subject: str, email: str = ADDRESS, rhythm: str = "at_once", **more: Any) -> Any:
    with clock.at(clock.now() - timedelta(seconds=10)):
        sent = token(visitor.get("/ideen/folgen"))
    return visitor.post(
        "/ideen/folgen", data={"token": sent, "subject": subject, "email": email, "rhythm": rhythm, **more}
    )


def test_from_the_question_to_the_letter_to_the_end(visitor: FlaskClient, letters: Sink) -> None:
    idea = published("Am Bach fehlt eine Bank.").id
    assert ask(visitor, f"idee-{idea}").status_code == 303
    outbox.deliver_due()
    question = letters.wait_for(1)[0]
    assert "Idee Nr. " in question.text
    found = LINK.search(question.text)
    assert found
    page = visitor.get(found[1])
    assert rows()[0].rhythm is None
    assert visitor.post(found[1], data={"token": token(page)}).status_code == 303
    assert visitor.get(found[1]).status_code == 404
    with writing():
        advance(idea, Stage.ANSWERED, HOUSE, ANSWER)
    outbox.deliver_due()
    outbox.deliver_due()
    letter = letters.wait_for(2)[-1]
    assert letter.message["Subject"] == "Beantwortet: Am Bach fehlt eine Bank"
    assert "Das machen wir." in letter.text
    assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = re.fullmatch(r"<http://localhost(/ideen/folgen/abbestellen/[\w-]{43})>", letter.message["List-Unsubscribe"])
    assert stop
    assert visitor.get(stop[1]).status_code == 200
    assert len(rows()) == 1
    assert visitor.post(stop[1], data={"List-Unsubscribe": "One-Click"}).status_code == 303
    assert (rows(), rows(Follower), visitor.get(stop[1]).status_code) == ([], [], 404)
    assert rows(Link) == []


def test_the_header_arrives_whole_however_long_the_address(changed_settings: Callable[..., Any], letters: Sink) -> None:
    idea = published().id
    with changed_settings(base_url="https://ideenspeicher.digitalisierung.koeln.example.org"):
        follow(Subject("idee", idea), Rhythm.AT_ONCE)
        with writing():
            advance(idea, Stage.ANSWERED, HOUSE, ANSWER)
        outbox.deliver_due()
        outbox.deliver_due()
    header = letters.wait_for(2)[-1].message["List-Unsubscribe"]
    assert re.fullmatch(
        r"<https://ideenspeicher\.digitalisierung\.koeln\.example\.org/ideen/folgen/abbestellen/[\w-]{43}>", header
    ), header


def test_a_plain_post_ends_nothing(visitor: FlaskClient) -> None:
    row = follow(Subject("idee", published().id), Rhythm.AT_ONCE)
    stop = f"/ideen/folgen/abbestellen/{letters_token(row)}"
    assert visitor.post(stop).status_code == 400
    assert visitor.post(stop, data={"List-Unsubscribe": "x"}).status_code == 400
    assert visitor.head(stop).status_code == 200
    assert len(rows()) == 1


def letters_token(row: Following, whole: bool = False) -> str:
    follower = db.session.get_one(Follower, row.follower_id)
    return writing_letters.stop_token(follower.thing if whole else row.thing, follower)


def test_one_link_ends_its_own_letters_only(visitor: FlaskClient) -> None:
    first = follow(Subject("idee", published().id), Rhythm.AT_ONCE)
    follow(Subject("thema", area()), Rhythm.WEEKLY)
    visitor.post(f"/ideen/folgen/abbestellen/{letters_token(first)}", data={"List-Unsubscribe": "One-Click"})
    assert [row.rhythm for row in rows()] == [Rhythm.WEEKLY]


def test_the_link_of_the_weekly_letter_ends_all_weekly_ones(visitor: FlaskClient) -> None:
    follow(Subject("idee", published().id), Rhythm.AT_ONCE)
    for number in range(2):
        row = follow(Subject("thema", area(number)), Rhythm.WEEKLY)
    visitor.post(f"/ideen/folgen/abbestellen/{letters_token(row, whole=True)}", data={"List-Unsubscribe": "One-Click"})
    assert [row.rhythm for row in rows()] == [Rhythm.AT_ONCE]


def test_a_button_ends_everything_and_deletes_the_address(visitor: FlaskClient) -> None:
    first = follow(Subject("idee", published().id), Rhythm.AT_ONCE)
    follow(Subject("thema", area()), Rhythm.WEEKLY)
    assert fill(visitor, f"/ideen/folgen/abbestellen/{letters_token(first)}", alles="1").status_code == 303
    assert (rows(), rows(Follower), rows(Link)) == ([], [], [])


def test_a_stranger_changes_nothing_and_learns_nothing(visitor: FlaskClient) -> None:
    idea = published().id
    follow(Subject("idee", idea), Rhythm.AT_ONCE)
    known, unknown = ask(visitor, f"idee-{idea}", rhythm="weekly"), ask(visitor, f"idee-{idea}", email="x@example.org")
    assert known.headers["Location"] == unknown.headers["Location"]
    assert rows()[0].rhythm == Rhythm.AT_ONCE


def test_the_address_is_the_same_however_it_is_written(app: House) -> None:
    idea = published().id
    follow(Subject("idee", idea), Rhythm.AT_ONCE)
    follow(Subject("idee", idea), Rhythm.WEEKLY, "MILA@Example.org")
    assert (len(rows(Follower)), [row.rhythm for row in rows()]) == (1, [Rhythm.WEEKLY])


def test_only_so_many_questions_a_day_go_to_one_address(visitor: FlaskClient) -> None:
    for number in range(5):
        assert ask(visitor, f"thema-{area(number)}").status_code == 303
    assert len(of_letters("Dürfen wir Ihnen")) == 3


def test_one_source_asks_so_often_an_hour(visitor: FlaskClient, changed_settings: Callable[..., Any]) -> None:
    with changed_settings(follows_per_hour=2):
        told = [ask(visitor, f"thema-{area()}", email=f"{n}@example.org").status_code for n in range(3)]
    assert told == [303, 303, 429]


def test_a_machine_gets_nothing_a_quick_person_a_second_try(
    visitor: FlaskClient, changed_settings: Callable[..., Any]
) -> None:
    assert ask(visitor, f"thema-{area()}", website="x").status_code == 303
    assert rows() == []
    with changed_settings(form_min_seconds=3):
        quick_then_again(visitor)


def quick_then_again(visitor: FlaskClient) -> None:
    quick = fill(visitor, "/ideen/folgen", subject=f"thema-{area()}", email=ADDRESS, rhythm="weekly")
    assert quick.status_code == 422
    assert "noch einmal" in quick.get_data(as_text=True)
    with clock.at(clock.now() + timedelta(seconds=5)):
        again = visitor.post(
            "/ideen/folgen",
            data={"token": token(quick), "subject": f"thema-{area()}", "email": ADDRESS, "rhythm": "weekly"},
        )
    assert again.status_code == 303
    assert len(rows()) == 1


@pytest.mark.parametrize(
    "subject",
    ["", "idee-1", "idee-999999", "thema-0", "thema-99999999999", "x-1", "thema", "\x00", "idee-١", "a" * 100_000],
)
def test_what_nobody_may_see_cannot_be_followed(visitor: FlaskClient, subject: str) -> None:
    make_idea("Geheime Kelleridee.")
    answer = ask(visitor, subject)
    assert (answer.status_code, rows()) == (422, [])
    assert "Kelleridee" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "email",
    ["", "x", "a@b", "a@example.org,b@example.org", "a@example.org\nBcc: b@example.org", "a" * 300 + "@example.org"],
)
def test_only_an_address_that_letters_reach(visitor: FlaskClient, email: str) -> None:
    assert ask(visitor, f"thema-{area()}", email=email).status_code == 422
    assert rows(Follower) == []


def test_the_form_begins_with_what_the_page_was_about(visitor: FlaskClient) -> None:
    idea = published("Am Bach fehlt eine Bank.").id
    page = visitor.get(f"/ideen/folgen?idee={idea}").get_data(as_text=True)
    assert f'<option selected value="idee-{idea}">Idee „Am Bach fehlt eine Bank“' in page
    page = visitor.get(f"/ideen/folgen?thema={area(2)}").get_data(as_text=True)
    assert f'<option selected value="thema-{area(2)}">' in page
    for junk in ("?idee=x", "?idee=99999", "?thema=-1", "?bezirk=%00"):
        assert visitor.get(f"/ideen/folgen{junk}").status_code == 200


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


def in_the_week(email: str = ADDRESS) -> int:
    """Follow a topic weekly and publish two ideas of it, on a Sunday; return the first idea."""
    with clock.at(SUNDAY - timedelta(days=1)):
        follow(Subject("thema", area()), Rhythm.WEEKLY, email)
    with clock.at(SUNDAY):
        first = published("Am Bach fehlt eine Bank.", areas=(area(),)).id
        published("Ein Baum am Markt.", areas=(area(),))
        published("Ein Kalender für freie Räume.", areas=(area(5),))
    return first


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


def break_off() -> None:
    with writing():
        weekly._next_bunch("2026-11-23")
        _ = 1 / 0


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
    verbs = [entry.verb for entry in db.session.scalars(select(Entry).where(Entry.kind == "following"))]
    assert verbs == ["following.confirmed", "following.ended"]
    assert not any(ADDRESS in str(entry.parameters) for entry in db.session.scalars(select(Entry)))
    assert db.session.scalar(select(func.count()).select_from(Follower)) == 0


def test_parallel_questions_make_one_row(app: House) -> None:
    idea = published().id
    at_once(app, *(lambda: services.ask(ADDRESS, Subject("idee", idea), Rhythm.WEEKLY) for _ in range(4)))
    assert (len(rows()), len(rows(Follower))) == (1, 1)
