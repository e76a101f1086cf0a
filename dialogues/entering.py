"""Into a running meeting: the code counts wrong tries, the seat is a pass and a secret of the phone, in two cookies.

The pass says "somebody may lay stones in this meeting" and is stored as a hash, as every link is. The secret makes the
keys of the ballots and is stored nowhere; nothing joins the two but the phone itself.
"""

from __future__ import annotations

from datetime import timedelta

import segno
from flask import Response, request
from markupsafe import Markup

from core import limits
from core.audience import let_in
from core.config import settings
from core.db import after_answer, writing
from core.errors import TooMany
from core.things import Thing
from dialogues import ballots, codes, seat_token
from dialogues.models import Dialogue

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WRONG_A_MINUTE = 100
"""From one source: 25 phones in a room share one address, and each may mistype a few times."""
WRONG_OVERALL = 3000
"""From all sources together: at this speed one of 31^8 codes is met once in five centuries."""
SEATS_AN_HOUR = 400
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


def picture(code: str) -> Markup:
    """Return the QR code that leads into the meeting."""
    drawn = segno.make(address(code), error="m").svg_inline(
        scale=8, border=2, dark="#161a2b", light="#fff", omitsize=True
    )
    return Markup(drawn)  # noqa: S704 - segno draws only paths


def by_typed(typed: str, *, looking: bool = False) -> Dialogue | None:
    """Return the meeting of a typed code, None for a wrong one, which is counted; TooMany after too many wrong ones.

    A page that is only looked at counts after its answer, in a small transaction of its own.
    """
    code = codes.read(typed)
    if not _may_try():
        raise TooMany(
            "Das waren zu viele falsche Codes. Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal."
        )
    found = ballots.by_code(code) if code else None
    if found is None and code:
        if looking:
            after_answer(_count_wrong)
        else:
            with writing():
                _count_wrong()
    return found


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


def seat(answer: Response, dialogue: Dialogue) -> Response:
    """Put a pass and the phone's secret into an answer; TooMany when one source takes seats without end."""
    if not limits.hit("seat", limits.source(), SEATS_AN_HOUR, HOUR):
        raise TooMany(
            "Von diesem Anschluss haben gerade sehr viele Menschen Platz genommen. Bitte fragen Sie im Raum nach."
        )
    let_in(answer, "seat", Thing("dialogue", dialogue.id), LIFETIME)
    token = seat_token.new(settings().secret_key, dialogue.id, phone_bits())
    answer.set_cookie(
        cookie_name(),
        token,
        max_age=int(LIFETIME.total_seconds()),
        secure=settings().secure,
        httponly=True,
        samesite="Strict",
    )
    return answer
