"""A view of the network for programs that draw networks: GraphML and GEXF with places, sectors and days, by networkx."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from compass.models import KIND_WORDS, SECTOR_WORDS
from compass.netmap.net import Net
from compass.netmap.shapes import Drawing
from core.forms import clean

if TYPE_CHECKING:
    import networkx as nx

DAY: Final = 10


def _text(said: str) -> str:
    return str(clean(said))


def _nodes(net: Net, drawing: Drawing) -> Iterable[tuple[str, dict[str, object]]]:
    for mark in drawing.marks:
        node = mark.node
        said = {"name": node.name, "sector": SECTOR_WORDS[node.sector], "kind": KIND_WORDS[node.kind]}
        plain: dict[str, object] = {key: _text(words) for key, words in said.items()}
        yield (
            f"actor-{node.id}",
            {
                **plain,
                "marks": ", ".join(node.marks),
                "depth": node.depth,
                "ties": len(net.neighbours[node.id]),
                "x": mark.x,
                "y": -mark.y,
            },
        )


def _graph(net: Net, drawing: Drawing) -> nx.MultiDiGraph[str]:
    """Return the net as networkx knows it; y grows upwards there."""
    import networkx as nx  # noqa: PLC0415 - heavy, and only files need it

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(_nodes(net, drawing))
    for link in net.links:
        said = {"kind": link.kind, "label": link.outward, "since": link.since_on, "until": link.until_on}
        graph.add_edge(
            f"actor-{link.first}",
            f"actor-{link.second}",
            key=str(link.id),
            **{key: _text(words) for key, words in said.items() if words},
        )
    return graph


def as_graphml(net: Net, drawing: Drawing) -> bytes:
    """Return a GraphML file."""
    import networkx as nx  # noqa: PLC0415 - as above

    out = io.BytesIO()
    nx.write_graphml(_graph(net, drawing), out, named_key_ids=True)
    return out.getvalue()


def as_gexf(net: Net, drawing: Drawing) -> bytes:
    """Return a GEXF file: signs where they stand on the page, in the colours of their sectors, ties with their days."""
    import networkx as nx  # noqa: PLC0415 - as above

    from compass.netmap.png import COLOURS  # noqa: PLC0415 - heavy imports lie behind it

    graph = _graph(net, drawing)
    for mark in drawing.marks:
        said = graph.nodes[f"actor-{mark.node.id}"]
        said["label"] = said.pop("name")
        red, green, blue = bytes.fromhex(COLOURS[mark.node.sector.value][1:])
        said["viz"] = {
            "position": {"x": said.pop("x"), "y": said.pop("y"), "z": 0.0},
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "size": mark.radius,
        }
    for _, _, said in graph.edges(data=True):
        for name, end in (("since", "start"), ("until", "end")):
            if len(said.get(name, "")) == DAY:
                said[end] = said[name]
    out = io.BytesIO()
    nx.write_gexf(graph, out)
    return out.getvalue()
