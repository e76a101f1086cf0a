"""Wen fragen? A challenge held against the network, as the page shows it: points that add up, proofs, sectors, gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compass import graph, queries, sectors
from compass.matching import Network, Suggestion, points
from compass.models import COMPETENCE_WORDS, SECTOR_WORDS, Actor, Challenge
from compass.sectors import SectorCount
from core import slots, versions
from core.things import Thing

SHOWN = 20
TEAM = 6
REASONS = 4
HUNDRED = 100
LEAST = 5
"""Points below which a suggestion is chance, not evidence: the gap is shown instead."""
ENOUGH_PAST = 10
"""So many earlier texts are needed before an actor's mean over them means anything."""
PROOF_LENGTH = 90
KINDS = {kind.value: word for kind, word in COMPETENCE_WORDS.items()}


@dataclass(frozen=True)
class Reason:
    """Why: a word of the task, its points (>= 1), and the sentence of the entry it rests on."""

    term: str
    points: int
    proof: str
    address: str


@dataclass(frozen=True)
class Ranked:
    """One suggestion: its place, points (the sum of its reasons' points), reasons, a sentence about its ties."""

    place: int
    actor: Actor
    sector: str
    sector_word: str
    marks: Sequence[str]
    points: int
    reasons: Sequence[Reason]
    tied: str


@dataclass(frozen=True)
class Suggestions:
    """What the page about a challenge shows; `asked` is how many agreed to be suggested."""

    ranked: Sequence[Ranked]
    team: Sequence[Ranked]
    balance: Sequence[SectorCount]
    missing: Sequence[str]
    asked: int

    @property
    def lacking(self) -> list[SectorCount]:
        """The sectors nobody of the team comes from."""
        return [one for one in self.balance if one.missing]


def network() -> Network:
    """Return all who agreed to be suggested, made ready; kept until anything in the network changes."""
    return versions.cached("compass", _network)


def _network() -> Network:
    past = [*queries.past_texts(), *slots.parts("compass.past")]
    return Network(queries.profiles(), past if len(past) >= ENOUGH_PAST else ())


def of(challenge: Challenge) -> Suggestions:
    """Return who fits a challenge, best first, at most twenty; who withdrew the consent is asked for anew each time."""
    ready = network()
    own = {Thing("challenge", challenge.id)}
    if challenge.source_kind and challenge.source_id:
        own.add(Thing(challenge.source_kind, challenge.source_id))
    matches = ready.match(queries.question(challenge), own)
    best = [(one, round(min(1.0, one.score / matches.full) * HUNDRED)) for one in matches.suggestions[:SHOWN]]
    best = [(one, whole) for one, whole in best if whole >= LEAST]
    actors = queries.matchable([one.actor_id for one, _ in best])
    tied = _tied([one.actor_id for one, _ in best if one.actor_id in actors], actors)
    known = [(one, whole, actors[one.actor_id]) for one, whole in best if one.actor_id in actors]
    ranked = [_ranked(place, *row, tied[row[0].actor_id]) for place, row in enumerate(known, 1)]
    team = ranked[:TEAM]
    return Suggestions(ranked, team, sectors.counts(one.actor for one in team), matches.missing, len(ready))


def _ranked(place: int, one: Suggestion, whole: int, actor: Actor, tied: str) -> Ranked:
    return Ranked(
        place=place,
        actor=actor,
        sector=actor.sector.value,
        sector_word=SECTOR_WORDS[actor.sector],
        marks=queries.marks(actor),
        points=whole,
        reasons=reasons(one, whole),
        tied=tied,
    )


def reasons(one: Suggestion, whole: int) -> list[Reason]:
    """Return a suggestion's reasons by word, most points first, whole numbers that sum to `whole`.

    The damping is taken from every word in proportion; words beyond the best four are counted together.
    """
    by_term: dict[str, float] = {}
    proofs: dict[str, tuple[float, str, str]] = {}
    for part in one.parts:
        if part.evidence is None:
            continue
        by_term[part.term] = by_term.get(part.term, 0.0) + part.points
        if part.points > proofs.get(part.term, (0.0, "", ""))[0]:
            proofs[part.term] = (part.points, part.evidence.kind, part.evidence.text)
    order = sorted(by_term, key=lambda term: (-by_term[term], term))
    given = dict(zip(order, points([by_term[term] for term in order], whole), strict=True))
    address = f"/buero/netzwerk/{one.actor_id}#h-wofuer"
    shown = [Reason(t, given[t], _proof(*proofs[t][1:]), address) for t in order[:REASONS] if given[t]]
    rest = whole - sum(reason.points for reason in shown)
    others = [term for term in order[REASONS:] if given[term]]
    return [*shown, Reason("weitere Wörter", rest, ", ".join(others), address)] if rest else shown


def _proof(kind: str, text: str) -> str:
    said = text if len(text) <= PROOF_LENGTH else text[:PROOF_LENGTH].rsplit(" ", 1)[0] + " …"
    return f"{KINDS.get(kind, kind)}: {said}"


def _tied(ids: Sequence[int], actors: dict[int, Actor]) -> dict[int, str]:
    """Return one sentence for each suggested actor about its ties with other suggested ones, or nothing."""
    told = {}
    for number, ties in graph.among(ids).items():
        said = [f"{words} {actors[other].name}" for words, other in ties]
        told[number] = f"{', '.join(said[:3])}." if said else ""
        told[number] = told[number][:1].upper() + told[number][1:]
    return told
