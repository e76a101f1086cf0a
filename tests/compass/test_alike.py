"""Who is likely the same: folded names, legal forms, numbers, addresses; keys kept true in the same transaction."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from compass import alike, services
from compass.alike import blocks, names, scoring, upkeep
from compass.models import Actor, ActorDue, ActorKey, ActorKind, ContactKind, ContactPoint
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor
from tests.support.statements import counted

SAME_NAMES = (
    ("Müller, Jana", "Jana Mueller"),
    ("Muller Jana", "Dr. Jana Müller"),
    ("Frau Prof. Dr. Jana Müller", "Jana Müller"),
    ("Bürgernetz Sieker e. V.", "Buergernetz Sieker e.V."),
    ("Technik gGmbH", "Technik GmbH"),
    ("Werkstatt gUG (haftungsbeschränkt)", "Werkstatt"),
    ("Stadt Bielefeld - Umweltamt", "Umweltamt"),
    ("Wohnen am Bach eG", "wohnen am bach"),
    ("René Straße", "Rene Strasse"),
)


@pytest.mark.parametrize(("first", "second"), SAME_NAMES)
def test_the_same_name_in_other_letters(first: str, second: str) -> None:
    assert names.name(first) == names.name(second)
    assert blocks.of_name(first) & blocks.of_name(second)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ("Jana Müller", "Jana Müler", scoring.NEARLY, 1),
        ("J. Müller", "Jana Müller", scoring.NEARLY, 1),
        ("Stadtbibliothek", "Stadtbibliotek", scoring.NEARLY, 1),
        ("Bürger Netz", "Bürgernetz", scoring.ALIKE, 1),
        ("Grundschule 1", "Grundschule 2", 0, scoring.NOT_THE_SAME),
        ("Heimatverein Sieker", "Heimatverein Stieghorst", 0, scoring.NOT_THE_SAME),
        ("Jana Müller", "Tarik Müller", 0, scoring.NOT_THE_SAME),
        ("", "Jana Müller", 0, 0),
    ],
)
def test_how_alike_two_names_are(first: str, second: str, low: float, high: float) -> None:
    found = scoring.likeness(names.name(first), names.name(second))
    assert low <= found <= high
    assert found == scoring.likeness(names.name(second), names.name(first))


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_two_texts_have_a_likeness(first: str, second: str) -> None:
    one, other = names.name(first), names.name(second)
    assert 0 <= scoring.likeness(one, other) <= 1
    assert scoring.likeness(one, one) in {0.0, 1.0}
    assert all(
        len(key) <= blocks.KEY_LENGTH for key in blocks.of(blocks.Described(first, (second,), (second,), (first,)))
    )


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("0521 12 34 56", "521123456"),
        ("+49 (521) 12-34-56", "521123456"),
        ("+49 (0)521 123456", "521123456"),
        ("0049521123456", "521123456"),
        ("110", ""),
        ("", ""),
    ],
)
def test_a_number_is_its_digits(said: str, digits: str) -> None:
    assert names.phone(said) == digits


def test_a_host_is_one_of_its_own() -> None:
    assert names.host("https://www.Beispiel.de/wir?x=1") == names.host("beispiel.de") == "beispiel.de"
    assert names.host("https://www.facebook.com/wir") == names.mail_host("wir@gmx.de") == names.host("http://[") == ""
    assert names.mail_host("Wir@Beispiel.de") == "beispiel.de"


def test_sounds_are_those_of_cologne() -> None:
    assert [blocks.sound(word) for word in ("wikipedia", "breschnew", "muller", "maier")] == [
        "3412",
        "17863",
        "657",
        "67",
    ]


def found(**said: object) -> list[tuple[int, tuple[str, ...]]]:
    return [(one.actor_id, one.reasons) for one in alike.likely(**said)]  # type: ignore[arg-type]  # by name


def test_it_says_who_and_why(app: House) -> None:
    first = make_actor("Bürgernetz Sieker e. V.", email="info@buergernetz.example", phone="0521 12 34 56")
    make_actor("Heimatverein Heepen e. V.", email="heimat@example.org")
    assert found(name="Buergernetz Sieker") == [(first, ("Name gleich",))]
    assert found(name="Bürgernez Sieker") == [(first, ("Name fast gleich",))]
    assert found(phones=("+49 521 123456",)) == []
    assert found(name="Bürgernetze in Sieker", phones=("+49 521 123456",))[0][0] == first
    assert found(emails=("INFO@buergernetz.example",)) == [
        (first, ("gleiche E-Mail-Adresse", "gleiche Adresse im Netz"))
    ]
    assert found(name="Ganz anders") == found() == found(name="\0" * 300) == []
    assert alike.likely(name="Bürgernetz Sieker", without=[first]) == []


def test_former_addresses_count(app: House) -> None:
    number = make_actor("Jana Müller", kind=ActorKind.PERSON, email="neu@example.org")
    with writing():
        old = ContactPoint(actor_id=number, kind=ContactKind.EMAIL, value="Alt@gmx.de", ended_on="2025-01-01")
        db.session.add(old)
        services.changed(number)
    assert found(name="J. Müller", emails=("alt@gmx.de",))[0] == (
        number,
        ("gleiche E-Mail-Adresse", "Name fast gleich"),
    )


def test_what_many_share_says_nothing(app: House) -> None:
    for count in range(9):
        make_actor(f"Amt für {'abcdefghi'[count] * 6}", email="post@stadt.example", phone="0521 510")
    assert found(emails=("post@stadt.example",)) == []


def test_keys_follow_in_the_same_transaction(app: House) -> None:
    number = make_actor("Bürgernetz Sieker")
    with writing():
        services.change(number, services.ActorDraft("Nachbarschaft Heepen"), HOUSE)
        assert found(name="Bürgernetz Sieker") == []
        assert found(name="Nachbarschaft Heepen")[0][0] == number
    assert set(db.session.scalars(select(ActorDue.actor_id))) == {number}
    with writing():
        services.remove(number, HOUSE)
    assert not db.session.scalars(select(ActorKey)).all()
    assert not db.session.scalars(select(ActorDue)).all()


def test_the_keys_can_be_written_anew(app: House) -> None:
    for name in ("Bürgernetz Sieker", "Heimatverein Heepen"):
        make_actor(name)
    wanted = db.session.execute(select(ActorKey.actor_id, ActorKey.key)).all()
    with writing():
        db.session.query(ActorKey).delete()
        db.session.execute(db.insert(ActorKey).values(actor_id=1, key="b:falsch"))
    with writing():
        assert upkeep.rebuild() == db.session.query(Actor).count() == 2
    assert sorted(db.session.execute(select(ActorKey.actor_id, ActorKey.key))) == sorted(wanted)


def test_many_cost_as_much_as_one(app: House) -> None:
    numbers = [make_actor(f"Verein {word}") for word in ("Apfel", "Birne", "Kirsche")]
    asked = [alike.Described(f"Verein {word} e. V.") for word in ("Apfel", "Birne", "Kirsche")]
    with counted() as one:
        alike.many(asked[:1])
    with counted() as three:
        answers = alike.many(asked * 10)
    assert [answer[0].actor_id for answer in answers] == numbers * 10
    assert len(one) == len(three)
