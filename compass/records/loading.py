"""Records made of rows: a few hundred actors at a time, in a constant number of statements."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, raiseload, selectinload

from compass.models import Actor, Competence, Tie
from compass.records import beside
from compass.records.shape import DAYS, ENUMS, LINES, MOMENTS, TEXTS, YESES, Record
from core.config import settings

OWN = "/netzwerk/"
LOADED = (
    selectinload(Actor.areas),
    selectinload(Actor.traits),
    selectinload(Actor.districts),
    selectinload(Actor.languages),
    selectinload(Actor.contact_points),
    selectinload(Actor.addresses),
    selectinload(Actor.references),
    selectinload(Actor.consents),
    selectinload(Actor.competences).options(joinedload(Competence.term), raiseload("*")),
    raiseload("*"),
)


def in_full() -> Select[Actor]:
    """Return the select of actors with everything a record holds but ties."""
    return select(Actor).options(*LOADED)


def ref(number: int) -> str:
    """Return what an actor of this house is called elsewhere: an address that stays."""
    return f"{settings().base_url.rstrip('/')}{OWN}{number}"


def number_of(said: str) -> int | None:
    """Return the actor that a ref of this house means; None for any other."""
    digits = said.removeprefix(f"{settings().base_url.rstrip('/')}{OWN}")
    return int(digits) if digits != said and digits.isascii() and digits.isdecimal() and len(digits) < 10 else None  # noqa: PLR2004 - ids are smaller


def records(session: Session, actors: Sequence[Actor]) -> list[Record]:
    """Return the records of actors that were loaded in_full(), with the ties that begin at them and what wings keep."""
    ids = [actor.id for actor in actors]
    ties, kept = _ties(session, ids), beside.load(session, ids)
    return [{**of(actor), **kept[actor.id], "ties": ties.get(actor.id, [])} for actor in actors]


def of(actor: Actor) -> Record:
    """Return the record of one actor without its ties."""
    plain = {name: getattr(actor, name) for name in (*LINES, *TEXTS, *YESES, *DAYS) if name != "ref"}
    words = {name: (value.value if (value := getattr(actor, name)) else "") for name in ENUMS}
    moments = {name: _iso(getattr(actor, name)) for name in MOMENTS}
    return {"ref": ref(actor.id), **plain, **words, **moments, **_named(actor), **_rows(actor)}


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _named(actor: Actor) -> Record:
    return {
        "areas": [one.name for one in actor.areas],
        "traits": [one.name for one in actor.traits],
        "districts": [one.name for one in actor.districts],
        "languages": [one.code for one in actor.languages],
    }


def _rows(actor: Actor) -> Record:
    return {
        "competences": [
            {
                "kind": one.kind.value,
                "text": one.text,
                "term": one.term.name if one.term else "",
                "confirmed": one.confirmed,
                "noted_at": _iso(one.noted_at),
            }
            for one in actor.competences
        ],
        "references": [_fields(one, "title", "web", "year", "highlighted") for one in actor.references],
        "contact_points": [
            {"kind": one.kind.value, **_fields(one, "label", "value", "ended_on")} for one in actor.contact_points
        ],
        "addresses": [_fields(one, "label", "street", "postcode", "town") for one in actor.addresses],
        "consents": [
            {
                "purpose": one.purpose.value,
                "given_at": _iso(one.given_at),
                **_fields(one, "channel", "evidence"),
                "withdrawn_at": _iso(one.withdrawn_at) or None,
                **_fields(one, "withdrawn_channel", "wording"),
            }
            for one in actor.consents
        ],
    }


def _fields(row: object, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _ties(session: Session, ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    wanted = select(Tie, Actor.name).join(Actor, Actor.id == Tie.to_id).where(Tie.from_id.in_(ids)).order_by(Tie.id)
    found: dict[int, list[dict[str, Any]]] = {}
    for tie, name in session.execute(wanted):
        said = {
            "kind": tie.kind,
            "to": ref(tie.to_id),
            "to_name": name,
            **_fields(tie, "role", "is_main", "since_on", "until_on", "source"),
        }
        found.setdefault(tie.from_id, []).append(said)
    return found
