"""Into a running meeting: the code counts wrong tries, the seat is a pass and a secret of the phone, in two cookies.

A right code always opens, however many wrong ones came from the same address: else one phone in the room could lock out
the others. Beyond the limit wrong ones are answered with 429 and written down no more. Guessing stays hopeless by the
length of the codes alone: 2,000 tries a minute for three hours meet one of 31^8 codes once in two million evenings.

The pass says "somebody may lay stones in this meeting" and is stored as a hash, as every link is. The secret makes the
keys of the ballots and is stored nowhere; nothing joins the two but the phone itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import segno
from flask import Response, request
from markupsafe import Markup

from core import limits, links
from core.audience import cookie_name as pass_name
from core.audience import let_in
from core.config import settings
from core.db import after_answer, writing
from core.errors import TooMany
from core.things import Thing
from dialogues import ballots, codes, seat_token, single_codes
from dialogues.models import Dialogue
from dialogues.seat_token import NOTHING, Choice

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WRONG_A_MINUTE = 100
"""From one source: 25 phones in a room share one address, and each may mistype a few times."""
WRONG_OVERALL = 3000
"""From all sources together."""
SEATS_AN_HOUR = 1200
"""From one source: a full hall behind one address, but no machine that takes seats without end."""
LIFETIME = timedelta(days=3)
STONES_COOKIE = "stadtkompass-steine"
UNKNOWN = (
    "Diesen Treffen-Code kennen wir nicht. Prüfen Sie bitte jedes Zeichen: "
    "Es gibt darin kein I, kein L, kein O, keine Null und keine Eins."
)


def address(code: str) -> str:
    """Return the address that stands on the wall and in the QR code."""
    return f"{settings().base_url.rstrip('/')}/mitmachen/{codes.grouped(code)}"


def page() -> str:
    """Return where a code is typed in, as people read it on the wall: without https://."""
    return f"{settings().base_url.rstrip('/').partition('://')[2]}/mitmachen"


def picture(code: str) -> Markup:
    """Return the QR code that leads into the meeting."""
    drawn = segno.make(address(code), error="m").svg_inline(
        scale=8, border=2, dark="#161a2b", light="#fff", omitsize=True
    )
    return Markup(drawn)  # noqa: S704 - segno draws only paths


@dataclass(frozen=True)
class Entry:
    """What a typed code opens: its meeting, the code as stored; personal codes seat one person, `spent` says one already did."""

    dialogue: Dialogue
    code: str
    personal: bool = False
    spent: bool = False

    @property
    def address(self) -> str:
        """The path of this entry."""
        return f"/mitmachen/{single_codes.grouped(self.code) if self.personal else codes.grouped(self.code)}"


def by_typed(typed: str, *, looking: bool = False) -> Entry | None:
    """Return what a typed code opens, None for a wrong one, which is counted; TooMany for a wrong one after too many.

    A page that is only looked at counts after its answer, in a small transaction of its own.
    """
    found = _by_meeting(typed) or _by_person(typed)
    if found is None and (codes.read(typed) or single_codes.read(typed)):
        if not _may_try():
            raise TooMany(
                "Das waren zu viele falsche Codes. Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal. "
                "Der richtige Code geht immer."
            )
        if looking:
            after_answer(_count_wrong)
        else:
            with writing():
                _count_wrong()
    return found


def _by_meeting(typed: str) -> Entry | None:
    code = codes.read(typed)
    dialogue = ballots.by_code(code) if code else None
    return Entry(dialogue, code) if dialogue and code else None


def _by_person(typed: str) -> Entry | None:
    code = single_codes.read(typed)
    link = single_codes.find(code) if code else None
    if link is None or code is None:
        return None
    return Entry(ballots.one(link.subject), code, personal=True, spent=link.uses_left == 0)


def _may_try() -> bool:
    """Tell whether this source, and all together, are within their limits."""
    alone = limits.known_count("meeting_code", MINUTE) < WRONG_A_MINUTE
    return alone and limits.count("meeting_codes", "all", MINUTE) < WRONG_OVERALL


def _count_wrong() -> None:
    limits.hit("meeting_code", limits.source(), WRONG_A_MINUTE, MINUTE)
    limits.hit("meeting_codes", "all", WRONG_OVERALL, MINUTE)


def cookie_name() -> str:
    """Return the name of the phone's secret: with the __Host- prefix wherever people reach us over https."""
    return ("__Host-" if settings().secure else "") + STONES_COOKIE


def phone_bits(dialogue_id: int | None = None) -> bytes | None:
    """Return the phone's secret bits, those for one meeting if named; None without or with forged ones."""
    found = seat_token.read(settings().secret_key, request.cookies.get(cookie_name(), ""))
    return found[1] if found and dialogue_id in {None, found[0]} else None


def choice(dialogue_id: int) -> Choice:
    """Return what this phone's person said about group and sector in a meeting."""
    token = request.cookies.get(cookie_name(), "")
    return seat_token.choice(settings().secret_key, token) if phone_bits(dialogue_id) else NOTHING


def is_seated(dialogue_id: int) -> bool:
    """Tell whether this phone already has a seat in a meeting."""
    token = request.cookies.get(pass_name("seat"), "")
    held = links.peek("pass.seat", token) if token else None
    return held is not None and held.subject == dialogue_id and phone_bits(dialogue_id) is not None


def seat(answer: Response, dialogue: Dialogue, said: Choice = NOTHING) -> Response:
    """Put a pass and the phone's secret into an answer; TooMany when one source takes seats without end."""
    if not limits.hit("seat", limits.source(), SEATS_AN_HOUR, HOUR):
        raise TooMany(
            "Von diesem Anschluss haben gerade sehr viele Menschen Platz genommen. Bitte fragen Sie im Raum nach."
        )
    let_in(answer, "seat", Thing("dialogue", dialogue.id), LIFETIME)
    return keep(answer, dialogue.id, said)


def keep(answer: Response, dialogue_id: int, said: Choice) -> Response:
    """Put the phone's secret, its own bits again if it has some, and what its person said into the answer's cookie."""
    token = seat_token.new(settings().secret_key, dialogue_id, phone_bits(), said)
    answer.set_cookie(
        cookie_name(),
        token,
        max_age=int(LIFETIME.total_seconds()),
        secure=settings().secure,
        httponly=True,
        samesite="Strict",
    )
    return answer
