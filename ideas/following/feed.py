"""The public list as Atom (RFC 4287): built as a tree, so that no title can break it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlencode
from xml.etree import ElementTree as ET  # only written here, never read

from core import texts
from core.config import settings
from ideas import address
from ideas.cards import Card
from ideas.listing import Listing

ATOM = "http://www.w3.org/2005/Atom"
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ET.register_namespace("", ATOM)


def address_of(list: Listing) -> str:  # noqa: A002 - the slot's own name
    """Return the address of a list's feed: the same search and the same filters."""
    pairs = [("q", list.query)] if list.query else []
    pairs += [(panel.name, one.value) for panel in list.panels for one in panel.options if one.chosen]
    return f"/ideen.atom?{urlencode(pairs)}" if pairs else "/ideen.atom"


def title_of(list: Listing) -> str:  # noqa: A002 - as above
    """Return what the feed of a list is called."""
    of = [f"„{list.query}“"] if list.query else []
    of += [chip.label for chip in list.chips]
    return f"Ideen aus {texts.text('city.name')}" + (f": {', '.join(of)}" if of else "")


def written(list: Listing) -> bytes:  # noqa: A002 - as above
    """Return the feed of a list."""
    base = settings().base_url.rstrip("/")
    own = address_of(list)
    pages = own.replace("/ideen.atom", "/ideen", 1)
    ideas = [card.idea for card in list.cards]
    root = ET.Element(f"{{{ATOM}}}feed", {"xml:lang": "de"})
    _add(root, "id", base + own)
    _add(root, "title", title_of(list))
    _add(root, "updated", _moment(max((idea.changed_at for idea in ideas), default=datetime(1970, 1, 1, tzinfo=UTC))))
    _add(root, "link", rel="self", type="application/atom+xml", href=base + own)
    _add(root, "link", rel="alternate", type="text/html", href=base + pages)
    _add(_add(root, "author"), "name", texts.text("office.name"))
    for card in list.cards:
        _entry(root, card, base)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}'.encode()


def _entry(root: ET.Element, card: Card, base: str) -> None:
    idea = card.idea
    entry = _add(root, "entry")
    _add(entry, "id", f"{base}/ideen/{idea.id}")
    _add(entry, "title", idea.title)
    _add(entry, "updated", _moment(idea.changed_at))
    if idea.published_at:
        _add(entry, "published", _moment(idea.published_at))
    _add(entry, "link", rel="alternate", type="text/html", href=base + address.of(idea))
    for area, _ in card.areas:
        _add(entry, "category", term=area.name)
    _add(entry, "category", term=card.word, scheme=f"{base}/ideen#stand")
    _add(entry, "summary", idea.text)


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, f"{{{ATOM}}}{name}", {key: NO_XML.sub("", value) for key, value in attributes.items()})
    made.text = NO_XML.sub("", text) or None
    return made


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
