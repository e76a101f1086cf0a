"""The network as a graph: GraphML (graphml.graphdrawing.org) and GEXF 1.2 (gexf.net), written while it is read.

networkx builds the whole graph and then the whole XML in memory; here a line follows the other. networkx reads both files
in the tests. Edges carry their days; GEXF knows them as a span of time where they are whole days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from compass.exports.stream import Stream
from compass.models import MARK_WORDS
from compass.records import cells
from core.forms import clean

NODE: Final = ("name", "kind", "sector", "areas", "marks")
EDGE: Final = ("kind", "label", "role", "since", "until")
DAY: Final = 10


def _node(record: Mapping[str, Any]) -> dict[str, str]:
    marks = ", ".join(word for mark, word in MARK_WORDS.items() if record.get(mark))
    said = {"name": record["name"], "areas": ", ".join(record.get("areas", ())), "marks": marks}
    return {**said, **{key: cells.cell(dict(record), key) for key in ("kind", "sector")}}


def _text(said: str) -> str:
    return str(clean(said))


def as_graphml(stream: Stream) -> Iterator[bytes]:
    """Yield a GraphML file."""
    keys = [
        f'<key id="{prefix}_{name}" for="{of}" attr.name="{name}" attr.type="string"/>'
        for prefix, of, names in (("n", "node", NODE), ("e", "edge", EDGE))
        for name in names
    ]
    yield _lines(
        '<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">', *keys
    )
    yield b'<graph edgedefault="directed">\n'
    for records in stream.chunks():
        yield _lines(*(f"<node id={quoteattr(one['ref'])}>{_values('n', NODE, _node(one))}</node>" for one in records))
    for ties in stream.ties():
        yield _lines(
            *(
                f'<edge id="{one["id"]}" source={quoteattr(one["from"])} target={quoteattr(one["to"])}>'
                f"{_values('e', EDGE, one)}</edge>"
                for one in ties
            )
        )
    yield b"</graph>\n</graphml>\n"


def _values(prefix: str, names: tuple[str, ...], said: Mapping[str, str]) -> str:
    return "".join(f'<data key="{prefix}_{name}">{escape(_text(said[name]))}</data>' for name in names if said[name])


def as_gexf(stream: Stream) -> Iterator[bytes]:
    """Yield a GEXF file."""
    yield _lines(
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">',
        '<graph defaultedgetype="directed" mode="dynamic" timeformat="date">',
        _attributes("node", NODE[1:]),
        _attributes("edge", EDGE),
        "<nodes>",
    )
    for records in stream.chunks():
        yield _lines(*map(_gexf_node, records))
    yield b"</nodes>\n<edges>\n"
    for ties in stream.ties():
        yield _lines(*map(_gexf_edge, ties))
    yield b"</edges>\n</graph>\n</gexf>\n"


def _attributes(of: str, names: tuple[str, ...]) -> str:
    rows = "".join(f'<attribute id="{of[0]}_{name}" title="{name}" type="string"/>' for name in names)
    return f'<attributes class="{of}" mode="static">{rows}</attributes>'


def _gexf_node(record: Mapping[str, Any]) -> str:
    said = _node(record)
    name = quoteattr(_text(said["name"]))
    return f"<node id={quoteattr(record['ref'])} label={name}>{_for('n', NODE[1:], said)}</node>"


def _gexf_edge(tie: Mapping[str, str]) -> str:
    days = {"start": tie["since"], "end": tie["until"]}
    span = "".join(f' {name}="{day}"' for name, day in days.items() if len(day) == DAY)
    ends = f"source={quoteattr(tie['from'])} target={quoteattr(tie['to'])}"
    return f'<edge id="{tie["id"]}" {ends} label={quoteattr(_text(tie["label"]))}{span}>{_for("e", EDGE, tie)}</edge>'


def _for(prefix: str, names: tuple[str, ...], said: Mapping[str, str]) -> str:
    rows = "".join(
        f'<attvalue for="{prefix}_{name}" value={quoteattr(_text(said[name]))}/>' for name in names if said[name]
    )
    return f"<attvalues>{rows}</attvalues>" if rows else ""


def _lines(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
