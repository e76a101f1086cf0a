"""A view of the network as a file: SVG and PNG as on the page with the legend below, GraphML and GEXF for other programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import Response, render_template

from compass.netmap import page
from compass.netmap.asking import View
from compass.netmap.net import Net
from core import clock, texts
from core.errors import Refused


@dataclass(frozen=True)
class Form:
    """A form of a view: its word, its ending, the type that browsers know, how it is made."""

    word: str
    ending: str
    mimetype: str
    make: Callable[[Net, View], bytes]


def as_svg(net: Net, view: View) -> bytes:
    """Return the picture as an SVG file that needs nothing else."""
    from compass.netmap import captions  # noqa: PLC0415 - the font, only for who draws

    drawing, kinds = page.sheet(net, view)
    caption = captions.below(drawing, kinds, _lines(view))
    return render_template(
        "compass/netmap/file.svg",
        drawing=drawing,
        caption=caption,
        letters=drawing.letters | caption.letters,
        titles=page.titles(net),
        title=_title(net),
        description=f"{len(net.nodes)} Einträge, {len(net.links)} Verbindungen",
    ).encode("utf-8", "replace")


def as_png(net: Net, view: View) -> bytes:
    """Return the picture as a PNG file."""
    from compass.netmap import captions, png  # noqa: PLC0415 - as above

    drawing, kinds = page.sheet(net, view)
    return png.of(drawing, captions.below(drawing, kinds, _lines(view)))


def as_graphml(net: Net, view: View) -> bytes:
    """Return a GraphML file."""
    from compass.netmap import graphs  # noqa: PLC0415 - as above

    return graphs.as_graphml(net, page.sheet(net, view)[0])


def as_gexf(net: Net, view: View) -> bytes:
    """Return a GEXF file."""
    from compass.netmap import graphs  # noqa: PLC0415 - as above

    return graphs.as_gexf(net, page.sheet(net, view)[0])


FORMS: Final = {
    "svg": Form("SVG", "svg", "image/svg+xml", as_svg),
    "png": Form("PNG", "png", "image/png", as_png),
    "graphml": Form("GraphML", "graphml", "application/xml", as_graphml),
    "gexf": Form("GEXF", "gexf", "application/xml", as_gexf),
}
EMPTY: Final = "In diesem Bild ist nichts, was in eine Datei gehen darf."


def _title(net: Net) -> str:
    middle = next((node.name for node in net.nodes if node.id == net.center), "")
    return f"Netz um {middle}" if middle else "Das Netzwerk als Bild"


def _lines(view: View) -> list[str]:
    day = clock.day_in_words(view.day or clock.today())
    return [f"Stand: {day}. {texts.text('brand.line')} {texts.text('city.name')}, Netzwerkkompass"]


def answer(net: Net, view: View, name: str) -> Response:
    """Return a view as a file to keep; Refused when there is nothing in it."""
    if not net.nodes:
        raise Refused(EMPTY)
    form = FORMS[name]
    found = Response(form.make(net, view), mimetype=form.mimetype)
    found.headers["Content-Disposition"] = f'attachment; filename="netz-{clock.today()}.{form.ending}"'
    return found
