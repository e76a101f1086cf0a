"""What WeasyPrint 70 leaves undone for PDF/UA-1, put right on the finished objects just before they are written.

Five faults, each reported by checkers of accessible PDF files: running heads and page numbers are marked as text that
hangs outside the structure, heading cells name no direction, links lack the flag that prints them, items of a list whose
sign stands inside (as ours do, to be drawn in the order of reading) have no body, and a table over several pages falls
apart into one for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

PRINTED = 4
"""The flag of an annotation that is printed with its page."""


def finish(_: object, pdf: Any) -> None:  # noqa: ANN401  pydyf carries no types
    """Mend the objects of a pydyf.PDF in place; the signature is that of WeasyPrint's `finisher`."""
    tree = Tree(pdf)
    join_tables(tree)
    mark_furniture(tree)
    tell_scopes(tree)
    give_bodies(tree)
    print_links(pdf)


class Tree:
    """The structure of a tagged PDF: its elements from the root down, and the pages' lists of marked content."""

    def __init__(self, pdf: Any) -> None:  # noqa: ANN401
        self.pdf = pdf
        self.root = self.at(pdf.catalog["StructTreeRoot"])
        self.reached = dict(self.walk(self.root["K"], "Document"))

    def at(self, reference: bytes) -> Any:  # noqa: ANN401
        """Return the object behind a reference such as b"12 0 R"."""
        return self.pdf.objects[int(reference.split()[0])]

    def walk(self, children: list[Any], above: str) -> Iterator[tuple[bytes, tuple[Any, str]]]:
        """Give every element that hangs in the tree: its reference, itself, and the part of a table it stands in."""
        for reference in children:
            if not isinstance(reference, bytes):
                continue
            element = self.at(reference)
            if "S" not in element:
                continue
            yield reference, (element, above)
            word = element["S"].lstrip("/")
            yield from self.walk(element["K"], word if word in {"THead", "TBody", "Table"} else above)

    def word(self, reference: bytes) -> str:
        """Return what an element is ("LI", "TH" ...)."""
        return str(self.at(reference)["S"]).lstrip("/")

    def pages(self) -> Iterator[tuple[Any, list[Any]]]:
        """Give each page's drawing and its list: number of the marked content -> reference of its element."""
        numbers = self.at(self.root["ParentTree"])["Nums"]
        lists = dict(zip(numbers[::2], numbers[1::2], strict=True))
        for reference in self.pdf.page_references:
            page = self.at(reference)
            yield self.at(page["Contents"]), lists[page["StructParents"]]


def mark_furniture(tree: Tree) -> None:
    """Turn marked content whose element does not hang in the tree (heads, feet, page numbers) into artifacts."""
    for drawing, elements in tree.pages():
        loose = {number for number, reference in enumerate(elements) if reference not in tree.reached}
        for number in loose:
            elements[number] = "null"
        words = drawing.stream
        for place in range(2, len(words)):
            if words[place] == b"BDC" and words[place - 1].get("MCID") in loose:
                words[place - 2] = "/Artifact"
                words[place - 1].clear()
                words[place - 1]["Type"] = "/Pagination"


def tell_scopes(tree: Tree) -> None:
    """Say of each heading cell whether it heads its column (in the table's head) or its row."""
    for element, above in tree.reached.values():
        if element["S"] == "/TH":
            element["A"]["Scope"] = "/Column" if above == "THead" else "/Row"


def give_bodies(tree: Tree) -> None:
    """Put what follows the sign of a list's item into a body, where WeasyPrint left it beside the sign."""
    import pydyf  # noqa: PLC0415  comes with WeasyPrint

    for reference, (item, _) in tree.reached.items():
        if item["S"] != "/LI":
            continue
        beside = [kid for kid in item["K"] if tree.word(kid) not in {"Lbl", "LBody", "LI", "L"}]
        if not beside:
            continue
        body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "P": reference, "K": pydyf.Array(beside)})
        body["Pg"] = item["Pg"]
        tree.pdf.add_object(body)
        for kid in beside:
            tree.at(kid)["P"] = body.reference
        item["K"] = pydyf.Array([*(kid for kid in item["K"] if kid not in beside), body.reference])


def join_tables(tree: Tree) -> None:
    """Make one table again of the parts that pages split it into; the heads repeated on later pages become furniture.

    Each of our tables has a caption, and WeasyPrint gives it to the first part alone: a table without one goes on.
    """
    first: Any = None
    for reference, (table, _) in list(tree.reached.items()):
        if table["S"] != "/Table":
            continue
        if first is None or "Caption" in map(tree.word, table["K"]):
            first, first_reference = table, reference
            continue
        has_head = "THead" in map(tree.word, first["K"])
        moved = [kid for kid in table["K"] if not (has_head and tree.word(kid) == "THead")]
        for kid in moved:
            tree.at(kid)["P"] = first_reference
        for _, (cell, _) in tree.walk(moved, "Table"):
            if cell["S"] == "/TD":
                cell["A"].pop("Headers", None)  # they name cells of the dropped head; the scopes say it all
        first["K"].extend(moved)
        tree.at(table["P"])["K"].remove(reference)
    tree.reached = dict(tree.walk(tree.root["K"], "Document"))


def print_links(pdf: Any) -> None:  # noqa: ANN401
    """Let links be printed with their page."""
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("Subtype") == "/Link":
            thing["F"] = PRINTED
