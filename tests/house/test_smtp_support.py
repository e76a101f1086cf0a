"""The SMTP sink behaves like a mail server on a good and on a bad day."""

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from tests.support import smtp


@pytest.fixture
def sink() -> Iterator[smtp.Sink]:
    with smtp.sink() as server:
        yield server


def letter() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "buero@example.org"
    message["To"] = "person@example.org"
    message["Subject"] = "Ihre Idee ist veröffentlicht"
    message.set_content("Guten Tag,\nIhre Idee „Grüne Welle“ ist da.\n")
    return message


def send(sink: smtp.Sink) -> None:
    with smtplib.SMTP(sink.host, sink.port, timeout=5) as client:
        client.send_message(letter())


def test_a_letter_arrives_whole(sink: smtp.Sink) -> None:
    send(sink)

    [taken] = sink.wait_for(1)
    assert (taken.sender, taken.recipients) == ("buero@example.org", ("person@example.org",))
    assert taken.message["Subject"] == "Ihre Idee ist veröffentlicht"
    assert taken.text == "Guten Tag,\nIhre Idee „Grüne Welle“ ist da.\n"
    assert sink.to("person@example.org") == [taken]


def test_it_can_be_busy_once_and_then_takes_the_letter(sink: smtp.Sink) -> None:
    sink.refuse(1)

    with pytest.raises(smtplib.SMTPDataError, match="451"):
        send(sink)
    send(sink)

    assert (sink.refused, len(sink.wait_for(1))) == (1, 1)


def test_it_can_be_gone_and_come_back_on_the_same_port(sink: smtp.Sink) -> None:
    port = sink.port
    sink.down()
    with pytest.raises(ConnectionRefusedError):
        send(sink)

    sink.up()
    send(sink)

    assert (sink.port, len(sink.letters)) == (port, 1)


def test_waiting_in_vain_says_how_many_came(sink: smtp.Sink) -> None:
    with pytest.raises(AssertionError, match="0 of 1 letters"):
        sink.wait_for(1, seconds=0.05)
