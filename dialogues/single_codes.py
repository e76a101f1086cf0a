"""Persönliche Codes: ten characters that seat one person once, for groups that are not in the room.

A code is computed from the house's key, the meeting and a number, so the office can print the list again; the database
holds only a hash of it, as of every link. It says that somebody may sit down, and leads to no stone.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import date, timedelta

from sqlalchemy import func, select

from core import clock, links
from core.config import settings
from core.db import db
from core.errors import NotThere, Refused
from core.links import Link
from core.things import Thing
from dialogues.models import Dialogue, Mode
from ideas.codes import ALPHABET

PURPOSE = "seat.code"
LENGTH = 10
MOST = 500
"""Codes of one meeting: as many phones as a small server carries."""
AFTER = timedelta(days=2)


def _keyed(word: str) -> bytes:
    return hmac.new(
        settings().secret_key.encode(), b"stadtkompass single code v1\0" + word.encode(), hashlib.sha256
    ).digest()


def code(dialogue_id: int, number: int) -> str:
    """Return the code of a meeting with a number: 10 of 31 signs, 49 bits."""
    left, signs = int.from_bytes(_keyed(f"{dialogue_id}\0{number}")), []
    for _ in range(LENGTH):
        left, place = divmod(left, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "".join(signs)


def grouped(typed: str) -> str:
    """Return a code as people read it: ABCDE-FGHJK."""
    return f"{typed[:5]}-{typed[5:]}"


def read(typed: str) -> str | None:
    """Return the code somebody typed, whatever the case and the gaps; None when it cannot be one."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return signs if len(signs) == LENGTH and all(sign in ALPHABET for sign in signs) else None


def _token(typed: str) -> str:
    """Return what the link stores a hash of: nobody without the house's key finds the code in it by trying."""
    return _keyed(f"token\0{typed}").hex()


def find(typed: str) -> Link | None:
    """Return what stands behind a code, used or not; None for an unknown or expired one."""
    found = select(Link).where(Link.token_hash == links.digest(_token(typed)), Link.purpose == PURPOSE)
    link = db.session.execute(found).scalar_one_or_none()
    return link if link and link.expires_at > clock.now() else None


def spend(typed: str, used: str) -> None:
    """Use a code up; Refused with a sentence when somebody already did."""
    try:
        links.spend(PURPOSE, _token(typed))
    except NotThere:
        raise Refused(used) from None


def only(dialogue: Dialogue) -> bool:
    """Tell whether the Treffen-Code alone seats nobody: all are remote, and each has a code of their own."""
    return dialogue.single_codes and dialogue.mode is Mode.ONLINE


def issued(dialogue_id: int) -> list[str]:
    """Return the codes given out for a meeting, in the order of their numbers; which are used is not said."""
    mine = (Link.purpose == PURPOSE, Link.kind == "dialogue", Link.subject == dialogue_id)
    hashes = set(db.session.scalars(select(Link.token_hash).where(*mine)))
    numbered = (code(dialogue_id, number) for number in range(1, MOST + 1)) if hashes else ()
    return [one for one in numbered if links.digest(_token(one)) in hashes]


def used(dialogue_id: int) -> int:
    """Return how many codes of a meeting are used up."""
    mine = (Link.purpose == PURPOSE, Link.kind == "dialogue", Link.subject == dialogue_id, Link.uses_left == 0)
    return int(db.session.scalar(select(func.count()).select_from(Link).where(*mine)) or 0)


def issue(dialogue: Dialogue, number: int) -> list[str]:
    """Give out so many more codes, good until two days after the meeting; Refused beyond 500. The meeting is held."""
    db.session.execute(select(Dialogue.id).where(Dialogue.id == dialogue.id).with_for_update())
    before = set(issued(dialogue.id))
    fresh = [one for place in range(1, MOST + 1) if (one := code(dialogue.id, place)) not in before][:number]
    if len(fresh) < number:
        raise Refused(f"Für ein Treffen gibt es höchstens {MOST} persönliche Codes. {len(before)} sind schon da.")
    lifetime = max(date.fromisoformat(dialogue.held_on) - clock.today(), timedelta()) + AFTER
    for one in fresh:
        links.issue(PURPOSE, Thing("dialogue", dialogue.id), lifetime=lifetime, token=_token(one))
    return fresh
