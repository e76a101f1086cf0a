"""When two rows of two entries say the same, and what the one that stays takes over from the other; pure arithmetic.

Tables without a rule of their own go by their unique constraints: the row of the kept entry stays, what is empty in it is
filled from the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from core.rows import fold

Row = dict[str, Any]
LONGEST: Final = 300


def text_of(row: Row) -> tuple[object, ...]:
    """Return what makes two sentences about somebody the same one."""
    return row["kind"], fold(row["text"])


def point(row: Row) -> tuple[object, ...]:
    """Return what makes two ways to reach somebody the same one."""
    return row["kind"], row["value_key"]


def address(row: Row) -> tuple[object, ...]:
    """Return what makes two postal addresses the same one."""
    return fold(row["street"]), row["postcode"].strip(), fold(row["town"])


def reference(row: Row) -> tuple[object, ...]:
    """Return what makes two examples of work the same one."""
    return fold(row["title"]), fold(row["web"])


def tie(row: Row) -> tuple[object, ...]:
    """Return what two ties must have alike before their days are compared."""
    return row["from_id"], row["to_id"], row["kind"], fold(row["role"])


SAME: Final[Mapping[str, Callable[[Row], tuple[object, ...]]]] = {
    "competence": text_of,
    "contact_point": point,
    "actor_address": address,
    "actor_reference": reference,
    "tie": tie,
}


def twin(table: str, row: Row, others: Sequence[Row]) -> Row | None:
    """Return the row of the kept entry that says the same, by the table's own rule."""
    same = SAME.get(table)
    if same is None:
        return None
    alike = [other for other in others if same(other) == same(row)]
    if table == "tie":
        alike = sorted((one for one in alike if meet(one, row)), key=lambda one: one["since_on"] != row["since_on"])
    return alike[0] if alike else None


def meet(one: Row, other: Row) -> bool:
    """Tell whether two ties stood at the same time; an unknown day (empty) sets no limit."""
    return not (one["until_on"] and other["since_on"] and one["until_on"] < other["since_on"]) and not (
        other["until_on"] and one["since_on"] and other["until_on"] < one["since_on"]
    )


def joined(table: str, kept: Row, gone: Row, others: Sequence[Row] = ()) -> Row:
    """Return the columns of the kept row that change when it takes over what the other says."""
    empty = {name: value for name, value in gone.items() if kept.get(name) in ("", None) and value not in ("", None)}
    return {**_filled(table, empty), **RULES.get(table, _nothing)(kept, gone, others)}


def _filled(table: str, empty: Row) -> Row:
    """An open end is a statement, not a gap; so is a contact that is still good."""
    apart = {"tie": ("since_on", "until_on"), "contact_point": ("ended_on",)}.get(table, ())
    return {name: value for name, value in empty.items() if name not in apart}


def _nothing(_: Row, __: Row, ___: Sequence[Row]) -> Row:
    return {}


def _ties(kept: Row, gone: Row, others: Sequence[Row]) -> Row:
    """Join days: since the earlier known one, until the later one, open if one of them is open."""
    since = min(filter(None, (kept["since_on"], gone["since_on"])), default="")
    until = max(kept["until_on"], gone["until_on"]) if kept["until_on"] and gone["until_on"] else ""
    taken = {other["since_on"] for other in others if other["id"] != kept["id"] and tie(other) == tie(kept)}
    said = " · ".join(dict.fromkeys(filter(None, (kept["source"], gone["source"]))))[:LONGEST]
    main = kept["is_main"] or gone["is_main"]
    return {
        "since_on": kept["since_on"] if since in taken else since,
        "until_on": until,
        "source": said,
        "is_main": main,
    }


def _competences(kept: Row, gone: Row, _: Sequence[Row]) -> Row:
    return {
        "confirmed": kept["confirmed"] or gone["confirmed"],
        "noted_at": min(kept["noted_at"], gone["noted_at"]),
    }


def _points(kept: Row, gone: Row, _: Sequence[Row]) -> Row:
    both = (kept["ended_on"], gone["ended_on"])
    return {"ended_on": max(both) if all(both) else ""}


def _references(kept: Row, gone: Row, _: Sequence[Row]) -> Row:
    return {"highlighted": kept["highlighted"] or gone["highlighted"]}


RULES: Final[Mapping[str, Callable[[Row, Row, Sequence[Row]], Row]]] = {
    "tie": _ties,
    "competence": _competences,
    "contact_point": _points,
    "actor_reference": _references,
}
