"""What comes in and nobody has read yet changes the figures at once, and no page that citizens keep."""

from __future__ import annotations

from flask.testing import FlaskClient

from core import versions
from core.db import db, writing
from core.journal import HOUSE
from ideas.clock import queries
from ideas.models import Idea
from ideas.suspicion import bayes, services
from tests.support.making import make_idea, published
from tests.support.pages import fill
from tests.support.statements import counted

KEPT = ("/ideen", "/ideen/1-am-bach-fehlt-eine-bank")
MOVED = ("/", "/ideen/zahlen")


def number(subject: str) -> int:
    db.session.rollback()
    return db.session.get_one(versions.Version, subject, populate_existing=True).number


def tag(visitor: FlaskClient, path: str) -> str:
    return visitor.get(path).headers["ETag"]


def test_pages_of_citizens_stand_and_figures_follow(visitor: FlaskClient) -> None:
    published("Am Bach fehlt eine Bank.")
    before = {path: tag(visitor, path) for path in (*KEPT, *MOVED)}
    there, handed_in = number("ideas"), queries.figures_of_all().whole.handed_in

    assert fill(visitor, "/ideen/neu", text="Am Markt fehlt ein Brunnen.").status_code == 200

    assert number("ideas") == there
    assert [visitor.get(path, headers={"If-None-Match": before[path]}).status_code for path in KEPT] == [304, 304]
    assert [visitor.get(path, headers={"If-None-Match": before[path]}).status_code for path in MOVED] == [200, 200]
    assert queries.figures_of_all().whole.handed_in == handed_in + 1


def test_what_was_learned_of_spam_is_read_once_for_all_who_hand_in(visitor: FlaskClient) -> None:
    for one in range(bayes.FEWEST):
        published(f"Eine Bank am Bach {one}.")
        spam = make_idea(f"Casino Bonus jetzt klicken {one}").id
        with writing():
            services.decline(spam, HOUSE, db.session.get_one(Idea, spam).version)
    services.learn()
    fill(visitor, "/ideen/neu", text="Am Markt fehlt ein Brunnen.")

    with counted() as heard:
        fill(visitor, "/ideen/neu", text="Am Bach fehlt eine Bank.")

    assert [one for one in heard if "FROM spam_learned" in one] == []
    assert [one for one in heard if "idea_sound" in one] != []
