"""Letters: written now, with what is known now; sent after the commit, again and again until they arrive.

A letter is a folder templates/mail/<letter>/ with subject.txt and body.txt. `send` writes it inside the transaction and
promises it; the worker posts it by SMTP, or lays it into a folder as .eml file where the settings name one.
"""

from __future__ import annotations

import re
import secrets
import textwrap
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, parseaddr
from typing import Any, Final, Self
from urllib.parse import urlsplit

from flask import current_app
from werkzeug.urls import iri_to_uri

from core import clock, limits, slots, texts
from core.config import settings
from core.outbox import Promise, promise

KIND: Final = "letter"
BEGIN: Final = "\x02"
END: Final = "\x03"
PART: Final = re.compile(f"^{BEGIN}(.*)\n(?:.*\n)*?{END}\n", re.MULTILINE)
COLUMNS: Final = 72
LONGEST_ADDRESS: Final = 254
LONGEST_LINE: Final = 990
FORBIDDEN: Final = re.compile(r"[\s\x00-\x1f\x7f,;<>\"()\[\]\\]")
HEADERS: Final = {"Auto-Submitted": "auto-generated", "Content-Language": "de"}


class BadAddress(ValueError):
    """An address that no letter may go to; carries no part of it."""


def send(
    letter: str,
    to: str,
    *,
    headers: Mapping[str, str] | None = None,
    not_before: datetime | None = None,
    about: str = "",
    **context: object,
) -> Promise:
    """Write a letter and promise it in the present transaction; BadAddress when `to` is not exactly one address.

    `headers` are its own beside those every letter carries; they are never folded nor encoded. It leaves at once, or from
    `not_before` on: until then outbox.withdraw takes it back. `about` is what the slot letters.moot is asked before it is
    sent: what is gone by then is told to nobody.
    """
    recipient(to)
    known = {"text": texts.text, "address": address, "BEGIN": BEGIN, "END": END, **context}
    subject, body = (
        current_app.jinja_env.get_template(f"mail/{letter}/{part}.txt").render(known) for part in ("subject", "body")
    )
    payload = {
        "from": str(sender()),
        "to": to,
        "subject": " ".join(subject.split()),
        "body": wrapped(body),
        "headers": {**HEADERS, **(headers or {})},
        "written_at": max(clock.now(), not_before or clock.now()).isoformat(),
        "about": about,
        "mark": secrets.token_hex(8),  # numbers of rows come again after a restored backup, marks never
    }
    return promise(KIND, payload, not_before=not_before)


def limited(to: str, per_day: int | None = None) -> bool:
    """Count a letter that a stranger may cause; True once an address got its letters of this day (see settings)."""
    allowed = settings().letters_per_day if per_day is None else per_day
    return not limits.hit("letter", limits.keyed(to.strip().casefold()), allowed, timedelta(days=1))


def address(endpoint: str, **values: Any) -> str:  # noqa: ANN401 - url_for's own values
    """Return the full address of a page, made of the public base address whoever asks."""
    return settings().base_url.rstrip("/") + current_app.url_map.bind("").build(endpoint, values)


def current(payload: dict[str, Any]) -> dict[str, Any] | None:
    """Return a letter as it may be sent now: without its parts about what is gone meanwhile; None when nothing is left.

    A part stands between a line BEGIN + what it is about and a line END. Rooms say by the slot letters.moot what is gone.
    """
    whole, parts = payload.get("about", ""), PART.findall(payload["body"])
    gone = set(slots.parts("letters.moot", about=[one for one in (whole, *parts) if one]))
    if (whole and whole in gone) or (parts and gone.issuperset(parts)):
        return None
    told = PART.sub(lambda part: "" if part[1] in gone else part[0], payload["body"])
    kept = "".join(line for line in told.splitlines(keepends=True) if line[0] not in {BEGIN, END})
    return {**payload, "body": re.sub(r"\n{3,}", "\n\n", kept)}


def wrapped(body: str) -> str:
    """Return a body in lines of at most 72 characters; single words (addresses of pages) stay whole."""
    lines = (line.rstrip() for line in body.strip().splitlines())
    folded = (textwrap.wrap(line, COLUMNS, break_long_words=False, break_on_hyphens=False) or [""] for line in lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join("\n".join(part) for part in folded)) + "\n"


def recipient(to: str) -> Address:
    """Return one plain address, its domain in ASCII; refuses anything that could begin another header or recipient."""
    local, at, domain = to.rpartition("@")
    if not (local and at and domain) or FORBIDDEN.search(to) or len(to) > LONGEST_ADDRESS:
        raise BadAddress("not one plain address")
    try:
        return Address(username=local, domain=domain.encode("idna").decode("ascii"))
    except (ValueError, IndexError, UnicodeError):
        raise BadAddress("not one plain address") from None


def sender() -> Address:
    """Return who writes: the sender of the settings or, without one, the office of the texts."""
    name, spec = parseaddr(settings().mail_from or texts.text("office.email"))
    return Address(display_name=name or texts.text("office.name"), addr_spec=spec)


def message(promise_id: int, payload: dict[str, Any]) -> EmailMessage:
    """Build the message of a promise; the same promise always gives the same Message-ID."""
    host = urlsplit(settings().base_url).hostname or "localhost"
    built = EmailMessage(policy=SMTP)
    built["From"] = payload["from"]
    built["To"] = recipient(payload["to"])
    built["Subject"] = payload["subject"]
    built["Date"] = format_datetime(datetime.fromisoformat(payload["written_at"]))
    built["Message-ID"] = f"<outbox-{promise_id}-{payload['mark']}@{host}>"
    built.set_content(payload["body"], charset="utf-8", cte="quoted-printable")  # clears Content-...
    for name, value in payload["headers"].items():
        built[name] = Whole(name, value)
    return built


class Whole(str):
    """A header on one line as it is: the email package would write a long address in it as encoded words.

    ValueError for anything but plain signs, so that no value can begin another header.
    """

    name: str
    __slots__ = ("name",)

    def __new__(cls, name: str, value: str) -> Self:
        """Check a header's value and remember its name, as the email package asks of ready-made headers."""
        if not (value.isascii() and value.isprintable()) or len(name) + len(value) > LONGEST_LINE:
            raise ValueError(f"the header {name} holds more than one line of plain signs")
        made = super().__new__(cls, value)
        made.name = name
        return made

    def fold(self, *, policy: Policy) -> str:
        """Return the whole line."""
        return f"{self.name}: {self}{policy.linesep}"


def one_click(stop: str) -> dict[str, str]:
    """Return the headers by which a mail program ends letters with one click (RFC 8058); `stop` takes the POST."""
    return {"List-Unsubscribe": f"<{iri_to_uri(stop)}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
