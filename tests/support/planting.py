"""Plants an actor with a word of its own in every place that holds text about it: to look for afterwards, everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace

from compass import services
from compass.models import (
    Actor,
    ActorKind,
    Address,
    Basis,
    Competence,
    CompetenceKind,
    ContactKind,
    ContactPoint,
    JoinRequest,
    JoinState,
    Language,
    Purpose,
    Reference,
    Sector,
    TieKind,
)
from core import clock, mail
from core.db import db, writing
from core.journal import HOUSE

SHOWN_BY = {
    "name": Purpose.PUBLIC,
    "about": Purpose.SHOW_ABOUT,
    "web": Purpose.SHOW_WEB,
    "everyday": Purpose.SHOW_COMPETENCES,
    "competence": Purpose.SHOW_COMPETENCES,
    "interest": Purpose.SHOW_COMPETENCES,
    "offer": Purpose.SHOW_COMPETENCES,
    "reference": Purpose.SHOW_REFERENCES,
    "tie": Purpose.SHOW_TIES,
    "contact": Purpose.SHOW_CONTACT,
    "email": Purpose.SHOW_EMAIL,
    "phone": Purpose.SHOW_PHONE,
    "street": Purpose.SHOW_ADDRESS,
}
"""The purpose by which a planted word may be seen by everybody; any other word is never seen."""


@dataclass(frozen=True)
class Planted:
    """An actor's id and its words by where they stand; all are small letters without blanks."""

    id: int
    words: dict[str, str]

    def but(self, names: Iterable[str]) -> set[str]:
        """Return all words but those of some places."""
        kept = set(names)
        return {word for name, word in self.words.items() if name not in kept}


def plant(
    mark: str, agreed: Iterable[Purpose] = (), *, kind: ActorKind = ActorKind.PERSON, fields: Iterable[Purpose] = ()
) -> Planted:
    """Write down an actor whose every text is a word that stands nowhere else, with some consents."""
    words = _words(mark)
    with writing():
        actor = _actor(words, kind)
        db.session.add(actor)
        db.session.flush()
        number = actor.id
        _beside(number, words)
        services.changed(number)
    for purpose in agreed:
        with writing():
            services.give_consent(
                number, purpose, words["channel"], words["wording"], HOUSE, evidence=words["evidence"], fields=fields
            )
    return Planted(number, words)


def _words(mark: str) -> dict[str, str]:
    places = (
        *(
            "name",
            "about",
            "everyday",
            "web",
            "contact",
            "email",
            "phonelabel",
            "note",
            "source",
            "competence",
            "interest",
        ),
        *(
            "offer",
            "reference",
            "referenceweb",
            "street",
            "town",
            "addresslabel",
            "formermail",
            "pointlabel",
            "channel",
        ),
        *("wording", "evidence", "joinabout", "joinmail", "letter", "tie", "tiesource"),
    )
    words = {place: f"quarz{mark}{place}" for place in places}
    return {**words, "phone": f"0521 99{sum(map(ord, mark)):04d}1", "postcode": f"9{sum(map(ord, mark)):04d}"[:5]}


def _actor(words: dict[str, str], kind: ActorKind) -> Actor:
    moment = clock.now()
    plain = {
        "name": f"Frau {words['name'].capitalize()}",
        "about": f"Beschreibung {words['about']}",
        "everyday_expertise": words["everyday"],
        "web": f"https://{words['web']}.example.org",
        "contact_name": words["contact"],
        "email": f"{words['email']}@example.org",
        "phone": words["phone"],
        "phone_label": words["phonelabel"],
        "note": words["note"],
        "source": words["source"],
    }
    said = [Competence(kind=one, text=words[one.value], noted_at=moment, confirmed=False) for one in CompetenceKind]
    reference = Reference(
        title=words["reference"], web=f"https://{words['referenceweb']}.example.org", highlighted=True
    )
    return Actor(
        kind=kind,
        sector=Sector.CIVIL_SOCIETY,
        basis=Basis.PUBLIC_TASK,
        added_at=moment,
        changed_at=moment,
        competences=said,
        references=[reference],
        consents=[],
        areas=[],
        **plain,
    )


def _beside(number: int, words: dict[str, str]) -> None:
    former = f"{words['formermail']}@example.org"
    place = Address(actor_id=number, label=words["addresslabel"], street=words["street"], town=words["town"])
    place.postcode = words["postcode"]
    db.session.add_all(
        [
            ContactPoint(
                actor_id=number, kind=ContactKind.EMAIL, value=former, label=words["pointlabel"], ended_on="2026-01-01"
            ),
            place,
            Language(actor_id=number, code="tr"),
            JoinRequest(
                name=words["name"],
                kind=ActorKind.PERSON,
                sector=Sector.CIVIL_SOCIETY,
                about=words["joinabout"],
                email=f"{words['joinmail']}@example.org",
                state=JoinState.ACCEPTED,
                nonce_hash=words["joinmail"],
                asked_at=clock.now(),
                actor_id=number,
            ),
        ]
    )
    mail.send("core-report", former, report=SimpleNamespace(page="", text=words["letter"]))
    told = f"Bitte denken Sie auch an Frau {words['name'].capitalize()}, mit freundlichen Worten."
    mail.send("core-report", "jemand@example.org", report=SimpleNamespace(page="", text=told))


def tied(planted: Planted, other: int) -> None:
    """Tie a planted actor to another one, with words of its own."""
    with writing():
        services.tie(
            planted.id,
            other,
            TieKind.COOPERATES,
            HOUSE,
            role=planted.words["tie"],
            source=planted.words["tiesource"],
        )
