"""Long texts: Markdown to HTML, in which HTML is shown, never obeyed, and nothing is fetched from elsewhere."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markupsafe import Markup

TABLE = '<div class="scroll" tabindex="0" role="group" aria-label="Tabelle, lässt sich seitlich schieben">\n<table>\n'


def render(body: str) -> Markup:
    """Return Markdown as HTML: no raw HTML, no images, links only to safe schemes, no second main heading."""
    return Markup(MARKDOWN.render(body))  # noqa: S704 - html is off, so every sign of the author is escaped


def _lower_headings(state: StateCore) -> None:
    """Make "# ..." a heading of the second level: the page has its own first."""
    for token in state.tokens:
        if token.tag == "h1":
            token.tag = "h2"
        if token.type == "th_open":
            token.attrSet("scope", "col")


def _open_table(*_: object) -> str:
    return TABLE


def _close_table(*_: object) -> str:
    return "</table>\n</div>\n"


def _made() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    made.core.ruler.push("lower_headings", _lower_headings)
    made.add_render_rule("table_open", _open_table)
    made.add_render_rule("table_close", _close_table)
    return made


MARKDOWN = _made()
