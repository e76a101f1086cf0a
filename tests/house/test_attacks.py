"""What somebody with bad intentions tries: broken senders, a kept form, many addresses, answers that were right once."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from core import limits, links
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.search import analyser
from core.things import Thing
from ideas import letters, services
from ideas.models import Contact, Idea
from ideas.services import Draft, derived_title
from ideas.stages import Stage
from tests.support.pages import token

TEXT = "Am Bach fehlt eine Bank. Wer spazieren geht, möchte sich setzen."
OTHER = "Am Bach fehlt auch ein Papierkorb."
PUBLIC_PAGE = "/ideen/neu"


def ideas() -> list[Idea]:
    db.session.rollback()
    return list(db.session.scalars(select(Idea).order_by(Idea.id)))


def publish(number: int) -> None:
    with writing():
        services.advance(number, Stage.PUBLISHED, HOUSE)


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "//", "http://a b", "\x80"])
def test_a_broken_origin_is_refused_not_a_fault(visitor: FlaskClient, origin: str) -> None:
    answer = visitor.post(PUBLIC_PAGE, headers={"Origin": origin})
    assert answer.status_code == 403


def test_a_kept_form_changes_nothing_that_is_published(visitor: FlaskClient) -> None:
    sent = {"token": token(visitor.get(PUBLIC_PAGE))}
    visitor.post(PUBLIC_PAGE, data={**sent, "text": TEXT})
    publish(ideas()[0].id)
    visitor.post(PUBLIC_PAGE, data={**sent, "text": OTHER})
    publish(ideas()[1].id)
    visitor.post(PUBLIC_PAGE, data={**sent, "text": OTHER, "title": "Werbung", "place": "Werbung"})
    visitor.post(PUBLIC_PAGE, data={**sent, "text": OTHER, "title": "Werbung"})
    shown = [idea for idea in ideas() if idea.public]
    assert [(idea.title, idea.place) for idea in shown] == [("Am Bach fehlt eine Bank", ""), (derived_title(OTHER), "")]


def test_a_form_sent_again_after_the_office_placed_the_idea_stores_nothing_twice(
    app: House, visitor: FlaskClient
) -> None:
    sent = {"token": token(visitor.get(PUBLIC_PAGE)), "text": TEXT}
    first = visitor.post(PUBLIC_PAGE, data=sent)
    number = ideas()[0].id
    with writing():
        services.tag(number, [], category_id=None, district_id=1, who=HOUSE)
        services.advance(number, Stage.PUBLISHED, HOUSE)
    second = visitor.post(PUBLIC_PAGE, data=sent)
    assert first.status_code == second.status_code == 200
    assert len(ideas()) == 1


def test_a_mistyped_address_is_put_right_and_its_link_ends(app: House) -> None:
    with writing():
        idea = services.submit(Draft(TEXT), "nonce", "falsch@example.org").idea
        old = links.issue("idea.confirm", Thing("idea", idea.id), lifetime=letters.CONFIRM_WITHIN)
    with writing():
        assert services.submit(Draft(TEXT), "nonce", "richtig@example.org").state == "same"
    assert [contact.email for contact in db.session.scalars(select(Contact))] == ["richtig@example.org"]
    assert links.peek("idea.confirm", old) is None


def test_a_confirmed_address_is_not_replaced_by_a_kept_form(app: House) -> None:
    with writing():
        idea = services.submit(Draft(TEXT), "nonce", "meine@example.org").idea
        services.confirm(idea.id)
    with writing():
        services.submit(Draft(TEXT), "nonce", "fremd@example.org")
    assert [contact.email for contact in db.session.scalars(select(Contact))] == ["meine@example.org"]


def test_no_letter_is_announced_that_nobody_writes(visitor: FlaskClient) -> None:
    sent = {"token": token(visitor.get(PUBLIC_PAGE)), "text": TEXT}
    first = visitor.post(PUBLIC_PAGE, data={**sent, "email": "meine@example.org"})
    publish(ideas()[0].id)
    second = visitor.post(PUBLIC_PAGE, data={**sent, "email": "fremd@example.org"})
    assert "meine@example.org" in first.text
    assert "example.org" not in second.text


def test_a_correction_of_title_alone_is_kept(app: House) -> None:
    with writing():
        services.submit(Draft(TEXT), "nonce")
    with writing():
        assert services.submit(Draft(TEXT, title="Eine Bank am Bach"), "nonce").state == "changed"
    assert [idea.title for idea in ideas()] == ["Eine Bank am Bach"]


@pytest.mark.parametrize("words", [". Hallo Welt", "! Achtung", "???\nBäume am Bach", "... und mehr Bäume"])
def test_every_text_gives_a_title_one_can_read_and_touch(words: str) -> None:
    assert any(sign.isalnum() for sign in derived_title(words))


def source_of(app: House, address: str) -> str:
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
        return limits.network()


def test_one_household_of_ipv6_is_one_source(app: House) -> None:
    assert source_of(app, "2001:db8:1:2::1") == source_of(app, "2001:db8:1:2:ffff::9")
    assert source_of(app, "2001:db8:1:2::1") != source_of(app, "2001:db8:1:3::1")
    assert source_of(app, "::ffff:192.0.2.7") == source_of(app, "192.0.2.7") == "192.0.2.7"


def test_a_new_address_for_each_wrong_code_helps_nobody(app: House, visitor: FlaskClient) -> None:
    sent = {"token": token(visitor.get("/ideen/nachsehen"))}
    answers = [
        visitor.post(
            "/ideen/nachsehen",
            data={**sent, "code": f"AAAA-AAAA-AAA{sign}"},
            environ_base={"REMOTE_ADDR": f"2001:db8::{number + 1:x}"},
        ).status_code
        for number, sign in enumerate("ABCDEFGHJKMN")
    ]
    assert answers[0] == 422
    assert answers[-1] == 429


def test_a_search_is_never_kept_because_the_index_follows_later(visitor: FlaskClient) -> None:
    assert "ETag" in visitor.get("/ideen").headers
    assert "ETag" not in visitor.get("/ideen?q=bank").headers


def test_a_fault_of_the_database_does_not_write_into_the_log_what_people_wrote(app: House) -> None:
    with app.app_context(), pytest.raises(SQLAlchemyError) as fault:
        db.session.execute(text("SELECT :words FROM no_such_table"), {"words": TEXT})
    assert "no_such_table" in str(fault.value)
    assert TEXT not in str(fault.value)


def test_caches_of_the_search_keep_only_the_beginning_of_endless_words() -> None:
    analyser.token_of.cache_clear()
    (first,), (second,) = analyser.words("x" * 4000 + "a"), analyser.words("x" * 4000 + "b")
    assert first.token == second.token
    assert first.end == second.end == 4001
    assert analyser.token_of.cache_info().currsize == 1
