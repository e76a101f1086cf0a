"""Auskunft nach Art. 15 DSGVO: everything the house keeps about an actor, and the rules it is kept by.

Names of other private persons who did not agree to be named are left out, and the answer says so (Art. 15 (4)); names of
the staff are no part of the answer (Court of Justice, C-579/21).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import raiseload, selectinload

from compass import keeping, pages, queries, tied
from compass.models import (
    BASIS_WORDS,
    CAPACITY_WORDS,
    COMPETENCE_WORDS,
    CONTACT_WORDS,
    KIND_WORDS,
    LANGUAGE_WORDS,
    PURPOSE_WORDS,
    REACH_WORDS,
    SECTOR_WORDS,
    Actor,
    ActorKind,
    Consent,
    JoinRequest,
    Purpose,
    Reach,
)
from compass.told import SOMEBODY, Told, elsewhere, row
from core import clock, journal, mail, outbox, texts
from core.db import db
from core.errors import NotThere
from core.things import Thing
from radar import queries as radar
from radar.models import ActivityArea, District, Trait

PARTS = (
    *(Actor.areas, Actor.traits, Actor.districts, Actor.competences, Actor.consents),
    *(Actor.contact_points, Actor.addresses, Actor.languages, Actor.references),
)
LEFT_OUT = (
    "Namen anderer Personen, die nicht zugestimmt haben, öffentlich genannt zu werden. Auch ihre Rechte sind geschützt "
    "(Art. 15 Abs. 4 DSGVO)."
)
STAFF = "Namen von Beschäftigten des Büros."
MOST_LINES = 10_000
"""Journal lines in one answer: they are kept for two years."""


@dataclass(frozen=True)
class Answer:
    """The answer: whom it is about, when it was made, the rules (heading, sentence), the parts, what was left out."""

    name: str
    made_at: datetime
    rules: Sequence[tuple[str, str]]
    parts: Sequence[Told]
    left_out: Sequence[str]


def of(number: int) -> Answer:
    """Return the answer about one actor; NotThere when there is none."""
    options = [selectinload(part) for part in PARTS]
    wanted = select(Actor).where(Actor.id == number).options(*options, raiseload("*"))
    actor = db.session.scalars(wanted).one_or_none()
    if actor is None:
        raise NotThere
    ties = _ties(actor)
    parts = [_entry(actor), *_lists(actor), ties, _consents(actor), *_requests(actor), _letters(actor)]
    parts = [part for part in [*parts, *elsewhere(number), _journal(actor)] if part.rows]
    left_out = [sentence for part in parts for sentence in part.left_out]
    return Answer(actor.name, clock.now(), rules(actor), parts, list(dict.fromkeys([*left_out, STAFF])))


def rules(actor: Actor) -> list[tuple[str, str]]:
    """Return what Art. 13 to 15 GDPR want said about an entry: heading and sentence."""
    keep = keeping.until(actor, (c.given_at for c in queries.standing(actor).values()))
    long = keeping.rule(actor.basis) + (f", zurzeit bis {clock.day_in_words(keep)}." if keep else "")
    return [
        ("Wer verantwortlich ist", texts.text("compass.privacy.who")),
        ("Datenschutzbeauftragte*r", texts.text("compass.privacy.officer")),
        ("Wofür wir das brauchen", texts.text("compass.privacy.purposes")),
        ("Rechtsgrundlage", BASIS_WORDS[actor.basis]),
        ("Woher wir das wissen", actor.source or texts.text("compass.privacy.source")),
        ("Wer es bekommt", texts.text("compass.privacy.recipients")),
        ("Wie lange wir es aufheben", long),
        ("Entscheidet ein Programm?", texts.text("compass.privacy.automatic")),
        ("Ihre Rechte", texts.text("compass.privacy.rights")),
        ("Sie können sich beschweren", texts.text("compass.privacy.authority")),
    ]


def as_json(answer: Answer) -> str:
    """Return the answer as a file that people and programs read."""
    said = {
        "Auskunft": "nach Art. 15 DSGVO",
        "über": answer.name,
        "erstellt am": answer.made_at.isoformat(timespec="seconds"),
        "Regeln": dict(answer.rules),
        "Angaben": [{"Titel": part.title, "Zeilen": [dict(one) for one in part.rows]} for part in answer.parts],
        "Weggelassen": list(answer.left_out),
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _entry(actor: Actor) -> Told:
    marks = ", ".join(queries.marks(actor))
    said: Mapping[str, str | datetime | None] = {
        "Nummer": str(actor.id),
        "Name": actor.name,
        "Art": KIND_WORDS[actor.kind],
        "Bereich": SECTOR_WORDS[actor.sector] + (" (folgt der Hauptrolle)" if actor.sector_follows else ""),
        "Zusätze": marks,
        "Reichweite": REACH_WORDS[actor.reach] if actor.reach else "",
        "Beschreibung": actor.about,
        "Alltagsexpert*in für": actor.everyday_expertise,
        "Luft für Neues": _capacity(actor),
        "Seite im Netz": actor.web,
        "Ansprechperson": actor.contact_name,
        "E-Mail": actor.email,
        "Telefon": f"{actor.phone} ({actor.phone_label})" if actor.phone_label else actor.phone,
        "Notiz des Büros": actor.note,
        "Rechtsgrundlage": BASIS_WORDS[actor.basis],
        "Quelle": actor.source,
        "Beispieleintrag": "ja" if actor.is_example else "",
        "Informiert (Art. 14 DSGVO)": actor.informed_at,
        "Eingeschränkt (Art. 18 DSGVO)": actor.restricted_at,
        "Zuletzt bestätigt": actor.checked_at,
        "Vom Büro verlängert bis": pages.day(actor.keep_until_on),
        "Angelegt": actor.added_at,
        "Zuletzt geändert": actor.changed_at,
    }
    worded = {key: clock.time_in_words(v) if isinstance(v, datetime) else v for key, v in said.items()}
    return Told("Eintrag", [{"Angabe": key, "Wert": value} for key, value in worded.items() if value])


def _capacity(actor: Actor) -> str:
    asked = f", gefragt am {pages.day(actor.capacity_on)}" if actor.capacity_on else ""
    return f"{CAPACITY_WORDS[actor.capacity]}{asked}"


def _lists(actor: Actor) -> list[Told]:
    points = [
        row(Art=CONTACT_WORDS[one.kind], Wert=one.value, Bezeichnung=one.label, Galt_bis=pages.day(one.ended_on))
        for one in actor.contact_points
    ]
    addresses = [
        row(Bezeichnung=one.label, Straße=one.street, PLZ=one.postcode, Ort=one.town) for one in actor.addresses
    ]
    said = [
        row(
            Art=COMPETENCE_WORDS[one.kind],
            Text=one.text,
            Bestätigt="vom Büro" if one.confirmed else "",
            Eingetragen=one.noted_at,
        )
        for one in actor.competences
    ]
    references = [row(Titel=one.title, Adresse=one.web, Jahr=one.year) for one in actor.references]
    named: dict[str, Sequence[ActivityArea | Trait | District]] = {
        "Aktionsfeld": actor.areas,
        "Zielbild": actor.traits,
        "Stadtbezirk": actor.districts,
    }
    topics = [row(Art=word, Name=one.name) for word, rows in named.items() for one in rows]
    return [
        Told("Weitere und frühere Kontaktwege", points),
        Told("Anschriften", addresses),
        Told("Sprachen", [row(Sprache=LANGUAGE_WORDS.get(one.code, one.code)) for one in actor.languages]),
        Told("Themen und Orte", topics),
        Told("Können, Interessen, Angebote", said),
        Told("Beispiele der Arbeit", references),
    ]


def _ties(actor: Actor) -> Told:
    lines = tied.of(actor.id, public=False, also_restricted=True)
    unnamed = private([line.other_id for line in lines])
    rows = [
        row(
            Verbindung=line.words,
            Mit=SOMEBODY if line.other_id in unnamed else line.other,
            Als=line.role,
            Zeit=pages.span(line),
            Quelle=line.source,
        )
        for line in lines
    ]
    return Told("Verbindungen", rows, (LEFT_OUT,) if unnamed else ())


def private(ids: Collection[int]) -> set[int]:
    """Return those among ids who are private persons without a public page: others may not learn their names."""
    people = select(Actor.id).where(Actor.id.in_(ids), Actor.kind == ActorKind.PERSON)
    return set(db.session.scalars(people.where(Actor.id.not_in(queries.agreed(Purpose.PUBLIC))))) if ids else set()


def _consents(actor: Actor) -> Told:
    """Return what was agreed to; what was said at once and in the same words stands in one row."""
    said: dict[tuple[object, ...], list[Consent]] = {}
    for one in actor.consents:
        key = (one.given_at, one.channel, one.evidence, one.wording, one.withdrawn_at, one.withdrawn_channel)
        said.setdefault(key, []).append(one)
    rows = [
        row(
            Wozu=", ".join(PURPOSE_WORDS[one.purpose] for one in together),
            Ja_seit=together[0].given_at,
            Wie_gesagt=together[0].channel,
            Beleg=together[0].evidence,
            Wortlaut=together[0].wording,
            Zurückgenommen=together[0].withdrawn_at,
            Wie_zurückgenommen=together[0].withdrawn_channel,
        )
        for together in said.values()
    ]
    return Told("Einwilligungen", rows)


def _requests(actor: Actor) -> list[Told]:
    theirs = (JoinRequest.actor_id == actor.id) | JoinRequest.email.in_(addresses(actor))
    found = db.session.scalars(select(JoinRequest).where(theirs).order_by(JoinRequest.id))
    return [Told("Selbsteintragung", _request(one)) for one in found]


def _request(one: JoinRequest) -> list[dict[str, str]]:
    said: Mapping[str, str | datetime | None] = {
        "Name": one.name,
        "Art": KIND_WORDS[one.kind],
        "Bereich": SECTOR_WORDS[one.sector],
        "Beschreibung": one.about,
        "Seite im Netz": one.web,
        "Kann": one.competences,
        "Interessiert sich für": one.interests,
        "Bietet an": one.offers,
        "Ansprechperson": one.contact_name,
        "E-Mail": one.email,
        "Telefon": one.phone,
        "Alltagsexpert*in für": one.everyday_expertise,
        "Weitere Angaben": json.dumps(one.further, ensure_ascii=False) if one.further else "",
        "Weitere Ja": "\n".join(one.wordings.values()),
        "Ja zur öffentlichen Seite": one.public_wording,
        "Ja zu Vorschlägen": one.matching_wording,
        **{
            f"Ja: {PURPOSE_WORDS[Purpose(key)]}": said
            for key, said in one.wordings.items()
            if key not in {Purpose.PUBLIC, Purpose.MATCHING}
        },
        "Auffällig": "Von einem Programm als auffällig eingestuft" if one.suspicion else "",
        "Abgeschickt": one.asked_at,
        "Bestätigt": one.confirmed_at,
        "Beantwortet": one.answered_at,
    }
    worded = {key: clock.time_in_words(v) if isinstance(v, datetime) else v for key, v in said.items()}
    return [{"Angabe": key, "Wert": value} for key, value in worded.items() if value]


def _further(said: Mapping[str, Any]) -> str:
    """Write topics, places, languages and reach of a request in words."""
    names: dict[str, Mapping[Any, str]] = {
        "areas": {one.id: one.name for one in radar.taxonomy().every_area},
        "districts": {one.id: one.name for one in radar.taxonomy().every_district},
        "languages": LANGUAGE_WORDS,
    }
    words = [str(names[key].get(one, one)) for key in names for one in said.get(key, ())]
    return ", ".join([*words, *([REACH_WORDS[Reach(said["reach"])]] if said.get("reach") else [])])


def addresses(actor: Actor) -> list[str]:
    """Return every e-mail address that is or was somebody's; needs the contact points loaded."""
    asked = db.session.scalars(select(JoinRequest.email).where(JoinRequest.actor_id == actor.id))
    known = (actor.email, *(one.value for one in actor.contact_points if "@" in one.value), *asked)
    return sorted({one for one in known if one})


def _letters(actor: Actor) -> Told:
    to = outbox.Promise.payload["to"].as_string()
    waiting = (outbox.Promise.kind == mail.KIND, outbox.Promise.done_at.is_(None), to.in_(addresses(actor)))
    found = db.session.scalars(select(outbox.Promise).where(*waiting).order_by(outbox.Promise.id).limit(200))
    return Told(
        "Briefe, die noch unterwegs sind",
        [row(Betreff=one.payload["subject"], An=one.payload["to"], Geschrieben=one.promised_at) for one in found],
    )


def _journal(actor: Actor) -> Told:
    lines = journal.lines(journal.entries(Thing("actor", actor.id), limit=MOST_LINES), {})
    return Told("Protokoll", [row(Wann=one.at, Wer=one.actor, Was=one.sentence) for one in lines])
