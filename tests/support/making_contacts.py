"""Contacts, follow-ups, checklists and their links, for walks over all pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select

from compass.checklists import queries as checklists
from compass.checklists import services as checking
from compass.contacts import services as contacts
from compass.contacts.models import Occasion
from compass.monday import services as monday
from core import clock, links
from core.accounts.models import Account
from core.db import db, writing
from core.journal import HOUSE
from core.things import Thing
from tests.support import people

Values = Mapping[str, int | str]
ROOT = "/buero/netzwerk"


def lay_out(
    actor: int, other: int, idea: int, dialogue: int, long: str
) -> tuple[dict[str, Sequence[Values]], dict[str, str]]:
    """Write a contact with two about an idea, follow-ups, a list on a meeting; return values for addresses, living links."""
    email, _ = people.joined("office", "Kurt Kalender")
    account = db.session.scalars(select(Account.id).where(Account.email == email)).one()
    today = clock.today()
    with writing():
        draft = contacts.Draft(Occasion.VISIT, today.isoformat(), f"Im Haus {long} gewesen.")
        contact = contacts.write([actor, other], draft, HOUSE, "contact", Thing("idea", idea)).id
        late, soon = (
            contacts.follow(
                actor, contacts.Plan((today + timedelta(days=n)).isoformat(), long, account), HOUSE, str(n)
            ).id
            for n in (-3, 2)
        )
        token = contacts.begin_feed(account, "nonce", HOUSE)
        stop = links.issue(monday.STOP, Thing("account", account), lifetime=monday.STOP_WITHIN, uses=None)
        monday.want(account)
    plan = checklists.plans()[0].id
    with writing():
        hung = checking.hang(plan, HOUSE, "hung", thing=Thing("dialogue", dialogue)).id
        own = checking.hang(plan, HOUSE, "own", title=f"Aufruf {long}", on=today.isoformat()).id
    steps = {number: checklists.one(number).steps[0].id for number in (hung, own)}
    values: dict[str, Sequence[Values]] = {
        f"{ROOT}/kontakte/": [{"contact": contact, "actor_id": other, "kind": "idea", "thing_id": idea}],
        f"{ROOT}/wiedervorlagen/": [{"number": late}, {"number": soon}],
        f"{ROOT}/checklisten/": [{"number": number, "step": step} for number, step in steps.items()],
        f"{ROOT}/checklisten/an/": [{"kind": "dialogue", "thing_id": dialogue}],
        f"{ROOT}/checklisten/vorlagen/": [{"number": plan}],
    }
    return values, {"compass_calendar": token, "compass_monday_stop": stop}
