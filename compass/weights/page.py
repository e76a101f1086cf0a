"""What the page about weights shows: what counts now, the lists of words, earlier versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compass import evidence_kinds as kinds
from compass import queries, staff_words
from core import accounts, clock, word_lists
from core.errors import NotThere
from core.rights import Right, allows
from core.word_lists import WordList

EARLIER = 10
DELIVERED = "standard"


@dataclass(frozen=True)
class Version:
    """An earlier version in the list: its number (0 as delivered), when and by whom, what it changed."""

    id: int
    when: str
    who: str
    changes: str


def now() -> dict[str, int]:
    """Return what counts now, in percent."""
    return queries.percents(queries.weights())


def version(number: int | None, word: str | None) -> Mapping[str, int] | None:
    """Return the weights of a version, those as delivered for "standard"; None where none is asked for."""
    if word is None:
        return None
    if word == DELIVERED:
        return queries.percents(queries.WEIGHTS)
    found = [one for one in queries.earlier_weights(EARLIER + 1) if one.id == number]
    if not found:
        raise NotThere
    return kinds.whole(found[0].weights)


def face() -> dict[str, Any]:
    """Return what the page shows beside its form."""
    viewer, usual = accounts.require(), queries.percents(queries.WEIGHTS)
    return {
        "now": [(said, now()[kind], usual[kind]) for kind, said in kinds.SAID.items()],
        "usual": usual,
        "as_delivered": now() == usual,
        "may_edit": allows(viewer.role, Right.NETWORK_QUALITY),
        "may_words": allows(viewer.role, Right.WORDS_EDIT),
        "terms": sum(len(words) > 1 for words in staff_words.groups().values()),
        "same": len(word_lists.lines(word_lists.bodies()[WordList.SAME])),
        "versions": _versions(),
    }


def _versions() -> list[Version]:
    """Return the newest versions with what each changed, newest first."""
    rows = queries.earlier_weights(EARLIER + 1)
    names = accounts.names([row.account_id for row in rows if row.account_id])
    said = [*(kinds.whole(row.weights) for row in rows), queries.percents(queries.WEIGHTS)]
    return [
        Version(
            row.id,
            clock.time_in_words(row.edited_at),
            names.get(row.account_id or 0, "Büro"),
            kinds.differences(then, this),
        )
        for row, this, then in list(zip(rows, said, said[1:], strict=False))[:EARLIER]
    ]
