"""Knapp: would the word still be red, had other people like these come? Drawn a thousand times, the same on every machine.

Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapters 6 and 13. Stones are drawn with replacement
from those laid (a multinomial draw of n), and each draw is judged by the very rules of verdicts.py. The one-sided
percentile interval of the verdict reaches over the line to red where fewer than three of four draws stay red; that is knapp.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from dialogues.agreement.measures import Counts, unity
from dialogues.agreement.verdicts import CAMP, LITTLE, REASONS, UNITED, UNITED_SHARE, verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS = 1000
STAYS = 0.75
"""Share of the draws that must stay red; below it a red verdict is knapp."""
KINDS = 5
SCALE = 18
"""With it every layer's weight (stones in it times its own agreement) is a whole number."""


@lru_cache(maxsize=4096)
def is_narrow(counts: Counts) -> bool:
    """Tell whether a red verdict could easily have been another; False where nothing is red."""
    return verdict(counts) in REASONS and staying(counts) < STAYS


def staying(counts: Counts) -> float:
    """Return the share of DRAWS, 0 to 1, that are red; the seed is the counts themselves. At least one stone."""
    import numpy as np  # noqa: PLC0415 - only where results are drawn

    shares = np.array(counts.stones) / counts.n
    drawn = np.random.default_rng(counts.stones).multinomial(counts.n, shares, size=DRAWS)
    return float(are_red(drawn).mean())


def are_red(drawn: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell for each row of five counts (rows x 5, at least one stone, gold first) whether its verdict is red.

    All in whole numbers, so that it says exactly what verdict() says; few stones are judged like many.
    """
    n, up, down = drawn.sum(axis=1), drawn[:, :2].sum(axis=1), drawn[:, 3:].sum(axis=1)
    united = _scaled_unity(drawn)
    split = (united < 0) & _at_least(up, n, CAMP) & _at_least(down, n, CAMP)
    one_mind = (united * UNITED.denominator >= UNITED.numerator * SCALE * n) & (
        _at_least(up, n, UNITED_SHARE) | _at_least(down, n, UNITED_SHARE)
    )
    little = up * LITTLE.denominator <= n * LITTLE.numerator
    red: NDArray[np.bool_] = split | (one_mind & (up < down)) | (little & ~one_mind)
    return red


def _at_least(part: Any, n: Any, share: Any) -> Any:  # noqa: ANN401 - columns of whole numbers, a fraction
    return part * share.denominator >= n * share.numerator


def _scaled_unity(drawn: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return A x n x SCALE for each row: its layers peeled off one after the other, at most five."""
    import numpy as np  # noqa: PLC0415 - only where results are drawn

    weights = np.array(list(_weights()), dtype=np.int64)
    bits, left = 1 << np.arange(KINDS)[::-1], drawn.copy()
    whole = np.zeros(len(left), dtype=np.int64)
    for _ in range(KINDS):
        there = left > 0
        smallest = np.where(there, left, np.iinfo(np.int64).max).min(axis=1)
        smallest[~there.any(axis=1)] = 0
        whole += smallest * weights[there @ bits]
        left -= np.where(there, smallest[:, None], 0)
    return whole


def _weights() -> Iterable[int]:
    """Yield for each of the 32 patterns of present kinds how much a layer one stone high adds to A x n x SCALE."""
    for pattern in product((0, 1), repeat=KINDS):
        measured = unity(pattern)
        yield int(sum(pattern) * measured * SCALE) if measured is not None else 0
