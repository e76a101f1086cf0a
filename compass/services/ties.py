"""Changes of ties: noted, changed, ended, removed; a person's sector follows in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from compass.models import Actor, ActorKind, Tie, TieType
from compass.services import filling, main_roles
from compass.services.actors import changed, locked, thing
from core import clock, journal
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing

SAME = "Diese Verbindung gibt es schon, mit demselben Anfang."


@dataclass(frozen=True)
class TieDraft:
    """What is written about a tie; days in ISO form, empty when unknown."""

    role: str = ""
    since_on: str = ""
    until_on: str = ""
    source: str = ""
    is_main: bool = False


@dataclass(frozen=True)
class Move:
    """Somebody has changed jobs: from which tie (or none that was known), to whom, as what, since which ISO day.

    The old e-mail becomes a former one unless it is kept.
    """

    to_id: int
    kind: str
    day: str
    role: str = ""
    from_tie: int | None = None
    email: str = ""
    keeps_email: bool = False
    source: str = ""


def tie(
    from_id: int,
    to_id: int,
    kind: str,
    who: Who,
    *,
    role: str = "",
    since_on: str = "",
    until_on: str = "",
    source: str = "",
    is_main: bool = False,
) -> Tie:
    """Note a tie between two actors, read from the first to the second; the same again changes its end and source.

    NotThere for unknown actors and kinds.
    """
    if from_id == to_id:
        raise Refused("Ein Eintrag kann nicht mit sich selbst verbunden sein.")
    draft = TieDraft(role, since_on, until_on, source, is_main)
    _hold(from_id, to_id)
    if db.session.get(TieType, kind) is None:
        raise NotThere
    row = _same(from_id, to_id, kind, draft)
    if row is None:
        row = Tie(from_id=from_id, to_id=to_id, kind=kind, since_on=since_on, role=role, is_main=False)
        db.session.add(row)
    was_main = row.is_main
    _write(row, draft)
    journal.note("actor.tied", Thing("actor", from_id), who)
    _follow(row, who, was_main=was_main)
    return row


def _hold(*ids: int) -> None:
    main_roles.hold(ids)
    for number in sorted(set(ids)):
        locked(number)


def _same(from_id: int, to_id: int, kind: str, draft: TieDraft) -> Tie | None:
    ends = (Tie.from_id == from_id, Tie.to_id == to_id, Tie.kind == kind)
    same = select(Tie).where(*ends, Tie.since_on == draft.since_on, Tie.role == draft.role)
    return db.session.scalars(same.with_for_update()).one_or_none()


def _write(row: Tie, draft: TieDraft) -> None:
    """Put a draft into a row; the main role is one of a person, at somebody who is none."""
    if draft.since_on and draft.until_on and draft.until_on < draft.since_on:
        raise Refused("Das Ende liegt vor dem Anfang.")
    row.role, row.since_on, row.until_on, row.source = draft.role, draft.since_on, draft.until_on, draft.source
    db.session.flush()
    if not draft.is_main:
        row.is_main = False
        return
    first, second = locked(row.from_id), locked(row.to_id)
    if first.kind is not ActorKind.PERSON or second.kind is ActorKind.PERSON:
        raise Refused("Eine Hauptrolle hat nur eine Person, und zwar bei einer Organisation.")
    main_roles.choose(row)


def _follow(row: Tie, who: Who, *, was_main: bool) -> None:
    """Let the sector follow, and tell who is another one now."""
    db.session.flush()
    over = bool(row.until_on) and row.until_on <= clock.today().isoformat()
    if row.is_main and not over:
        main_roles.follow([row.from_id], who)
    elif was_main:
        main_roles.after_end(row.from_id, who)
    for number in (row.from_id, row.to_id):
        changed(number)


def _row(tie_id: int, version: int | None) -> Tie:
    """Return a tie with both ends locked; refused when it changed since `version`."""
    seen = db.session.get(Tie, tie_id)
    if seen is None:
        raise NotThere
    _hold(seen.from_id, seen.to_id)
    row = db.session.get(Tie, tie_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotThere
    if version is not None and row.version != version:
        raise stale()
    return row


def change_tie(tie_id: int, draft: TieDraft, who: Who, version: int | None = None) -> Tie:
    """Let a tie have other days, another role or source; refused when it changed since `version`."""
    row = _row(tie_id, version)
    twin = _same(row.from_id, row.to_id, row.kind, draft)
    if twin is not None and twin.id != row.id:
        raise Refused(SAME)
    was_main = row.is_main
    _write(row, draft)
    journal.note("actor.tie_changed", Thing("actor", row.from_id), who)
    _follow(row, who, was_main=was_main)
    return row


def end_tie(tie_id: int, who: Who, day: str = "") -> Tie:
    """End a tie on a day, today if none is given; one that is over already stays as it is."""
    row = _row(tie_id, None)
    today = clock.today().isoformat()
    if row.until_on and row.until_on <= today:
        return row
    row.until_on = max(day or today, row.since_on)
    journal.note("actor.tie_ended", Thing("actor", row.from_id), who)
    _follow(row, who, was_main=row.is_main)
    return row


def choose_main(tie_id: int, who: Who) -> Tie:
    """Make a tie that stands the main role of its person."""
    row = _row(tie_id, None)
    draft = TieDraft(row.role, row.since_on, row.until_on, row.source, is_main=True)
    if row.until_on and row.until_on <= clock.today().isoformat():
        raise Refused("Diese Rolle ist zu Ende.")
    _write(row, draft)
    journal.note("actor.tie_changed", Thing("actor", row.from_id), who)
    _follow(row, who, was_main=True)
    return row


def untie(tie_id: int, who: Who) -> Tie:
    """Take a tie out that was never right; one that ended gets an end day by end_tie()."""
    row = _row(tie_id, None)
    was_main = row.is_main
    db.session.delete(row)
    journal.note("actor.untied", Thing("actor", row.from_id), who)
    db.session.flush()
    if was_main:
        main_roles.after_end(row.from_id, who)
    for number in (row.from_id, row.to_id):
        changed(number)
    return row


def move(person_id: int, said: Move, who: Who, version: int | None = None) -> Tie:
    """Note that a person has changed jobs: the old role ends, the new one begins, the entry stays the same one.

    The new role is the main one where the old one was, or none stood. Refused when the entry changed since `version`.
    """
    old = db.session.get(Tie, said.from_tie) if said.from_tie else None
    if said.from_tie and (old is None or old.from_id != person_id):
        raise NotThere
    if old and old.to_id == said.to_id:
        raise Refused("Alte und neue Stelle sind dieselbe. Ändern Sie dafür die Verbindung.")
    _hold(person_id, said.to_id, *([old.to_id] if old else []))
    person = locked(person_id)
    if person.kind is not ActorKind.PERSON:
        raise Refused("Nur eine Person wechselt die Stelle.")
    if version is not None and person.version != version:
        raise stale()
    _new_email(person_id, said)
    is_main = old is None or old.is_main
    if old and not old.until_on:
        end_tie(old.id, who, said.day)
    made = tie(
        person_id, said.to_id, said.kind, who, role=said.role, since_on=said.day, source=said.source, is_main=is_main
    )
    journal.note("actor.moved", thing(person), who)
    return made


def _new_email(person_id: int, said: Move) -> None:
    """Put the new e-mail in the place of the old one, which the search still finds by."""
    person = locked(person_id, Actor.contact_points)
    if said.email or not said.keeps_email:
        before, person.email = person.email, said.email
        filling.former_email(person, before)
        person.changed_at = clock.now()
