"""A confirmation is taken back with its reason; examples get no letter that could reach anybody; private notes stay private."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from compass import letters, queries, services
from compass.contacts import services as contacts
from compass.contacts.models import Occasion
from compass.invitations import queries as invitations
from compass.invitations.models import InvitationRound, Way
from compass.models import Actor, ActorKind, Competence, Doubt, Purpose, TieKind
from compass.notes import services as notes
from compass.privacy import services as privacy
from compass.writing_to import is_real_example, real_example
from compass.yearly import queries as yearly
from core import journal, links
from core.accounts.models import Account
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import HOUSE, Who
from core.outbox import Promise
from core.rights import Role
from core.things import Thing
from tests.support.making_actors import make_actor
from tests.support.pages import fill, token


def confirmed(*texts: str) -> tuple[int, list[int]]:
    """Make somebody whose competences are confirmed; return the numbers."""
    number = make_actor("Erika Beispiel", kind=ActorKind.PERSON, competences=texts)
    ids = list(db.session.scalars(select(Competence.id).order_by(Competence.id)))
    with writing():
        for one in ids:
            services.confirm(number, one, HOUSE)
    return number, ids


def stands(competence: int) -> bool:
    db.session.rollback()
    return bool(db.session.scalars(select(Competence.confirmed).where(Competence.id == competence)).one())


def test_a_confirmation_is_taken_back_with_a_reason_in_the_journal(app: House, office: FlaskClient) -> None:
    number, (one, other) = confirmed("Löten", "Moderation & mehr")
    page, to = f"/buero/netzwerk/{number}", f"/buero/netzwerk/{number}/kompetenz/zuruecknehmen"
    assert "(bestätigt)" in office.get(page).text

    answer = fill(office, page, to=to, action=to, competence=str(other), reason="unproven")

    assert answer.status_code == 303
    assert (stands(one), stands(other)) == (True, False)
    entry = journal.entries(Thing("actor", number))[0]
    assert (entry.verb, entry.parameters) == ("actor.unconfirmed", {"reason": "der Nachweis fehlt"})
    shown = office.get(answer.headers["Location"]).text
    assert "Die Bestätigung ist zurückgenommen" in shown
    assert "hat die Bestätigung einer Kompetenz zurückgenommen: der Nachweis fehlt" in shown
    assert "Bestätigen: Moderation &amp; mehr" in shown
    weight = queries.profile_of(queries.one(number, public=False))
    assert weight is not None


def test_interests_and_offers_are_confirmed_and_taken_back_like_competences(app: House, office: FlaskClient) -> None:
    number = make_actor("Erika Beispiel", kind=ActorKind.PERSON, interests=("Bäume",), offers=("Ein Raum",))
    ids = dict(db.session.execute(select(Competence.text, Competence.id)).all())
    page, back = f"/buero/netzwerk/{number}", f"/buero/netzwerk/{number}/kompetenz/zuruecknehmen"
    ends = []
    for one in ids.values():
        to = f"{page}/kompetenz/{one}"
        ends.append(fill(office, page, to=to, action=to).headers["Location"].partition("#")[0])

    assert [stands(one) for one in ids.values()] == [True, True]
    assert {end.partition("notiz=")[2] for end in ends} == {"bestaetigt-interesse", "bestaetigt-kompetenz"}
    shown = office.get(page).text
    assert (shown.count("(bestätigt)"), "Angaben bestätigen" in shown) == (2, False)
    assert "Bietet an: Ein Raum</option>" in shown

    fill(office, page, to=back, action=back, competence=str(ids["Ein Raum"]), reason="past")
    assert (stands(ids["Bäume"]), stands(ids["Ein Raum"])) == (True, False)
    said = office.get(page).text
    for words in (
        "hat ein Interesse bestätigt",
        "hat ein Angebot bestätigt",
        "Bestätigung eines Angebots zurückgenommen",
    ):
        assert words in said
    with writing():
        token_of = links.issue(letters.OWN, Thing("actor", number), lifetime=timedelta(days=1), uses=None)
    own = office.get(f"/netzwerk/mein-eintrag/{token_of}").text
    assert ("Bäume (vom Büro bestätigt)" in own, "Ein Raum (vom Büro bestätigt)" in own) == (True, False)


def test_pressed_twice_or_with_what_nobody_offered_changes_nothing(app: House, office: FlaskClient) -> None:
    number, (one,) = confirmed("Löten")
    page, to = f"/buero/netzwerk/{number}", f"/buero/netzwerk/{number}/kompetenz/zuruecknehmen"
    given = {"token": token(office.get(page), to)}
    for competence, reason in (("999", "past"), (str(one), "weil"), ("\x00", "past"), ("", ""), ("9" * 99, "past")):
        assert office.post(to, data={**given, "competence": competence, "reason": reason}).status_code == 400
    assert office.post(to, data={"competence": str(one), "reason": "past"}).status_code == 400
    assert stands(one)
    sent = {**given, "competence": str(one), "reason": "past"}
    assert [office.post(to, data=sent).status_code for _ in range(2)] == [303, 400]
    assert not stands(one)
    with writing():
        services.unconfirm(number, one, Doubt.MISTAKE, HOUSE)  # it is not confirmed: nothing to say
    verbs = [entry.verb for entry in journal.entries(Thing("actor", number))]
    assert verbs.count("actor.unconfirmed") == 1
    with pytest.raises(NotThere), writing():
        services.unconfirm(number, 999, Doubt.MISTAKE, HOUSE)
    assert "Bestätigung zurücknehmen" not in office.get(page).text


def test_who_only_reads_takes_nothing_back(app: House, reader: FlaskClient) -> None:
    number, (one,) = confirmed("Löten")
    assert "zuruecknehmen" not in reader.get(f"/buero/netzwerk/{number}").text
    to = f"/buero/netzwerk/{number}/kompetenz/zuruecknehmen"
    assert reader.post(to, data={"competence": str(one), "reason": "past"}).status_code == 403
    assert stands(one)


def example(email: str, name: str = "Beispiel e. V.", **more: Any) -> int:
    number = make_actor(name, email=email, **more)
    with writing():
        db.session.execute(update(Actor).where(Actor.id == number).values(is_example=True))
        services.give_consent(number, Purpose.INVITATIONS, "schriftlich", "Ja", HOUSE)
    return number


def why(number: int, way: Way = Way.SELF) -> str:
    return str(
        db.session.scalars(select(invitations.why_not(InvitationRound(way=way))).where(Actor.id == number)).one()
    )


@pytest.mark.parametrize(
    ("email", "reaches"),
    [
        ("verein@example.org", False),
        ("Verein@EXAMPLE.ORG", False),
        ("a@haus.example", False),
        ("a@haus.test", False),
        ("a@example.org.bielefeld.de", True),
        ("info@bielefeld.de", True),
        ("", True),
    ],
)
def test_an_example_is_written_to_only_where_nobody_lives(app: House, email: str, reaches: bool) -> None:
    number = example(email)
    actor = queries.one(number, public=False)
    assert real_example(actor) is reaches
    assert db.session.scalar(select(is_real_example()).where(Actor.id == number)) in ({1} if reaches else {0})
    assert why(number) == ("example" if reaches else "")


def test_no_press_sends_a_letter_to_an_example(app: House, office: FlaskClient) -> None:
    number = example("info@bielefeld.de")
    page, to = f"/buero/netzwerk/{number}", f"/buero/netzwerk/{number}/link"
    assert office.post(to, data={"token": token(office.get(page), to)}).status_code == 409
    with pytest.raises(Refused), writing():
        privacy.inform(number, HOUSE)
    assert db.session.scalar(select(func.count(Promise.id)).where(Promise.kind == "mail")) == 0


def test_a_head_that_is_an_example_gets_no_letter_for_its_organisation(app: House) -> None:
    house = make_actor("Haus", email="")
    head = example("kopf@bielefeld.de", "Frau Süß", kind=ActorKind.PERSON)
    with writing():
        services.give_consent(house, Purpose.INVITATIONS, "schriftlich", "Ja", HOUSE)
        services.tie(head, house, TieKind.SPEAKS_FOR, HOUSE)
    assert why(house, Way.RELEASE) == "address"
    with writing():
        db.session.execute(update(Actor).where(Actor.id == head).values(email="kopf@example.org"))
    assert why(house, Way.RELEASE) == ""


def test_the_yearly_question_goes_to_no_example_and_to_nobody_without_an_address(app: House) -> None:
    example("verein@example.org")
    make_actor("Ohne Adresse")
    there = make_actor("Mit Adresse", email="da@rad.example")
    asked = db.session.scalars(select(Actor.id).where(*yearly.may_be_asked())).all()
    assert asked == [there]


def author(role: Role) -> Who:
    found = db.session.scalars(select(Account).where(Account.role == role)).first()
    assert found is not None
    return Who("Büro", found.id)


def write_down(number: int, who: Who, words: str) -> None:
    with writing():
        notes.write(number, f"Notiz {words}", who, f"note-{words}", is_private=True)
        said = contacts.Draft(Occasion.CONVERSATION, "2026-01-02", f"Gespräch {words}", is_private=True)
        contacts.write((number,), said, who, f"talk-{words}")


def answer(client: FlaskClient, number: int, seen: int | None = None) -> tuple[int, str]:
    """Ask for the answer with the token of its form, which stands on the page of `seen`."""
    base = f"/buero/netzwerk/{seen or number}/datenschutz"
    sent = {"token": token(client.get(base), f"{base}/auskunft"), "form": "json"}
    said = client.post(f"/buero/netzwerk/{number}/datenschutz/auskunft", data=sent)
    return said.status_code, said.get_data(as_text=True)


def test_the_answer_shows_nobody_private_notes_that_they_may_not_read(
    app: House, office: FlaskClient, admin: FlaskClient
) -> None:
    mine, theirs = make_actor("Mit eigener Notiz"), make_actor("Mit fremder Notiz", email="da@rad.example")
    write_down(mine, author(Role.OFFICE), "EIGEN")
    write_down(theirs, author(Role.ADMIN), "FREMD")

    status, said = answer(office, mine)
    assert status == 200
    assert "Notiz EIGEN" in json.dumps(json.loads(said), ensure_ascii=False)
    page = office.get(f"/buero/netzwerk/{theirs}/datenschutz").text
    assert "2 private Notizen" in page
    assert f"/buero/netzwerk/{theirs}/link" in page
    assert answer(office, theirs, seen=mine)[0] == 409
    status, said = answer(admin, theirs)
    assert (status, "Notiz FREMD" in said, "Gespräch FREMD" in said) == (200, True, True)
    assert admin.get(f"/buero/netzwerk/{theirs}/datenschutz").text.count("private Notizen") == 0


def test_every_field_for_words_about_somebody_says_who_may_read_them(app: House, office: FlaskClient) -> None:
    number = make_actor("Verein")
    page = office.get(f"/buero/netzwerk/{number}").text
    assert "Sie kann jede Notiz über sich verlangen (Art. 15 DSGVO), auch private." in page
    assert "Sie kann jeden Satz über sich verlangen (Art. 15 DSGVO), auch privat." in page
    assert "Wer hier steht, darf ihn lesen (Art. 15 DSGVO)." in office.get(f"/buero/netzwerk/{number}/bearbeiten").text
