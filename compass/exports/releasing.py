"""What of the network may leave in a file: nothing about a person that they did not agree to.

A person leaves whole who agreed to the entry in the office, with the fields of the public page who agreed only to that, and
not at all without either. Whoever is restricted never leaves. A tie leaves only when both its ends may say so.
Decision: docs/decisions/0016-what-leaves-the-network.md.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from compass import queries
from compass.models import Actor, ActorKind, Purpose
from compass.records.cells import COLUMNS, Column
from compass.records.shape import Record

LIST, CONTACT, WHOLE = "list", "contact", "whole"
NOTES: Final = "notes"
"""Key of the office's notes in a record: never a column, they leave only in the form for another house."""
EXTENT_WORDS: Final = {LIST: "ohne Kontaktangaben", CONTACT: "mit Kontaktangaben", WHOLE: "vollständig"}
ON_PAGE: Final = frozenset(
    {"ref", "kind", "name", "sector", "areas", "districts", "in_politics", "city_owned", "advisory_board"}
)
SHOWN: Final = {
    "about": Purpose.SHOW_ABOUT,
    "web": Purpose.SHOW_WEB,
    "competences": Purpose.SHOW_COMPETENCES,
    "references": Purpose.SHOW_REFERENCES,
    "ties": Purpose.SHOW_TIES,
    "contact_name": Purpose.SHOW_CONTACT,
    "email": Purpose.SHOW_EMAIL,
    "phone": Purpose.SHOW_PHONE,
    "phone_label": Purpose.SHOW_PHONE,
    "addresses": Purpose.SHOW_ADDRESS,
}
"""Fields of the public page by the Yes they need; what stands in neither of the two stays behind."""


def columns(extent: str) -> tuple[Column, ...]:
    """Return the columns of an extent."""
    return tuple(one for one in COLUMNS if (extent == WHOLE or not one.whole) and (extent != LIST or not one.contact))


def portion(actor: Actor, record: Record, extent: str, tied: Collection[str], *, notes: bool = False) -> Record:
    """Return what of a record leaves, notes only when asked for; `tied` are the refs of those whose ties may leave."""
    keys = (_keys(extent) | ({NOTES} if notes and extent == WHOLE else set())) & _agreed(actor)
    left: Record = {key: value for key, value in record.items() if key in keys}
    mine = [tie for tie in record.get("ties", ()) if tie["to"] in tied and record["ref"] in tied]
    left["ties"] = mine if "ties" in keys else []
    if extent != WHOLE and "competences" in left:
        left["competences"] = [{"kind": one["kind"], "text": one["text"]} for one in left["competences"]]
    return left


def _keys(extent: str) -> set[str]:
    return {one.key for one in columns(extent)}


def _agreed(actor: Actor) -> set[str]:
    """Return the fields that somebody let leave; an organisation's are its own, but for the person who answers for it."""
    everything = {NOTES, *(one.key for one in COLUMNS)}
    standing = queries.standing(actor)
    if Purpose.INTERNAL in standing:
        return everything
    shown = queries.shown(actor)
    if actor.kind is not ActorKind.PERSON:
        return everything - (set() if Purpose.SHOW_CONTACT in shown else {"contact_name"})
    return {*ON_PAGE, *(key for key, purpose in SHOWN.items() if purpose in shown)}
