"""Changes of rankings: made while nobody gives points, opened, points spread and changed in secret, closed into counts.

A ballot row is a key, an item, points, Borda points and the sector as chosen: no person, order or time, no line in the
journal. All rows of a phone are written in one transaction, which PostgreSQL notes beside each row until the ranking is
closed; closing turns the rows into counts, deletes them, and wipes what the database still holds (dialogues/wiping.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from compass.models import Sector
from core import clock, journal
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import Who
from dialogues import priorities, wiping
from dialogues.models import Dialogue, Ranking, RankingBallot, RankingCount, RankingItem
from dialogues.priorities import Tally
from dialogues.rankings import queries
from dialogues.rankings.drafts import RankingDraft
from dialogues.services.changing import changed, locked, mark, thing

LEAST, MOST = 2, 20
"""Things on a list."""
OVER = "Diese Reihung ist beendet, die Punkte sind gezählt. Was Sie zuletzt abgegeben haben, zählt."
NOT_OPEN = "Diese Reihung läuft noch nicht."
FROZEN = "Diese Reihung ist schon offen. Liste, Punkte und Regel bleiben jetzt, wie sie sind."


def plan(dialogue_id: int, draft: RankingDraft, who: Who, nonce: str = "") -> Ranking:
    """Make a ranking; the same form stores one. Refused once the evening is finished."""
    dialogue = _unfinished(locked(dialogue_id))
    present = _by_nonce(nonce)
    if present is not None:
        return present
    if len(queries.of_meeting(dialogue_id)) >= queries.MOST:
        raise Refused(f"Mehr als {queries.MOST} Reihungen kann ein Treffen nicht haben.")
    made = Ranking(dialogue_id=dialogue_id, nonce_hash=mark(nonce), items=[])
    _fill(made, draft)
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        present = _by_nonce(nonce)
        if present is None:
            raise
        return present
    _done("ranking.planned", dialogue, who)
    return made


def _by_nonce(nonce: str) -> Ranking | None:
    return db.session.scalars(select(Ranking).where(Ranking.nonce_hash == mark(nonce))).one_or_none() if nonce else None


def _unfinished(dialogue: Dialogue) -> Dialogue:
    if dialogue.finished_at is not None:
        raise Refused("Der Abend ist abgeschlossen. Es bleibt, wie es im Protokoll steht.")
    return dialogue


def _fill(ranking: Ranking, draft: RankingDraft) -> None:
    """Write a draft into a ranking; every line once, two at least."""
    lines = {(one.text, one.thing): one for one in draft.items}.values()
    if not LEAST <= len(lines) <= MOST:
        raise Refused(f"Eine Reihung braucht {LEAST} bis {MOST} Zeilen.")
    ranking.title, ranking.kind, ranking.points = draft.title, draft.kind, draft.points
    ranking.tie_rule = draft.tie_rule.value
    ranking.items = [
        RankingItem(
            position=place,
            text=one.text,
            thing_kind=one.thing.kind if one.thing else None,
            thing_id=one.thing.id if one.thing else None,
        )
        for place, one in enumerate(lines, start=1)
    ]


def _done(verb: str, dialogue: Dialogue, who: Who) -> None:
    journal.note(verb, thing(dialogue), who)
    changed(thing(dialogue))


def held(dialogue_id: int, number: int) -> tuple[Dialogue, Ranking]:
    """Return a meeting and its ranking as they stand now, both held until the end of the transaction."""
    dialogue = locked(dialogue_id)
    wanted = select(Ranking).where(Ranking.id == number, Ranking.dialogue_id == dialogue_id)
    wanted = wanted.options(selectinload(Ranking.items)).with_for_update(of=Ranking)
    found = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotThere
    return dialogue, found


def change(dialogue_id: int, number: int, draft: RankingDraft, who: Who, version: int | None = None) -> Ranking:
    """Let a ranking be another one while nobody gives points."""
    dialogue, ranking = held(dialogue_id, number)
    if ranking.opened_at is not None:
        raise Refused(FROZEN)
    if version is not None and ranking.version != version:
        raise stale()
    _fill(ranking, draft)
    _done("ranking.changed", dialogue, who)
    return ranking


def drop(dialogue_id: int, number: int, who: Who) -> None:
    """Delete a ranking that never was open."""
    dialogue, ranking = held(dialogue_id, number)
    if ranking.opened_at is not None:
        raise Refused("Hier haben Menschen schon Punkte gegeben. Die Reihung lässt sich nicht löschen.")
    db.session.delete(ranking)
    _done("ranking.dropped", dialogue, who)


def open_up(dialogue_id: int, number: int, who: Who) -> Ranking:
    """Let participants spread points; Refused before the meeting has a code and once closed, nothing new when open already."""
    dialogue, ranking = held(dialogue_id, number)
    if ranking.closed_at is not None:
        raise Refused("Diese Reihung ist schon gezählt.")
    if ranking.opened_at is not None:
        return ranking
    _unfinished(dialogue)
    if not dialogue.meeting_code:
        raise Refused("Öffnen Sie zuerst das Treffen: Erst mit dem Treffen-Code können Menschen Punkte geben.")
    ranking.opened_at = clock.now()
    _done("ranking.opened", dialogue, who)
    return ranking


def spread(
    dialogue_id: int, number: int, keys: Mapping[int, str], points: Mapping[int, int], sector: Sector | None = None
) -> None:
    """Store what a phone gives each item, or replace what it gave; Refused unless the ranking runs and the sum is right."""
    wanted = select(Ranking).where(Ranking.id == number, Ranking.dialogue_id == dialogue_id)
    ranking = db.session.scalars(wanted.with_for_update(read=True)).one_or_none()
    if ranking is None:
        raise NotThere
    if ranking.opened_at is None or ranking.closed_at is not None:
        raise Refused(NOT_OPEN if ranking.opened_at is None else OVER)
    items = set(db.session.scalars(select(RankingItem.id).where(RankingItem.ranking_id == number)))
    if keys.keys() != items or points.keys() != items:
        raise Refused("Die Liste hat sich geändert. Bitte laden Sie die Seite neu.")
    if min(points.values()) < 0 or not 0 < sum(points.values()) <= ranking.points:
        raise Refused(f"Bitte verteilen Sie mindestens einen und höchstens {ranking.points} Punkte.")
    bordas = priorities.borda(points)
    rows = [
        {"key": keys[item], "item_id": item, "points": points[item], "borda": bordas[item], "sector": sector}
        for item in sorted(items, key=lambda item: keys[item])
    ]
    _put(rows)


def _put(rows: Sequence[Mapping[str, object]]) -> None:
    """Write the rows of a phone, new or again; no fault of the database tells a key where the same phone sends twice at once."""
    fresh = (sqlite if db.engine.dialect.name == "sqlite" else postgresql).insert(RankingBallot.__table__)
    again = {name: fresh.excluded[name] for name in ("points", "borda", "sector")}
    db.session.execute(fresh.on_conflict_do_update(index_elements=["key"], set_=again), list(rows))


def close(dialogue_id: int, number: int, who: Who) -> Ranking:
    """Turn the ballots of a running ranking into counts and delete them; closed twice, the counts stay as they are."""
    dialogue, ranking = held(dialogue_id, number)
    if ranking.closed_at is not None:
        return ranking
    if ranking.opened_at is None:
        raise Refused(f"{NOT_OPEN} Öffnen Sie sie zuerst.")
    _count(ranking)
    ranking.closed_at = clock.now()
    _done("ranking.closed", dialogue, who)
    return ranking


def _count(ranking: Ranking) -> None:
    """Write the counts of all, and of the sectors that may be spoken of; delete the ballots."""
    mine = RankingBallot.item_id.in_([item.id for item in ranking.items])
    columns = (RankingBallot.item_id, RankingBallot.sector, RankingBallot.points)
    rows = db.session.execute(
        select(*columns, func.count(), func.sum(RankingBallot.borda)).where(mine).group_by(*columns)
    )
    cells: dict[Sector | None, dict[int, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    bordas: Counter[int] = Counter()
    for item_id, sector, points, number, doubled in rows:
        cells[sector][item_id][points] += number
        bordas[item_id] += doubled
    parts = {sector: [Tally(table[item.id]) for item in ranking.items] for sector, table in cells.items()}
    shown = priorities.showable(parts, never=[None])
    for place, item in enumerate(ranking.items):
        item.borda = bordas[item.id]
        whole = priorities.merged(tallies[place] for tallies in parts.values())
        of_sectors = {sector: parts[sector][place] for sector in shown}
        for sector, tally in {None: whole, **of_sectors}.items():
            db.session.add_all(
                RankingCount(item_id=item.id, sector=sector, points=points, number=number)
                for points, number in sorted(tally.people.items())
            )
    db.session.execute(delete(RankingBallot).where(mine))
    wiping.after_commit()
