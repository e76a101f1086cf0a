"""Rows of the network for walks over all pages: entries, doubles, notes, roles, lists of people, contacts, invitations."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from compass import joining, letters
from compass import services as compass
from compass.custom import services as own_fields
from compass.custom.models import FieldType
from compass.doubles import merging
from compass.doubles import services as doubles
from compass.models import ActorKind, EmailChange, OwnChange, Sector, TieKind
from compass.notes import services as actor_notes
from compass.roles import services as roles
from core import clock, links
from core.db import db, writing
from core.journal import HOUSE
from core.things import Thing
from radar import queries as radar
from tests.support import inviting, making_contacts
from tests.support.making_actors import make_actor
from tests.support.making_people import make_people

if TYPE_CHECKING:
    from tests.support.thread import Thread, Values

LONG = "Straßenbahnhaltestellenüberdachungsbeleuchtungserneuerung"


def link(purpose: str, kind: str, number: int) -> str:
    """Return a living link to a thing, as a letter would hold it."""
    return links.issue(purpose, Thing(kind, number), lifetime=timedelta(days=1), uses=None)


def lay_inviting(thread: Thread) -> None:
    laid = inviting.lay_out(LONG)
    thread.values |= laid["values"]
    thread.tokens |= laid["tokens"]


def lay_contacts(thread: Thread, actor: int, idea: int) -> None:
    dialogue = int(thread.values["/buero/div/"][0]["number"])
    values, tokens = making_contacts.lay_out(actor, make_actor("Zweiter Verein"), idea, dialogue, LONG)
    thread.values |= values
    thread.tokens |= tokens


def lay_people(thread: Thread) -> None:
    """Lists of people: one that waits for its columns, one that was judged, one that was taken."""
    waiting, judged = make_people(LONG, judged=False), make_people(LONG)
    taken = make_people(LONG, taken=True)
    thread.values["/buero/netzwerk/uebernahmen/"] = [{"number": number} for number in (waiting, judged, taken)]


def _moving(actor: int) -> str:
    """Let an entry wait for a new address, and return the token that confirms it."""
    token = link(letters.NEW_EMAIL, "actor", actor)
    db.session.add(
        EmailChange(actor_id=actor, email="neu@example.org", link_hash=links.digest(token), asked_at=clock.now())
    )
    return token


def lay_network(thread: Thread) -> int:
    area = radar.taxonomy().areas[0].id
    actor = make_actor(f"Treffpunkt {LONG}", areas=(area,), competences=("Sprechstunden",), email="amt@example.org")
    other = make_actor("Bündnis der Häuser", kind=ActorKind.ALLIANCE, sector=Sector.SCIENCE, offers=("Räume",))
    asked = joining.Asked("Erika Beispiel", ActorKind.PERSON, Sector.BUSINESS, "erika@example.org", public_wording="Ja")
    with writing():
        tie = compass.tie(actor, other, TieKind.MEMBER_OF, HOUSE).id
        challenge = compass.make_challenge("Wer hilft beim Handy?", "In Ruhe.", (area,), None, HOUSE).id
        first, second = (joining.ask(asked, nonce, None).id for nonce in ("first", "second"))
        joining.confirm(first)
        thread.tokens["compass_confirm"] = link(letters.CONFIRM, "join_request", second)
        thread.tokens["compass_own"] = link(letters.OWN, "actor", actor)
        thread.tokens["compass_new_email"] = _moving(actor)
        own = OwnChange(actor_id=actor, at=clock.now(), said=[{"field": "Telefon", "before": "", "after": "0521 0"}])
        db.session.add(own)
        db.session.flush()
        change = own.id
    thread.values |= {
        "/netzwerk/": [{"number": actor}],
        "/buero/netzwerk/selbst-geaendert/": [{"number": change}],
        "/buero/netzwerk/lange-nicht-bestaetigt/": [{"number": actor}],
        "/buero/netzwerk/": [{"number": actor, "tie_id": tie}],
        "/buero/netzwerk/herausforderungen/": [{"number": challenge}],
        "/buero/herausforderungen/": [{"number": challenge, "actor": actor}],
        "/api/v1/challenges/": [{"number": challenge}],
        "/buero/netzwerk/selbsteintragungen/": [{"number": first}],
    }
    return actor


def lay_doubles(thread: Thread) -> None:
    """A pair that is likely one, and a merge that can be taken back."""
    first, second = make_actor(f"Werkstatt {LONG}", about="Wir bauen."), make_actor(f"Werkstatt {LONG} gGmbH")
    kept, gone = make_actor("Singkreis am Park"), make_actor("Singkreis am Park e. V.")
    with writing():
        merge = merging.merge(kept, gone, {}, HOUSE).id
        doubles.compare()
    thread.values["/buero/netzwerk/doppelte/"] = [{"left": first, "right": second, "number": merge}]


def lay_desk_of_the_network(thread: Thread, actor: int) -> None:
    """A note, a private one, and an own field with something in it."""
    with writing():
        note = actor_notes.write(actor, f"Ruft lieber an {LONG}", HOUSE, "actor-note").id
        actor_notes.write(actor, "Nur für mich", HOUSE, "private-note", is_private=True)
        field = own_fields.define(own_fields.FieldDraft(f"Mitglieder {LONG}"[:80]), FieldType.NUMBER, HOUSE).id
        own_fields.fill_in(actor, {field: "12"}, HOUSE, None)
    thread.values |= {
        "/buero/netzwerk/<int:number>/notizen": [{"number": actor, "note": note}],
        "/buero/netzwerk/eigene-felder/": [{"field": field}],
    }


def lay_roles(thread: Thread) -> None:
    """A person with a job, a body with a member and who stands in for it, a free text that means no term yet."""
    firm, body = make_actor(f"Werk {LONG}"), make_actor("Beirat der Häuser", kind=ActorKind.BODY)
    erika = make_actor("Erika Muster", kind=ActorKind.PERSON, competences=(LONG, "Handykurse"), sector_follows=True)
    otto = make_actor("Otto Muster", kind=ActorKind.PERSON)
    with writing():
        job = compass.tie(erika, firm, TieKind.WORKS_FOR, HOUSE, role="Leitung", since_on="2020-01-01", is_main=True).id
        compass.tie(otto, firm, TieKind.WORKS_FOR, HOUSE, until_on="2020-01-01")
        seat = compass.tie(erika, body, TieKind.MEMBER_OF, HOUSE, role="Vorsitz").id
        roles.note([roles.NewTie(otto, body, TieKind.DEPUTY_IN, compass.TieDraft(), for_id=seat)], HOUSE)
    ties: list[Values] = [{"number": erika, "tie_id": job}, {"number": body, "tie_id": seat}]
    thread.values["/netzwerk/"] = [*thread.values["/netzwerk/"], {"number": body}]
    thread.values["/buero/netzwerk/<int:number>/verbinden"] = ties
    thread.values["/buero/netzwerk/<int:number>/verbindungen/"] = ties
    thread.values["/buero/netzwerk/<int:number>/wechsel"] = [{"number": erika}]
    thread.values["/buero/netzwerk/verbindungsarten/"] = [{"key": "works_for"}]
