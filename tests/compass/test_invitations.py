"""Letters of invitations: once each, in bunches that survive a crash, only where consent allows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass import services as actors
from compass.doubles import services as doubles
from compass.invitations import letters, queries, services, wording
from compass.invitations.models import Answer, Invitation, InvitationRound, Stage, Way
from compass.invitations.services import sending
from compass.models import Actor, ActorKind, Consent, Purpose, Sector, TieKind
from compass.segments import queries as segment_queries
from compass.segments import services as segments
from core import clock, outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support import together
from tests.support.forms import done, submit
from tests.support.inviting import drafted, invitations, sent, waiting, willing
from tests.support.making_actors import make_actor
from tests.support.statements import counted

ROOT = "/buero/netzwerk/einladungen"


def test_the_same_press_twice_and_two_people_send_once(app: House) -> None:
    number = drafted([willing("Labor")])

    together.at_once(app, *[lambda: services.send(number, HOUSE, 1)] * 2)
    outbox.deliver_due(only={services.KIND})
    outbox.deliver_due(only={services.KIND})

    assert len(waiting()) == 1
    assert db.session.get_one(InvitationRound, number).stage is Stage.SENT


def test_who_dies_between_two_bunches_writes_nobody_twice(app: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "BUNCH", 3)
    monkeypatch.setattr("compass.invitations.services.rounds.BUNCH", 3)
    number = drafted([willing(f"Labor {n}") for n in range(8)])
    with writing():
        services.send(number, HOUSE, 1)
    parcels = db.session.scalars(select(outbox.Promise).where(outbox.Promise.kind == services.KIND)).all()
    assert len(parcels) == 3
    payload = dict(parcels[0].payload)
    services.deliver(0, payload)  # the letters are stored, then the worker dies before it says so

    with clock.at(clock.now() + timedelta(minutes=5)):
        outbox.deliver_due(only={services.KIND})

    assert sorted(one["to"] for one in waiting()) == sorted(f"labor.{n}@example.org" for n in range(8))
    assert db.session.get_one(InvitationRound, number).stage is Stage.SENT


def test_bunches_leave_a_minute_apart(app: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "BUNCH", 2)
    monkeypatch.setattr("compass.invitations.services.rounds.BUNCH", 2)
    sent([willing(f"Labor {n}") for n in range(5)])
    assert len(waiting()) == 2
    with clock.at(clock.now() + timedelta(seconds=61)):
        outbox.deliver_due(only={services.KIND})
    assert len(waiting()) == 4


def test_a_broken_letter_leaves_nothing_behind_and_is_written_later(app: House) -> None:
    number = drafted([willing("Labor")])
    with writing():
        services.send(number, HOUSE, 1)
    sending._bunch(queries.locked(number), again=False)
    db.session.rollback()  # a crash cuts it before the commit
    assert waiting() == []
    outbox.deliver_due(only={services.KIND})
    assert len(waiting()) == 1


def test_who_withdrew_or_is_restricted_gets_no_letter_that_waits(app: House) -> None:
    first, second, third = willing("Eins"), willing("Zwei"), willing("Drei")
    number = drafted([first, second, third])
    with writing():
        services.send(number, HOUSE, 1)
    with writing():
        actors.withdraw_consent(first, Purpose.INVITATIONS, "mündlich", HOUSE)
        actors.locked(second).restricted_at = clock.now()
    outbox.deliver_due(only={services.KIND})

    assert [one["to"] for one in waiting()] == ["drei@example.org"]
    assert [one.left for one in invitations(number)] in (["consent", "restricted", ""], ["", "consent", "restricted"])
    about = letters.about(next(one for one in invitations(number) if one.letter_at))
    assert letters.moot([about]) == []
    with writing():
        actors.withdraw_consent(third, Purpose.INVITATIONS, "mündlich", HOUSE)
    assert letters.moot([about, "idea:1", "invitation:99999"]) == [about, "invitation:99999"]


def test_a_full_bunch_ends_the_round_too(app: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "BUNCH", 2)
    monkeypatch.setattr("compass.invitations.services.rounds.BUNCH", 2)
    number = sent([willing("Eins"), willing("Zwei")])
    assert db.session.get_one(InvitationRound, number).stage is Stage.SENT


def test_an_organisation_is_asked_through_its_head(app: House) -> None:
    house, bare = willing("Hochschule"), willing("Verein", email="")
    head = willing("Petra Leitung", kind=ActorKind.PERSON, public=False)
    quiet = make_actor("Ohne Ja", kind=ActorKind.PERSON, email="quiet@example.org", public=False)
    with writing():
        actors.tie(head, house, TieKind.SPEAKS_FOR, HOUSE)
        actors.tie(quiet, bare, TieKind.SPEAKS_FOR, HOUSE)

    number = sent([house, bare, head], way=Way.RELEASE, body="Guten Tag {Ansprechperson}, bitte schicken Sie jemanden.")

    assert [one["to"] for one in waiting()] == ["petra.leitung@example.org"]
    assert "Guten Tag Petra Leitung" in waiting()[0]["body"]
    stands = {one.actor_id: (one.through_id, one.left) for one in invitations(number)}
    assert stands == {house: (head, ""), bare: (None, "address"), head: (None, "person")}
    assert next(iter(wording.answers(Way.RELEASE))) is Answer.OTHER


def test_two_thousand_are_written_to_in_bunches(app: House) -> None:
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    with writing():
        made = {"kind": ActorKind.ORGANISATION, "sector": Sector.BUSINESS, "added_at": moment, "changed_at": moment}
        rows = [Actor(name=f"Nr. {n}", email=f"n{n}@example.org", **made) for n in range(2000)]
        db.session.add_all(rows)
        db.session.flush()
        yes = {"purpose": Purpose.INVITATIONS, "given_at": moment, "wording": "Ja", "channel": "schriftlich"}
        db.session.add_all([Consent(actor_id=one.id, **yes) for one in rows])
        ids = [one.id for one in rows]
    number = drafted(ids)
    with writing():
        services.send(number, HOUSE, 1)
    parcels = select(func.count()).select_from(outbox.Promise).where(outbox.Promise.kind == services.KIND)
    assert db.session.scalar(parcels) == 20
    with counted() as statements:
        services.deliver(0, {"round": number, "again": False})
    assert len([one for one in statements if "FROM invitation" in one]) <= 3
    assert db.session.scalar(select(func.count(Invitation.id)).where(Invitation.letter_at.is_not(None))) == 100


def test_two_entries_that_become_one_keep_invitations_and_tags(office: FlaskClient) -> None:
    first, second = willing("Bürgernetz Sieker", "a@example.org"), willing("Buergernetz Sieker", "b@example.org")
    both, alone = sent([first, second], "both"), sent([second], "alone")
    with writing():
        segments.set_tags(first, ["Eins"], HOUSE)
        segments.set_tags(second, ["Eins", "Zwei"], HOUSE)
        doubles.compare()
    pair = f"/buero/netzwerk/doppelte/{first}/{second}"
    assert office.get(pair).status_code == 200

    done(submit(office, pair, merge="1"))

    assert [one.actor_id for one in invitations(alone)] == [first]
    assert [one.actor_id for one in invitations(both)] == [first]
    assert [one.name for one in segment_queries.tags(first)] == ["Eins", "Zwei"]
