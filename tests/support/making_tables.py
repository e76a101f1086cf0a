"""Builds what the office typed in and took over: an occasion with a card, an import that waits, one judged, one taken."""

from __future__ import annotations

from core.db import writing
from core.journal import HOUSE
from ideas.imports import judging, services, taking, uploads
from ideas.imports.mapping import Answers
from ideas.typed import services as typed

MAPPING = {"id": "id", "title": "", "text": "text"}


def make_card(text: str, name: str = "Stadtteilfest") -> tuple[int, int]:
    """Type a card in; return the occasion's number and the idea's."""
    with writing():
        occasion = typed.open_occasion(name, "2026-09-12", typed.Defaults(), HOUSE)
        idea = typed.type_in(occasion, typed.Words(text, ref="17"), f"card {text}", HOUSE).idea
        return occasion.id, idea.id


def make_import(text: str, *, judged: bool = True, taken: bool = False) -> int:
    """Upload a table of two rows, one of them with a fault; let it be judged and taken; return its number."""
    name = f"table-{judged}-{taken}"
    uploads.SHELF.folder().mkdir(parents=True, exist_ok=True)
    (uploads.SHELF.folder() / name).write_text(f'id,text\nA,"{text} {name}"\nB,\n', encoding="utf-8")
    with writing():
        number = services.begin(name, f"{text}.csv", f"Raddialog {name}", f"{name} {text}", HOUSE).id
        if judged:
            services.check(number, Answers(MAPPING), HOUSE)
    if judged:
        for _ in judging.portions(number):
            pass
    if taken:
        with writing():
            services.take(number, HOUSE)
        for _ in taking.taken(number):
            pass
    return number
