"""Every change about what is typed in: occasions, cards, a slip put right, blank cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core import clock, journal
from core.config import settings
from core.db import db, stale
from core.errors import Refused
from core.journal import Who
from core.things import Thing
from ideas import codes
from ideas import services as ideas
from ideas.models import TITLE_LENGTH, Idea, Source
from ideas.services.steps import changed, locked
from ideas.stages import Stage
from ideas.typed import numbers, queries
from ideas.typed.models import NAME_LENGTH, CardBatch, Occasion, PrintedCard
from radar.models import ActivityArea

AT_MOST = 100
"""Cards in one batch: 25 sheets, printed in seconds."""


@dataclass(frozen=True)
class Defaults:
    """What ideas of an occasion begin with."""

    source: Source = Source.CARD
    areas: tuple[int, ...] = ()
    category_id: int | None = None
    district_id: int | None = None


@dataclass(frozen=True)
class Words:
    """What stands on a card; `ref` is its number, one of ours (K1047-8) or any other."""

    text: str
    title: str = ""
    ref: str = ""


@dataclass(frozen=True)
class Typed:
    """An idea as stored, whether it was new, and its Merk-Code unless that stands on the card."""

    idea: Idea
    new: bool
    code: str | None


def open_occasion(name: str, held_on: str, defaults: Defaults, who: Who) -> Occasion:
    """Make an occasion, or return the one of this name and day."""
    year, month, day = held_on.split("-")
    whole = f"{name[: NAME_LENGTH - 13]} ({day}.{month}.{year})"
    found = queries.named(whole)
    if found is not None:
        return found
    occasion = Occasion(name=whole, held_on=held_on, made_at=clock.now())
    _set(occasion, defaults)
    try:
        with db.session.begin_nested():
            db.session.add(occasion)
    except IntegrityError as error:
        raise stale() from error
    journal.note("occasion.made", Thing("occasion", occasion.id), who)
    return occasion


def set_defaults(number: int, defaults: Defaults, who: Who, version: int | None) -> None:
    """Change what ideas typed from now on begin with."""
    occasion = queries.occasion(number)
    if occasion.version != version:
        raise stale()
    _set(occasion, defaults)
    journal.note("occasion.changed", Thing("occasion", number), who)


def _set(occasion: Occasion, defaults: Defaults) -> None:
    occasion.source, occasion.category_id = defaults.source, defaults.category_id
    occasion.district_id = defaults.district_id
    occasion.areas = list(db.session.scalars(select(ActivityArea).where(ActivityArea.id.in_(defaults.areas))))


def nonce_of(nonce: str, words: Words) -> str:
    """Return by what a sent form is known again: its nonce and its words.

    An old page filled with the next card is another card: it must not put its words in the place of the one before.
    """
    return f"typed:{nonce}:{codes.nonce_hash(repr((words.text, words.title, words.ref)))}"


def type_in(occasion: Occasion, words: Words, nonce: str, who: Who) -> Typed:
    """Store a card once; one of our printed cards gives the idea the Merk-Code of its tear-off strip.

    Refused when the card has been typed in already.
    """
    draft = ideas.Draft(
        words.text,
        words.title,
        category_id=occasion.category_id,
        district_id=occasion.district_id,
        source=occasion.source,
    )
    taken = ideas.submit(draft, nonce_of(nonce, words))
    card = _card(words.ref, taken.idea.id) if numbers.is_printed(words.ref) else None
    if taken.state != "new":
        return Typed(taken.idea, new=False, code=None if card else taken.code)
    _name(taken.idea, occasion, numbers.written(card.id) if card else words.ref)
    if card:
        card.idea_id, card.typed_at = taken.idea.id, clock.now()
        taken.idea.code_hash = card.code_hash
    journal.note("idea.typed", ideas.thing(taken.idea), who)
    areas = [area.id for area in occasion.areas]
    if areas:
        kept = {"category_id": occasion.category_id, "district_id": occasion.district_id}
        ideas.tag(taken.idea.id, areas, who=who, **kept)
    db.session.flush()
    return Typed(taken.idea, new=True, code=None if card else taken.code)


def _card(ref: str, idea_id: int) -> PrintedCard:
    """Hold a printed card, free or already this idea's."""
    number = numbers.read(ref)
    wanted = select(PrintedCard).where(PrintedCard.id == number).with_for_update()
    card = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if card is None:
        raise Refused("Diese Kartennummer kennen wir nicht.")
    if card.idea_id not in {None, idea_id}:
        raise Refused(f"Die Karte {numbers.written(card.id)} ist schon abgetippt: Idee Nr. {card.idea_id}.")
    return card


def _name(idea: Idea, occasion: Occasion, ref: str) -> None:
    """Write the occasion and the card's number to the idea; the database lets no number stand twice."""
    try:
        with db.session.begin_nested():
            idea.source_name, idea.source_ref = occasion.name, ref or None
    except IntegrityError as error:
        raise Refused(f"Die Karte {ref} ist bei diesem Anlass schon abgetippt.") from error


def correct(idea_id: int, words: Words, who: Who, version: int | None) -> None:
    """Put a slip of the typing right, as long as the idea is unread."""
    idea = locked(idea_id)
    if idea.version != version:
        raise stale()
    if idea.stage is not Stage.RECEIVED or idea.redacted_at is not None:
        raise Refused("Diese Idee ist schon gelesen. Ihr Text bleibt jetzt, wie er ist.")
    idea.text, idea.title = words.text, (words.title or ideas.derived_title(words.text))[:TITLE_LENGTH]
    idea.german_title = idea.german_text = None
    idea.changed_at = clock.now()
    journal.note("idea.retyped", ideas.thing(idea), who)
    changed(idea)


def make_cards(number: int, nonce: str, who: Who) -> CardBatch:
    """Make a batch of blank cards, once per form; of their codes only hashes are stored."""
    named = codes.nonce_hash(f"cards:{nonce}")
    found = queries.batch(named)
    if found is not None:
        return found
    made = CardBatch(nonce_hash=named, made_at=clock.now(), cards=min(number, AT_MOST))
    db.session.add(made)
    db.session.flush()
    key = settings().secret_key
    hashes = [codes.stored(key, code) for code in card_codes(nonce, made.cards)]
    db.session.add_all(PrintedCard(batch_id=made.id, code_hash=one) for one in hashes)
    journal.note("cards.printed", Thing("card_batch", made.id), who, number=made.cards)
    db.session.flush()
    return made


def card_codes(nonce: str, number: int) -> Iterable[str]:
    """Return the Merk-Codes of a batch: they come from the form's nonce, which nobody keeps, and stand on paper alone."""
    return [codes.derive(settings().secret_key, f"card:{nonce}:{place}") for place in range(number)]
