"""The drawing: every mark has its own place inside its cell, and keeps it."""

from __future__ import annotations

from itertools import combinations
from math import atan2, degrees, hypot

import pytest

from radar import picture
from radar.blips import Blip, Ring
from radar.picture import RADII, ROOM, Mark, Picture, Rest
from radar.queries import Area, Field

WORDS = ("kooperation", "wissen", "leben", "technologien")


def field(number: int, areas: int) -> Field:
    key, name = WORDS[number - 1], f"Feld {number}"
    inside = tuple(
        Area(
            id=10 * number + i,
            key=f"{key}-{i}",
            name=f"Thema {number}.{i}",
            about="",
            active=True,
            field_id=number,
            field_key=key,
            field_name=name,
        )
        for i in range(1, areas + 1)
    )
    return Field(id=number, key=key, name=name, about="", active=True, areas=inside)


def fields(*areas: int) -> list[Field]:
    return [field(number, many) for number, many in enumerate(areas or (2, 2, 2, 2), 1)]


def blip(number: int, area_id: int = 11, ring: Ring = Ring.IMPULSE, kind: str = "idea") -> Blip:
    return Blip(kind, number, f"Eintrag {number}", area_id, ring, f"/{kind}/{number}")


def drawn(blips: list[Blip], *areas: int) -> Picture:
    return picture.draw(fields(*areas), {one: number for number, one in enumerate(blips, 1)})


def crowd(many: int, *areas: int) -> list[Blip]:
    """Return so many things of every kind for each cell of a disc."""
    here = [area.id for one in fields(*areas) for area in one.areas]
    kinds = ("idea", "vision", "order", "box", "paper")
    return [blip(n, area, ring, kinds[n % 5]) for area in here for ring in Ring for n in range(1, many + 1)]


def distances(points: tuple[Mark | Rest, ...]) -> list[float]:
    return [hypot(one.x - other.x, one.y - other.y) for one, other in combinations(points, 2)]


@pytest.mark.parametrize("areas", [(2, 2, 2, 2), (1, 3, 4, 0), (5, 6, 2, 9)])
def test_forty_things_in_every_cell_never_overlap(areas: tuple[int, ...]) -> None:
    seen = drawn(crowd(40, *areas), *areas)
    assert min(distances((*seen.marks, *seen.rests))) >= 2 * ROOM - 0.2


@pytest.mark.parametrize("areas", [(2, 2, 2, 2), (1, 3, 4, 0)])
def test_every_mark_lies_in_its_cell(areas: tuple[int, ...]) -> None:
    seen = drawn(crowd(40, *areas), *areas)
    parts = {part.area.id: part for part in seen.parts}
    rings = list(Ring)
    for mark in seen.marks:
        part, outer = parts[mark.blip.area_id], RADII[mark.blip.ring]
        inside = rings[rings.index(mark.blip.ring) + 1 :]
        inner = RADII[inside[0]] if inside else 0
        assert part.start < degrees(atan2(-mark.y, -mark.x)) % 360 < part.end
        assert inner + ROOM - 0.1 <= hypot(mark.x, mark.y) <= outer - ROOM + 0.1  # points are rounded to tenths


def test_marks_keep_off_the_lines_between_handlungsfelder() -> None:
    seen = drawn(crowd(40))
    assert min(min(abs(mark.x), abs(mark.y)) for mark in seen.marks) >= ROOM


def test_the_rings_names_are_not_drawn_over() -> None:
    seen = drawn(crowd(40))
    for middle, half in picture.NAMES.values():
        assert not [m for m in seen.marks if abs(m.x) < half and abs(m.y + middle) < picture.NAME_HEIGHT]


def test_a_full_cell_counts_the_rest_and_leaves_out_older_ideas_first() -> None:
    blips = [*(blip(n) for n in range(1, 41)), blip(1, kind="vision")]
    seen = drawn(blips)
    free = len(picture.places(Ring.IMPULSE, 0, 45))
    assert [rest.number for rest in seen.rests] == [41 - (free - 1)]
    assert {m.blip for m in seen.marks} == {blip(1, kind="vision"), *(blip(n) for n in range(40, 42 - free, -1))}


def test_a_mark_does_not_jump_when_others_come() -> None:
    few = [blip(n, kind="vision") for n in (3, 7, 8)]
    before = {m.blip: (m.x, m.y) for m in drawn(few).marks}
    after = {m.blip: (m.x, m.y) for m in drawn([blip(1), blip(2), *few, blip(9, kind="vision")]).marks}
    assert {one: after[one] for one in few} == before


def test_a_place_follows_from_ring_area_kind_and_number_alone() -> None:
    once, again = drawn([blip(5)]).marks[0], drawn([blip(5), blip(6, 12), blip(7, 11, Ring.DONE)]).marks
    assert (once.x, once.y) == next((m.x, m.y) for m in again if m.blip == blip(5))


def test_a_cell_that_becomes_full_moves_nobody_but_who_stood_last() -> None:
    where = picture.places(Ring.IMPULSE, 0, 45)
    names = [("vision", n) for n in range(1, len(where) // 2)]
    before, after = picture.arrange(where, names), picture.arrange(where, names, kept=1)
    assert {name for name in names if before[name] != after[name]} <= {n for n in names if before[n] == where[-1]}


def test_things_of_unknown_areas_are_left_out() -> None:
    assert drawn([blip(1, area_id=99)]).marks == ()


def test_a_quarter_without_areas_stays_empty() -> None:
    seen = drawn([blip(1, 11)], 1, 0, 1, 1)
    assert len(seen.quarters) == 4
    assert [part.area.id for part in seen.parts] == [11, 31, 41]
    assert seen.spokes == ()


@pytest.mark.parametrize(
    ("areas", "spots"),
    [
        (1, ["1-2"]),
        (2, ["1-1", "1-3"]),
        (3, ["1-1", "1-2", "1-3"]),
        (4, ["1-1", "1-2", "1-2", "1-3"]),
        (6, ["1-1", "1-1", "1-2", "1-2", "1-3", "1-3"]),
    ],
)
def test_names_stand_around_the_disc_in_their_order(areas: int, spots: list[str]) -> None:
    assert [part.spot for part in picture.parts(fields(areas, 1, 1, 1))][:areas] == spots


def test_more_names_than_places_is_a_fault() -> None:
    with pytest.raises(ValueError, match="more marks"):
        picture.arrange(picture.places(Ring.LASTING, 0, 45)[:1], [("idea", 1), ("idea", 2)])


def test_numbers_are_centred() -> None:
    assert picture.digits("11") == [("1", -8.3), ("1", 0.0)]
    assert [glyph for glyph, _ in picture.digits("+27")] == ["plus", "2", "7"]
