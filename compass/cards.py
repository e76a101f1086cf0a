"""An actor as a card of a list shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup, escape

from compass import queries
from compass.models import COMPETENCE_WORDS, KIND_WORDS, SECTOR_WORDS, Actor, CompetenceKind, Purpose
from compass.narrowing import CONSENT_WORDS
from core.search.highlight import highlight
from core.search.query import ParsedQuery
from radar import queries as radar


@dataclass(frozen=True)
class Side:
    """Which side of the counter a list is for; `reaches` says that its reader may see how to reach people."""

    base: str
    public: bool
    reaches: bool = False

    def link(self, *pairs: tuple[str, str]) -> str:
        """Return the list's address with some parameters."""
        return f"{self.base}?{urlencode(pairs)}" if pairs else self.base


@dataclass(frozen=True)
class Card:
    """An actor as a card shows it: topics are (name, key of the Handlungsfeld), words what it offers or can."""

    id: int
    name: Markup
    address: str
    sector: str
    sector_word: str
    kind: str
    marks: Sequence[str]
    topics: Sequence[tuple[str, str]]
    words: str
    consents: Sequence[str]
    contact: Sequence[str] = ()


def cards(actors: Sequence[Actor], side: Side, parsed: ParsedQuery | None = None) -> list[Card]:
    """Return actors as cards; a search marks its hits in the name."""
    known = queries.beside([actor.id for actor in actors])
    return [_card(actor, side, known, parsed) for actor in actors]


def _card(actor: Actor, side: Side, known: queries.Beside, parsed: ParsedQuery | None) -> Card:
    name = highlight(actor.name, parsed) if parsed else [(actor.name, False)]
    agreed, topics = known.agreed.get(actor.id, frozenset()), known.areas.get(actor.id, frozenset())
    open_to_all = Purpose.PUBLIC in agreed and Purpose.SHOW_COMPETENCES in agreed and actor.restricted_at is None
    return Card(
        id=actor.id,
        name=Markup("").join(Markup("<mark>{}</mark>").format(p) if hit else escape(p) for p, hit in name),
        address=f"{side.base}/{actor.id}",
        sector=actor.sector.value,
        sector_word=SECTOR_WORDS[actor.sector],
        kind=KIND_WORDS[actor.kind],
        marks=queries.marks(actor),
        topics=[(area.name, area.field_key) for area in radar.taxonomy().every_area if area.id in topics],
        words=_words(known.said.get(actor.id, ())) if not side.public or open_to_all else "",
        consents=[word for value, word in CONSENT_WORDS.items() if value in agreed] or [CONSENT_WORDS["none"]],
        contact=[one for one in (actor.contact_name, actor.phone, actor.email) if one] if side.reaches else (),
    )


def _words(rows: Sequence[tuple[CompetenceKind, str]]) -> str:
    """Return one line of what an actor offers, or else can, or else is interested in."""
    for kind in (CompetenceKind.OFFER, CompetenceKind.COMPETENCE, CompetenceKind.INTEREST):
        said = [text for one, text in rows if one is kind]
        if said:
            return f"{COMPETENCE_WORDS[kind]}: {', '.join(said[:3])}"
    return ""
