"""Followers, their rows and their letters."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import inspect, select

from core import clock, outbox
from core.db import db, writing
from core.outbox import Promise
from ideas.following import letters as writing_letters
from ideas.following import services, weekly
from ideas.following.models import Follower, Following, Rhythm
from ideas.following.subjects import Subject
from ideas.services import Said
from radar import queries as radar
from tests.support.making import published
from tests.support.pages import fill, token

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
    return list(db.session.scalars(select(kind).order_by(*inspect(kind).primary_key)))


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


def letters_token(row: Following, whole: bool = False) -> str:
    follower = db.session.get_one(Follower, row.follower_id)
    return writing_letters.stop_token(follower.thing if whole else row.thing, follower)


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


def in_the_week(email: str = ADDRESS) -> int:
    """Follow a topic weekly and publish two ideas of it, on a Sunday; return the first idea."""
    with clock.at(SUNDAY - timedelta(days=1)):
        follow(Subject("thema", area()), Rhythm.WEEKLY, email)
    with clock.at(SUNDAY):
        first = published("Am Bach fehlt eine Bank.", areas=(area(),)).id
        published("Ein Baum am Markt.", areas=(area(),))
        published("Ein Kalender für freie Räume.", areas=(area(5),))
    return first


def break_off() -> None:
    with writing():
        weekly._next_bunch("2026-11-23")
        _ = 1 / 0
