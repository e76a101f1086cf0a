"""The demo's network as people meet it: how many, all its kinds and states, nobody real, nothing without a Yes."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass.checklists.models import Checklist, ChecklistStep
from compass.contacts import queries as contacts_of
from compass.contacts.models import Contact, ContactLink, FollowUp, Occasion, Participant
from compass.custom.models import OwnField, OwnValue
from compass.doubles import merging
from compass.doubles import queries as doubles
from compass.doubles.models import Merge, NotDouble
from compass.imports.models import ActorImport, ActorImportRow
from compass.invitations.models import Answer, Invitation, InvitationRound, Stage
from compass.models import (
    Actor,
    ActorKind,
    Capacity,
    Challenge,
    Competence,
    CompetenceKind,
    Consent,
    JoinRequest,
    JoinState,
    OwnChange,
    Purpose,
    Sector,
    Tie,
    TieType,
)
from compass.monday.models import MondayRound
from compass.notes.models import ActorNote
from compass.privacy import queries as privacy
from compass.queries import agreed, standing
from compass.roles.models import StandIn
from compass.segments.models import Segment
from compass.yearly import queries as yearly
from core import clock
from core.db import db
from core.factory import House
from core.rows import Base
from core.takeover.states import State
from demo.network import habits
from tests.support import demo_network as network

REMARK = "Beispieleintrag der Vorführung, mit der Einrichtung nicht abgestimmt."
INVENTED = "Erfunden"
EMAIL = re.compile(r"[\w.-]+@example\.org")
NUMBER = re.compile(r"0521 555-01\d\d")
PLACES = (
    *("", "/kontakte", "/wiedervorlagen", "/wiedervorlagen?bis=woche", "/wiedervorlagen/still", "/checklisten"),
    *("/segmente", "/einladungen", "/doppelte", "/doppelte/entschieden", "/uebernahmen", "/begriffe/offen"),
    *("/datenschutz", "/datenschutz/informieren", "/datenschutz/aufbewahrung", "/datenschutz/eingeschraenkt"),
    *("/einwilligungen", "/einwilligungen/matching", "/selbst-geaendert", "/selbsteintragungen", "/herausgeben"),
    *("/lange-nicht-bestaetigt", "/verbindungsarten"),
)


def many(row: type[Base]) -> int:
    """Return how many rows a table holds."""
    return db.session.scalar(select(func.count()).select_from(row)) or 0


def test_a_hundred_and_fifty_actors_of_every_kind_and_sector_and_four_hundred_ties(town: House) -> None:
    actors = network.actors()
    kinds, sectors = Counter(one.kind for one in actors), Counter(one.sector for one in actors)
    ties = list(db.session.scalars(select(Tie)))

    assert 150 <= len(actors) <= 160
    assert set(kinds) == set(ActorKind)
    assert (kinds[ActorKind.UNIT], kinds[ActorKind.BODY], kinds[ActorKind.CLUSTER], kinds[ActorKind.ALLIANCE]) == (
        5,
        3,
        2,
        4,
    )
    assert kinds[ActorKind.PERSON] >= 70
    assert set(sectors) == set(Sector)
    assert min(sectors.values()) >= 12
    assert 400 <= len(ties) <= 430
    assert {tie.kind for tie in ties} == set(db.session.scalars(select(TieType.key)))
    today = clock.today().isoformat()
    assert sum(bool(tie.until_on) and tie.until_on <= today for tie in ties) >= 20
    homes = Counter(tie.from_id for tie in ties if tie.kind in {"works_for", "member_of", "speaks_for"})
    assert sum(number >= 3 for number in homes.values()) >= 20


def test_the_thirty_say_that_nobody_agreed_and_everybody_else_is_invented_and_marked(town: House) -> None:
    real = network.public_organisations()
    by_name = {one.name: one for one in network.actors()}
    invented = [one for name, one in by_name.items() if name not in real]

    assert len(real & by_name.keys()) == 30
    for name in real:
        one = by_name[name]
        assert (one.is_example, one.about.endswith(REMARK)) == (True, True), name
        assert not any((one.phone, one.email, one.contact_name, one.web, one.addresses, one.contact_points)), name
    for one in invented:
        assert any(stem in one.name for stem in network.STEMS), one.name
        assert INVENTED in one.about, one.name
    assert sum(not one.is_example for one in invented) == 8  # who gets or got letters by law: examples get none


def test_nobody_can_be_reached_outside_of_example_org(town: House) -> None:
    emails = {one.email for one in network.actors() if one.email}
    points = [point for one in network.actors() for point in one.contact_points]
    emails |= {point.value for point in points if point.kind == "email"}
    emails |= set(db.session.scalars(select(JoinRequest.email))) | set(
        db.session.scalars(select(Invitation.guest_email))
    )
    phones = {one.phone for one in network.actors()} | {point.value for point in points if point.kind == "phone"}

    assert len(emails) > 80
    assert [one for one in (*emails, *network.recipients()) if one and not one.endswith("@example.org")] == []
    assert [one for one in phones if one and not NUMBER.fullmatch(one)] == []


def test_what_people_say_is_said_once(town: House) -> None:
    said = [one.about.split("\n\n")[0] for one in network.actors()]
    expertise = [one.everyday_expertise for one in network.actors() if one.everyday_expertise]
    logged = list(db.session.scalars(select(Contact.text).where(~Contact.text.startswith("Einladung „"))))

    assert [text for text, number in Counter(said).items() if number > 1] == []
    assert len(set(expertise)) == len(expertise) >= 20
    assert len(set(logged)) == len(logged) >= 40


def test_what_is_known_of_people_shows_every_kind(town: House) -> None:
    said = list(db.session.scalars(select(Competence)))
    actors = network.actors()

    assert {one.kind for one in said} == set(CompetenceKind)
    assert {True, False} == {one.confirmed for one in said}
    assert sum(one.term_id is not None for one in said) > 200
    assert 50 < sum(one.term_id is None for one in said) < 200
    assert {one.capacity for one in actors} == set(Capacity)
    assert max(sum(row.highlighted for row in one.references) for one in actors) == 3
    assert (many(OwnField), many(OwnValue)) == (4, 21)
    notes = list(db.session.scalars(select(ActorNote)))
    assert Counter(one.is_private for one in notes) == {False: 6, True: 1}
    assert many(Segment) == 3
    deputies = sum(tie.kind == "deputy_in" for tie in db.session.scalars(select(Tie)))
    assert (deputies, many(StandIn)) == (14, 13)  # one stands in for nobody in particular


def test_the_log_knows_every_occasion_and_what_is_to_follow(town: House) -> None:
    contacts = list(db.session.scalars(select(Contact)))
    people = Counter(db.session.scalars(select(Participant.contact_id)))
    today = clock.today()

    assert {one.occasion for one in contacts} == set(Occasion)
    assert max(people.values()) >= 15
    assert set(db.session.scalars(select(ContactLink.kind))) == {"idea", "dialogue"}
    assert sum(one.is_private for one in contacts) == 1
    assert all(one.held_on <= today.isoformat() for one in contacts)
    due = [one.due_on for one in db.session.scalars(select(FollowUp).where(FollowUp.done_at.is_(None)))]
    week = (today + timedelta(days=12)).isoformat()
    assert sum(day < today.isoformat() for day in due) == 3
    assert due.count(today.isoformat()) == 3
    assert sum(today.isoformat() < day <= week for day in due) >= 3
    assert 20 <= contacts_of.how_many_quiet() <= 70


def test_consents_are_in_every_state(town: House) -> None:
    rows = list(db.session.scalars(select(Consent)))

    assert {Purpose.PUBLIC, Purpose.MATCHING, Purpose.INVITATIONS, Purpose.INTERNAL, Purpose.SHOW_EMAIL} <= {
        one.purpose for one in rows if one.withdrawn_at is None
    }
    assert {Purpose.PUBLIC, Purpose.MATCHING, Purpose.INVITATIONS, Purpose.SHOW_ABOUT} <= {
        one.purpose for one in rows if one.withdrawn_at
    }
    assert max(one.given_at for one in rows) <= clock.now()
    assert privacy.how_many_uninformed() == 5
    assert privacy.how_many_restricted() == 1
    assert yearly.how_many_silent() == 1
    assert Counter(db.session.scalars(select(JoinRequest.state))) == {
        JoinState.ACCEPTED: 2,
        JoinState.CONFIRMED: 1,
        JoinState.ASKED: 1,
    }
    assert many(OwnChange) == 2


def test_two_pairs_wait_one_was_joined_and_can_be_taken_apart_and_a_list_came_in(town: House) -> None:
    waiting = {frozenset((one.low_id, one.high_id)) for one in doubles.pairs().pairs}
    names = doubles.names([number for pair in waiting for number in pair])
    merge = db.session.scalars(select(Merge)).one()

    assert sorted(names.values()) == [
        "Katharina Beispielmeier",
        "Katharina Beispielmeyer",
        "Rad-Runde Probetritt Sennestadt",
        "Radrunde Probetritt",
    ]
    assert many(NotDouble) == 1
    assert merging.why_not(merge) == ""
    assert db.session.scalars(select(ActorImport.state)).one() is State.TAKEN
    assert many(ActorImportRow) == 5


def test_invitations_have_every_answer_and_a_checklist_is_half_done(town: House) -> None:
    rounds = list(db.session.scalars(select(InvitationRound).order_by(InvitationRound.id)))
    sent = list(db.session.scalars(select(Invitation).where(Invitation.letter_at.is_not(None))))

    assert sorted(one.stage for one in rounds) == [Stage.DRAFT, Stage.SENT, Stage.SENT, Stage.SENT]
    assert {one.answer for one in sent} == {None, *Answer}
    assert sum(one.answer is None for one in sent) >= 10
    assert {one.guest_answer for one in sent if one.guest_name} == {None, Answer.YES}
    may = set(db.session.scalars(agreed(Purpose.INVITATIONS)))
    assert {one.actor_id for one in sent} <= may
    assert many(Checklist) == 2
    done = [step.done_at is not None for step in db.session.scalars(select(ChecklistStep))]
    assert (done.count(True), done.count(False)) == (6, 9)


def test_every_page_of_the_network_works_for_the_office(town: House, demo_office: FlaskClient) -> None:
    paths = [f"/buero/netzwerk{place}" for place in PLACES]
    paths += [f"/buero/netzwerk/{number}" for number in db.session.scalars(select(Actor.id))]
    for name, row in (("einladungen", InvitationRound), ("checklisten", Checklist), ("uebernahmen", ActorImport)):
        paths += [f"/buero/netzwerk/{name}/{number}" for number in db.session.scalars(select(row.id))]

    asked = list(db.session.scalars(select(Challenge.id)))
    paths += ["/buero/herausforderungen", *(f"/buero/herausforderungen/{number}" for number in asked)]

    assert len(asked) == 5
    assert [(path, status) for path in paths if (status := demo_office.get(path).status_code) != 200] == []


def test_a_visitor_sees_only_who_said_yes_and_nothing_the_office_notes(town: House) -> None:
    visitor = town.test_client()
    shown = {one.id: one for one in network.actors() if Purpose.PUBLIC in standing(one) and not one.restricted_at}
    hidden = [one for one in network.actors() if one.id not in shown]
    notes = [*db.session.scalars(select(ActorNote.text)), *db.session.scalars(select(Contact.text))]
    told = {one.email for one in shown.values() if Purpose.SHOW_EMAIL in standing(one)}

    pages = network.directory(town)
    listed = "".join(pages.values())
    assert [one.name for one in shown.values() if one.name not in listed] == []
    for number in shown:
        answer = visitor.get(f"/netzwerk/{number}")
        assert answer.status_code == 200
        pages[f"/netzwerk/{number}"] = answer.text
    assert {visitor.get(f"/netzwerk/{one.id}").status_code for one in hidden} == {404}
    assert len(hidden) >= 15
    for path, page in pages.items():
        assert [one.name for one in hidden if f">{one.name}<" in page] == [], path
        assert [text for text in notes if text[:60] in page] == [], path
        assert set(EMAIL.findall(page)) <= told, path


def test_an_entry_runs_out_and_the_office_has_its_letter_and_its_calendar(town: House) -> None:
    expiring = privacy.expiring()
    assert [one.actor.name for one in expiring] == ["Holger Fabelmann"]
    assert expiring[0].until is not None
    assert timedelta(0) < expiring[0].until - clock.today() < timedelta(days=30)
    letters = db.session.scalars(select(MondayRound.letters)).all()
    assert list(letters) == [1]
    assert habits.calendar_path()
    answer = town.test_client().get(habits.calendar_path())
    assert "BEGIN:VEVENT" in answer.text
