"""Wen fragen? A challenge held against the network, as pages show it: points that add up, proofs, ways, what is missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from compass import networked, queries, reaching
from compass import ready as making
from compass.graph import Eyes
from compass.matching import MEANING, RELATED, TIE, WORD, Matches, Network, Part, Suggestion, points
from compass.models import COMPETENCE_WORDS, SECTOR_WORDS, Actor, Challenge
from compass.queries import Further
from compass.reaching import Way
from core import clock, slots
from core.search.analyser import fold
from core.things import Thing

SHOWN = 20
APART = 10
LOOKED_AT = 400
"""Of so many the best are read: whoever stands further down is not shown."""
REASONS = 4
HUNDRED = 100
LEAST = 10
"""Points below which a suggestion is chance, not evidence: the gap is shown instead."""
PROOF_LENGTH = 90
LENDERS = 2
ALIKE = 4
"""Two words that begin with so many of the same letters are seen as the same."""
NAMES = {MEANING: "Ähnlicher Sinn", TIE: "Verbundene"}
"""How reasons are called that are no word of the task."""
KINDS = {kind.value: word for kind, word in COMPETENCE_WORDS.items()}


@dataclass(frozen=True)
class Reason:
    """Why: a word of the task, its points (>= 1), the sentence of the entry it rests on, since when that stands there."""

    term: str
    points: int
    proof: str
    address: str
    day: str = ""


@dataclass(frozen=True)
class Ranked:
    """One suggestion: its place, points (the sum of its reasons' points), reasons, ties, the way to it, open seats.

    `place` counts from 1 those who may fill a seat, 0 stands for those apart; `tied` is a sentence about its ties with
    others of the list, `seats` says how many places in open work it holds.
    """

    place: int
    actor: Actor
    sector: str
    sector_word: str
    marks: Sequence[str]
    points: int
    reasons: Sequence[Reason]
    tied: str
    way: Way | None = None
    seats: int = 0

    @property
    def load(self) -> str:
        """Say how busy somebody is, empty when not at all."""
        return f"{self.seats} {'offener Platz' if self.seats == 1 else 'offene Plätze'} im Zirkel" if self.seats else ""


@dataclass(frozen=True)
class Suggestions:
    """What a page about a challenge shows: who fits, who stands apart (politics, city-owned, boards), what nobody covers.

    `asked` is how many agreed to be suggested; `matches` is what the scorer said, which a team is made of.
    """

    ranked: Sequence[Ranked]
    apart: Sequence[Ranked]
    missing: Sequence[str]
    asked: int
    matches: Matches = field(repr=False)
    asker: int | None = None

    @property
    def everybody(self) -> list[Ranked]:
        """All that are shown, who stands apart last."""
        return [*self.ranked, *self.apart]


def matches(challenge: Challenge, ready: Network | None = None) -> Matches:
    """Return what the scorer says about a challenge, with the network as it is or another one."""
    own = {Thing("challenge", challenge.id)}
    if challenge.source_kind and challenge.source_id:
        own.add(Thing(challenge.source_kind, challenge.source_id))
    asked, drawn = queries.question(challenge), networked.current()
    return (ready or making.network()).match(asked, own, title=challenge.title, most=LOOKED_AT, ties=drawn)


def whole(one: Suggestion, found: Matches) -> int:
    """Return a suggestion's points, 0 to 100."""
    return round(min(1.0, one.score / found.full) * HUNDRED)


def worth(found: Matches) -> list[Suggestion]:
    """Return the suggestions that are looked at: the best, with points enough to be no chance."""
    return [one for one in found.suggestions[:LOOKED_AT] if whole(one, found) >= LEAST]


def of(challenge: Challenge, ready: Network | None = None) -> Suggestions:
    """Return who fits a challenge, best first, at most twenty; who withdrew the consent is asked for anew each time.

    Who asks is not asked.
    """
    ready = ready or making.network()
    found, asker = matches(challenge, ready), reaching.asker(challenge)
    good = [one for one in worth(found) if one.actor_id != asker]
    marked = queries.marked([one.actor_id for one in good])
    plain = [one for one in good if marked.get(one.actor_id) is False][:SHOWN]
    apart = [one for one in good if marked.get(one.actor_id)][:APART]
    actors = queries.matchable([one.actor_id for one in (*plain, *apart)])
    names = {number: actor.name for number, actor in actors.items()}
    ids = [one.actor_id for one in (*plain, *apart) if one.actor_id in actors]
    further = {(one.actor_id, one.evidence_id): one for one in queries.further_evidence(ids)}
    near = networked.named(_lenders((*plain, *apart)), Eyes.SUGGESTIONS)
    beside = _Beside(actors, reaching.tied(ids, names), reaching.ways(asker, ids), seats(ids), further, near)
    placed = [(place, one) for place, one in enumerate(plain, 1) if one.actor_id in actors]
    ranked = [_ranked(place, one, whole(one, found), beside) for place, one in placed]
    others = [_ranked(0, one, whole(one, found), beside) for one in apart if one.actor_id in actors]
    return Suggestions(ranked, others, found.missing, len(ready), found, asker)


@dataclass(frozen=True)
class _Beside:
    """What is known of the suggested beside their evidence, by id."""

    actors: Mapping[int, Actor]
    tied: Mapping[int, str]
    ways: Mapping[int, Way]
    seats: Mapping[int, int]
    further: Mapping[tuple[int, int], Further]
    near: Mapping[int, str]


def _lenders(found: Sequence[Suggestion]) -> list[int]:
    """Return the ids of those whose evidence counts for somebody they are tied to."""
    return sorted({part.through for one in found for part in one.parts if part.through is not None})


def _ranked(place: int, one: Suggestion, points_of: int, beside: _Beside) -> Ranked:
    actor = beside.actors[one.actor_id]
    return Ranked(
        place=place,
        actor=actor,
        sector=actor.sector.value,
        sector_word=SECTOR_WORDS[actor.sector],
        marks=queries.marks(actor),
        points=points_of,
        reasons=reasons(one, points_of, beside),
        tied=beside.tied[actor.id],
        way=beside.ways.get(actor.id),
        seats=beside.seats.get(actor.id, 0),
    )


def seats(ids: Collection[int]) -> dict[int, int]:
    """Return how many places in open work actors hold: slot compass.seats (actor_ids=) yields (id, number)."""
    found: dict[int, int] = {}
    for number, count in slots.parts("compass.seats", actor_ids=ids):
        found[number] = found.get(number, 0) + count
    return found


def reasons(one: Suggestion, whole: int, beside: _Beside) -> list[Reason]:
    """Return a suggestion's reasons by word, most points first, whole numbers that sum to `whole`.

    What is taken away (the damping, a meaning that is far) is taken from every word in proportion; words beyond the best
    four are counted together.
    """
    by_term: dict[str, float] = {}
    best: dict[str, Part] = {}
    for part in one.parts:
        if part.points <= 0:
            continue
        term = _named(part)
        by_term[term] = by_term.get(term, 0.0) + part.points
        if term not in best or part.points > best[term].points:
            best[term] = part
    order = sorted(by_term, key=lambda term: (-by_term[term], term))
    given = dict(zip(order, points([by_term[term] for term in order], whole), strict=True))
    shown = [_reason(term, given[term], best[term], one, beside) for term in order[:REASONS] if given[term]]
    rest = whole - sum(reason.points for reason in shown)
    others = [term for term in order[REASONS:] if given[term]]
    address = f"/buero/netzwerk/{one.actor_id}"
    return [*shown, Reason("weitere Gründe", rest, ", ".join(others), address)] if rest else shown


def terms(one: Suggestion) -> dict[str, float]:
    """Return what each word of the task adds to a suggestion (> 0): the damping and what is only near it are left out."""
    found: dict[str, float] = {}
    for part in one.parts:
        if part.evidence is not None and part.points > 0 and part.why == WORD:
            found[part.term] = found.get(part.term, 0.0) + part.points
    return found


def _named(part: Part) -> str:
    """Return the word by which a part is shown."""
    if part.why in NAMES:
        return NAMES[part.why]
    return f"{part.term} (verwandt)" if part.why == RELATED else part.term


def _reason(term: str, given: int, part: Part, one: Suggestion, beside: _Beside) -> Reason:
    evidence, actor = part.evidence, beside.actors[one.actor_id]
    if evidence is None:
        lent = [number for number in _lenders([one]) if number in beside.near]
        proof = f"Verbunden mit {', '.join(beside.near[number] for number in lent[:LENDERS])}" if lent else "Verbundene"
        return Reason(term, given, proof, f"/buero/netzwerk/{lent[0] if lent else actor.id}")
    address, said_at = origin(actor, evidence.id, beside.further.get((actor.id, evidence.id)))
    day = clock.local(said_at).strftime("%d.%m.%Y") if said_at else ""
    return Reason(called(term, part.written), given, _proof(evidence.kind, evidence.text), address, day)


def called(term: str, written: str) -> str:
    """Return how a reason is called: the word of the task, and the word of the entry where one would not see it at once."""
    mine, theirs = fold(term), fold(written)
    alike = not theirs or mine[:ALIKE] == theirs[:ALIKE] or mine in theirs or theirs in mine
    return term if alike else f"{term} ≈ {written}"


def origin(actor: Actor, evidence: int, further: Further | None) -> tuple[str, datetime | None]:
    """Return where a piece of evidence stands, and since when."""
    if further is not None and further.at:
        return further.address, further.at
    page = f"/buero/netzwerk/{actor.id}"
    noted = next((row.noted_at for row in actor.competences if row.id == evidence), None)
    return (f"{page}#h-wofuer", noted) if noted else (page, actor.checked_at or actor.changed_at)


def _proof(kind: str, text: str) -> str:
    said = text if len(text) <= PROOF_LENGTH else text[:PROOF_LENGTH].rsplit(" ", 1)[0] + " …"
    return f"{KINDS.get(kind, kind)}: {said}"
