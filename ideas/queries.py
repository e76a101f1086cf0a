"""Every read of the Ideenspeicher: lists by keyset, one idea, the queue, figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import joinedload, raiseload, selectinload

from core import accounts, clock, texts, versions
from core.accounts.models import Account
from core.config import settings
from core.db import db
from core.errors import NotThere
from core.journal import Entry
from ideas.models import Bundle, Category, Contact, Idea, Keyword, Step, idea_area, idea_keyword
from ideas.narrowing import Filters, narrowed
from ideas.stages import WITH_ANSWER, WORDS

PAGE = 25
CLAIM_MINUTES = 10
COMING_IN = "ideas.coming_in"
"""The version that an idea raises which nobody has read yet: it changes the office's figures and no citizen's page."""
SOURCES = 200
ASKED = {"place": "die Stelle", "on": "der Tag", "reason": "der Grund oder Satz"}
CURSOR = re.compile(r"(\d{1,17})-(\d{1,9})")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ListPage:
    """One page of a list: its ideas, how many there are in all, cursors to the pages beside it."""

    ideas: Sequence[Idea]
    total: int
    newer: str | None = None
    older: str | None = None


def _shown_with() -> Select[Idea]:
    options = (joinedload(Idea.category), joinedload(Idea.district), selectinload(Idea.areas), raiseload("*"))
    return select(Idea).options(*options)


def cursor_of(idea: Idea) -> str:
    """Return the place of an idea in the list of published ones: microseconds and id."""
    assert idea.published_at is not None  # noqa: S101 - only published ideas stand in that list
    return f"{(idea.published_at - EPOCH) // timedelta(microseconds=1)}-{idea.id}"


def _read_cursor(cursor: str) -> tuple[datetime, int]:
    match = CURSOR.fullmatch(cursor)
    if match is None:
        raise NotThere
    try:
        return EPOCH + timedelta(microseconds=int(match[1])), int(match[2])
    except OverflowError:
        raise NotThere from None


def published(filters: Filters, *, before: str | None = None, after: str | None = None, size: int = PAGE) -> ListPage:
    """Return published ideas, newest first; `before` or `after` is the cursor of the idea at the neighbouring page's edge."""
    wanted = narrowed(_shown_with().where(Idea.published_at.is_not(None)), filters)
    if after:
        moment, number = _read_cursor(after)
        wanted = wanted.where(tuple_(Idea.published_at, Idea.id) > (moment, number))
        found = list(db.session.scalars(wanted.order_by(Idea.published_at, Idea.id).limit(size + 1)))
        more_newer, ideas = len(found) > size, found[:size][::-1]
        return _page(ideas, filters, newer=more_newer, older=True)
    if before:
        moment, number = _read_cursor(before)
        wanted = wanted.where(tuple_(Idea.published_at, Idea.id) < (moment, number))
    found = list(db.session.scalars(wanted.order_by(Idea.published_at.desc(), Idea.id.desc()).limit(size + 1)))
    return _page(found[:size], filters, newer=bool(before), older=len(found) > size)


def everything(filters: Filters, *, before: str | None = None, after: str | None = None, size: int = PAGE) -> ListPage:
    """Return all ideas for the office, newest number first; cursors are numbers."""
    wanted = narrowed(_shown_with(), filters)
    edge = before or after
    if edge is not None and not (edge.isdecimal() and len(edge) < 10):  # noqa: PLR2004 - ids are smaller
        raise NotThere
    if after:
        found = list(db.session.scalars(wanted.where(Idea.id > int(after)).order_by(Idea.id).limit(size + 1)))
        ideas, newer, older = found[:size][::-1], len(found) > size, True
    else:
        wanted = wanted.where(Idea.id < int(before)) if before else wanted
        found = list(db.session.scalars(wanted.order_by(Idea.id.desc()).limit(size + 1)))
        ideas, newer, older = found[:size], bool(before), len(found) > size
    total = db.session.scalar(select(func.count()).select_from(narrowed(select(Idea), filters).subquery())) or 0
    edges = (str(ideas[0].id) if ideas and newer else None, str(ideas[-1].id) if ideas and older else None)
    return ListPage(ideas, total, *edges)


def _page(ideas: list[Idea], filters: Filters, *, newer: bool, older: bool) -> ListPage:
    newest = cursor_of(ideas[0]) if ideas and newer else None
    oldest = cursor_of(ideas[-1]) if ideas and older else None
    return ListPage(ideas, how_many(filters), newest, oldest)


def how_many(filters: Filters) -> int:
    """Return how many published ideas a filter leaves; counted once per change of the Ideenspeicher."""
    counts = versions.cached("ideas", _no_counts)
    if filters not in counts:
        wanted = narrowed(select(Idea).where(Idea.published_at.is_not(None)), filters)
        number = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
        if len(counts) > 1000:  # noqa: PLR2004 - a crawler over all filters must not fill the memory
            return number
        counts[filters] = number
    return counts[filters]


def _no_counts() -> dict[Filters, int]:
    return {}


def ids_of(filters: Filters, *, public: bool) -> Select[int]:
    """Return the statement that selects the numbers of a narrowed list's ideas, for statements around it."""
    wanted = narrowed(select(Idea), filters).with_only_columns(Idea.id)
    return wanted.where(Idea.published_at.is_not(None)) if public else wanted


def source_names() -> tuple[str, ...]:
    """Return the names of all sources ideas came from: occasions with cards, platforms taken over."""
    return versions.cached("ideas", _source_names)


def _source_names() -> tuple[str, ...]:
    wanted = select(Idea.source_name).where(Idea.source_name.is_not(None)).distinct().order_by(Idea.source_name)
    return tuple(name for name in db.session.scalars(wanted.limit(SOURCES)) if name)


def keywords() -> tuple[tuple[int, str], ...]:
    """Return the office's keywords that an idea carries, by name: number and word."""
    return versions.cached("ideas.keywords", _keywords)


def _keywords() -> tuple[tuple[int, str], ...]:
    used = Keyword.id.in_(select(idea_keyword.c.keyword_id))
    wanted = select(Keyword.id, Keyword.name).where(used).order_by(Keyword.key).limit(SOURCES)
    return tuple((number, name) for number, name in db.session.execute(wanted))


def by_ids(ids: Sequence[int], *, public: bool) -> list[Idea]:
    """Return ideas in the order of ids, leaving out what this reader may not see."""
    wanted = _shown_with().where(Idea.id.in_(ids))
    if public:
        wanted = wanted.where(Idea.published_at.is_not(None))
    found = {idea.id: idea for idea in db.session.scalars(wanted)}
    return [found[number] for number in ids if number in found]


def one(number: int, *, public: bool) -> Idea:
    """Return one idea with its steps; NotThere when it does not exist for this reader."""
    wanted = _shown_with().options(selectinload(Idea.steps)).where(Idea.id == number)
    idea = db.session.scalars(wanted).one_or_none()
    if idea is None or (public and not idea.public):
        raise NotThere
    return idea


def by_code(stored: str) -> Idea | None:
    """Return the idea behind a stored Merk-Code."""
    return db.session.scalars(
        _shown_with().options(selectinload(Idea.steps)).where(Idea.code_hash == stored)
    ).one_or_none()


def bundled(idea_id: int, *, public: bool = True) -> list[Idea]:
    """Return the other ideas of an idea's bundle, oldest first; in public a hidden one is not there and not counted."""
    own = select(Idea.bundle_id).where(Idea.id == idea_id).scalar_subquery()
    wanted = _shown_with().where(Idea.bundle_id == own, Idea.id != idea_id)
    if public:
        wanted = wanted.where(Idea.published_at.is_not(None))
    return list(db.session.scalars(wanted.order_by(Idea.id)))


def bundle(number: int | None) -> Bundle | None:
    """Return a bundle by id."""
    return db.session.get(Bundle, number) if number else None


def of_bundle(number: int, limit: int = 12) -> list[Idea]:
    """Return the ideas of a bundle, oldest first."""
    return list(db.session.scalars(_shown_with().where(Idea.bundle_id == number).order_by(Idea.id).limit(limit)))


def newest_bundles(limit: int = 50) -> list[tuple[Bundle, int]]:
    """Return bundles with how many of their ideas are published (at least one), the newest bundle first."""
    wanted = select(Bundle, func.count(Idea.id)).join(Idea, Idea.bundle_id == Bundle.id)
    wanted = wanted.where(Idea.published_at.is_not(None)).group_by(Bundle.id)
    rows = db.session.execute(wanted.order_by(Bundle.made_at.desc(), Bundle.id.desc()).limit(limit))
    return [(bundle, number) for bundle, number in rows]


def any_bundled(ids: Sequence[int]) -> bool:
    """Tell whether one of these ideas is in a bundle."""
    wanted = select(Idea.id).where(Idea.id.in_(ids), Idea.bundle_id.is_not(None)).limit(1)
    return db.session.scalars(wanted).first() is not None


def contact(idea_id: int) -> Contact | None:
    """Return the author's address, if one was given."""
    return db.session.scalars(select(Contact).where(Contact.idea_id == idea_id)).one_or_none()


def overdue_before() -> datetime:
    """Return the moment before which an unread idea is late: the whole of the promised day still counts."""
    midnight = datetime.combine(clock.today() - timedelta(days=reading_days()), time.min, tzinfo=clock.BERLIN)
    return midnight.astimezone(UTC)


def reading_days() -> int:
    """Return within how many days the office promises to read an idea; the city sets it as a text."""
    said = texts.text("reading.days").strip()
    return int(said) if said.isdecimal() and len(said) < 4 else 14  # noqa: PLR2004 - a slip in the text must not break pages


def responsible(ids: Sequence[int]) -> dict[int, str]:
    """Return the address of the person each of these ideas is assigned to; what is left out falls to the office.

    Whose account is closed takes care of nothing any more.
    """
    wanted = select(Idea.id, Account.email).join(Account, Account.id == Idea.assigned_to)
    there = (Account.joined_at.is_not(None), Account.disabled_at.is_(None))
    return dict(db.session.execute(wanted.where(Idea.id.in_(ids), *there)).all())


def undo_within() -> timedelta:
    """Return how long a step may be taken back: ten minutes, or as long as letters about it wait."""
    return timedelta(minutes=max(10, settings().letters_wait_minutes))


def categories() -> tuple[Category, ...]:
    """Return the active categories in their order; detached, shared, never changed."""
    return versions.cached("categories", _categories)


def _categories() -> tuple[Category, ...]:
    found = tuple(db.session.scalars(select(Category).where(Category.active).order_by(Category.position, Category.id)))
    for category in found:
        db.session.expunge(category)
    return found


def all_categories() -> list[Category]:
    """Return all categories for the office, those that are off too."""
    return list(db.session.scalars(select(Category).order_by(Category.position, Category.id)))


def meanwhile(idea: Idea) -> str:
    """Return the sentence about who was here first."""
    wanted = (
        select(Entry).where(Entry.kind == "idea", Entry.thing_id == idea.id).order_by(Entry.at.desc(), Entry.id.desc())
    )
    entry = db.session.scalars(wanted.limit(1)).one_or_none()
    if entry is None:
        return f"Die Idee steht auf „{WORDS[idea.stage]}“."
    name = (
        accounts.names([entry.account_id]).get(entry.account_id, "Jemand") if entry.account_id else "Die Verfasser*in"
    )
    return f"{name} war schneller ({clock.time_in_words(entry.at)}): Die Idee steht jetzt auf „{WORDS[idea.stage]}“."


def newest_answers(limit: int = 3) -> list[Idea]:
    """Return published ideas with the newest answers, declined ones too."""
    wanted = (
        _shown_with()
        .options(selectinload(Idea.steps))
        .where(Idea.published_at.is_not(None), Idea.stage.in_(WITH_ANSWER))
    )
    return list(db.session.scalars(wanted.order_by(Idea.changed_at.desc(), Idea.id.desc()).limit(limit)))


def shown_by_area() -> dict[int, int]:
    """Return how many published ideas each Aktionsfeld has."""
    return dict(versions.cached("ideas", _by_area))


def _by_area() -> dict[int, int]:
    counted = select(idea_area.c.area_id, func.count()).join(Idea, Idea.id == idea_area.c.idea_id)
    rows = db.session.execute(counted.where(Idea.published_at.is_not(None)).group_by(idea_area.c.area_id))
    return dict(rows.all())


def last_steps(ids: Sequence[int]) -> dict[int, Step]:
    """Return the newest step of each idea."""
    newest = select(func.max(Step.id)).where(Step.idea_id.in_(ids)).group_by(Step.idea_id)
    return {step.idea_id: step for step in db.session.scalars(select(Step).where(Step.id.in_(newest)))}
