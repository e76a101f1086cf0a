"""What pages show of a ranking: the list, the result, the visions' share in the Zielbild, urgency and feasibility."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dialogues import codes, entering, queries, ranked, showing
from dialogues.models import Dialogue, Ranking, RankingKind, Vision
from dialogues.rankings import picture
from dialogues.rankings import queries as rankings
from dialogues.rankings.forms import KIND_WORDS
from dialogues.showing import VisionCard

STATES = {"planned": ("Vorbereitet", "info"), "running": ("Läuft", "warning"), "counted": ("Gezählt", "success")}


@dataclass(frozen=True)
class Criterion:
    """Ein Attribut des Zielbilds: which of the numbered visions further it."""

    name: str
    about: str
    numbers: tuple[int, ...]


def question(kind: RankingKind) -> str:
    """Return the question a new ranking of a kind begins with."""
    return KIND_WORDS[kind][1]


def desk_address(dialogue_id: int, number: int) -> str:
    """Return a ranking's page in the office."""
    return f"/buero/div/{dialogue_id}/reihungen/{number}"


def address(dialogue_id: int, number: int) -> str:
    """Return a ranking's public page."""
    return f"/div/{dialogue_id}/reihungen/{number}"


def seat_address(number: int) -> str:
    """Return a ranking's page on the phone."""
    return f"/mitmachen/platz/reihung/{number}"


def state(ranking: Ranking) -> str:
    """Return where a ranking stands: planned, running, counted."""
    if ranking.closed_at is not None:
        return "counted"
    return "planned" if ranking.opened_at is None else "running"


def visions(dialogue_id: int) -> list[Vision]:
    """Return the visions of a meeting that can be ranked."""
    return queries.visions(dialogue_id, public=False)


def shown(dialogue: Dialogue, ranking: Ranking, *, public: bool) -> dict[str, Any]:
    """Return everything a page of one ranking draws."""
    stands = state(ranking)
    result = ranked.results([ranking], public=public)[0] if stands == "counted" else None
    return {
        "dialogue": dialogue,
        "ranking": ranking,
        "state": stands,
        "state_word": STATES[stands],
        "kind_word": KIND_WORDS[ranking.kind][0],
        "rule": ranked.rule_words(ranking),
        "given": rankings.how_many(ranking.id) if stands == "running" else 0,
        "result": result,
        "released": ranked.is_released(dialogue, ranking),
        **_beside(dialogue.id, ranking, result, public=public),
    }


def _beside(dialogue_id: int, ranking: Ranking, result: ranked.RankingResult | None, *, public: bool) -> dict[str, Any]:
    """Return what stands beside a ranking of visions: Zielbild, urgency and feasibility; nothing for other lists."""
    if result is None or ranking.kind is not RankingKind.VISIONS:
        return {"criteria": [], "rows": [], "marks": [], "cards": {}}
    known = {one.id: one for one in queries.visions(dialogue_id, public=public)}
    in_order = [known[line.item.thing_id] for line in result.lines if line.item.thing_id in known]
    cards = showing.cards(in_order, public=public)
    rows = picture.rows(in_order)
    return {
        "criteria": criteria(cards),
        "rows": rows,
        "marks": picture.marks(rows),
        "cards": {card.vision.id: card for card in cards},
    }


def criteria(cards: Sequence[VisionCard]) -> list[Criterion]:
    """Return the attributes of the Zielbild that any of the numbered visions furthers, most furthered first."""
    found: dict[int, tuple[Any, list[int]]] = {}
    for number, card in enumerate(cards, start=1):
        for trait in card.traits:
            found.setdefault(trait.id, (trait, []))[1].append(number)
    every = [Criterion(trait.name, trait.about, tuple(numbers)) for trait, numbers in found.values()]
    return sorted(every, key=lambda one: -len(one.numbers))


def entrance(dialogue: Dialogue) -> dict[str, Any]:
    """Return how the room takes part: code, address, QR; empty without a code."""
    if not dialogue.meeting_code:
        return {"code": "", "place": "", "qr": ""}
    code = dialogue.meeting_code
    return {"code": codes.grouped(code), "place": entering.page(), "qr": entering.picture(code)}
