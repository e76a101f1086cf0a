"""What this wing hangs into other pages: values on an actor's page, filters of the list, words for the office's search."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flask import render_template
from markupsafe import Markup
from sqlalchemy import ColumnElement, select

from compass.custom import queries, words
from compass.custom.models import FieldType, OwnValue
from compass.custom.queries import FieldLine
from compass.models import Actor
from compass.narrowing import FilterPart
from compass.told import Told
from core import accounts
from core.rights import Right, allows

FILLED = {"ja": "ausgefüllt", "nein": "leer"}


def desk(actor: Actor) -> list[Markup]:
    """Return what stands in the own fields of an actor, with the way to fill them in."""
    person = accounts.require()
    lines = queries.fields()
    if not lines or not allows(person.role, Right.NETWORK_CONTACT):
        return []
    rows = _said(actor.id, lines)
    may = allows(person.role, Right.NETWORK_EDIT) and bool(queries.asked_of(actor.kind))
    if not rows and not may:
        return []
    return [Markup(render_template("compass/custom/desk.html", actor=actor, rows=rows, may_edit=may))]  # noqa: S704 - our own template


def _said(actor_id: int, lines: Sequence[FieldLine]) -> list[tuple[str, str]]:
    present = queries.values([actor_id]).get(actor_id, {})
    return [(line.label, words.shown(line.type, present[line.id])) for line in lines if line.id in present]


def told(actor_id: int) -> list[Told]:
    """Return what stands in the own fields of an actor (Art. 15)."""
    rows = [{"Feld": label, "Angabe": value} for label, value in _said(actor_id, queries.fields())]
    return [Told("Eigene Felder", rows)] if rows else []


def documents(actor_ids: Sequence[int]) -> list[Mapping[int, str]]:
    """Return the words in own fields for the office's index: texts and choices."""
    spoken = {line.id for line in queries.fields() if line.type in (FieldType.TEXT, FieldType.CHOICE)}
    found = queries.values(actor_ids) if spoken else {}
    return [{actor: " ".join(v for k, v in said.items() if k in spoken) for actor, said in found.items()}]


def filters() -> list[FilterPart]:
    """Return a filter for each own field: its choices, or whether anything stands there."""
    viewer = accounts.viewer()
    if viewer is None or not allows(viewer.role, Right.NETWORK_CONTACT):
        return []
    return [_filter(line) for line in queries.fields() if not line.ended]


def _filter(line: FieldLine) -> FilterPart:
    chosen = line.type is FieldType.CHOICE
    choices = {one: one for one in line.choices} if chosen else FILLED
    return FilterPart(f"feld{line.id}", line.label, choices, _narrow(line.id, chosen=chosen))


def _narrow(number: int, *, chosen: bool) -> Callable[[Sequence[str]], ColumnElement[bool]]:
    def narrow(values: Sequence[str]) -> ColumnElement[bool]:
        there = select(OwnValue.actor_id).where(OwnValue.field_id == number)
        if chosen:
            return Actor.id.in_(there.where(OwnValue.value.in_(values)))
        if set(values) == set(FILLED):
            return Actor.id.is_not(None)
        return Actor.id.in_(there) if "ja" in values else Actor.id.not_in(there)

    return narrow


def links() -> list[tuple[str, str]]:
    """Return the way to the own fields for those who define them."""
    viewer = accounts.viewer()
    may = viewer is not None and allows(viewer.role, Right.NETWORK_FIELDS)
    return [("Eigene Felder", "/buero/netzwerk/eigene-felder")] if may else []
