"""Letters: written with the change, posted after it to a real mail server, again and again until they arrive."""

import dataclasses
import email
import email.policy
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader, UndefinedError

from core import clock, mail, outbox
from core.db import db, writing
from core.outbox import Promise
from core.post import Line
from tests.support.picky import Picky

MONTAG = datetime(2026, 11, 23, 8, tzinfo=clock.BERLIN)
LETTER = {
    "mail/test/subject.txt": "Ihre Idee\n{{ title }}\n",
    "mail/test/body.txt": """{% extends "mail/ui/letter.txt" %}
{% block message %}
Zu „{{ title }}“:
{{ more }}
{% endblock %}""",
}


@pytest.fixture
def server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Picky]:
    """Run a mail server that the house posts to, and give the house a letter to write."""
    found = Picky()
    found.up()
    change_settings(app, monkeypatch, smtp_host=found.host, smtp_port=found.port, mail_folder="", smtp_timeout=5)
    monkeypatch.setattr(app.jinja_env, "loader", ChoiceLoader([DictLoader(LETTER), app.jinja_env.loader]))  # type: ignore[list-item]  # there is one
    try:
        yield found
    finally:
        found.down()


@pytest.fixture
def write(app: Flask, server: Picky) -> Callable[..., int]:
    """Return a function that writes a letter in a transaction of its own and returns its promise's id."""
    assert server.port

    def write_it(to: str = "ada@example.org", title: str = "Bänke", more: str = "Danke!") -> int:
        with app.app_context(), writing():
            promised = mail.send("test", to, title=title, more=more)
            db.session.flush()
            return promised.id

    return write_it


def change_settings(app: Flask, monkeypatch: pytest.MonkeyPatch, **values: Any) -> None:
    """Give the house other settings for this test."""
    monkeypatch.setitem(app.extensions, "settings", dataclasses.replace(app.extensions["settings"], **values))


def deliver(app: Flask) -> int:
    """Post what is due, as the worker does."""
    with app.app_context():
        return outbox.deliver_due(only={mail.KIND})


def fault(app: Flask, promise_id: int) -> str:
    """Return what a letter's row says about its last try."""
    with app.app_context():
        return db.session.get_one(Promise, promise_id).fault


def test_a_letter_is_plain_german_and_says_that_it_is_automatic(
    app: Flask, server: Picky, write: Callable[..., int]
) -> None:
    with clock.at(MONTAG):
        promise_id = write()
        assert deliver(app) == 1

    [letter] = server.letters
    message = letter.message
    assert letter.recipients == ("ada@example.org",)
    assert message["Subject"] == "Ihre Idee Bänke"
    assert message["Message-ID"].startswith(f"<outbox-{promise_id}-")
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "de")
    assert message.get_content_type() == "text/plain"
    assert message["Date"].datetime == MONTAG
    assert "Zu „Bänke“:\nDanke!\n\nFreundliche Grüße\nDigitalisierungsbüro" in letter.text.replace("\r\n", "\n")


def test_a_letter_says_what_was_true_when_it_was_written(
    app: Flask, server: Picky, write: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    changed = DictLoader({"mail/test/subject.txt": "Anders", "mail/test/body.txt": "Anders"})
    monkeypatch.setattr(app.jinja_env, "loader", changed)

    deliver(app)

    assert server.letters[0].message["Subject"] == "Ihre Idee Bänke"


def test_a_template_that_misses_a_value_fails_before_anything_is_stored(app: Flask, server: Picky) -> None:
    with app.app_context():
        with pytest.raises(UndefinedError), writing():
            mail.send("test", "ada@example.org", title="ohne mehr")
        assert outbox.status().waiting == 0
    assert server.letters == []


@pytest.mark.parametrize(
    "to",
    [
        "ada@example.org\nBcc: eve@example.org",
        "ada@example.org\r\n",
        "ada@example.org,eve@example.org",
        "Ada <ada@example.org>",
        "ada",
        "@example.org",
        "ada@",
        "",
        "ada\x00@example.org",
        f"{'a' * 300}@example.org",
    ],
)
def test_what_is_not_one_plain_address_gets_no_letter(to: str) -> None:
    with pytest.raises(mail.BadAddress):
        mail.recipient(to)


def test_a_title_cannot_begin_another_header(app: Flask, server: Picky, write: Callable[..., int]) -> None:
    write(title="Bänke\r\nBcc: eve@example.org\n\nHallo")

    deliver(app)

    assert server.letters[0].recipients == ("ada@example.org",)
    assert server.letters[0].message["Bcc"] is None
    assert server.letters[0].message["Subject"] == "Ihre Idee Bänke Bcc: eve@example.org Hallo"


def test_html_in_a_title_stays_as_it_was_typed(app: Flask, server: Picky, write: Callable[..., int]) -> None:
    write(title="<b>Rad & Weg</b>")

    deliver(app)

    assert "Zu „<b>Rad & Weg</b>“:" in server.letters[0].text


def test_long_lines_are_folded_and_addresses_stay_whole() -> None:
    page = "https://ideen.example.org/ideen/bestaetigen/" + "x" * 60

    lines = mail.wrapped(f"{'Wort ' * 30}\n\n\n\n{page}\n").splitlines()

    assert lines[-2:] == ["", page]
    assert max(map(len, lines[:-1])) <= mail.COLUMNS


def test_many_letters_travel_over_one_connection(
    app: Flask, server: Picky, write: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    peers = set()

    async def note(_: SMTP, session: Session, envelope: Envelope, address: str, __: list[str]) -> str:
        envelope.mail_from = address
        peers.add(session.peer)
        return "250 OK"

    monkeypatch.setattr(server, "handle_MAIL", note, raising=False)
    for number in range(5):
        write(to=f"ada{number}@example.org")

    assert deliver(app) == 5
    assert len(peers) == 1


def test_a_letter_waits_while_the_server_is_gone(app: Flask, server: Picky, write: Callable[..., int]) -> None:
    server.down()
    with clock.at(MONTAG):
        promise_id = write()
        assert deliver(app) == 0
    server.up()
    with clock.at(MONTAG + timedelta(minutes=2)):
        assert deliver(app) == 1

    assert len(server.letters) == 1
    assert fault(app, promise_id) == ""


def test_a_busy_server_gets_the_letter_later_and_the_next_one_now(
    app: Flask, server: Picky, write: Callable[..., int]
) -> None:
    server.refuse(1)
    with clock.at(MONTAG):
        first, _ = write(), write(to="bob@example.org")
        assert deliver(app) == 1
    said = fault(app, first)
    with clock.at(MONTAG + timedelta(minutes=2)):
        assert deliver(app) == 1

    assert said == "letter refused: 451 4.3.0"
    assert [letter.recipients[0] for letter in server.letters] == ["bob@example.org", "ada@example.org"]


def test_a_busy_mailbox_is_tried_again(app: Flask, server: Picky, write: Callable[..., int]) -> None:
    server.busy = {"ada@example.org"}
    with clock.at(MONTAG):
        write()
        assert deliver(app) == 0
    server.busy = set()
    with clock.at(MONTAG + timedelta(minutes=2)):
        assert deliver(app) == 1


def test_an_address_nobody_has_is_stuck_and_named_nowhere(
    app: Flask, server: Picky, write: Callable[..., int], caplog: pytest.LogCaptureFixture
) -> None:
    server.unknown = {"ada@example.org"}
    promise_id = write()
    write(to="bob@example.org")

    assert deliver(app) == 1

    with app.app_context():
        assert outbox.status().stuck == 1
    assert fault(app, promise_id) == "recipient refused: 550 5.1.1"
    assert "ada@" not in caplog.text


def test_a_crash_after_the_letter_left_sends_it_again_with_the_same_message_id(
    app: Flask, server: Picky, write: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException):
        """The process dies here."""

    post = Line.post

    def dies_after(line: Line, built: Any) -> None:
        post(line, built)
        raise PowerCut

    with clock.at(MONTAG):
        write()
        monkeypatch.setattr(Line, "post", dies_after)
        with pytest.raises(PowerCut):
            deliver(app)
        monkeypatch.setattr(Line, "post", post)
    with clock.at(MONTAG + timedelta(seconds=61)):
        assert deliver(app) == 1

    first, second = server.letters
    assert first.message["Message-ID"] == second.message["Message-ID"]
    assert first.text == second.text


def test_two_workers_post_each_letter_once(app: Flask, server: Picky, write: Callable[..., int]) -> None:
    for number in range(70):
        write(to=f"ada{number}@example.org")
    workers = [threading.Thread(target=deliver, args=(app,)) for _ in range(2)]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    recipients = sorted(letter.recipients[0] for letter in server.letters)
    assert recipients == sorted(f"ada{number}@example.org" for number in range(70))


def test_a_folder_takes_letters_instead_of_a_server(
    app: Flask, server: Picky, write: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_settings(app, monkeypatch, mail_folder=str(tmp_path / "mail"))
    promise_id = write()

    assert deliver(app) == 1

    assert [file.name for file in (tmp_path / "mail").iterdir()] == [f"{promise_id}.eml"]
    raw = (tmp_path / "mail" / f"{promise_id}.eml").read_bytes()
    assert email.message_from_bytes(raw, policy=email.policy.default)["To"] == "ada@example.org"
    assert server.letters == []


def test_one_address_gets_only_so_many_confirmation_letters_a_day(app: Flask) -> None:
    with clock.at(MONTAG), app.app_context(), writing():
        asked = [
            mail.limited(to, per_day=2) for to in ("ada@example.org", "ADA@example.org ", "ada@example.org", "b@b.de")
        ]
    with clock.at(MONTAG + timedelta(days=1, hours=1)), app.app_context(), writing():
        tomorrow = mail.limited("ada@example.org", per_day=2)

    assert (asked, tomorrow) == ([False, False, True, False], False)
