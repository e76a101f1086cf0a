"""The page of two entries beside each other: what they say, what moves, which consents end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from compass.doubles import consenting, fields, merging, own, schema
from compass.doubles.ledger import Row, rows
from compass.models import COMPETENCE_WORDS, LANGUAGE_WORDS, PURPOSE_WORDS
from core import clock
from core.db import db
from core.errors import NotThere
from radar.models import ActivityArea, District, Trait

MOST: Final = 40
HIDDEN: Final = {"likely_pair", "actor_merge", "not_double"}
PLURALS: Final = {
    "tie": "Verbindungen",
    "consent": "Einwilligungen",
    "journal": "Zeilen im Protokoll",
    "link": "Links in Briefen",
    "join_request": "Selbsteintragungen",
}
NAMED: Final = {
    "actor_area": (ActivityArea, "area_id"),
    "actor_trait": (Trait, "trait_id"),
    "actor_district": (District, "district_id"),
}
WHY: Final = {
    consenting.WITHDRAWN: "im anderen Eintrag zurückgenommen",
    consenting.ASK_ANEW: "der andere Eintrag hat dazu nie Ja gesagt",
    consenting.NO_PAGE: "ohne öffentliche Seite",
}


@dataclass(frozen=True)
class Line:
    """One field or list: key, word, what each side says (empty: nothing), and whether somebody has to choose."""

    key: str
    label: str
    left: str
    right: str
    open: bool


@dataclass(frozen=True)
class Beside:
    """Two entries beside each other."""

    left: Row
    right: Row
    lines: Sequence[Line]
    moving: Sequence[tuple[str, int]]
    ending: Sequence[tuple[str, str]]
    own: Sequence[tuple[str, str]]
    restricted: bool

    def defaults(self) -> dict[str, object]:
        """Return what stands chosen before anybody looks, with the versions looked at."""
        sides = {one.key: fields.default(one, self.left, self.right) for one in fields.FIELDS}
        lists = {key: fields.BOTH for key, _ in fields.LISTS.values()}
        seen = {"left_version": self.left["version"], "right_version": self.right["version"]}
        return {**sides, **lists, **seen}


def of(left_id: int, right_id: int, chosen: Mapping[str, str] | None = None) -> Beside:
    """Return two entries beside each other, with what happens if they are merged as chosen; NotThere when one is gone."""
    found = {row["id"]: row for number in (left_id, right_id) for row in rows(merging.table("actor"), id=number)}
    if len(found) < 2:  # noqa: PLR2004 - two entries
        raise NotThere
    left, right = found[left_id], found[right_id]
    ending = merging.plan(left, right, chosen or {}, clock.now())
    return Beside(
        left,
        right,
        [*_plain(left, right), *_lists(left_id, right_id)],
        moving(right_id),
        [(PURPOSE_WORDS[end.purpose], WHY[end.why]) for end in ending if end.why in WHY],
        own.differing(left_id, right_id),
        bool(left["restricted_at"] or right["restricted_at"]),
    )


def _plain(left: Row, right: Row) -> list[Line]:
    return [
        Line(
            one.key,
            one.label,
            fields.shown(one, left),
            fields.shown(one, right),
            not fields.equal(one, left, right) and fields.shown(one, left) != fields.shown(one, right),
        )
        for one in fields.FIELDS
    ]


def _lists(left_id: int, right_id: int) -> list[Line]:
    lines = []
    for name, (key, word) in fields.LISTS.items():
        left, right = (_said(name, number) for number in (left_id, right_id))
        lines.append(Line(key, word, " · ".join(left), " · ".join(right), left != right))
    return lines


def _said(name: str, number: int) -> list[str]:
    """Return the rows of a list of an entry in words, in a steady order."""
    found = rows(merging.table(name), actor_id=number)[:MOST]
    if name in NAMED:
        model, column = NAMED[name]
        ids = [row[column] for row in found]
        return sorted(db.session.scalars(select(model.name).where(model.id.in_(ids))))
    return sorted(word for row in found if (word := _words(name, row)))


def _words(name: str, row: Row) -> str:
    if name == "competence":
        return f"{COMPETENCE_WORDS[row['kind']]}: {row['text']}"
    if name == "contact_point":
        return f"{row['value']}{' (früher)' if row['ended_on'] else ''}"
    if name == "actor_address":
        return ", ".join(filter(None, (row["street"], f"{row['postcode']} {row['town']}".strip())))
    if name == "actor_language":
        return str(LANGUAGE_WORDS.get(row["code"], row["code"]))
    return str(row.get("title", ""))


def moving(number: int) -> list[tuple[str, int]]:
    """Return what moves with an entry beside its fields and lists: in words, how many rows."""
    apart = HIDDEN | set(fields.LISTS)
    found = [(name, count) for name, count in merging.belongings(number).items() if count and name not in apart]
    return sorted((PLURALS.get(name) or schema.word(name), count) for name, count in found)
