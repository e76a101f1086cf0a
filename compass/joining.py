"""Selbsteintragung: somebody asks to be listed, confirms the address, the office agrees or says why not.

The wordings that somebody agreed to are kept with the request, so that a consent later holds what was read then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError

from compass import letters, services, writing_to
from compass.models import PAGE_FIELDS, Actor, ActorKind, JoinRequest, JoinState, Purpose, Sector
from compass.queries.joining import SUBJECT
from core import clock, journal, links, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import AUTHOR, Who
from core.things import Thing

UNCONFIRMED = timedelta(days=7)
ANSWERED = timedelta(days=30)
AT_ONCE = 200
EVERY = timedelta(hours=12)
CHANNEL = "Selbsteintragung"


@dataclass(frozen=True)
class Asked:
    """What somebody writes about themselves; competences, interests, offers one per line, the wordings empty without a Yes.

    `further` are ids of areas and districts, codes of languages, the reach; `wordings` those of the other purposes.
    """

    name: str
    kind: ActorKind
    sector: Sector
    email: str
    contact_name: str = ""
    about: str = ""
    web: str = ""
    competences: str = ""
    interests: str = ""
    offers: str = ""
    public_wording: str = ""
    matching_wording: str = ""
    phone: str = ""
    everyday_expertise: str = ""
    further: Mapping[str, Any] = field(default_factory=dict)
    wordings: Mapping[str, str] = field(default_factory=dict)


FIELDS = tuple(Asked.__dataclass_fields__)


def thing(asked: JoinRequest) -> Thing:
    """Return the request as the rest of the house points at it."""
    return Thing("join_request", asked.id)


def ask(asked: Asked, nonce: str, suspicion: str | None = None) -> JoinRequest:
    """Keep a request, once per form; sent again with corrections it changes as long as it is unconfirmed."""
    key = hashlib.sha256(f"join:{nonce}".encode()).hexdigest()
    present = _by_nonce(key)
    if present is not None:
        return _again(present, asked, suspicion)
    row = JoinRequest(nonce_hash=key, state=JoinState.ASKED, asked_at=clock.now(), suspicion=suspicion)
    _write(row, asked)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        present = _by_nonce(key)
        if present is None:
            raise
        return _again(present, asked, suspicion)
    journal.note("join.asked", thing(row), AUTHOR)
    if suspicion is None:
        letters.confirm(row)
    return row


def _by_nonce(key: str) -> JoinRequest | None:
    wanted = select(JoinRequest).where(JoinRequest.nonce_hash == key).with_for_update()
    return db.session.scalars(wanted).one_or_none()


def _write(row: JoinRequest, asked: Asked) -> None:
    for name in FIELDS:
        setattr(row, name, getattr(asked, name))


def _again(row: JoinRequest, asked: Asked, suspicion: str | None) -> JoinRequest:
    """Take what is corrected; a mistyped address gets a new letter, and the link in the first one ends."""
    if row.state is not JoinState.ASKED:
        return row
    other_address = row.email != asked.email
    _write(row, asked)
    if other_address and suspicion is None and row.suspicion is None:
        links.revoke(letters.CONFIRM, thing(row))
        letters.confirm(row)
    return row


def confirm(number: int) -> None:
    """Note that the address is right; from now on the office sees the request."""
    row = _locked(number)
    if row.state is JoinState.ASKED:
        row.state, row.confirmed_at = JoinState.CONFIRMED, clock.now()
        journal.note("join.confirmed", thing(row), AUTHOR)
        versions.up(SUBJECT)


def _locked(number: int) -> JoinRequest:
    row = db.session.get(JoinRequest, number, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotThere
    return row


def _to_answer(number: int, version: int | None) -> JoinRequest:
    row = _locked(number)
    if row.state in {JoinState.ACCEPTED, JoinState.DECLINED} or (version is not None and row.version != version):
        raise Refused("Jemand anderes hat diese Selbsteintragung gerade beantwortet.")
    if row.state is JoinState.ASKED or row.confirmed_at is None:
        raise Refused("Die E-Mail-Adresse ist noch nicht bestätigt.")
    return row


def draft_of(row: JoinRequest, areas: tuple[int, ...] = (), **marks: bool) -> services.ActorDraft:
    """Return the entry as it would be made from a request; the office puts the topics right."""
    districts, languages = (tuple(row.further.get(name, ())) for name in ("districts", "languages"))
    return services.ActorDraft(
        name=row.name,
        kind=row.kind,
        sector=row.sector,
        about=row.about,
        web=row.web,
        contact_name=row.contact_name,
        email=row.email,
        phone=row.phone,
        everyday_expertise=row.everyday_expertise,
        reach=row.further.get("reach", ""),
        source=CHANNEL,
        areas=areas,
        districts=districts,
        languages=languages,
        competences=lines(row.competences),
        interests=lines(row.interests),
        offers=lines(row.offers),
        in_politics=marks.get("in_politics", False),
        city_owned=marks.get("city_owned", False),
        advisory_board=marks.get("advisory_board", False),
    )


def lines(text: str) -> tuple[str, ...]:
    """Return what stands on the lines of a text, empty ones left out."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def accept(number: int, who: Who, *, areas: tuple[int, ...] = (), version: int | None = None, **marks: bool) -> Actor:
    """Make an entry of a request, with the consents that were given, and send the link to it."""
    row = _to_answer(number, version)
    actor = services.add(draft_of(row, areas, **marks), who)
    for purpose, wording in agreed(row).items():
        services.give_consent(
            actor.id, purpose, CHANNEL, wording, AUTHOR, given_at=row.confirmed_at, fields=page_fields(row)
        )
    actor.informed_at = row.confirmed_at  # the form says what Art. 13 DSGVO asks for
    row.state, row.answered_at, row.actor_id = JoinState.ACCEPTED, clock.now(), actor.id
    journal.note("join.accepted", thing(row), who)
    versions.up(SUBJECT)
    letters.accepted(actor, listed=bool(row.public_wording))
    return actor


def agreed(row: JoinRequest) -> dict[Purpose, str]:
    """Return what somebody agreed to when they asked: the sentence by purpose, the public page first."""
    said = {Purpose.PUBLIC: row.public_wording, Purpose.MATCHING: row.matching_wording}
    return {
        one: wording for one, wording in {**said, **{Purpose(k): v for k, v in row.wordings.items()}}.items() if wording
    }


def page_fields(row: JoinRequest) -> tuple[Purpose, ...]:
    """Return which fields come with the page by its own sentence: none where each field was asked by itself."""
    return () if Purpose.PUBLIC in row.wordings else PAGE_FIELDS


def decline(number: int, reason: str, who: Who, *, version: int | None = None) -> None:
    """Say No with a reason, in a letter; the request is deleted after a month."""
    if not reason.strip():
        raise Refused("Bitte schreiben Sie einen Grund.")
    row = _to_answer(number, version)
    row.state, row.answered_at = JoinState.DECLINED, clock.now()
    journal.note("join.declined", thing(row), who)
    versions.up(SUBJECT)
    letters.declined(row, reason)


def send_own_link(number: int, who: Who) -> None:
    """Send somebody the link to their own entry; links sent before end, whoever may hold them."""
    actor = db.session.get(Actor, number)
    if actor is None:
        raise NotThere
    if not actor.email:
        raise Refused("Zu diesem Eintrag gibt es keine E-Mail-Adresse.")
    if writing_to.real_example(actor):
        raise Refused(writing_to.WHY)
    links.revoke(services.OWN_LINK, services.thing(actor))
    letters.own(actor)
    journal.note("actor.link_sent", services.thing(actor), who)


def purge() -> int:
    """Delete unconfirmed requests after 7 days, answered ones after 30; return how many went."""
    moment = clock.now()
    old = or_(
        (JoinRequest.state == JoinState.ASKED) & (JoinRequest.asked_at < moment - UNCONFIRMED),
        JoinRequest.answered_at < moment - ANSWERED,
    )
    ids = list(db.session.scalars(select(JoinRequest.id).where(old).order_by(JoinRequest.id).limit(AT_ONCE)))
    for number in ids:
        journal.forget(Thing("join_request", number))
        links.revoke(letters.CONFIRM, Thing("join_request", number))
    db.session.execute(delete(JoinRequest).where(JoinRequest.id.in_(ids)))
    if ids:
        versions.up("compass")
    return len(ids)
