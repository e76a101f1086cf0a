"""The post: carries written letters to the mail server, or into a folder; the other half of core/mail.py."""

from __future__ import annotations

import contextlib
import os
import re
import smtplib
import ssl
from collections.abc import Generator, Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final

from core import mail
from core.config import settings
from core.outbox import Batch, NotNow, Outcome, Parcel, Undeliverable

PERMANENT: Final = 500
ENHANCED: Final = re.compile(rb"^[245]\.\d{1,3}\.\d{1,3}")


def deliver_letters(parcels: Sequence[Parcel]) -> Generator[Outcome, None, None]:
    """Post letters one after the other over one connection; a server that is gone ends the round."""
    line = Line()
    try:
        for promise_id, payload in parcels:
            fault: Exception | None = None
            try:
                _post(line, promise_id, payload)
            except (Undeliverable, Declined) as refusal:
                fault = refusal
            yield Outcome([promise_id], fault)
    finally:
        line.hang_up()


def _post(line: Line, promise_id: int, payload: dict[str, Any]) -> None:
    """Send one letter, or lay it into the folder of the settings; one about what is gone meanwhile is only done with."""
    present = mail.current(payload)
    if present is None:
        return
    built = _built(promise_id, present)
    if settings().mail_folder:
        lay_down(promise_id, built, Path(settings().mail_folder))
    else:
        line.post(built)


def deliver_letter(promise_id: int, payload: dict[str, Any]) -> None:
    """Post one letter."""
    DELIVERY(promise_id, payload)


def _built(promise_id: int, payload: dict[str, Any]) -> EmailMessage:
    """Build a message; one that cannot be built will never be."""
    try:
        return mail.message(promise_id, payload)
    except (ValueError, KeyError, IndexError) as error:
        raise Undeliverable(f"the letter cannot be built ({type(error).__name__})") from None


class Declined(NotNow):
    """The server does not want this letter now; others may still go."""


class Line:
    """One connection to the mail server, opened when first needed and again when it was lost."""

    def __init__(self) -> None:
        self._server: smtplib.SMTP | None = None

    def post(self, built: EmailMessage) -> None:
        """Hand one message over; Undeliverable when refused for good, Declined for now, NotNow when nobody answers."""
        try:
            self._connected().send_message(built)
        except smtplib.SMTPRecipientsRefused as refusal:
            code, answer = next(iter(refusal.recipients.values()))
            raise _verdict("recipient refused", code, answer) from None
        except smtplib.SMTPDataError as refusal:
            raise _verdict("letter refused", refusal.smtp_code, refusal.smtp_error) from None
        except smtplib.SMTPNotSupportedError:
            raise Undeliverable("the mail server cannot write to this kind of address") from None
        except smtplib.SMTPSenderRefused as refusal:
            raise Declined(_words("sender refused", refusal.smtp_code, refusal.smtp_error)) from None
        except smtplib.SMTPResponseException as refusal:
            raise NotNow(_words("mail server", refusal.smtp_code, refusal.smtp_error)) from None
        except (smtplib.SMTPException, OSError) as error:
            raise NotNow(f"mail server not reached ({type(error).__name__})") from None

    def _connected(self) -> smtplib.SMTP:
        """Return the open connection, or a new one: plain, STARTTLS or TLS with the certificate checked."""
        if self._server is not None and self._server.sock is not None:
            return self._server
        wanted = settings()
        where, context = (wanted.smtp_host, wanted.smtp_port), ssl.create_default_context()
        if wanted.smtp_security == "tls":
            self._server = smtplib.SMTP_SSL(*where, timeout=wanted.smtp_timeout, context=context)
        else:
            self._server = smtplib.SMTP(*where, timeout=wanted.smtp_timeout)
        if wanted.smtp_security == "starttls":
            self._server.starttls(context=context)
        if wanted.smtp_user:
            self._server.login(wanted.smtp_user, wanted.smtp_password)
        return self._server

    def hang_up(self) -> None:
        """Say goodbye if somebody still listens."""
        if self._server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._server.quit()
            self._server.close()


def _verdict(what: str, code: int, answer: bytes | str) -> Exception:
    """Return the fault of a refused letter: for good from 500 on, for now below."""
    words = _words(what, code, answer)
    return Undeliverable(words) if code >= PERMANENT else Declined(words)


def _words(what: str, code: int, answer: bytes | str) -> str:
    """Return an answer without its free text, which often repeats the address: only the numbers."""
    raw = answer if isinstance(answer, bytes) else answer.encode()
    enhanced = ENHANCED.match(raw)
    return f"{what}: {code} {enhanced[0].decode() if enhanced else ''}".rstrip()


def lay_down(promise_id: int, built: EmailMessage, folder: Path) -> None:
    """Write a letter as <id>.eml: first under another name, so that nobody ever sees half of one."""
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{promise_id}.part"
    with unfinished.open("wb") as file:
        file.write(built.as_bytes())
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / f"{promise_id}.eml")


DELIVERY: Final = Batch(deliver_letters)
DELIVERIES: Final = {mail.KIND: DELIVERY}
