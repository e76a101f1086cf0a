"""Invitations in the office: templates, rounds, bad input, two people at one draft, who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass import services as actors
from compass.contacts.models import Contact
from compass.invitations import services
from compass.invitations.models import InvitationRound, InvitationTemplate
from compass.models import Sector
from core import clock, outbox
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from tests.support.inviting import drafted, invitations, letter_to, said, sent, waiting, willing
from tests.support.making_actors import make_actor
from tests.support.pages import fill, token, version
from tests.support.statements import counted

ROOT = "/buero/netzwerk/einladungen"


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
    assert f"/buero/herausforderungen/{challenge}" in office.get(made.headers["Location"]).text
    forged = fill(office, f"{ROOT}/neu?wahl={number}", **good, about="unsinn:7")
    assert forged.status_code == 303


def test_the_page_of_a_past_round_shows_numbers(office: FlaskClient) -> None:
    number = sent([willing("Labor")])
    with clock.at(clock.now() + timedelta(days=380)), writing():
        services.purge()
    page = office.get(f"{ROOT}/{number}")
    assert "1 Brief, 0 Zusagen" in page.text
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
