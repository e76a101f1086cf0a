"""A real SMTP server that keeps every letter it takes, and that can be told to be busy or gone."""

import asyncio
import email
import email.policy
import socket
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True)
class Delivery:
    """One letter as it arrived: envelope and parsed message."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage

    @property
    def text(self) -> str:
        """Return the plain text of the letter, with the line ends of Python."""
        part = self.message.get_body(("plain",))
        return str(part.get_content()).replace("\r\n", "\n") if part else ""


class BoundController(Controller):
    """aiosmtpd's server thread on a socket that is bound before, so that no other program can take its port."""

    def __init__(self, sink: "Sink", bound: socket.socket) -> None:
        host, port = bound.getsockname()
        super().__init__(sink, hostname=host, port=port, enable_SMTPUTF8=True)
        self.bound = bound

    def _create_server(self) -> Coroutine[Any, Any, asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self.bound)


class Sink:
    """The server: `letters` holds what it took; `refuse(2)` answers 451 twice; `down()` and `up()` on the same port."""

    def __init__(self) -> None:
        self.host = "127.0.0.1"
        self.port = 0
        self.letters: list[Delivery] = []
        self.refused = 0
        self._refusals = 0
        self._changed = threading.Condition()
        self._controller: BoundController | None = None

    def up(self) -> None:
        """Listen, on the port of last time if there was one."""
        bound = socket.socket()
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((self.host, self.port))
        self.port = bound.getsockname()[1]
        self._controller = BoundController(self, bound)
        self._controller.start()

    def down(self) -> None:
        """Be gone: who connects now is refused."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def refuse(self, times: int) -> None:
        """Answer the next letters with 451, "come again later"."""
        with self._changed:
            self._refusals = times

    def wait_for(self, count: int, seconds: float = 10) -> list[Delivery]:
        """Return the letters once at least count have come; AssertionError says how many did when time is up."""
        with self._changed:
            came = self._changed.wait_for(lambda: len(self.letters) >= count, seconds)
            assert came, f"{len(self.letters)} of {count} letters came within {seconds} s"
            return list(self.letters)

    def to(self, recipient: str) -> list[Delivery]:
        """Return the letters an address got, oldest first."""
        with self._changed:
            return [letter for letter in self.letters if recipient in letter.recipients]

    def clear(self) -> None:
        """Forget all letters and refusals."""
        with self._changed:
            self.letters.clear()
            self.refused = self._refusals = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        """Take a letter or refuse it; aiosmtpd calls this."""
        del server, session
        with self._changed:
            if self._refusals:
                self._refusals -= 1
                self.refused += 1
                self._changed.notify_all()
                return "451 4.3.0 Busy, please come again later"
            message = email.message_from_bytes(envelope.original_content or b"", policy=email.policy.default)
            self.letters.append(Delivery(str(envelope.mail_from), tuple(map(str, envelope.rcpt_tos)), message))
            self._changed.notify_all()
        return "250 2.0.0 Taken"


@contextmanager
def sink() -> Iterator[Sink]:
    """Run a sink for the length of a block."""
    server = Sink()
    server.up()
    try:
        yield server
    finally:
        server.down()
