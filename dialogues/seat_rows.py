"""What a seat sees of its theses: place in the row, the own stone of this round and, in the second, the one before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from compass.models import Sector
from dialogues import ballots, seat_token
from dialogues.models import STONE_WORDS, Dialogue, Stone, Thesis
from dialogues.seat_place import Phase, Place

NOTHING_SAID = "Dazu sage ich nichts"


def stone_key(stone: int | None) -> str:
    """Return how a stone is drawn; empty where none lies."""
    return Stone(stone).name.lower() if stone else ""


def stone_words(stone: int | None) -> str:
    """Return a stone in words."""
    if stone is None:
        return "noch offen"
    return STONE_WORDS[Stone(stone)][1] if stone else NOTHING_SAID


@dataclass(frozen=True)
class Row:
    """One thesis as its seat sees it: the own stone (None open, 0 said nothing), the one of the first round in the second."""

    number: int
    thesis: Thesis
    stone: int | None
    before: int | None = None

    @property
    def key(self) -> str:
        """How the own stone is drawn; empty where none lies."""
        return stone_key(self.stone)

    @property
    def words(self) -> str:
        """The own stone in words."""
        return stone_words(self.stone)

    @property
    def before_words(self) -> str:
        """The own stone of the first round in words; empty where none is known."""
        return "" if self.before is None else stone_words(self.before)


def _own(bits: bytes | None, theses: list[Thesis], turn: int) -> Mapping[int, int]:
    """Return the own stones of a round by thesis; which ones are own is computed from the phone's bits and forgotten again."""
    return (
        ballots.own({thesis.id: seat_token.key(bits, thesis.id, turn) for thesis in theses}) if bits and theses else {}
    )


def rows(dialogue: Dialogue, place: Place, bits: bytes | None) -> list[Row]:
    """Return the theses that may be rated now, with the own stones."""
    ids = [thesis.id for thesis in dialogue.theses]
    reached = set(place.reached(ids))
    theses = [thesis for thesis in dialogue.theses if thesis.id in reached]
    own = _own(bits, theses, place.turn)
    before = _own(bits, theses, 1) if place.turn > 1 else {}
    return [Row(ids.index(thesis.id) + 1, thesis, own.get(thesis.id), before.get(thesis.id)) for thesis in theses]


def laying(
    dialogue_id: int, place: Place, bits: bytes, laid: tuple[int, int], sector: Sector | None
) -> Callable[[], None]:
    """Return what lays a stone (thesis, stone) for a seat in the round, group and sector it is in now; it needs no request."""
    thesis_id, stone = laid
    group_id = place.group.id if place.group else None
    key = seat_token.key(bits, thesis_id, place.turn)
    return partial(ballots.lay, dialogue_id, thesis_id, key, stone, round=place.turn, group_id=group_id, sector=sector)


def move(dialogue: Dialogue, place: Place, bits: bytes, sector: Sector | None) -> None:
    """Lay the stones of this round again for a seat whose person chose another group or sector; only while stones are laid."""
    if place.phase is Phase.LAYING:
        for row in rows(dialogue, place, bits):
            if row.stone is not None:
                laying(dialogue.id, place, bits, (row.thesis.id, row.stone), sector)()
