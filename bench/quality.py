"""How good the suggestions are: the judged challenges of bench/judgements, asked of the house and of its peers.

Everybody is measured in the same run over the same profiles and stems. The ten challenges marked as kept are measured in
a table of their own and never listed one by one; only the house and its peers are held against them, so that nobody
chooses a variant by them. The house must not be worse than the best peer; the published figures
that it wants to pass are aims, for they come from other data (network-and-matching: loss 0.238, MRR 0.43 to 0.46).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from bench import judged
from bench.figures import Figure, show
from bench.judged import Judged, Person
from bench.measures import RIGHT, Measured, measured, place
from bench.scorers import HOUSE, MEANING, PEERS, SCORERS, Question, Rows

AIM_LOSS: Final = 0.22
AIM_MRR: Final = 0.50
SHORT: Final = 8
LONG: Final = 18
FAR: Final = 5
FIRST: Final = 3
WIDTH: Final = 33


def run() -> bool:
    """Measure and print; tell whether the house is at least as good as the best peer in every measure."""
    challenges, actors = judged.challenges(), judged.network()
    profiles, questions = [one.profile for one in actors], [Question(one.question, one.title) for one in challenges]
    answers = {name: scorer(profiles, questions) for name, scorer in SCORERS.items()}
    print(f"\n{len(challenges)} challenges, {len(actors)} actors, {sum(map(len, profiles_of(actors)))} documents")
    standing: dict[str, Rows] = {name: answers[name] for name in (*PEERS, HOUSE, MEANING) if name in answers}
    _compared("For tuning", answers, challenges, actors, lambda one: not one.kept)
    _compared("Kept part", standing, challenges, actors, lambda one: one.kept)
    whole = _compared("All challenges", standing, challenges, actors, lambda _: True)
    _sliced(answers, challenges, actors)
    _far_off(answers[HOUSE], challenges, actors)
    return show("Suggestions: what is lost, all challenges", _figures(whole))


def profiles_of(actors: Sequence[Person]) -> list[tuple[object, ...]]:
    """Return each actor's documents."""
    return [one.profile.evidence for one in actors]


def part(
    rows: Rows, challenges: Sequence[Judged], actors: Sequence[Person], wanted: Callable[[Judged], bool]
) -> Measured:
    """Measure a scorer over some of the challenges."""
    some = [(row, one) for row, one in zip(rows, challenges, strict=True) if wanted(one)]
    return measured([row for row, _ in some], judged.table([one for _, one in some], actors))


def _compared(
    title: str,
    answers: dict[str, Rows],
    challenges: Sequence[Judged],
    actors: Sequence[Person],
    wanted: Callable[[Judged], bool],
) -> dict[str, Measured]:
    found = {name: part(rows, challenges, actors, wanted) for name, rows in answers.items()}
    print(f"\n{title}: {sum(map(wanted, challenges))}")
    print(f"{'':<{WIDTH}}{'MRR':>7}{'+-':>7}{'hit@5':>7}{'nDCG@10':>9}{'loss':>7}{'shown':>7}")
    for name, one in found.items():
        first = f"{name:<{WIDTH}}{one.mrr:>7.3f}{one.error:>7.3f}"
        print(f"{first}{one.hit:>7.3f}{one.ndcg:>9.3f}{one.loss:>7.3f}{one.shown:>7.3f}", flush=True)
    return found


def _sliced(answers: dict[str, Rows], challenges: Sequence[Judged], actors: Sequence[Person]) -> None:
    """Print by kind of challenge, the kept ones left out: where the house is better than BM25 and where not."""
    slices: dict[str, Callable[[Judged], bool]] = {
        "the entries' own words": lambda one: not one.other_words,
        "other words": lambda one: one.other_words,
        f"fewer than {SHORT} words": lambda one: one.length < SHORT,
        f"{SHORT} to {LONG} words": lambda one: SHORT <= one.length <= LONG,
        f"more than {LONG} words": lambda one: one.length > LONG,
        **{field: partial_area(field) for field in ("kg", "wl", "la", "td")},
        **{source: partial_source(source) for source in ("idea", "vision", "order", "typed")},
    }
    print(f"\n{'By kind, for tuning':<{WIDTH}}{'n':>4}{'MRR ours':>10}{'BM25':>7}{'hit@5 ours':>12}{'BM25':>7}")
    for name, wanted in slices.items():
        count = sum(wanted(one) and not one.kept for one in challenges)
        mine, theirs = (
            part(answers[who], challenges, actors, lambda one, wanted=wanted: wanted(one) and not one.kept)  # type: ignore[misc]  # lambda of a loop
            for who in (HOUSE, PEERS[0])
        )
        print(f"{name:<{WIDTH}}{count:>4}{mine.mrr:>10.3f}{theirs.mrr:>7.3f}{mine.hit:>12.3f}{theirs.hit:>7.3f}")


def partial_area(field: str) -> Callable[[Judged], bool]:
    """Return whether the first topic of a challenge lies in a Handlungsfeld."""
    return lambda one: one.areas[0].startswith(field)


def partial_source(source: str) -> Callable[[Judged], bool]:
    """Return whether a challenge comes from such a thing."""
    return lambda one: one.source == source


def _far_off(rows: Rows, challenges: Sequence[Judged], actors: Sequence[Person]) -> None:
    """Print the challenges whose first right actor stands below the fifth place, worst first, the kept ones left out."""
    table = judged.table(challenges, actors)
    tuned = [(place(row, grades), row, grades, one) for row, grades, one in zip(rows, table, challenges, strict=True)]
    far = [one for one in tuned if one[0] > FAR and not one[3].kept]
    print(f"\nFirst right actor below place {FAR}: {len(far)} of {sum(not one.kept for one in challenges)}, for tuning")
    for at, row, grades, one in sorted(far, key=lambda found: -found[0]):
        order = sorted(range(len(actors)), key=lambda number: -row[number])
        given = ", ".join(actors[number].name for number in order[:FIRST])
        right = ", ".join(actors[number].name for number in order if grades[number] > RIGHT)
        print(f"{at:>5.0f}  {one.title}\n       asked first: {right}\n       given: {given}")


def _figures(found: dict[str, Measured]) -> list[Figure]:
    """Put the house beside the best peer, as what is lost: less is better."""
    mine, peers = found[HOUSE], [found[name] for name in PEERS]
    best = "the better of BM25 and TF-IDF"
    return [
        Figure("1 - MRR", 1 - mine.mrr, "", best, min(1 - one.mrr for one in peers)),
        Figure("1 - hit@5", 1 - mine.hit, "", best, min(1 - one.hit for one in peers)),
        Figure("1 - nDCG@10", 1 - mine.ndcg, "", best, min(1 - one.ndcg for one in peers)),
        Figure("loss", mine.loss, "", best, min(one.loss for one in peers)),
        Figure("1 - MRR", 1 - mine.mrr, "", "aimed at", 1 - AIM_MRR, aim=True),
        Figure("loss", mine.loss, "", "aimed at", AIM_LOSS, aim=True),
    ]
