"""Links in letters of the network: looking changes nothing, each opens one thing only, none outlives what it is about."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from compass import erasing, letters
from compass.invitations import letters as inviting_letters
from compass.invitations import services
from compass.invitations.drafts import Said
from compass.invitations.models import Answer, Invitation
from core import clock, links
from core.audience import Door
from core.db import db, writing
from core.factory import House
from core.journal import AUTHOR
from core.links import Link
from core.things import Thing
from tests.support import belonging
from tests.support.inviting import invitations, letter_to, links_of, sent, waiting, willing
from tests.support.pages import fill
from tests.support.thread import Thread, lay_out
from tests.support.together import at_once

GUEST = Said(Answer.OTHER, "", "Erika Beispiel", "erika@gast.example")
SCANNER = {"User-Agent": "Mozilla/5.0 (compatible; SafeLinks; MailScanner)"}
DEED = {"outbox", "limit_try", "limit_salt"}


@pytest.fixture
def thread(app: House) -> Thread:
    """Put a row of everything into the house."""
    return lay_out()


def rules(app: House, method: str) -> Iterator[Rule]:
    """Return the addresses of this room that are opened by a link of a letter."""
    for rule in app.url_map.iter_rules():
        door = app.blueprints.get(rule.endpoint.rsplit(".", 1)[0])
        ours = isinstance(door, Door) and door.audience == "holder" and rule.rule.startswith("/netzwerk")
        if ours and method in (rule.methods or ()):
            yield rule


def paths(app: House, thread: Thread, method: str) -> list[str]:
    return [path for rule in rules(app, method) for path in thread.addresses(rule)]


def stored() -> belonging.Contents:
    db.session.rollback()
    return belonging.contents(DEED)


def test_a_machine_that_opens_every_link_of_a_letter_changes_nothing(
    app: House, thread: Thread, visitor: FlaskClient
) -> None:
    before, asked = stored(), paths(app, thread, "GET")
    assert len(asked) > 10
    for path in asked:
        for method in ("HEAD", "GET", "OPTIONS"):
            assert visitor.open(path, method=method, headers=SCANNER).status_code in {200, 404}, path
        for word in ("?ja=1", "?nein=1", "?answer=yes", "?give=1&purpose=public", "?List-Unsubscribe=One-Click"):
            assert visitor.get(f"{path}{word}", headers=SCANNER).status_code in {200, 404}, path
    assert stored() == before


def test_no_button_of_a_link_works_without_its_form(app: House, thread: Thread, visitor: FlaskClient) -> None:
    before, asked = stored(), paths(app, thread, "POST")
    assert len(asked) > 6
    for path in asked:
        for said in (
            {},
            {"token": "x"},
            {"ja": "1"},
            {"answer": "yes", "token": ""},
            {"give": "1", "purpose": "public"},
        ):
            assert visitor.post(path, data=said).status_code in {400, 404, 409, 410, 422}, (path, said)
    assert stored() == before


def test_a_link_opens_its_own_door_only(app: House, thread: Thread, visitor: FlaskClient) -> None:
    doors = {name: one for name, one in thread.tokens.items() if name.startswith("compass")}
    assert len(doors) >= 5
    for rule in rules(app, "GET"):
        own = rule.endpoint.rsplit(".", 1)[0]
        for name, token in doors.items():
            for guess in [token] if name != own else [f"{token}x", token[:-1], token.upper(), "", "%00", "0" * 43]:
                path = rule.rule.replace("<token>", guess)
                assert visitor.get(path).status_code in {301, 308, 404, 405} or guess == "", (path, name)


def test_no_log_line_holds_a_link(
    app: House, thread: Thread, visitor: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for path in paths(app, thread, "GET"):
        visitor.get(path)
        visitor.get(f"{path}/gibtesnicht")
        visitor.post(path, data={"token": "x"})
    ours = [
        one for one in caplog.records if not one.name.startswith(("asyncio", "werkzeug", "fontTools", "weasyprint"))
    ]
    said = " ".join(f"{one.getMessage()} {one.exc_text or ''}" for one in ours)
    assert [name for name, token in thread.tokens.items() if token in said] == []
    db.session.rollback()
    kept = str(belonging.contents({"outbox"}))
    assert [name for name, token in thread.tokens.items() if token in kept] == []


def test_pages_behind_links_are_kept_nowhere_and_tell_nobody(app: House, thread: Thread, visitor: FlaskClient) -> None:
    for path in paths(app, thread, "GET"):
        answer = visitor.get(path)
        assert "no-store" in answer.headers["Cache-Control"] or answer.mimetype == "text/calendar", path
        assert answer.headers["Referrer-Policy"] in {"no-referrer", "same-origin"}, path
        assert "Set-Cookie" not in answer.headers, path


def test_who_is_erased_has_no_living_link(app: House, visitor: FlaskClient) -> None:
    number = willing("Labor")
    round_id = sent([number])
    answer, stop = links_of(letter_to("labor@example.org"))[:2]
    with writing():
        services.answer(invitations(round_id)[0].id, GUEST)
        own = links.issue(letters.OWN, Thing("actor", number), lifetime=timedelta(days=1), uses=None)
    guest = links_of(letter_to("erika@gast.example"))[0]
    asked = [answer, stop, guest, f"/netzwerk/mein-eintrag/{own}"]
    assert [visitor.get(one).status_code for one in asked] == [200] * 4
    with writing():
        erasing.erase(number, AUTHOR)

    assert [visitor.get(one).status_code for one in asked] == [404] * 4
    assert visitor.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 404
    assert db.session.scalars(select(Link.id)).all() == []
    assert db.session.scalars(select(Invitation.id)).all() == []
    assert [one["to"] for one in waiting() if one["to"] == "labor@example.org"] == []
    about = [f"invitation_guest:{number}" for number in range(1, 5)]
    assert inviting_letters.moot(about) == about


def test_a_double_click_on_somebody_else_writes_one_letter(app: House) -> None:
    number = sent([willing("Labor")])
    one = invitations(number)[0].id

    assert at_once(app, lambda: services.answer(one, GUEST), lambda: services.answer(one, GUEST)) == ["", ""]

    assert len([letter for letter in waiting() if letter["to"] == "erika@gast.example"]) == 1


def test_a_guest_who_says_no_while_another_answer_comes_is_gone(app: House) -> None:
    for place in range(4):
        number = sent([willing(f"Labor {place}")], nonce=f"r{place}")
        one = invitations(number)[0].id
        with writing():
            services.answer(one, GUEST)
        said = at_once(app, partial(services.drop_guest, one), partial(services.answer, one, Said(Answer.NO)))
        assert said == ["", ""]
        found = invitations(number)[0]
        assert (found.guest_name, found.guest_email, found.guest_wording) == ("", "", "")


def test_who_was_named_and_never_said_yes_is_forgotten_after_the_day(app: House) -> None:
    day = (clock.today() + timedelta(days=3)).isoformat()
    silent, comes = sent([willing("Labor")], day_on=day), sent([willing("Firma")], nonce="two", day_on=day)
    open_end = sent([willing("Hof")], nonce="three", day_on="", starts_at="")
    for number, email in ((silent, "erika@gast.example"), (comes, "otto@gast.example"), (open_end, "eva@gast.example")):
        with writing():
            services.answer(invitations(number)[0].id, Said(Answer.OTHER, "", "Gast", email))
    with writing():
        services.confirm_guest(invitations(comes)[0].id)
        services.purge()
    assert invitations(silent)[0].guest_email == "erika@gast.example"

    with clock.at(clock.now() + timedelta(days=5)), writing():
        services.purge()

    assert (invitations(silent)[0].guest_name, invitations(silent)[0].guest_email) == ("", "")
    assert invitations(silent)[0].answer is Answer.OTHER
    assert invitations(comes)[0].guest_email == "otto@gast.example"
    assert invitations(open_end)[0].guest_email == "eva@gast.example"
    with clock.at(clock.now() + timedelta(days=40)), writing():
        services.purge()
    assert invitations(open_end)[0].guest_email == ""


def test_the_answer_of_one_link_never_touches_another_invitation(app: House, visitor: FlaskClient) -> None:
    labor, firma = willing("Labor"), willing("Firma")
    number = sent([labor, firma])
    mine, other = (
        links_of(letter_to("labor@example.org"))[0],
        next(o for o in invitations(number) if o.actor_id == firma),
    )

    done = fill(visitor, mine, answer="no", number=str(other.id), subject=str(other.id), actor_id=str(firma))

    assert done.status_code == 303
    assert {one.actor_id: one.answer for one in invitations(number)} == {labor: Answer.NO, firma: None}
