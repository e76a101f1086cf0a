"""Gruppen, Bereiche, Runden und Quellen einer These: what of its kept counts is said, in words; no figure of a part.

Of a group or sector only its word stands on pages, in papers and in open data. Stones typed in or imported are a table of
their own beside those of the phones; a group speaks only where neither table withholds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from compass.models import SECTOR_WORDS
from dialogues.agreement.bridge import Bridge, bridge
from dialogues.agreement.cells import SHOWN, permitted
from dialogues.agreement.measures import Counts
from dialogues.agreement.verdicts import part_word
from dialogues.models import CountedBy, ThesisCount

NOTHING = Counts(0, 0, 0, 0, 0)
SOURCE_WORDS = {
    CountedBy.PHONES: "von Telefonen",
    CountedBy.HAND: "von Hand gezählt",
    CountedBy.IMPORTED: "aus einem anderen Werkzeug übernommen",
}


@dataclass(frozen=True)
class Part:
    """Eine Gruppe oder ein Bereich, of whom something may be said: name and word."""

    name: str
    word: str


@dataclass(frozen=True)
class SourceLine:
    """Woher Steine kommen: how counted, what the source is called (empty for phones), how many."""

    counted_by: CountedBy
    source: str
    n: int

    @property
    def words(self) -> str:
        """The line in words."""
        named = f" ({self.source})" if self.source else ""
        return f"{self.n} {SOURCE_WORDS[self.counted_by]}{named}"


@dataclass(frozen=True)
class Parts:
    """Was neben der Zählung aller steht: groups, sectors, the bridge, the round before, the sources."""

    groups: tuple[Part, ...] = ()
    sectors: tuple[Part, ...] = ()
    bridge: Bridge | None = None
    otherwise: tuple[str, ...] = ()
    before: Counts | None = None
    sources: tuple[SourceLine, ...] = ()
    is_withheld: bool = False

    @property
    def sentence(self) -> str:
        """What the sectors say together; empty where nothing can be said."""
        if self.bridge is None:
            return ""
        return {
            Bridge.ALL_FOR: "Alle Bereiche, von denen wir etwas sagen können, sind überwiegend dafür.",
            Bridge.ALL_AGAINST: "Alle Bereiche, von denen wir etwas sagen können, sind überwiegend dagegen.",
            Bridge.OUTVOTED: f"Überstimmt, nicht überzeugt: {' und '.join(self.otherwise)} sieht es anders als die Mehrheit."
            if len(self.otherwise) == 1
            else f"Überstimmt, nicht überzeugt: {' und '.join(self.otherwise)} sehen es anders als die Mehrheit.",
            Bridge.ACROSS: "Die zwei Lager gehen quer durch die Bereiche.",
            Bridge.BETWEEN: "Die zwei Lager liegen zwischen den Bereichen: Sie sehen es verschieden.",
        }[self.bridge]


def plus(first: Counts, second: Counts) -> Counts:
    """Return two counts together."""
    stones = [a + b for a, b in zip(first.stones, second.stones, strict=True)]
    return Counts(*[*stones, first.passed + second.passed])


def of_row(row: ThesisCount) -> Counts:
    """Return a row's counts."""
    return Counts(row.gold, row.amber, row.pebble, row.slate, row.tar, row.passed)


def parts_of(rows: Sequence[ThesisCount], last: int, names: Mapping[int, str]) -> Parts:
    """Return what may be said beside the counts of all, from a thesis' rows; names are those of the groups, in order.

    last is the round that counts: the meeting's last one in which anything was counted.
    """
    now = [one for one in rows if one.round == last]
    whole, by_phones = _whole(now), _whole(_of(now, CountedBy.PHONES))
    groups = _groups(now)
    sectors = {one.sector: of_row(one) for one in now if one.sector is not None}
    said, others = bridge(whole, sectors) if by_phones == whole else (None, ())
    earlier = [one for one in rows if one.round < last]
    sources = _sources(now)
    return Parts(
        groups=tuple(Part(name, part_word(groups[number])) for number, name in names.items() if number in groups),
        sectors=tuple(Part(SECTOR_WORDS[one], part_word(sectors[one])) for one in SECTOR_WORDS if one in sectors),
        bridge=said,
        otherwise=tuple(SECTOR_WORDS[one] for one in others if one is not None),
        before=_whole(earlier) if _whole(earlier).n >= SHOWN and not _few_phones(_sources(earlier)) else None,
        sources=sources if any(one.counted_by is not CountedBy.PHONES for one in sources) else (),
        is_withheld=_few_phones(sources),
    )


def _of(rows: Iterable[ThesisCount], counted_by: CountedBy) -> list[ThesisCount]:
    return [one for one in rows if one.counted_by is counted_by]


def _whole(rows: Iterable[ThesisCount]) -> Counts:
    """Return the counts of all over every source."""
    whole = NOTHING
    for one in rows:
        if one.group_id is None and one.sector is None:
            whole = plus(whole, of_row(one))
    return whole


def _sources(rows: Iterable[ThesisCount]) -> tuple[SourceLine, ...]:
    """Return the sources with stones in them, the phones first."""
    everybody = [one for one in rows if one.group_id is None and one.sector is None and of_row(one).n]
    lines = [SourceLine(one.counted_by, one.source, of_row(one).n) for one in everybody]
    return tuple(sorted(lines, key=lambda line: (list(CountedBy).index(line.counted_by), line.source)))


def _few_phones(sources: Sequence[SourceLine]) -> bool:
    """Tell whether phones laid so few stones beside others' that whoever typed the others in could tell them apart."""
    few = any(one.counted_by is CountedBy.PHONES and one.n < SHOWN for one in sources)
    return few and len(sources) > 1


def _groups(rows: Sequence[ThesisCount]) -> dict[int, Counts]:
    """Return the counts of groups that may speak: kept among the phones, and not withheld among those typed in."""
    kept: dict[int, Counts] = {}
    phones, typed = _of(rows, CountedBy.PHONES), [one for one in rows if one.counted_by is not CountedBy.PHONES]
    laid, said = _by_group(phones), _by_group(typed)
    nothing_missing = _whole(phones).n == sum(counts.n for counts in laid.values())
    rest = [a - sum(b) for a, *b in zip(_whole(typed).stones, *(one.stones for one in said.values()), strict=True)]
    allowed = permitted({number: counts.stones for number, counts in said.items()}, rest)
    for number in laid.keys() | said.keys():
        if (number in laid or nothing_missing) and (number in allowed or not said.get(number, NOTHING).n):
            kept[number] = plus(laid.get(number, NOTHING), said.get(number, NOTHING))
    return {number: counts for number, counts in kept.items() if counts.n}


def _by_group(rows: Iterable[ThesisCount]) -> dict[int, Counts]:
    found: dict[int, Counts] = defaultdict(lambda: NOTHING)
    for one in rows:
        if one.group_id is not None:
            found[one.group_id] = plus(found[one.group_id], of_row(one))
    return dict(found)
