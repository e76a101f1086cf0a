"""The demo's network as tests read it: who is real, who is invented, what a visitor can see of it."""

from __future__ import annotations

import re
from email import message_from_bytes
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from compass.models import Actor
from core.config import settings
from core.db import db
from core.factory import House
from demo.network.stage import book

STEMS = ("Muster", "Beispiel", "Fabel", "Probe", "Wunsch", "Märchen", "(Alltagsexpert", "(Gremium)")
FURTHER = re.compile(r'href="(/netzwerk\?[^"]*nach=[^"]*)"')
PARTS = (Actor.competences, Actor.consents, Actor.contact_points, Actor.addresses, Actor.areas, Actor.references)


def actors() -> list[Actor]:
    """Return every actor with what is written about it, by name."""
    options = [selectinload(part) for part in PARTS]
    return list(db.session.scalars(select(Actor).options(*options).order_by(Actor.sort_key, Actor.id)))


def public_organisations() -> set[str]:
    """Return the names of the thirty that exist."""
    return {entry["name"] for entry in book("0_public_organisations")["actor"]}


def recipients() -> set[str]:
    """Return to whom letters went."""
    letters = Path(settings().mail_folder).glob("*.eml")
    return {str(message_from_bytes(letter.read_bytes())["To"]) for letter in letters}


def directory(town: House) -> dict[str, str]:
    """Return every page of the public directory by its address, and the pages beside it."""
    visitor, pages, following = town.test_client(), dict[str, str](), "/netzwerk"
    while following and following not in pages:
        pages[following] = visitor.get(following).text
        found = FURTHER.search(pages[following])
        following = found[1].replace("&amp;", "&") if found else ""
    for path in ("/netzwerk/wer-fehlt", "/netzwerk/drucken", "/netzwerk/begriffe", "/netzwerk/mitmachen"):
        answer = visitor.get(path)
        assert answer.status_code in {200, 404}, path
        pages[path] = answer.text
    return pages
