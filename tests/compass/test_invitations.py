"""Invitations: templates, a look before, letters only where consent allows, answers by link, who is missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import func, select

from compass import services as actors
from compass.contacts.models import Contact
from compass.doubles import services as doubles
from compass.invitations import letters, queries, services, wording
from compass.invitations.drafts import Said
from compass.invitations.models import Answer, Invitation, InvitationRound, InvitationTemplate, Stage, Way
from compass.invitations.services import sending
from compass.models import Actor, ActorKind, Consent, Purpose, Sector, TieKind
from compass.segments import queries as segment_queries
from compass.segments import services as segments
from compass.told import elsewhere
from core import clock, links, outbox
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from tests.support import together
from tests.support.forms import done, submit
from tests.support.inviting import drafted, letter_to, links_of, said, sent, waiting, willing
from tests.support.making_actors import make_actor
from tests.support.pages import fill, token, version
from tests.support.statements import counted

ROOT = "/buero/netzwerk/einladungen"


def invitations(number: int) -> list[Invitation]:
    db.session.expire_all()
    wanted = select(Invitation).where(Invitation.round_id == number).order_by(Invitation.id)
    return list(db.session.scalars(wanted))


def answered(client: FlaskClient, email: str, **fields: str) -> int:
    link = links_of(letter_to(email))[0]
    return fill(client, link, **fields).status_code


def test_the_office_invites_a_list_looks_and_sends_once(office: FlaskClient) -> None:
    yes = willing("Labor", sector=Sector.SCIENCE)
    make_actor("Ohne Ja", sector=Sector.SCIENCE, email="ohne@example.org")
    willing("Ohne Adresse", email="", sector=Sector.SCIENCE)
    day = (clock.today() + timedelta(days=20)).isoformat()

    page = office.get(f"{ROOT}/neu?bereich=science")
    assert "3 Einträge: Bereich: Wissenschaft" in page.text
    made = fill(
        office, f"{ROOT}/neu?bereich=science", query="bereich=science", title="Sommertreffen", way="self", day=day,
        starts="18:00", subject="Einladung: {Anlass}", body="wir laden {Name} ein, am {Tag}.",
    )  # fmt: skip
    assert made.status_code == 303, made.text
    address = made.headers["Location"]
    preview = office.get(address)
    for words in (
        "1</strong> Brief geht",
        "hat nicht zugestimmt",
        "hat keine E-Mail-Adresse",
        "wir laden Labor ein, am ",
    ):
        assert words in preview.text, words
    assert "Ohne Ja" in office.get(f"{address}/leute").text
    assert waiting() == []

    press = {"token": token(preview, f"{address}/senden"), "version": "1"}
    assert [office.post(f"{address}/senden", data=press).status_code for _ in range(2)] == [303, 303]
    outbox.deliver_due(only={services.KIND})

    assert [one["to"] for one in waiting()] == ["labor@example.org"]
    letter = letter_to("labor@example.org")
    assert letter["subject"] == "Einladung: Sommertreffen"
    assert letter["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    of = db.session.scalars(select(InvitationRound.id)).one()
    assert sorted(one.left for one in invitations(of)) == ["", "address", "consent"]
    assert "Sommertreffen" in office.get(f"/buero/netzwerk/{yes}").text
    assert db.session.scalar(select(func.count(Contact.id))) == 1


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


def test_people_answer_by_link_and_change_their_mind(visitor: FlaskClient, office: FlaskClient) -> None:
    number = sent([willing("Labor", sector=Sector.SCIENCE), willing("Firma", sector=Sector.BUSINESS)])
    link = links_of(letter_to("labor@example.org"))[0]
    before = invitations(number)
    assert visitor.get(link).status_code == 200
    assert [one.answer for one in invitations(number)] == [None, None] == [one.answer for one in before]
    assert visitor.get(f"{link}/danke").status_code == 404
    assert visitor.get(f"{link}/termin.ics").status_code == 404

    done = fill(visitor, link, answer="yes", note="Ich bringe Kuchen mit.")
    assert (done.status_code, done.headers["Location"]) == (303, f"{link}/danke")
    assert "Ja, ich komme" in visitor.get(f"{link}/danke").text
    assert "Ich bringe Kuchen mit." in office.get(f"{ROOT}/{number}/leute?stand=ja").text
    page = office.get(f"{ROOT}/{number}").text
    assert "Aus der Wirtschaft hat noch niemand zugesagt." in page
    assert "Aus der Verwaltung ist niemand eingeladen." in page
    assert "Aus der Wissenschaft hat" not in page

    assert fill(visitor, link, answer="no").status_code == 303
    assert queries.stand(number).of(Answer.NO) == 1
    assert visitor.get(f"{link}/termin.ics").status_code == 404


def test_a_yes_brings_a_calendar_entry(visitor: FlaskClient) -> None:
    sent([willing("Labor")], title="Treffen, mit „Zeichen“; und\\mehr " + "ä" * 60)
    link = links_of(letter_to("labor@example.org"))[0]
    fill(visitor, link, answer="yes")

    answer = visitor.get(f"{link}/termin.ics")

    assert answer.mimetype == "text/calendar"
    event: Any = Calendar.from_ical(answer.data).events[0]
    assert str(event["summary"]).startswith("Treffen, mit „Zeichen“; und\\mehr ää")
    assert event["dtstart"].dt.strftime("%H:%M %Z") in {"18:00 CEST", "18:00 CET"}
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))


def test_after_the_day_no_answer_counts(visitor: FlaskClient) -> None:
    number = sent([willing("Labor")], day_on=clock.today().isoformat())
    link = links_of(letter_to("labor@example.org"))[0]
    assert fill(visitor, link, answer="yes").status_code == 303  # on the day itself
    with clock.at(clock.now() + timedelta(days=1)):
        assert "Der Tag ist vorbei" in visitor.get(link).text
        with pytest.raises(Refused), writing():
            services.answer(invitations(number)[0].id, wording_no())


def wording_no() -> Said:
    return Said(Answer.NO)


def test_somebody_else_comes_and_says_so_themselves(visitor: FlaskClient, office: FlaskClient) -> None:
    number = sent([willing("Labor")])
    guest = {"answer": "other", "guest_name": "Erika Beispiel", "guest_email": "erika@example.org"}
    assert answered(visitor, "labor@example.org", **guest) == 422
    for bad in ("keine", "a@b@c.de", "erika@example.org Bcc: x@example.org", "x" * 100_000, ""):
        assert answered(visitor, "labor@example.org", **{**guest, "guest_email": bad}, guest_knows="y") == 422, bad[:40]

    for _ in range(2):  # a double click writes to the guest once
        assert answered(visitor, "labor@example.org", **guest, guest_knows="y") == 303
    to_guest = [one for one in waiting() if one["to"] == "erika@example.org"]
    assert len(to_guest) == 1
    assert "„Labor“" in to_guest[0]["body"]
    link = links_of(to_guest[0])[0]
    assert "Erika Beispiel" in visitor.get(link).text
    assert "hat noch nicht selbst zugesagt" in office.get(f"{ROOT}/{number}/leute").text

    assert fill(visitor, link, ja="1").status_code == 303
    one = invitations(number)[0]
    assert (one.guest_answer, one.guest_wording[:9]) == (Answer.YES, "Ich komme")
    assert visitor.get(f"{link}/termin.ics").status_code == 200

    assert fill(visitor, link, nein="1").status_code == 303
    one = invitations(number)[0]
    assert (one.guest_name, one.guest_email, one.guest_answer) == ("", "", Answer.NO)
    assert visitor.get(link).status_code == 404


def test_another_answer_takes_the_guest_out(visitor: FlaskClient) -> None:
    number = sent([willing("Labor")])
    guest = {"answer": "other", "guest_name": "Erika", "guest_email": "erika@example.org", "guest_knows": "y"}
    answered(visitor, "labor@example.org", **guest)
    link = links_of(letter_to("erika@example.org"))[0]
    about = f"invitation_guest:{invitations(number)[0].id}"
    assert letters.moot([about]) == []

    assert answered(visitor, "labor@example.org", answer="no") == 303

    assert visitor.get(link).status_code == 404
    assert invitations(number)[0].guest_email == ""
    assert letters.moot([about]) == [about]


def test_an_invitation_names_only_a_few_people_a_day(visitor: FlaskClient) -> None:
    sent([willing("Labor")])
    guest = {"answer": "other", "guest_name": "Erika", "guest_knows": "y"}
    said_to = [answered(visitor, "labor@example.org", **guest, guest_email=f"e{n}@example.org") for n in range(7)]
    assert said_to == [303] * 5 + [409] * 2
    assert len([one for one in waiting() if one["to"].startswith("e")]) == 5


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


def test_reminded_once_and_only_those_without_an_answer(visitor: FlaskClient, office: FlaskClient) -> None:
    number = sent([willing("Labor"), willing("Firma"), willing("Verein")])
    answered(visitor, "labor@example.org", answer="no")
    with writing():
        stopped = db.session.scalars(select(Actor.id).where(Actor.name == "Verein")).one()
        actors.withdraw_consent(stopped, Purpose.INVITATIONS, "mündlich", HOUSE)

    for _ in range(2):
        with writing():
            services.remind(number, HOUSE)
        outbox.deliver_due(only={services.KIND})

    again = [one for one in waiting() if one["subject"].startswith("Erinnerung: ")]
    assert [one["to"] for one in again] == ["firma@example.org"]
    assert "Erinnert am" in office.get(f"{ROOT}/{number}").text
    assert answered(visitor, "firma@example.org", answer="yes") == 303
    assert {one.answer for one in invitations(number)} == {Answer.NO, Answer.YES, None}


def test_one_click_of_a_mail_program_withdraws_the_consent(visitor: FlaskClient) -> None:
    number = willing("Labor")
    sent([number])
    link = links_of(letter_to("labor@example.org"))[1]
    assert visitor.get(link).status_code == 200
    assert standing(number)

    assert visitor.post(link, data={"List-Unsubscribe": "One-Click"}).status_code == 303

    assert not standing(number)
    assert visitor.post(link, data={}).status_code in {400, 409}


def standing(number: int) -> bool:
    db.session.rollback()
    wanted = select(Consent.id).where(Consent.actor_id == number, Consent.purpose == Purpose.INVITATIONS)
    return db.session.scalars(wanted.where(Consent.withdrawn_at.is_(None))).first() is not None


def test_templates_know_their_placeholders_only(office: FlaskClient) -> None:
    page = f"{ROOT}/vorlagen/neu"
    good = {"name": "Kurz", "way": "self", "subject": "Zu {Anlass}", "body": "Am {Tag} in {Ort}.", "active": "y"}
    assert fill(office, page, **good).status_code == 303
    assert fill(office, page, **good).status_code == 409  # the name is taken
    for bad in ("{self.__class__}", "{0}", "{Name.email}", "{}", "{Passwort}"):
        answer = fill(office, page, **{**good, "name": "Böse", "body": bad})
        assert answer.status_code == 422, bad
    one = db.session.scalars(select(InvitationTemplate).where(InvitationTemplate.name == "Kurz")).one()
    address = f"{ROOT}/vorlagen/{one.id}"
    seen = version(office.get(address))
    assert fill(office, address, **{**good, "subject": "Neu"}, version=seen).status_code == 303
    assert fill(office, address, **{**good, "subject": "Alt"}, version=seen).status_code == 409


def test_what_a_name_says_is_never_read_as_a_placeholder(app: House) -> None:
    sent([willing("{Ort} {Anlass}", email="böse@example.org".replace("ö", "oe"))], subject="{Name}", body="{Name}!")
    assert waiting()[0]["subject"] == "{Ort} {Anlass}"


@pytest.mark.parametrize(
    "said_wrong",
    [
        {"title": ""},
        {"title": "\x00"},
        {"title": "x" * 100_000},
        {"body": "y" * 100_000},
        {"day": "2020-01-01"},
        {"day": "31.31.2030"},
        {"day": "9999-12-31"},
        {"starts": "25:99"},
        {"starts": "18:00", "ends": "17:00"},
        {"ends": "17:00"},
        {"way": "mond"},
        {"answer_by": "2020-01-01"},
        {"subject": "{Unsinn}"},
    ],
)
def test_bad_rounds_are_refused(office: FlaskClient, said_wrong: dict[str, str]) -> None:
    number = willing("Labor")
    good = {"query": f"wahl={number}", "title": "Treffen", "way": "self", "subject": "S", "body": "B"}
    answer = fill(office, f"{ROOT}/neu?wahl={number}", **{**good, **said_wrong})
    assert answer.status_code == 422, answer.status
    assert db.session.scalars(select(InvitationRound)).all() == []


@pytest.mark.parametrize("fields", [{}, {"answer": "vielleicht"}, {"answer": "yes", "note": "x" * 100_000}])
def test_bad_answers_are_refused(visitor: FlaskClient, fields: dict[str, str]) -> None:
    number = sent([willing("Labor")])
    assert answered(visitor, "labor@example.org", **fields) == 422
    link = links_of(letter_to("labor@example.org"))[0]
    assert visitor.post(link, data={"answer": "yes"}).status_code == 422
    assert visitor.get(f"{link}x").status_code == 404
    assert [one.answer for one in invitations(number)] == [None]


def test_a_draft_is_changed_by_one_of_two_and_people_come_and_go(office: FlaskClient) -> None:
    number = drafted([willing("Labor")])
    other = willing("Firma")
    edit, folk = f"{ROOT}/{number}/bearbeiten", f"{ROOT}/{number}/leute"
    words = {"title": "Neu", "way": "self", "subject": "S", "body": "B"}
    assert fill(office, edit, **words, version="1").status_code == 303
    assert fill(office, edit, **words, version="1").status_code == 409

    assert fill(office, f"{folk}?q=Firma", to=folk, action=folk, akteur=str(other)).status_code == 303
    assert fill(office, f"{folk}?q=Firma", to=folk, action=folk, akteur="999999").status_code == 404
    assert len(invitations(number)) == 2
    first = invitations(number)[0].id
    assert fill(office, folk, to=f"{folk}/{first}", action=f"{folk}/{first}").status_code == 303
    assert [one.actor_id for one in invitations(number)] == [other]

    with pytest.raises(Refused), writing():
        services.send(number, HOUSE, 1)  # looked at before it was changed
    drop = f"{ROOT}/{number}/verwerfen"
    assert fill(office, f"{ROOT}/{number}", to=drop, action=drop).status_code == 303
    assert db.session.get(InvitationRound, number) is None


def test_nobody_who_may_gets_a_letter_is_refused_and_sent_rounds_stay(app: House) -> None:
    number = drafted([make_actor("Ohne Ja")])
    with pytest.raises(Refused, match="niemand"), writing():
        services.send(number, HOUSE, 1)
    other = sent([willing("Labor")], nonce="zwei")
    with pytest.raises(Refused), writing():
        services.change(other, said(), HOUSE, 2)
    with pytest.raises(Refused), writing():
        services.add_people(other, [1])


def test_a_round_hangs_on_a_thing(office: FlaskClient) -> None:
    with writing():
        challenge = actors.make_challenge("Wer hilft beim Handy?", "", (), None, HOUSE).id
    number = willing("Labor")
    page = office.get(f"{ROOT}/neu?wahl={number}&sache=challenge:{challenge}").text
    assert 'value="Wer hilft beim Handy?"' in page
    good = {"query": f"wahl={number}", "title": "Treffen", "way": "self", "subject": "S", "body": "B"}
    made = fill(office, f"{ROOT}/neu?wahl={number}", **good, about=f"challenge:{challenge}")
    assert f"/buero/netzwerk/herausforderungen/{challenge}" in office.get(made.headers["Location"]).text
    forged = fill(office, f"{ROOT}/neu?wahl={number}", **good, about="unsinn:7")
    assert forged.status_code == 303


def test_it_is_told_forgotten_and_not_kept_longer(app: House) -> None:
    actor = willing("Labor")
    number = sent([actor])
    thing = Thing("invitation", invitations(number)[0].id)
    with writing():
        services.answer(thing.id, Said(Answer.YES, "Gern"))
    (part,) = [part for part in elsewhere(actor) if part.title == "Einladungen"]
    assert part.rows[0]["Antwort"] == "Ja, ich komme"
    assert part.rows[0]["Bemerkung"] == "Gern"
    assert links.outstanding(letters.ANSWER, thing)

    with clock.at(clock.now() + timedelta(days=380)), writing():
        assert services.purge() == 1
    assert invitations(number) == []
    assert db.session.get_one(InvitationRound, number).past == {"yes": 1}
    assert not links.outstanding(letters.ANSWER, thing)


def test_an_erased_actors_links_end(app: House) -> None:
    actor = willing("Labor")
    one = invitations(sent([actor]))[0].id
    with writing():
        services.forget(actor)
    assert not links.outstanding(letters.ANSWER, Thing("invitation", one))


def test_the_page_of_a_past_round_shows_numbers(office: FlaskClient) -> None:
    number = sent([willing("Labor")])
    with clock.at(clock.now() + timedelta(days=380)), writing():
        services.purge()
    page = office.get(f"{ROOT}/{number}")
    assert "1 Briefe, 0 Zusagen" in page.text
    assert office.get(ROOT).status_code == 200


def test_only_the_office(office: FlaskClient, reader: FlaskClient) -> None:
    number = sent([willing("Labor")])
    for address in (ROOT, f"{ROOT}/{number}", f"{ROOT}/neu", f"{ROOT}/vorlagen"):
        assert reader.get(address).status_code == 403, address
    assert "Einladen" not in reader.get("/buero/netzwerk").text
    assert office.post(f"{ROOT}/{number}/erinnern").status_code in {400, 409}
    assert office.get(f"{ROOT}/9999").status_code == 404
    assert office.get(f"{ROOT}?vor=x").status_code == 404
    assert office.get(f"{ROOT}/{number}/leute?stand=quatsch&nach=0").status_code == 200


def test_pages_cost_as_many_statements_for_many_as_for_few(office: FlaskClient) -> None:
    ids = [willing(f"Labor {n}") for n in range(30)]
    few, many = sent(ids[:3], "few"), sent(ids, "many")
    for address in ("{}", "{}/leute"):
        costs = []
        for number in (few, few, many):
            db.session.expire_all()
            with counted() as statements:
                assert office.get(f"{ROOT}/{address.format(number)}").status_code == 200
            costs.append(len(statements))
        assert costs[1] == costs[2], (address, costs)


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


def test_two_entries_that_become_one_keep_invitations_and_keywords(office: FlaskClient) -> None:
    first, second = willing("Bürgernetz Sieker", "a@example.org"), willing("Buergernetz Sieker", "b@example.org")
    both, alone = sent([first, second], "both"), sent([second], "alone")
    with writing():
        segments.set_keywords(first, ["Eins"], HOUSE)
        segments.set_keywords(second, ["Eins", "Zwei"], HOUSE)
        doubles.compare()
    pair = f"/buero/netzwerk/doppelte/{first}/{second}"
    assert office.get(pair).status_code == 200

    done(submit(office, pair, merge="1"))

    assert [one.actor_id for one in invitations(alone)] == [first]
    assert [one.actor_id for one in invitations(both)] == [first]
    assert [one.name for one in segment_queries.keywords(first)] == ["Eins", "Zwei"]
