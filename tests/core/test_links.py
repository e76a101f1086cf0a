"""Capability links: looking never spends one, two people spend it once, and the token itself is stored nowhere."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from core import clock, links
from core.db import db, writing
from core.errors import NotThere
from core.factory import House
from core.things import Thing

pytestmark = pytest.mark.usefixtures("app")
DAY = timedelta(days=1)
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
IDEA = Thing("idea", 7)


def issue(uses: int | None = 1, thing: Thing = IDEA) -> str:
    with writing():
        return links.issue("confirm", thing, lifetime=DAY, uses=uses)


def spend(token: str, purpose: str = "confirm") -> Thing:
    with writing():
        return links.spend(purpose, token)


def peek(token: str, purpose: str = "confirm") -> Thing | None:
    found = links.peek(purpose, token)
    return found.thing if found else None


def test_looking_never_spends() -> None:
    token = issue()

    seen = [peek(token) for _ in range(3)]

    assert seen == [IDEA] * 3
    assert spend(token) == IDEA


def test_a_spent_link_is_gone() -> None:
    token = issue()
    spend(token)

    assert peek(token) is None
    with pytest.raises(NotThere):
        spend(token)


def test_a_link_for_several_uses() -> None:
    token = issue(uses=2)

    assert [spend(token), spend(token)] == [IDEA, IDEA]
    with pytest.raises(NotThere):
        spend(token)


def test_a_pass_lasts_until_it_expires() -> None:
    with clock.at(NOON):
        token = issue(uses=None)
        assert [spend(token), spend(token), spend(token)] == [IDEA] * 3
    with clock.at(NOON + DAY - timedelta(seconds=1)):
        assert peek(token) == IDEA

    with clock.at(NOON + DAY):
        assert peek(token) is None
        with pytest.raises(NotThere):
            spend(token)


@pytest.mark.parametrize("token", ["", "x", "ä\x00\ud800", "A" * 5000])
def test_a_made_up_token_opens_nothing(token: str) -> None:
    issue()

    assert peek(token) is None
    with pytest.raises(NotThere):
        spend(token)


def test_a_link_serves_its_own_purpose_only() -> None:
    token = issue()

    assert peek(token, "invite") is None
    with pytest.raises(NotThere):
        spend(token, "invite")


def test_the_token_is_stored_nowhere() -> None:
    token = issue()

    row = db.session.scalars(select(links.Link)).one()

    assert token not in {str(value) for value in vars(row).values()}
    assert row.token_hash == links.digest(token)


def test_tokens_never_come_twice() -> None:
    tokens = {issue() for _ in range(20)}

    assert len(tokens) == 20
    assert min(len(token) for token in tokens) >= 43


def test_two_people_spend_it_once(app: House) -> None:
    token, together, given = issue(), threading.Barrier(6, timeout=30), list[Thing | None]()

    def work() -> None:
        with app.app_context():
            links.peek("confirm", token)  # as a page does before its button is pressed
            together.wait()
            try:
                given.append(spend(token))
            except NotThere:
                given.append(None)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(given, key=str) == [None] * 5 + [IDEA]


def test_a_spend_that_is_rolled_back_is_not_spent() -> None:
    token = issue()

    with pytest.raises(RuntimeError), writing():  # noqa: PT012 - the block is the transaction
        links.spend("confirm", token)
        raise RuntimeError("something after it failed")

    assert spend(token) == IDEA


def test_revoking_ends_all_links_to_a_thing() -> None:
    first, second, other = issue(), issue(uses=None), issue(thing=Thing("idea", 8))

    with writing():
        links.revoke("confirm", IDEA)

    assert [peek(first), peek(second), peek(other)] == [None, None, Thing("idea", 8)]


def test_ended_links_are_deleted_after_a_week() -> None:
    with clock.at(NOON):
        issue()
    with clock.at(NOON + 8 * DAY), writing():
        early = links.purge()
    with clock.at(NOON + 8 * DAY + timedelta(seconds=1)), writing():
        late = links.purge()

    assert (early, late) == (0, 1)
