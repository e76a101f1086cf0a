"""What the page of the picture shows: the view, the drawing for a wide page and for a telephone, the same as a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from flask import render_template
from markupsafe import Markup

from compass import pages, tie_types
from compass.graph import Eyes
from compass.models import KIND_WORDS, SECTOR_WORDS
from compass.narrowing import Args
from compass.netmap import asking, queries
from compass.netmap.asking import DEPTH_WORDS, MEASURE_WORDS, Measure, View
from compass.netmap.net import Link, Net, Node
from core import clock, versions
from core.panels import Chip, Panel

if TYPE_CHECKING:
    from compass.netmap.shapes import Drawing

Value = TypeVar("Value")
KEPT: Final = 24
"""Views of one state of the network that a process keeps; a large one takes half a megabyte."""


@dataclass(frozen=True)
class Side:
    """On which side of the counter the picture hangs: its address, where actors have their pages, for whose eyes."""

    root: str
    actors: str
    eyes: Eyes

    @property
    def public(self) -> bool:
        """Whether everybody may look."""
        return self.eyes is Eyes.EVERYBODY

    def address(self, view: View) -> str:
        """Return the address of a view."""
        return f"{self.root}{view.query}"


OFFICE: Final = Side("/buero/netz", "/buero/netzwerk", Eyes.SUGGESTIONS)
PUBLIC: Final = Side("/netzwerk/netz", "/netzwerk", Eyes.EVERYBODY)


@dataclass(frozen=True)
class Said:
    """A tie in the list as one of the two reads it."""

    words: str
    other: str
    other_id: int
    span: str


@dataclass(frozen=True)
class Row:
    """An actor in the list: sector, kind, marks and what its size says in words, its ties within the picture."""

    node: Node
    words: str
    ties: Sequence[Said]


@dataclass(frozen=True)
class Kind:
    """A kind of tie in the legend: its words outward, the style of its line."""

    words: str
    style: int


@dataclass(frozen=True)
class Picture:
    """A view, drawn: for a wide page and for a telephone, the letters of both, its legend, the same as groups of a list."""

    net: Net
    wide: Markup
    narrow: Markup
    letters: Markup
    kinds: Sequence[Kind]
    groups: Sequence[tuple[str, Sequence[Row]]]


def view(args: Args, side: Side) -> View:
    """Return the view that an address asks for."""
    return asking.view(args, public=side.public)


def face(args: Args, side: Side) -> dict[str, object]:
    """Return what the page shows."""
    view, question = asking.view(args, public=side.public), asking.question(args)
    panels = asking.panels(view)
    middle = queries.center(view.center, side.eyes) if view.center else None
    picture = kept((side.root, view), lambda: _picture(view, middle, side)) if middle or not view.center else None
    return {
        "side": side,
        "view": view,
        "query": question,
        "middle": middle,
        "picture": picture,
        "panels": panels,
        "chips": chips(view, panels, side),
        "hits": queries.called(question, side.eyes) if question else [],
        "foremost": kept((side.root, "foremost"), lambda: queries.foremost(side.eyes)) if not middle else [],
        "depths": [(word, side.address(replace(view, depth=depth)), depth) for depth, word in DEPTH_WORDS.items()],
        "measures": MEASURE_WORDS,
        "day": clock.day_in_words(view.day) if view.day else "",
        "today": clock.today().isoformat(),
        "around": lambda number: side.address(view.around(number)),
    }


def kept(key: object, make: Callable[[], Value]) -> Value:
    """Return what was made for a view, as long as the network and the words stand."""
    shelf = versions.cached(("compass", "taxonomy"), _shelf)
    if key not in shelf:
        if len(shelf) >= KEPT:
            shelf.clear()
        shelf[key] = make()
    found: Value = shelf[key]  # type: ignore[assignment]  # what make() gave under this key
    return found


def _shelf() -> dict[object, object]:
    return {}


def net_of(view: View, side: Side) -> Net | None:
    """Return who and what a view holds; None when it is more than one drawing shows, or nobody whom these eyes may see."""
    middle = queries.center(view.center, side.eyes) if view.center else None
    return _net(view, middle, side) if middle or not view.center else None


def _net(view: View, middle: Node | None, side: Side) -> Net | None:
    return queries.around(middle, view, side.eyes) if middle else queries.whole(view, side.eyes)


def _picture(view: View, middle: Node | None, side: Side) -> Picture | None:
    net = _net(view, middle, side)
    if net is None or not net.nodes:
        return None
    measured = net.measured(view.measure)
    (wide, kinds), (narrow, _) = sheet(net, view), sheet(net, view, wide=False)
    shown = {"view": view, "side": side, "titles": titles(net)}
    return Picture(
        net,
        _drawn("picture", drawing=wide, **shown),
        _drawn("picture", drawing=narrow, **shown),
        _drawn("letters", letters=wide.letters | narrow.letters),
        [Kind(words, style) for words, style in kinds.items()],
        list(_groups(net, measured, view.measure)),
    )


def sheet(net: Net, view: View, *, wide: bool = True) -> tuple[Drawing, dict[str, int]]:
    """Return the drawing of a net for a wide page or a telephone, and the styles of its lines by the words of the ties."""
    from compass.netmap import drawing, shapes  # noqa: PLC0415 - numpy and the font, only for who draws

    words = tie_types.types()
    sizes = drawing.relative(net.measured(view.measure))
    drawn = drawing.draw(net, sizes, tuple(words), shapes.WIDE if wide else shapes.NARROW)
    return drawn, {words[kind].outward: style for kind, style in drawing.styles(net, tuple(words)).items()}


def titles(net: Net) -> dict[str, dict[int, str]]:
    """Return what stands at signs and lines when one points at them, by id."""
    names = {node.id: node.name for node in net.nodes}
    return {"nodes": _titles(net), "ties": {link.id: _title(link, names) for link in net.links}}


def _drawn(name: str, **values: object) -> Markup:
    return Markup(render_template(f"compass/netmap/{name}.svg", **values))  # noqa: S704 - a template of ours


def _titles(net: Net) -> dict[int, str]:
    return {
        node.id: f"{node.name}, {SECTOR_WORDS[node.sector]}, {_ties(len(net.neighbours[node.id]))}"
        for node in net.nodes
    }


def _title(link: Link, names: Mapping[int, str]) -> str:
    return ", ".join(filter(None, (f"{names[link.first]} {link.outward} {names[link.second]}", span(link))))


def _ties(number: int) -> str:
    return "1 Verbindung" if number == 1 else f"{number} Verbindungen"


def span(link: Link) -> str:
    """Say since and until when a tie stands."""
    since, until = pages.day(link.since_on), pages.day(link.until_on)
    if since and until:
        return f"{since} bis {until}"
    return f"seit {since}" if since else f"bis {until}" if until else ""


def _groups(net: Net, measured: dict[int, float], measure: Measure) -> Iterable[tuple[str, list[Row]]]:
    """Yield the list: by nearness around somebody, else all in one."""
    said = _said(net)
    for depth in sorted({node.depth for node in net.nodes}):
        here = [node for node in net.nodes if node.depth == depth]
        heading = DEPTH_WORDS[depth] if depth else "In der Mitte" if net.center else "Von A bis Z"
        yield heading, [_row(node, measured[node.id], measure, said[node.id]) for node in here]


def _row(node: Node, number: float, measure: Measure, ties: Sequence[Said]) -> Row:
    said = f"{round(number * 100)} % der kürzesten Wege" if measure is Measure.BETWEEN else ""
    said = said or _ties(len({tie.other_id for tie in ties}))
    return Row(node, ", ".join((SECTOR_WORDS[node.sector], KIND_WORDS[node.kind], *node.marks, said)), ties)


def _said(net: Net) -> dict[int, list[Said]]:
    """Return the ties of each as it reads them."""
    names = {node.id: node.name for node in net.nodes}
    found: dict[int, list[Said]] = {node.id: [] for node in net.nodes}
    for link in net.links:
        found[link.first].append(Said(link.outward, names[link.second], link.second, span(link)))
        found[link.second].append(Said(link.inward, names[link.first], link.first, span(link)))
    return found


def chips(view: View, panels: Sequence[Panel], side: Side, root: str = "") -> list[Chip]:
    """Return what is set as chips, each with the address of the view without it; `root` is another page's."""
    return [Chip(label, f"{root or side.root}{without.query}") for label, without in _set(view, panels)]


def _set(view: View, panels: Sequence[Panel]) -> Iterable[tuple[str, View]]:
    """Yield what is set in words, and the view without it."""
    for panel in panels:
        for one in panel.options:
            if one.chosen:
                sectors = tuple(s for s in view.sectors if panel.name != "bereich" or s.value != one.value)
                areas = tuple(a for a in view.areas if panel.name != "thema" or str(a) != one.value)
                yield one.label, replace(view, sectors=sectors, areas=areas)
    if view.day:
        yield f"Stand {clock.day_in_words(view.day)}", replace(view, day=None)
    if view.measure is not Measure.TIES:
        yield f"Größe: {MEASURE_WORDS[view.measure]}", replace(view, measure=Measure.TIES)
