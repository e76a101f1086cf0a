"""Two entries become one, and are taken apart again within thirty days (docs/decisions/0014-merging-two-entries.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select, update

from compass import services
from compass.doubles import consenting, fields, following, own, refusals, schema
from compass.doubles.ledger import Ledger, Row, rows, take_back
from compass.doubles.models import Merge
from compass.doubles.moving import Move
from compass.models import Actor, ContactKind, ContactPoint, Purpose
from core import clock, journal, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.rows import Base, fold
from core.things import Thing

WITHIN: Final = timedelta(days=30)
FAST: Final = "Jemand anderes hat einen der beiden Einträge gerade geändert. Bitte schauen Sie noch einmal."
SAME: Final = "Das ist zweimal derselbe Eintrag."
RESTRICTED: Final = (
    "Einer der beiden Einträge ist eingeschränkt (Art. 18 DSGVO). Mit ihm darf gerade nichts geschehen. "
    "Heben Sie die Einschränkung zuerst auf."
)
BRINGS: Final = {
    Purpose.SHOW_COMPETENCES: ("competence", "competences"),
    Purpose.SHOW_REFERENCES: ("actor_reference", "references"),
}
"""Lists that a consent shows: their table and the key of the choice."""


def table(name: str) -> Any:  # noqa: ANN401 - a Table; mypy knows it as a FromClause
    """Return a table of the schema."""
    return Base.metadata.tables[name]


def merge(kept: int, gone: int, chosen: Mapping[str, str], who: Who, *, seen: tuple[int, int] | None = None) -> Merge:
    """Let one entry take over all of another one; `chosen` says left (kept), right or both for fields and lists.

    `seen` are the versions of the two that were looked at. Refused for one entry twice, for restricted ones, when one is
    gone or changed meanwhile.
    """
    if kept == gone:
        raise Refused(SAME)
    roles = following.before(kept, gone)
    first, second = (services.locked(number) for number in sorted((kept, gone)))
    if first.restricted_at or second.restricted_at:
        raise Refused(RESTRICTED)
    left, right = (rows(table("actor"), id=number)[0] for number in (kept, gone))
    if seen is not None and (left["version"], right["version"]) != seen:
        raise Refused(FAST)
    db.session.flush()
    ledger, moment = Ledger(), clock.now()
    _end_consents(ledger, plan(left, right, chosen, moment))
    _choose_lists(ledger, kept, gone, chosen)
    values = fields.merged(left, right, chosen, moment)
    values["note"] = own.kept_in(values["note"], kept, gone)
    same_mailbox = fold(values["email"]) == fold(right["email"])
    Move(ledger, gone, kept, same_mailbox=same_mailbox).everything()
    _end_links(ledger, kept, same_mailbox=fold(values["email"]) == fold(left["email"]))
    _further_points(ledger, kept, fields.points(left, right, chosen))
    ledger.update(table("actor"), left, **values)
    ledger.delete(table("actor"), right)
    moved = following.after(ledger, kept, roles, who)
    row = Merge(gone_id=gone, kept_id=kept, kept_was=kept, merged_by=who.account, merged_at=moment)
    row.snapshot = ledger.entries
    db.session.add(row)
    journal.note("actor.merged", Thing("actor", kept), who)
    _told(kept, gone, *moved)
    return row


def plan(left: Row, right: Row, chosen: Mapping[str, str], moment: datetime) -> list[consenting.End]:
    """Return which consents end when the two become one as chosen."""
    said = [
        [
            consenting.Said(row["id"], row["purpose"], row["given_at"], row["withdrawn_at"])
            for row in rows(table("consent"), actor_id=number)
        ]
        for number in (left["id"], right["id"])
    ]
    brought = {
        fields.LEFT: _brings(fields.LEFT, left, right, chosen),
        fields.RIGHT: _brings(fields.RIGHT, right, left, chosen),
    }
    return consenting.ends(said[0], said[1], brought, moment)


def _brings(side: str, own: Row, other: Row, chosen: Mapping[str, str]) -> set[Purpose]:
    """Return the fields of the public page into which one of the two brings something of its own."""
    found, number = set(), own["id"]
    for purpose, key in ((Purpose.SHOW_ABOUT, "about"), (Purpose.SHOW_WEB, "web")):
        field = next(one for one in fields.FIELDS if one.key == key)
        first, second = (own, other) if side == fields.LEFT else (other, own)
        taken = chosen.get(key) or fields.default(field, first, second)
        if own[key] and own[key] != other[key] and taken in {side, fields.BOTH}:
            found.add(purpose)
    for purpose, (name, key) in BRINGS.items():
        if chosen.get(key, fields.BOTH) in {side, fields.BOTH} and rows(table(name), actor_id=number):
            found.add(purpose)
    belonging = {where for where, count in _pointing(number).items() if count}
    if "tie" in belonging:
        found.add(Purpose.SHOW_TIES)
    if not all(map(schema.of_this_room, belonging)):
        found.add(Purpose.SHOW_CIRCLES)
    return found


def belongings(number: int) -> dict[str, int]:
    """Return how many rows of each table belong to an actor, without those that follow by themselves."""
    found = _pointing(number)
    for where, kind, name in schema.things():
        same = (where.c[kind] == schema.ACTOR, where.c[name] == number)
        found[where.name] += db.session.scalar(select(func.count()).select_from(where).where(*same)) or 0
    return dict(found)


def _pointing(number: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for where, column in schema.pointing():
        found[where.name] += db.session.scalar(select(func.count()).select_from(where).where(column == number)) or 0
    return found


def _end_consents(ledger: Ledger, ending: Collection[consenting.End]) -> None:
    consent = table("consent")
    for end in ending:
        row = rows(consent, id=end.id)[0]
        ledger.update(consent, row, withdrawn_at=end.at, withdrawn_channel=end.why)


def _choose_lists(ledger: Ledger, kept: int, gone: int, chosen: Mapping[str, str]) -> None:
    """Take out the rows of the side that was not chosen."""
    for name, (key, _) in fields.LISTS.items():
        side = chosen.get(key, fields.BOTH)
        if side != fields.BOTH:
            for row in rows(table(name), actor_id=gone if side == fields.LEFT else kept):
                ledger.delete(table(name), row)


def _end_links(ledger: Ledger, kept: int, *, same_mailbox: bool) -> None:
    """End the links that were sent to a mailbox which the entry no longer has."""
    if not same_mailbox:
        for row in rows(table("link"), kind=schema.ACTOR, subject=kept):
            ledger.delete(table("link"), row)


def _further_points(ledger: Ledger, kept: int, points: Collection[Mapping[str, str]]) -> None:
    there = {(row["kind"], row["value_key"]) for row in rows(table("contact_point"), actor_id=kept)}
    for said in points:
        made = ContactPoint(kind=ContactKind(said["kind"]), value=said["value"], label=said["label"])
        if (made.kind, made.value_key) not in there:
            plain = {"kind": made.kind, "value": made.value, "value_key": made.value_key, "label": made.label}
            ledger.insert(table("contact_point"), actor_id=kept, ended_on="", **plain)


def _told(*numbers: int) -> None:
    """Tell the keys, the index and every room's pages: any of them may show one of the two."""
    for number in numbers:
        services.changed(number)
    for subject in versions.of_rooms():
        if "." not in subject:  # a wing's pages follow its room's number
            versions.up(subject)


def undo(number: int, who: Who) -> int:
    """Take a merge back; return how many rows could not come back. Refused where a later merge stands upon it."""
    row = db.session.get(Merge, number, populate_existing=True)
    if row is None:
        raise NotThere
    services.locked(row.kept_id)  # first, as whoever erases it does
    row = db.session.get(Merge, number, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotThere
    reason = why_not(row)
    if reason:
        raise Refused(reason)
    kept, gone, moment, entries = row.kept_id, row.gone_id, row.merged_at, row.snapshot or []
    db.session.delete(row)
    db.session.flush()
    left = take_back(entries)
    refusals.count_for_both(kept, gone, moment)
    db.session.expire_all()
    if db.session.get(Actor, gone) is None:
        raise Refused("Der frühere Eintrag lässt sich nicht wiederherstellen.")
    for one in (kept, gone):
        journal.note("actor.unmerged", Thing("actor", one), who)
    _told(kept, gone)
    return left


def why_not(row: Merge) -> str:
    """Return why a merge cannot be taken back, in words; empty when it can."""
    if row.snapshot is None or row.merged_at < clock.now() - WITHIN:
        return "Zusammenführen lässt sich 30 Tage lang rückgängig machen. Die Zeit ist um."
    later = select(Merge.id).where(Merge.kept_id == row.kept_id, Merge.id > row.id)
    if row.kept_was != row.kept_id or db.session.scalar(later.limit(1)) is not None:
        return "Danach wurde noch einmal zusammengeführt. Machen Sie zuerst das Spätere rückgängig."
    return ""


def purge() -> int:
    """Delete what is kept for taking back once thirty days are over; that an old address leads on stays."""
    old = update(Merge).where(Merge.merged_at < clock.now() - WITHIN, Merge.snapshot.is_not(None))
    return int(db.session.execute(old.values(snapshot=None)).rowcount)  # type: ignore[attr-defined]  # an UPDATE's result counts rows


def kept_of(row: Merge) -> list[str]:
    """Return what the snapshot still holds of the entry that went, in words: "Name: ...", nothing after thirty days."""
    entries = [one for one in row.snapshot or () if one["table"] == schema.ACTOR and one["after"] is None]
    said = [(field.label, entry["before"].get(field.columns[0])) for entry in entries for field in fields.FIELDS]
    return [f"{label}: {value}" for label, value in said if value]


def gone_of(number: int) -> int:
    """Return the number that a merge made free; NotThere when there is no such merge."""
    found = db.session.scalar(select(Merge.gone_id).where(Merge.id == number))
    if found is None:
        raise NotThere
    return found
