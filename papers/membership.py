"""Council members: added, changed, switched off; invited by a one-time link that a press of a button spends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select

from core import journal, links, mail, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import VISITOR, Who
from core.links import Link
from core.things import Thing
from papers import queries
from papers.models import CouncilMember

ENTER: Final = "council.enter"
PASS: Final = "pass.council"  # noqa: S105 - the name of a purpose
LINK_LIVES = timedelta(days=7)
PASS_LIVES = timedelta(hours=12)


@dataclass(frozen=True)
class MemberDraft:
    """What the office keeps of a council member."""

    name: str
    email: str
    body_id: int | None = None
    active: bool = True


def thing(member: CouncilMember) -> Thing:
    """Return the member as the rest of the house points at them."""
    return Thing("council_member", member.id)


def add(draft: MemberDraft, who: Who) -> CouncilMember:
    """Add a member; an address stands in the list once."""
    versions.turn("papers")  # the second of two at once waits here
    if _by_email(draft.email) is not None:
        raise Refused("Diese E-Mail-Adresse steht schon in der Liste.")
    member = CouncilMember(name=draft.name, email=draft.email, body_id=draft.body_id, active=draft.active)
    db.session.add(member)
    db.session.flush()
    journal.note("member.added", thing(member), who)
    return member


def _by_email(email: str) -> CouncilMember | None:
    return db.session.scalars(select(CouncilMember).where(CouncilMember.email == email)).one_or_none()


def _held(number: int) -> CouncilMember | None:
    return db.session.get(CouncilMember, number, with_for_update=True, populate_existing=True)


def change(number: int, draft: MemberDraft, who: Who, version: int) -> CouncilMember:
    """Change a member; who is switched off or has another address is out at once, passes and links end."""
    versions.turn("papers")
    member = _held(number)
    if member is None:
        raise NotThere
    if member.version != version:
        raise Refused("Jemand anderes hat diesen Eintrag gerade geändert. Bitte laden Sie die Seite neu.")
    other = _by_email(draft.email)
    if other is not None and other.id != number:
        raise Refused("Diese E-Mail-Adresse steht schon in der Liste.")
    if member.email != draft.email or not draft.active:
        shut_out(member)
    member.name, member.email, member.body_id, member.active = draft.name, draft.email, draft.body_id, draft.active
    db.session.flush()
    journal.note("member.changed", thing(member), who)
    return member


def shut_out(member: CouncilMember) -> None:
    """End every link and every pass of a member."""
    for purpose in (ENTER, PASS):
        links.revoke(purpose, thing(member))


def invite(number: int, who: Who) -> None:
    """Send a one-time link; a new one ends the older ones that nobody used."""
    member = queries.member(number)
    if not member.active:
        raise Refused("Dieser Eintrag ist ausgeschaltet. Schalten Sie ihn ein, bevor Sie einladen.")
    links.revoke(ENTER, thing(member))
    token = links.issue(ENTER, thing(member), lifetime=LINK_LIVES)
    mail.send("papers-council", member.email, member=member, token=token)
    journal.note("member.invited", thing(member), who)


def ask_for_link(email: str) -> None:
    """Send a link to an active member of this address; for every other address nothing happens, and nobody is told."""
    member = _by_email(email.strip().casefold())
    if member is not None and member.active and not mail.limited(member.email):
        invite(member.id, VISITOR)


def enter(token: str) -> Thing:
    """Spend a link and return the member; NotThere when it is used up, over, or the member is switched off."""
    link = links.peek(ENTER, token)
    member = _held(link.subject) if link is not None else None  # first the member, as whoever switches off does
    if member is None or not member.active:
        raise NotThere
    found = links.spend(ENTER, token)
    journal.note("member.entered", found, VISITOR)
    return found


def leave(token: str) -> None:
    """End one pass."""
    db.session.execute(delete(Link).where(Link.purpose == PASS, Link.token_hash == links.digest(token)))


def members() -> list[CouncilMember]:
    """Return all members by name."""
    wanted = select(CouncilMember).order_by(CouncilMember.sort_key, CouncilMember.id)
    return list(db.session.scalars(wanted.limit(queries.MANY)))
