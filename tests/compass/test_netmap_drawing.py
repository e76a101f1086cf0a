"""The drawing by itself: the same for the same net, the middle in the middle, signs and words apart, few lines that cross."""

from __future__ import annotations

import random
from itertools import combinations
from math import hypot

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compass.models import ActorKind, Sector
from compass.netmap import captions, drawing, layout, lettering
from compass.netmap.asking import Measure
from compass.netmap.net import Link, Net, Node
from compass.netmap.shapes import NARROW, WIDE, Box, Drawing, Manner

KINDS = ("cooperates", "member_of")


def a_net(number: int, ties: int, *, seed: int = 1, around: bool = True) -> Net:
    """Make a net of so many, connected, with some more ties; depths are those of a walk from the first."""
    draw = random.Random(seed)
    pairs = {(draw.randrange(place), place) for place in range(1, number)}
    while len(pairs) < min(ties, number * (number - 1) // 2):
        one, other = sorted(draw.sample(range(number), 2))
        pairs.add((one, other))
    depth = {0: 0}
    while len(depth) < number:
        for one, other in pairs:
            for near, far in ((one, other), (other, one)):
                if near in depth:
                    depth.setdefault(far, min(3, depth[near] + 1))
    nodes = [
        Node(place + 1, f"Verein Nummer {place}", list(Sector)[place % 4], ActorKind.ORGANISATION, (), depth[place])
        for place in range(number)
    ]
    links = [
        Link(at, one + 1, other + 1, KINDS[at % 2], "ist Mitglied von", "hat als Mitglied")
        for at, (one, other) in enumerate(sorted(pairs))
    ]
    if not around:
        nodes = [Node(one.id, one.name, one.sector, one.kind) for one in nodes]
    return Net(tuple(sorted(nodes, key=lambda one: one.depth)), tuple(links), 0, 1 if around else None)


def drawn(net: Net, manner: Manner = WIDE) -> Drawing:
    return drawing.draw(net, drawing.relative(net.measured(Measure.TIES)), KINDS, manner)


def grounds(found: Drawing) -> list[Box]:
    """Return the boxes of all names: left, top, right, bottom."""
    boxes = [mark.ground for mark in found.marks if mark.words]
    return [(left, top, left + width, top + height) for left, top, width, height in boxes]


@pytest.mark.parametrize("manner", [WIDE, NARROW])
@pytest.mark.parametrize(("number", "ties"), [(2, 1), (7, 9), (40, 70), (120, 260), (300, 500)])
def test_the_middle_is_in_the_middle_and_signs_stand_apart(number: int, ties: int, manner: Manner) -> None:
    found = drawn(a_net(number, ties), manner)

    first = found.marks[0]
    assert (first.x, first.y, first.is_center) == (0.0, 0.0, True)
    left, top, width, height = found.box
    assert (left + width / 2, top + height / 2) == pytest.approx((0, 0), abs=0.2)
    for one, other in combinations(found.marks, 2):
        assert hypot(one.x - other.x, one.y - other.y) > (one.radius + other.radius) * 0.7
    for mark in found.marks:
        assert left < mark.x < left + width
        assert top < mark.y < top + height


@pytest.mark.parametrize("around", [True, False])
def test_names_cover_no_other_name_and_no_sign(around: bool) -> None:
    found = drawn(a_net(90, 150, around=around))

    boxes = grounds(found)
    assert len(boxes) >= 25
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for left, top, right, bottom in boxes:
        assert not [mark for mark in found.marks if left < mark.x < right and top < mark.y < bottom]


def test_a_small_net_names_everybody_and_says_every_tie_in_words() -> None:
    found = drawn(a_net(8, 8))

    assert all(mark.words for mark in found.marks)
    assert [stroke.word.text for stroke in found.strokes if stroke.word and stroke.near]
    assert {stroke.word.text.strip("›‹ ") for stroke in found.strokes if stroke.word} == {"ist Mitglied von"}


def test_the_arrow_says_who_is_tied_to_whom() -> None:
    middle, other = (Node(n, name, Sector.SCIENCE, ActorKind.BODY, (), d) for n, name, d in ((1, "A", 0), (2, "B", 1)))
    for first, second in ((1, 2), (2, 1)):
        link = Link(1, first, second, "member_of", "ist Mitglied von", "hat als Mitglied")
        found = drawn(Net((middle, other), (link,), 0, 1))
        stroke, ends = found.strokes[0], {mark.node.id: mark for mark in found.marks}
        assert stroke.word is not None
        ahead = (ends[second].x, ends[second].y) > (ends[first].x, ends[first].y)
        assert stroke.word.text == ("ist Mitglied von ›" if ahead else "‹ ist Mitglied von")
    both = Link(1, 1, 2, "cooperates", "arbeitet zusammen mit", "arbeitet zusammen mit")
    (stroke,) = drawn(Net((middle, other), (both, both), 0, 1)).strokes
    assert stroke.word is not None
    assert stroke.word.text == "arbeitet zusammen mit +1"


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 60), st.integers(0, 90), st.integers(0, 10**6), st.booleans())
def test_the_same_net_is_the_same_picture(number: int, ties: int, seed: int, around: bool) -> None:
    net = a_net(number, ties, seed=seed, around=around)

    assert drawn(net) == drawn(net)


def test_a_tree_has_no_lines_that_cross_and_a_net_has_fewer_than_by_chance() -> None:
    depths = [0] + [1] * 6 + [2] * 18
    tree = [(0, at) for at in range(1, 7)] + [(1 + (at - 7) % 6, at) for at in range(7, 25)]
    assert layout.crossings(layout.rings(depths, tree, layout.WIDE).at, tree) == 0

    net = a_net(60, 90)
    index = {node.id: at for at, node in enumerate(net.nodes)}
    pairs = [(index[one], index[other]) for one, other in net.pairs]
    depths = [node.depth for node in net.nodes]
    placed = layout.rings(depths, pairs, layout.WIDE).at
    shuffled = placed.copy()
    order = np.random.default_rng(0).permutation(np.arange(1, 60))
    shuffled[1:] = placed[order]
    assert layout.crossings(placed, pairs) < layout.crossings(shuffled, pairs) / 3


def test_size_says_what_was_asked() -> None:
    star = Net(
        tuple(Node(n, f"N{n}", Sector.BUSINESS, ActorKind.ORGANISATION) for n in (1, 2, 3)),
        (Link(1, 1, 2, "cooperates", "a", "a"), Link(2, 2, 3, "cooperates", "a", "a")),
    )
    assert star.measured(Measure.TIES) == {1: 1, 2: 2, 3: 1}
    assert star.measured(Measure.BETWEEN) == {1: 0, 2: 1, 3: 0}
    assert set(star.measured(Measure.NOTHING).values()) == {0}
    large, small = (drawn(star).marks[at].radius for at in (1, 0))
    assert large > small
    even = drawing.draw(star, drawing.relative(star.measured(Measure.NOTHING)), KINDS, WIDE)
    assert len({mark.radius for mark in even.marks}) == 1


def test_words_are_outlines_that_fit() -> None:
    long = "Straßenbahnhaltestellenüberdachungsbeleuchtungserneuerung"
    for text in ("Kommunales Integrationszentrum Bielefeld", long, "Ж e. V. 😀", "", "A"):
        for lines in (1, 2, 3):
            rows = lettering.wrapped(lettering.drawable(text), 6900, lines=lines)
            assert len(rows) <= lines
            assert all(lettering.width(row) <= 6900 for row in rows)
    assert lettering.wrapped(lettering.drawable("Verein Mustermosaik e. V."), 7000, lines=3)[-1] == "e.\u00a0V."
    assert lettering.wrapped("Integrationszentrum", 6900, lines=2) == ["Integrations-", "zentrum"]
    assert lettering.placed("A b")[1][1] == lettering.width("A ")


def test_the_legend_lies_below_the_picture_and_inside_its_box() -> None:
    found = drawn(a_net(8, 8))
    caption = captions.below(found, {"ist Mitglied von": 0, "arbeitet zusammen mit": 5}, ["Stand: heute."])

    left, top, width, height = caption.box
    assert [one.word.text for one in caption.entries][-2:] == ["ist Mitglied von", "arbeitet zusammen mit"]
    for one in caption.entries:
        assert found.box[1] + found.box[3] < one.y < top + height
        assert left < one.x < one.word.x + one.word.width < left + width
