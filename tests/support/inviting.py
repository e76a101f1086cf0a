"""Makes actors who may be invited and rounds for them; reads the letters that wait."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from compass import asked
from compass import services as actors
from compass.bulk import services as bulk
from compass.bulk.models import Act
from compass.invitations import letters, services
from compass.invitations.drafts import RoundDraft, Said
from compass.invitations.models import Answer, Invitation, InvitationTemplate, Way
from compass.models import Purpose
from compass.segments import services as segments
from core import clock, links, mail, outbox
from core.accounts.models import Account
from core.db import db, writing
from core.journal import HOUSE
from core.things import Thing
from tests.support.making_actors import make_actor
from tests.support.pages import fill

LINK = re.compile(r"https?://[^/\s]+(/netzwerk/einladung[\w/-]*/[\w-]+)")


def willing(name: str, email: str | None = None, **said: Any) -> int:
    """Write down an actor with an address who agreed to invitations."""
    address = f"{name.casefold().replace(' ', '.')}@example.org" if email is None else email
    number = make_actor(name, email=address, **said)
    with writing():
        actors.give_consent(number, Purpose.INVITATIONS, "schriftlich", "Ja, laden Sie mich ein.", HOUSE)
    return number


def said(title: str = "Sommertreffen", **changed: Any) -> RoundDraft:
    """Return a round in ten days."""
    given = {
        "title": title,
        "way": Way.SELF,
        "subject": "Einladung: {Anlass}",
        "body": "wir laden {Name} ein, am {Tag} um {Uhrzeit}.",
        "day_on": (clock.today() + timedelta(days=10)).isoformat(),
        "starts_at": "18:00",
        "place": "Rathaus",
    }
    return RoundDraft(**{**given, **changed})


def drafted(ids: Sequence[int], nonce: str = "round", **changed: Any) -> int:
    """Draft a round."""
    with writing():
        return services.draft(said(**changed), ids, HOUSE, nonce, narrowed="von Hand ausgewählt").id


def sent(ids: Sequence[int], nonce: str = "round", **changed: Any) -> int:
    """Send a round and let the worker write its letters."""
    number = drafted(ids, nonce, **changed)
    with writing():
        services.send(number, HOUSE, 1)
    outbox.deliver_due(only={services.KIND})
    return number


def waiting() -> list[dict[str, Any]]:
    """Return the letters that wait, oldest first."""
    db.session.rollback()
    wanted = select(outbox.Promise).where(outbox.Promise.kind == mail.KIND, outbox.Promise.done_at.is_(None))
    return [one.payload for one in db.session.scalars(wanted.order_by(outbox.Promise.id))]


def letter_to(email: str) -> dict[str, Any]:
    """Return the newest letter that waits for somebody."""
    return next(one for one in reversed(waiting()) if one["to"] == email)


def links_of(letter: dict[str, Any]) -> list[str]:
    """Return the links of a letter without the host: the answer, the end of such letters."""
    return LINK.findall(letter["body"].replace("=\n", ""))


def invitations(number: int) -> list[Invitation]:
    """Return the invitations of a round as they are stored now."""
    db.session.expire_all()
    wanted = select(Invitation).where(Invitation.round_id == number).order_by(Invitation.id)
    return list(db.session.scalars(wanted))


def answered(client: FlaskClient, email: str, **fields: str) -> int:
    """Answer by the newest letter to somebody; return the status."""
    link = links_of(letter_to(email))[0]
    return fill(client, link, **fields).status_code


def lay_out(word: str) -> dict[str, Any]:
    """Put a segment, a change to many and two rounds into the house; return what the walk over all pages needs."""
    actor = willing(f"Verein {word}", email="verein@example.org")
    other = willing("Anderer Verein", email="anderer@example.org")
    draft, going = drafted([actor], "walk-draft"), sent([actor, other], "walk-sent")
    found = {one.actor_id: one.id for one in db.session.scalars(select(Invitation).where(Invitation.round_id == going))}
    one, comes = found[actor], found[other]
    account = db.session.scalars(select(Account.id).order_by(Account.id)).first()
    with writing():
        services.answer(one, Said(Answer.OTHER, word, "Erika Beispiel", "erika@example.org"))
        services.confirm_guest(one)
        services.answer(comes, Said(Answer.YES))
        people = asked.of(MultiDict([("wahl", str(actor))]))
        press = bulk.plan(people, Act.ADD_TAG, "Sommerfest", HOUSE, "walk").id
        kept = (
            segments.keep(account or 0, word[:60], [("bereich", "science")], for_all=True, nonce="walk").id
            if account
            else 1
        )
        template = db.session.scalars(select(InvitationTemplate.id)).first()
        tokens = {
            "compass_invitation": _link(letters.ANSWER, Thing("invitation", comes)),
            "compass_invitation_guest": _link(letters.GUEST, Thing("invitation", one)),
            "compass_invitation_stop": _link(letters.STOP, Thing("actor", actor)),
        }
    rounds = [{"number": number, "invitation": one} for number in (draft, going)]
    root = "/buero/netzwerk"
    values = {f"{root}/einladungen/": rounds, f"{root}/einladungen/vorlagen/": [{"number": template}]}
    values |= {f"{root}/sammeln/": [{"number": press}], f"{root}/segmente/": [{"number": kept}]}
    return {"values": values, "tokens": tokens}


def _link(purpose: str, thing: Thing) -> str:
    return links.issue(purpose, thing, lifetime=timedelta(days=1), uses=None)
