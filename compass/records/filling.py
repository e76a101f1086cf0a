"""Records put into rows: a new actor, or what an actor lacks of a record; nothing that stands there is taken away.

What a record says and the house does not know (a topic, a kind of tie) is left out; `unknown` names it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import select

from compass.alike import names
from compass.models import (
    Actor,
    ActorKind,
    Address,
    Basis,
    Capacity,
    Competence,
    CompetenceKind,
    Consent,
    ContactKind,
    ContactPoint,
    Language,
    Purpose,
    Reach,
    Reference,
    Sector,
)
from compass.queries.terms import Known, known_terms
from compass.records import beside
from compass.records.beside import Present
from compass.records.shape import DAYS, ENUMS, LINES, MOMENTS, TEXTS, YESES, Record
from compass.wordings import mark as wording_mark
from core import clock
from core.db import db
from core.rows import fold
from radar.models import ActivityArea, District, Trait

PLAIN: Final = tuple(name for name in (*LINES, *TEXTS, *YESES, *DAYS, *MOMENTS, *ENUMS) if name != "ref")
KINDS: Final[Mapping[str, Any]] = {
    "kind": ActorKind,
    "sector": Sector,
    "reach": Reach,
    "capacity": Capacity,
    "basis": Basis,
}
RADAR: Final[Mapping[str, tuple[str, type[Any], str]]] = {
    "areas": ("area", ActivityArea, "Aktionsfeld"),
    "traits": ("trait", Trait, "Zielbild"),
    "districts": ("district", District, "Stadtbezirk"),
}
KEEP: Final = frozenset({"name", "kind", "sector", "sector_follows", "basis", "source", "phone_label", *MOMENTS})
"""What a file never changes in an entry that is there: who somebody is, and what the house itself noted."""


@dataclass
class Vocabulary:
    """The words of the house by their folded names; rows are loaded once and shared by a portion."""

    rows: Mapping[str, Mapping[str, Any]]
    known: Known
    beside: Present

    def term(self, said: Mapping[str, Any]) -> int | None:
        """Return the term that a competence names, switched off or not; without one the term that its text is a word for."""
        named = fold(said.get("term") or "")
        if not named:
            return self.known.by_word.get(fold(said["text"]))
        every = ((fold(word), number) for number, some in self.known.words.items() for word in some)
        return self.known.by_word.get(named) or next((number for word, number in every if word == named), None)

    def of(self, name: str, said: Iterable[str]) -> list[Any]:
        """Return the rows that these names mean."""
        found = (self.rows[name].get(fold(one)) for one in said)
        return list({row.id: row for row in found if row is not None}.values())

    def unknown(self, record: Record) -> list[str]:
        """Name what of a record the house does not know."""
        radar = [
            f"{RADAR[name][2]} „{one[:60]}“ gibt es hier nicht"
            for name in RADAR
            for one in record.get(name, ())
            if fold(one) not in self.rows[name]
        ]
        return [*radar, *self.beside.unknown(record)]


def vocabulary(ids: Collection[int] = ()) -> Vocabulary:
    """Return the words of the house, attached to the present session; `ids` are the actors that records may supplement."""
    rows = {
        name: {fold(row.name): row for row in db.session.scalars(select(kind))} for name, (_, kind, _) in RADAR.items()
    }
    return Vocabulary(rows, known_terms(), beside.present(ids))


def plain(record: Record) -> dict[str, Any]:
    """Return the plain values of a record as an actor's columns hold them."""
    made = {name: record[name] for name in PLAIN if name in record}
    for name, kind in KINDS.items():
        if name in made:
            made[name] = kind(made[name])
    for name in MOMENTS:
        if name in made:
            made[name] = datetime.fromisoformat(made[name])
    return made


def new(record: Record, words: Vocabulary) -> Actor:
    """Return the actor of a record, not stored yet; nothing of it is public before a consent counts."""
    moment = clock.now()
    lists = {name: words.of(name, record.get(name, ())) for name in RADAR}
    rows = {name: make(record, words) for name, make in MAKERS.items()}
    said = {name: some for name, some in {**lists, **rows}.items() if some}  # setting an empty list costs as much
    return Actor(added_at=moment, changed_at=moment, **plain(record), **said)


def _competences(record: Record, words: Vocabulary) -> list[Competence]:
    made = {}
    for said in record.get("competences", ()):
        kind, key = CompetenceKind(said["kind"]), fold(said["text"])
        noted = datetime.fromisoformat(said["noted_at"]) if said.get("noted_at") else clock.now()
        confirmed, term = bool(said.get("confirmed")), words.term(said)
        made[kind, key] = Competence(kind=kind, text=said["text"], confirmed=confirmed, noted_at=noted, term_id=term)
    return list(made.values())


def _points(record: Record, _: Vocabulary) -> list[ContactPoint]:
    made = {}
    for said in record.get("contact_points", ()):
        row = ContactPoint(**{**said, "kind": ContactKind(said["kind"])})
        made[row.kind, row.value_key, row.label] = row
    return list(made.values())


def _consents(record: Record, _: Vocabulary) -> list[Consent]:
    """Return consents; of one purpose only one can count."""
    made, counting = [], set()
    for said in record.get("consents", ()):
        purpose, ended = Purpose(said["purpose"]), said.get("withdrawn_at")
        if not ended and purpose in counting:
            continue
        counting |= set() if ended else {purpose}
        wording = said.get("wording") or ""
        rest = {name: said.get(name) or "" for name in ("channel", "evidence", "withdrawn_channel")}
        given, moment = datetime.fromisoformat(said["given_at"]), datetime.fromisoformat(ended) if ended else None
        mark = wording_mark(wording) if wording else ""
        made.append(
            Consent(purpose=purpose, given_at=given, withdrawn_at=moment, wording=wording, wording_mark=mark, **rest)
        )
    return made


def _rows(key: str, row: type[Any], record: Record, _: Vocabulary) -> list[Any]:
    return [row(**said) for said in record.get(key, ())]


def _languages(record: Record, _: Vocabulary) -> list[Language]:
    return [Language(code=code[:12]) for code in sorted(set(record.get("languages", ())))]


MAKERS: Final[Mapping[str, Any]] = {
    "competences": _competences,
    "contact_points": _points,
    "consents": _consents,
    "addresses": partial(_rows, "addresses", Address),
    "references": partial(_rows, "references", Reference),
    "languages": _languages,
}


@dataclass
class Lack:
    """What an actor lacks of a record: plain values, rows to add, topics to add, lists that wings keep beside it.

    `otherwise` are keys of plain values that the actor has and the record says differently: the actor's stay.
    """

    plain: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[Any]] = field(default_factory=dict)
    topics: dict[str, list[Any]] = field(default_factory=dict)
    beside: Record = field(default_factory=dict)
    otherwise: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.plain or self.rows or self.topics or self.beside)

    def names(self) -> list[str]:
        """Return the keys of what changes."""
        return [*self.plain, *self.rows, *self.topics, *self.beside]


def lack(actor: Actor, record: Record, words: Vocabulary) -> Lack:
    """Return what a record says and an actor, loaded in full, does not; a new e-mail or number comes beside the old one."""
    found = Lack()
    for name, value in plain(record).items():
        if name in KEEP or name in {"email", "phone"} or not value or value == getattr(actor, name):
            continue
        if getattr(actor, name):
            found.otherwise.append(name)
        else:
            found.plain[name] = value
    rows = {name: _fresh(name, actor, make(record, words)) for name, make in MAKERS.items()}
    rows["contact_points"] += _ways(actor, record, found)
    found.rows = {name: some for name, some in rows.items() if some}
    for name in RADAR:
        there = {row.id for row in getattr(actor, name)}
        if more := [row for row in words.of(name, record.get(name, ())) if row.id not in there]:
            found.topics[name] = more
    found.beside = words.beside.lacking(actor.id, record)
    return found


def _ways(actor: Actor, record: Record, found: Lack) -> list[ContactPoint]:
    """Return the record's main e-mail and number as further ones where the actor has another; put them in where it has none."""
    made = []
    for name, kind, key in (("email", ContactKind.EMAIL, names.email), ("phone", ContactKind.PHONE, names.phone)):
        said, there = record.get(name, ""), getattr(actor, name)
        known = {key(there), *(key(row.value) for row in actor.contact_points if row.kind is kind)}
        if said and not there:
            found.plain[name] = said
        elif said and key(said) not in known and said != there:
            made.append(ContactPoint(kind=kind, value=said, label="", ended_on=""))
    return made


def _key(name: str, row: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a row of one of the lists
    """Return what makes two rows of a list the same."""
    if name == "competences":
        return (row.kind, fold(row.text))
    if name == "contact_points":
        return (row.kind, names.phone(row.value) or row.value_key)
    if name == "consents":
        return (row.purpose, row.given_at) if row.withdrawn_at else (row.purpose, None)
    if name == "languages":
        return (row.code,)
    return (fold(row.title),) if name == "references" else (fold(row.street), row.postcode, fold(row.town))


def _fresh(name: str, actor: Actor, rows: Iterable[Any]) -> list[Any]:
    known = {_key(name, row) for row in getattr(actor, name)}
    main = {
        (ContactKind.EMAIL, fold(actor.email)),
        (ContactKind.PHONE, names.phone(actor.phone)),
    }
    return [row for row in rows if (key := _key(name, row)) not in known and key not in main]
